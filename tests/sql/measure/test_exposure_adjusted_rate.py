"""exposure_adjusted_rate.sql: the three rates against a pure-Python count over the records."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from scipy.stats import chi2

import frames
import pilot
from pv.api import Study
from pv.errors import SettingError
from small_study import CONTROL, count, events, keys, small_study, subjects

YEAR = 365.25


def as_date(value: object) -> date | None:
    return value if isinstance(value, date) and not pd.isna(value) else None


def risk_periods() -> dict[str, tuple[str, date, int, int]]:
    """Return subject -> (arm, first dose, days exposed, days at risk), record by record.

    At risk is a subject up to the earliest of the window after the last dose, the end of study (RFENDT) and death.
    """
    died = {
        row.USUBJID: as_date(row.AENDT)
        for row in frames.rows(pilot.adae())
        if row.AEOUT == "FATAL" or row.AESDTH == "Y"
    }
    periods = {}
    for row in frames.rows(pilot.adsl()):
        ends = (row.TRTEDT + timedelta(days=pilot.WINDOW_DAYS), row.RFENDT, died.get(row.USUBJID))
        end = min(day for day in ends if day is not None)
        exposed = (row.TRTEDT - row.TRTSDT).days + 1
        periods[row.USUBJID] = (row.TRT01A, row.TRTSDT, exposed, (end - row.TRTSDT).days + 1)
    return periods


def test_every_preferred_term_of_the_pilot_equals_a_count_over_the_records() -> None:
    periods = risk_periods()
    first: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    number: dict[tuple[str, str], int] = defaultdict(int)
    for row in frames.rows(pilot.emergent()):
        arm, start, *_ = periods[row.USUBJID]
        onset = as_date(row.ASTDT)
        day = max((onset - start).days + 1, 1) if onset else 1
        subjects_with = first[arm, row.AEDECOD]
        subjects_with[row.USUBJID] = min(day, subjects_with.get(row.USUBJID, day))
        number[arm, row.AEDECOD] += 1
    exposed = {arm: sum(p[2] for p in periods.values() if p[0] == arm) / YEAR for arm in pilot.ARMS}
    rates = pilot.study().table("exposure_adjusted_rate")
    rows = rates[(rates["level"] == "PT") & (rates["category"] == "any")]
    assert len(rows) == 3 * pilot.emergent()["AEDECOD"].nunique()
    for row in frames.rows(rows):
        days = first[row.arm, row.term]
        # After the end of the risk there is no event: there the subject is censored.
        late = {subject for subject, day in days.items() if day > periods[subject][3]}
        years = sum(min(days.get(subject, p[3]), p[3]) for subject, p in periods.items() if p[0] == row.arm) / YEAR
        in_risk = len(days) - len(late)
        assert (row.subjects, row.eair_total_subjects, row.eair_at_risk_subjects) == (len(days), len(days), in_risk)
        assert (row.subjects_after_risk, row.untimed_subjects) == (len(late), 0)
        assert row.eaer_events == number[row.arm, row.term]
        assert row.patient_years == pytest.approx(exposed[row.arm], rel=1e-12)
        assert row.patient_years_at_risk == pytest.approx(years, rel=1e-12)
        assert row.eair_total == pytest.approx(len(days) / exposed[row.arm], rel=1e-12)
        assert row.eair_at_risk == pytest.approx(in_risk / years, rel=1e-12)
        assert row.eaer == pytest.approx(number[row.arm, row.term] / exposed[row.arm], rel=1e-12)


def test_garwood_limits_of_every_rate_equal_the_chi_square_formula() -> None:
    # Garwood 1936: the limits of a Poisson mean are half chi-square quantiles.
    rates = pilot.study().table("exposure_adjusted_rate")
    for rate, numerator, time in (
        ("eair_total", "eair_total_subjects", "patient_years"),
        ("eair_at_risk", "eair_at_risk_subjects", "patient_years_at_risk"),
        ("eaer", "eaer_events", "patient_years"),
    ):
        upper = chi2.ppf(0.975, 2 * rates[numerator] + 2) / 2 / rates[time]
        assert rates[f"{rate}_upper"].to_numpy() == pytest.approx(upper, rel=1e-9)
        some = rates[rates[numerator] > 0]
        lower = chi2.ppf(0.025, 2 * some[numerator]) / 2 / some[time]
        assert some[f"{rate}_lower"].to_numpy() == pytest.approx(lower, rel=1e-9)
        assert (rates.loc[rates[numerator] == 0, f"{rate}_lower"] == 0).all()


def test_a_small_case_by_hand(tmp_path: Path) -> None:
    # Two subjects on drug, 10 days each, window 5 days: 15 days at risk each. U1 has the event on day 3, and again.
    text = '[treatment_emergent]\nrule = "window"\nwindow_days = 5\n'
    adae = events({"ASTDT": "2020-01-12"}, {"ASTDT": "2020-01-15"})
    study = small_study(tmp_path, subjects({}, {}, CONTROL), adae, text)
    row = count(study, "exposure_adjusted_rate", arm="Drug", level="PT", category="any")
    assert row["patient_years"] == pytest.approx(20 / YEAR)
    assert row["patient_years_at_risk"] == pytest.approx((3 + 15) / YEAR)
    assert row["eair_total"] == pytest.approx(1 / (20 / YEAR))
    assert row["eair_at_risk"] == pytest.approx(1 / (18 / YEAR))
    assert row["eaer"] == pytest.approx(2 / (20 / YEAR))


def test_death_and_cut_off_end_the_time_at_risk(tmp_path: Path) -> None:
    text = 'cutoff_date = 2020-01-22\n[treatment_emergent]\nrule = "window"\nwindow_days = 5\n'
    adsl = subjects({"DTHFL": "Y", "DTHDT": "2020-01-21"}, {}, CONTROL)
    study = small_study(tmp_path, adsl, events({"USUBJID": "C1"}), text)
    row = count(study, "exposure_adjusted_rate", arm="Drug", level="PT", category="any")
    # U1: 10 to 21 January, 12 days; U2: to the cut-off on the 22nd, 13 days.
    assert row["patient_years_at_risk"] == pytest.approx((12 + 13) / YEAR)


#: Treated 10 to 19 January, window 30 days: at risk to 18 February, 40 days, if nothing ends it before.
WINDOW = """[treatment_emergent]
rule = "window"
window_days = 30
"""


def rate(study: Study, **where: str) -> pd.Series:
    return count(study, "exposure_adjusted_rate", **({"arm": "Drug", "level": "PT", "category": "any"} | where))


#: What is known of when a subject left, the days at risk, and the source of the end; each is alone in its arm.
LEFT: list[tuple[dict[str, str], int, str]] = [
    ({"EOSDT": "2020-01-31"}, 22, "EOSDT"),  # 10 to 31 January
    ({"EOSDT": "2020-01-31", "RFPENDTC": "2020-01-25"}, 22, "EOSDT"),
    ({"RFPENDTC": "2020-01-31T10:15"}, 22, "RFPENDTC"),
    ({"RFPENDTC": "2020-01"}, 40, "not known"),  # no full date
    ({"LSTALVDT": "2020-01-31", "EOSSTT": "DISCONTINUED"}, 22, "LSTALVDT"),
    ({"LSTALVDT": "2020-01-31", "EOSSTT": "ONGOING"}, 40, "not known"),  # not known to have left
    ({"LSTALVDT": "2020-01-31"}, 40, "not known"),
    # Who died was known alive before: the death is the end.
    ({"LSTALVDT": "2020-01-31", "EOSSTT": "DISCONTINUED", "DTHDT": "2020-02-02"}, 24, "death"),
    ({"RFENDTC": "2020-01-20"}, 40, "not known"),  # often the last dose: never unasked
    ({"EOSDT": "2020-01-05"}, 40, "not known"),  # before the first dose: no date to count with
    ({"EOSDT": "2020-01-15"}, 6, "EOSDT"),  # before the last dose: as recorded, and a finding
    ({"EOSDT": "2020-03-31"}, 40, "EOSDT"),  # the window ends first
    ({"EOSDT": "2020-01-31", "DTHDT": "2020-01-30"}, 21, "EOSDT"),  # death first
]


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    arms = [f"Arm {place}" for place in range(len(LEFT))]
    people = [row | {"USUBJID": arm, "TRT01A": arm} for arm, (row, _, _) in zip(arms, LEFT, strict=True)]
    shown = "".join(f'[[arm]]\nname = "{arm}"\nrole = "investigational"\n' for arm in arms)
    with small_study(
        tmp_path_factory.mktemp("left"), subjects(*people, {}, CONTROL), events({"USUBJID": "C1"}), WINDOW + shown
    ) as study:
        yield study


@pytest.mark.parametrize("place", range(len(LEFT)))
def test_time_at_risk_ends_when_the_subject_leaves(left: Study, place: int) -> None:
    _, days, source = LEFT[place]
    person = count(left, "subject", USUBJID=f"Arm {place}")
    assert (person["risk_days"], person["end_of_study_source"]) == (days, source)
    assert rate(left, arm=f"Arm {place}")["patient_years_at_risk"] == pytest.approx(days / YEAR)


def test_who_left_on_a_day_that_is_not_known_is_told(left: Study, tmp_path: Path) -> None:
    # U1 and C1, of whom nothing is said, are two more.
    number = 2 + sum(source == "not known" for _, _, source in LEFT)
    adsl = subjects({"EOSDT": "2020-01-31"}, CONTROL)
    with small_study(tmp_path, adsl, events({"USUBJID": "C1"}), WINDOW) as other:
        for study, said in ((left, f"{number} subjects"), (other, "1 subject")):
            (unknown,) = study.findings.query("rule == 'end_of_study_not_known'")["message"]
            assert f"not known for {said}:" in unknown


def test_the_study_file_names_a_date_and_who_is_ongoing_is_followed_to_the_cut_off(tmp_path: Path) -> None:
    adsl = subjects(
        {"RFENDT": "2020-01-31"},  # 22 days
        {"RFENDT": "2020-01-31", "EOSDT": "2020-01-20"},  # EOSDT comes first: 11 days
        {"RFENDT": "2020-01-31", "EOSSTT": "ONGOING"},  # to the cut-off on 9 February: 31 days
        {"TRTEDT": None},  # still treated: exposed and at risk to the cut-off
        {"RFENDT": "soon"},  # no date: the window, to the cut-off
        CONTROL | {"EOSDT": "2020-02-01"},
    )
    text = f'cutoff_date = 2020-02-09\n[population]\nend_of_study = "RFENDT"\n{WINDOW}'
    study = small_study(tmp_path, adsl, events({}), text)
    people = study.table("subject").set_index("USUBJID")
    assert people["risk_days"].to_dict() == {"U1": 22, "U2": 11, "U3": 31, "U4": 31, "U5": 31, "C1": 23}
    assert people["end_of_study_source"].to_dict() == {
        "U1": "RFENDT",
        "U2": "EOSDT",
        "U3": "ongoing at the cut-off",
        "U4": "ongoing at the cut-off",
        "U5": "not known",
        "C1": "EOSDT",
    }
    assert people.loc["U4", "exposure_days"] == 31
    assert keys(study.findings, "end_of_study_impossible") == ["USUBJID=U5"]


def test_a_named_end_of_study_that_is_no_date_stops_the_study(tmp_path: Path) -> None:
    text = '[population]\nend_of_study = "REGION1"\n'
    with pytest.raises(SettingError, match="none of the 2 values of 'REGION1' is a full date; the first is 'Asia'"):
        small_study(tmp_path, subjects({"REGION1": "Asia"}, CONTROL | {"REGION1": "Asia"}), events({}), text)


def test_an_event_after_the_end_of_the_risk_is_censored_there_and_never_moved(tmp_path: Path) -> None:
    # Both left on 31 January, day 22. U1 has the event on day 24, in the window of 40 days; U2 on day 3 and on day 24.
    adsl = subjects({"EOSDT": "2020-01-31"}, {"EOSDT": "2020-01-31"}, CONTROL)
    adae = events({"ASTDT": "2020-02-02"}, {"USUBJID": "U2"}, {"USUBJID": "U2", "ASTDT": "2020-02-02"})
    study = small_study(tmp_path, adsl, adae, WINDOW)
    row = rate(study)
    assert (row["subjects"], row["events"]) == (2, 3)
    assert (row["eair_total_subjects"], row["eair_at_risk_subjects"], row["subjects_after_risk"]) == (2, 1, 1)
    assert row["patient_years_at_risk"] == pytest.approx((22 + 3) / YEAR)
    assert row["eair_at_risk"] == pytest.approx(YEAR / 25)
    assert row["eaer"] == pytest.approx(3 * YEAR / 20)  # ten days of exposure each
    first = study.table("subject_term").query("level == 'PT' and category == 'any'").set_index("USUBJID")
    assert first["first_day"].to_dict() == {"U1": 24, "U2": 3}
    curve = study.table("time_to_event").set_index("USUBJID")
    assert curve[["day", "status", "event_after_end"]].T.to_dict("list") == {
        "U1": [22, 0, True],
        "U2": [3, 1, False],
        "C1": [40, 0, False],
    }


def test_a_rate_has_the_same_subjects_above_and_below_the_line(tmp_path: Path) -> None:
    # All five have the event. Only U1 is timed: U2 has no first dose, U3 no last dose, U4 a last dose before the first,
    # U5 stopped on a day that is not recorded.
    adsl = subjects({}, {"TRTSDT": None}, {"TRTEDT": None}, {"TRTEDT": "2020-01-09"}, {"TRTEDT": None}, CONTROL)
    adsl["EOTSTT"] = ["COMPLETED", None, None, None, "DISCONTINUED", None]
    adae = events(*({"USUBJID": f"U{number}"} for number in (1, 2, 3, 4, 5)))
    study = small_study(tmp_path, adsl, adae, WINDOW)
    row = rate(study)
    assert (row["subjects"], row["events"], row["untimed_subjects"]) == (5, 5, 4)
    assert (row["eair_total_subjects"], row["eair_at_risk_subjects"], row["eaer_events"]) == (1, 1, 1)
    assert row["eair_total"] == row["eaer"] == pytest.approx(YEAR / 10)
    assert row["eair_at_risk"] == pytest.approx(YEAR / 3)
    assert rate(study, arm="Control")["untimed_subjects"] == 0
    against = count(study, "comparison", level="PT", category="any")
    assert (against["subjects"], against["rate_events"], against["comparator_rate_events"]) == (5, 1, 0)


def test_the_length_of_the_year_is_the_study_s(tmp_path: Path) -> None:
    text = "[time]\ndays_per_year = 360.0\n"
    study = small_study(tmp_path, subjects({}, CONTROL), events({}), text)
    row = count(study, "exposure_adjusted_rate", arm="Drug", level="PT", category="any")
    assert row["patient_years"] == pytest.approx(10 / 360)
