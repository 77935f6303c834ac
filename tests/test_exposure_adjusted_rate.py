"""exposure_adjusted_rate.sql: the three rates against a pure-Python count over the records."""

from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from scipy.stats import chi2

import frames
import pilot
from small_study import CONTROL, count, events, small_study, subjects

YEAR = 365.25


def as_date(value: object) -> date | None:
    return value if isinstance(value, date) and not pd.isna(value) else None


def risk_periods() -> dict[str, tuple[str, date, int, int]]:
    """Return subject -> (arm, first dose, days exposed, days at risk), record by record."""
    died = {
        row.USUBJID: as_date(row.AENDT)
        for row in frames.rows(pilot.adae())
        if row.AEOUT == "FATAL" or row.AESDTH == "Y"
    }
    periods = {}
    for row in frames.rows(pilot.adsl()):
        end = row.TRTEDT + timedelta(days=pilot.WINDOW_DAYS)
        death = died.get(row.USUBJID)
        if death is not None and death < end:
            end = death
        exposed = (row.TRTEDT - row.TRTSDT).days + 1
        periods[row.USUBJID] = (row.TRT01A, row.TRTSDT, exposed, (end - row.TRTSDT).days + 1)
    return periods


def test_every_preferred_term_of_the_pilot_equals_a_count_over_the_records() -> None:
    periods = risk_periods()
    first: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    number: dict[tuple[str, str], int] = defaultdict(int)
    for row in frames.rows(pilot.emergent()):
        arm, start, _, at_risk = periods[row.USUBJID]
        onset = as_date(row.ASTDT)
        day = min(max((onset - start).days + 1, 1), at_risk) if onset else 1
        subjects_with = first[arm, row.AEDECOD]
        subjects_with[row.USUBJID] = min(day, subjects_with.get(row.USUBJID, day))
        number[arm, row.AEDECOD] += 1
    exposed = {arm: sum(p[2] for p in periods.values() if p[0] == arm) / YEAR for arm in pilot.ARMS}
    rates = pilot.study().table("exposure_adjusted_rate")
    rows = rates[(rates["level"] == "PT") & (rates["category"] == "any")]
    assert len(rows) == 3 * pilot.emergent()["AEDECOD"].nunique()
    for row in frames.rows(rows):
        days = first[row.arm, row.term]
        years = sum(days.get(subject, p[3]) for subject, p in periods.items() if p[0] == row.arm) / YEAR
        assert row.subjects == len(days)
        assert row.patient_years == pytest.approx(exposed[row.arm], rel=1e-12)
        assert row.patient_years_at_risk == pytest.approx(years, rel=1e-12)
        assert row.eair_total == pytest.approx(len(days) / exposed[row.arm], rel=1e-12)
        assert row.eair_at_risk == pytest.approx(len(days) / years, rel=1e-12)
        assert row.eaer == pytest.approx(number[row.arm, row.term] / exposed[row.arm], rel=1e-12)


def test_garwood_limits_of_every_rate_equal_the_chi_square_formula() -> None:
    # Garwood 1936: the limits of a Poisson mean are half chi-square quantiles.
    rates = pilot.study().table("exposure_adjusted_rate")
    for rate, numerator, time in (
        ("eair_total", "subjects", "patient_years"),
        ("eair_at_risk", "subjects", "patient_years_at_risk"),
        ("eaer", "events", "patient_years"),
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


def test_the_length_of_the_year_is_the_study_s(tmp_path: Path) -> None:
    text = "[time]\ndays_per_year = 360.0\n"
    study = small_study(tmp_path, subjects({}, CONTROL), events({}), text)
    row = count(study, "exposure_adjusted_rate", arm="Drug", level="PT", category="any")
    assert row["patient_years"] == pytest.approx(10 / 360)
