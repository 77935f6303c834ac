"""deaths.sql, death_listing.sql and death.sql: nobody who died is missing, each death dated from what is there."""

from pathlib import Path

import frames
import pilot
from pv.api import Study
from small_study import CONTROL, events, small_study, subjects

WINDOW = '[treatment_emergent]\nrule = "window"\nwindow_days = 5\n'


def items(study: Study, arm: str = "Drug") -> dict[str, int]:
    rows = study.table("deaths")
    return dict(rows.loc[rows["arm"] == arm, ["item", "subjects"]].itertuples(index=False, name=None))


def test_the_three_deaths_of_the_pilot() -> None:
    listing = pilot.study().table("death_listing")
    found = {(row.arm, row.USUBJID, row.AEDECOD, bool(row.related)) for row in frames.rows(listing)}
    assert found == {
        ("Xanomeline Low Dose", "01-701-1211", "SUDDEN DEATH", False),
        ("Placebo", "01-704-1445", "COMPLETED SUICIDE", False),
        ("Placebo", "01-710-1083", "MYOCARDIAL INFARCTION", True),  # POSSIBLE
    }
    assert set(listing["date_source"]) == {"end of the fatal adverse event (AENDT)"}  # ADSL has no DTHDT
    assert set(pilot.adsl().query("DTHFL == 'Y'")["USUBJID"]) == set(listing["USUBJID"])


def test_every_way_to_die_is_counted(tmp_path: Path) -> None:
    adsl = subjects(
        {"DTHFL": "Y", "DTHDT": "2020-01-24"},  # U1: last day of the window
        {"DTHFL": "Y", "DTHDT": "2020-01-25"},  # U2: a day later
        {"DTHFL": "Y"},  # U3: no date anywhere
        {},  # U4: only a fatal event says so
        {"DTHDT": "2020-01-20"},  # U5: a date without a flag
        {},  # U6: alive
        CONTROL,
    )
    adae = events(
        {"USUBJID": "U1", "AEOUT": "FATAL", "AEREL": "RELATED"},
        {"USUBJID": "U4", "AEOUT": "FATAL", "AENDT": "2020-01-15", "AEREL": "NOT RELATED"},
        {"USUBJID": "U6", "AEOUT": "RECOVERED/RESOLVED"},
    )
    study = small_study(tmp_path, adsl, adae, WINDOW)
    assert items(study) == {
        "death": 5,  # all but U6
        "death_on_treatment": 3,  # U1, U4, U5
        "death_after_treatment": 1,  # U2
        "death_undated": 1,  # U3
        "fatal_event": 2,  # U1, U4
        "fatal_event_emergent": 2,
        "fatal_event_related": 1,  # U1
        "no_fatal_event": 3,  # U2, U3, U5
    }
    assert set(items(study, "Control").values()) == {0}


def test_an_imputed_end_dates_no_death_and_takes_none_out_of_the_risk_period(tmp_path: Path) -> None:
    # The window ends on 2020-01-24. AENDT is imputed to the last day of its month or year.
    adsl = subjects({}, {}, {}, {}, {"DTHDT": "2020-03-01"}, {}, CONTROL)
    fatal = {"AEOUT": "FATAL", "ASTDT": "2020-01-20"}
    adae = events(
        fatal | {"USUBJID": "U1", "AENDT": "2020-01-31", "AENDTF": "D"},  # some day of January
        fatal | {"USUBJID": "U2", "AENDT": "2020-12-31", "AENDTF": "M"},  # some day of 2020
        fatal | {"USUBJID": "U3", "AENDT": "2020-03-31", "AENDTF": "D"},  # 1 March at the earliest: after the window
        fatal | {"USUBJID": "U4", "ASTDT": "2019-12-01"},  # not emergent
        fatal | {"USUBJID": "U5", "AENDT": "2020-01-31", "AENDTF": "D"},  # dated by ADSL
        fatal | {"USUBJID": "U6", "AENDT": "2020-01-31", "AENDTF": "D"},
        fatal | {"USUBJID": "U6", "AENDT": "2020-01-25"},  # a complete end dates the death
    )
    study = small_study(tmp_path, adsl, adae, WINDOW)
    listing = study.table("death_listing").drop_duplicates("USUBJID").set_index("USUBJID")
    dated = listing["death_date"].dropna().dt.date.astype(str)
    assert dated.to_dict() == {"U5": "2020-03-01", "U6": "2020-01-25"}
    assert listing.index[listing["on_treatment"]].to_list() == ["U1", "U2"]
    assert listing.loc["U1", "date_source"] == (
        "not recorded; the end of the fatal adverse event is imputed (AENDTF); "
        "on treatment by its treatment-emergent fatal adverse event"
    )
    told = items(study)
    assert [told[f"death_{when}"] for when in ("on_treatment", "after_treatment", "undated")] == [2, 2, 2]
    windows = study.table("window_sensitivity").query("category == 'death' and arm == 'Drug'")
    # U3 is in the windows that reach March 2020: 47 days end on 6 March, as do all longer ones.
    counts = windows.set_index("window_label")["subjects"].to_dict()
    assert (counts["5 days"], counts["28 days"], counts["47 days"]) == (2, 3, 5)


def test_a_fatal_event_is_fatal_by_outcome_criterion_or_grade(tmp_path: Path) -> None:
    adae = events({"AEOUT": "FATAL"}, {"AESDTH": "Y"}, {"AETOXGR": "5"}, {"AETOXGR": "4", "AESDTH": "N"})
    study = small_study(tmp_path, subjects({}, CONTROL), adae)
    assert study.table("adverse_event").sort_values("AESEQ")["fatal"].to_list() == [True, True, True, False]


def test_the_day_of_death_has_no_day_zero(tmp_path: Path) -> None:
    adsl = subjects({"DTHDT": "2020-01-10"}, {"DTHDT": "2020-01-25"}, CONTROL)
    listing = small_study(tmp_path, adsl, events({})).table("death_listing").set_index("USUBJID")
    assert listing["death_day"].to_dict() == {"U1": 1, "U2": 16}
    assert listing["days_since_last_dose"].to_dict() == {"U1": -9, "U2": 6}
    assert listing["AESEQ"].isna().to_dict() == {"U1": True, "U2": True}


def test_every_source_of_adam_is_evidence_and_the_first_date_counts(tmp_path: Path) -> None:
    adsl = subjects(
        {"DTHDTC": "2020-01-20T08:00"},  # U1
        {"DTHDTC": "2020-01", "DCSREAS": "Death", "EOSDT": "2020-01-21"},  # U2: the month allows the day of DCSREAS
        {"DCSREAS": "DEATH"},  # U3: no day
        {"DCTREAS": "Death due to adverse event"},  # U4: no day; the last dose is none
        {"EOSSTT": "DEATH", "EOSDT": "2020-03-01"},  # U5: after the window
        {},  # U6: AEDTHDT of an event
        {"DTHDTC": "NK"},  # U7: alive
        {"DTHDT": "2020-01-22", "DTHDTC": "2020-02-01"},  # U8: DTHDT first
        {},  # U9: AEDTHDTC only, before the end of the fatal event
        CONTROL,
    )
    adae = events(
        {"USUBJID": "U6", "AEDTHDT": "2020-01-23"},
        {"USUBJID": "U9", "AEDTHDTC": "2020-01-24"},
        {"USUBJID": "U9", "AEOUT": "FATAL", "AENDT": "2020-01-19"},
    )
    study = small_study(tmp_path, adsl, adae, WINDOW)
    found = study.table("death").set_index("USUBJID")
    assert found["death_date"].dropna().dt.date.astype(str).to_dict() == {
        "U1": "2020-01-20",
        "U2": "2020-01-21",
        "U5": "2020-03-01",
        "U6": "2020-01-23",
        "U8": "2020-01-22",
        "U9": "2020-01-24",
    }
    assert set(found.index) - {"U1", "U2", "U5", "U6", "U8", "U9"} == {"U3", "U4"}
    # Up to 24 January U1, U2, U6, U8, U9; after it U5; without a day U3 and U4.
    told = items(study)
    assert [told[item] for item in ("death", "death_on_treatment", "death_after_treatment", "death_undated")] == [
        8,
        5,
        1,
        2,
    ]
    rules = study.findings.groupby("rule")["record_key"].apply(set).to_dict()
    assert rules["death_date_unreadable"] == {"USUBJID=U7"}
    assert rules["death_flag_without_date"] == {"USUBJID=U3", "USUBJID=U4"}
    assert {"USUBJID=U8", "USUBJID=U9, AESEQ=3"} <= rules["death_sources_differ"]


def test_deaths_have_a_risk_difference_from_their_counts(tmp_path: Path) -> None:
    adsl = subjects({"DTHFL": "Y"}, {}, {}, {}, CONTROL, CONTROL | {"USUBJID": "C2", "DTHFL": "Y"})
    study = small_study(tmp_path, adsl, events({}))
    row = study.table("death_comparison").set_index("item").loc["death"]
    # 1 of 4 against 1 of 2: 25 - 50 points, ratio 0.5; Fisher: both tables as likely or less, p = 1.
    assert (row["risk_difference"], row["risk_ratio"], row["p_value"]) == (-25, 0.5, 1)
    assert row["rd_lower"] < -25 < row["rd_upper"]
    assert row["label"] == "Deaths, any cause, up to the end of each subject's follow-up"
    cut = small_study(tmp_path, adsl, events({}), "cutoff_date = 2022-01-11\n")
    labels = cut.table("overview").set_index("item")["label"]
    assert set(labels.loc[["death"]]) == {"Deaths, any cause, up to the data cut-off 2022-01-11"}
