"""What findings say of records after the cut-off is true: none of them counts, and no death after it is one."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

import pv
from chapters import chapter_text
from small_sdtm import domains, made
from small_study import ARMS, CONTROL, HEAD, events, small_study, subjects

CUT = date(2020, 1, 25)
TEXT = f'cutoff_date = {CUT}\n[treatment_emergent]\nrule = "window"\nwindow_days = 30\n'
NOT_COUNTED = "Retained; the death is after the cut-off, so it is not counted"


def actions(findings: pd.DataFrame, rule: str) -> list[str]:
    """Return what a rule did, in the order of the records."""
    return findings[findings["rule"] == rule].sort_values("source_row")["action"].to_list()


@pytest.mark.parametrize("cutoff", [CUT, None])
def test_a_death_after_the_cut_off_is_none_in_what_the_domains_say(cutoff: date | None) -> None:
    # U1 by DM, U2 by DS, U3 by DD without a day and a fatal event after the cut-off; U4 died before it.
    fatal = {"AEOUT": "FATAL", "AESER": "Y"}
    _, findings = made(
        cutoff,
        dm=[{"DTHDTC": "2020-01-26"}, {}, {}, {"DTHDTC": "2020-01-24"}],
        ex=[{"USUBJID": f"U{place}"} for place in range(1, 5)],
        ae=[{"USUBJID": "U3", "AESTDTC": "2020-01-28", "AEENDTC": None, **fatal}],
        ds=[
            {"USUBJID": "U1", "DSDECOD": "DEATH", "DSSTDTC": "2020-01-30"},
            {"USUBJID": "U2", "DSDECOD": "DEATH", "DSSTDTC": "2020-02-01"},
            {"USUBJID": "U4", "DSDECOD": "DEATH", "DSSTDTC": "2020-01-30"},
        ],
        dd=[{"USUBJID": "U3", "DDTESTCD": "PRCDTH", "DDORRES": "Stroke"}],
    )
    expected = [NOT_COUNTED, NOT_COUNTED, NOT_COUNTED, "Retained; counted as dead on 2020-01-24"]
    uncut = [
        "Retained; counted as dead on 2020-01-26",
        "Retained; counted as dead on 2020-02-01",
        "Retained; counted as dead",
    ]
    assert actions(findings, "death_not_flagged") == (expected if cutoff else [*uncut, expected[-1]])
    dated = "Retained; the death is dated 2020-01-26 by DM, which is after the cut-off, so it is not counted"
    assert actions(findings, "death_dates_differ") == [
        dated if cutoff else "Retained; the death is counted on 2020-01-26, by DM",
        "Retained; the death is counted on 2020-01-24, by DM",
    ]


def test_the_first_source_with_a_full_date_decides_whether_a_death_counts() -> None:
    # In the order of the analysis: DM, DD and DS, the date of death of AE, the end of a fatal event; a full date first.
    fatal = {"AEOUT": "FATAL", "AESER": "Y", "AESTDTC": "2020-01-12"}
    _, findings = made(
        CUT,
        dm=[{"DTHDTC": "2020-01"}, {"DTHDTC": "2020-02"}, {"DTHDTC": "2020-02"}, {"DTHDTC": "2020"}],
        ex=[{"USUBJID": f"U{place}"} for place in range(1, 5)],
        ae=[
            {"USUBJID": "U1", "AEENDTC": "2020-01-30", **fatal},
            {"USUBJID": "U2", "AEENDTC": "2020-01-20", **fatal},
            {"USUBJID": "U3", "AEENDTC": None, **fatal},
        ],
    )
    counted = "Retained; counted as dead"
    assert actions(findings, "death_not_flagged") == [NOT_COUNTED, counted, NOT_COUNTED, counted]
    partial = actions(findings[findings["variable"] == "DTHDTC"], "incomplete_date")
    assert [action == NOT_COUNTED for action in partial] == [True, False, True, False]


def test_a_study_that_counts_what_is_after_its_cut_off_says_so(tmp_path: Path) -> None:
    frames = domains(dm=[{"DTHDTC": "2020-01-26"}, {"ARM": "Control", "ACTARM": "Control"}], ex=[{}, {"USUBJID": "U2"}])
    counted = "Retained; counted as dead on 2020-01-26"
    for text, action in ((TEXT, NOT_COUNTED), (f'after_cutoff = "count"\n{TEXT}', counted)):
        file = tmp_path / "study.toml"
        file.write_text(HEAD + text + ARMS, encoding="utf-8")
        with pv.open_study(file, frames) as study:
            assert actions(study.findings, "death_not_flagged") == [action]


def test_ends_of_two_kinds_and_doses_of_domains_are_cut_as_said() -> None:
    tables, findings = made(
        CUT,
        dm=[{}, {"RFXENDTC": "2020-02-03"}, {"RFXSTDTC": "2020-02-01"}, {}],
        ex=[
            {},
            {"USUBJID": "U2", "EXENDTC": "2020-02"},
            {"USUBJID": "U3", "EXSTDTC": "2020-02", "EXENDTC": "2020-02-20"},
            {"USUBJID": "U4"},
        ],
        ds=[
            {"DSCAT": "DISPOSITION EVENT", "DSDECOD": "COMPLETED", "DSSTDTC": "2020-01-20"},
            {"DSCAT": "DISPOSITION EVENT", "DSDECOD": "LOST TO FOLLOW-UP", "DSSTDTC": "2020-01-26"},
            {"USUBJID": "U4", "DSCAT": "DISPOSITION EVENT", "DSDECOD": "COMPLETED", "DSSTDTC": "2020-01-26"},
            {"USUBJID": "U4", "DSCAT": "DISPOSITION EVENT", "DSDECOD": "LOST TO FOLLOW-UP", "DSSTDTC": "2020-01-27"},
        ],
    )
    # What is after the cut-off has not happened: U1 completed. Of U4 both are, and the worse one counts, cut.
    status = dict(zip(tables["adsl"]["USUBJID"], tables["adsl"]["EOSSTT"], strict=True))
    assert (status["U1"], status["U4"]) == ("COMPLETED", "DISCONTINUED")
    assert actions(findings, "disposition_contradicts") == [
        "Retained; COMPLETED on 2020-01-20 is used; this record is after the cut-off",
        "Retained; both are after the cut-off, so the subject is ongoing at the cut-off",
    ]
    assert actions(findings, "last_dose_not_recorded") == [
        "Retained; truncated: exposure and the treatment-emergent window use the cut-off date"
    ]
    assert actions(findings, "first_dose_not_recorded") == [
        "Retained; the subject is counted, but not the exposure and time at risk"
    ]


def test_no_finding_says_that_a_record_after_the_cut_off_counts(tmp_path: Path) -> None:
    # Each event has no grade, no relationship and a shared number: found, whatever its day, and counted if before.
    late, early = {"ASTDT": "2020-01-26", "AESEQ": 1}, {"ASTDT": "2020-01-24", "AESEQ": 1}
    nothing = {"AETOXGR": None, "AEREL": None}
    adae = events(
        {"USUBJID": "U2", "AETOXGR": "1", "AEREL": "Y"},
        *({"USUBJID": who, **record, **nothing} for who in ("U1", "C1") for record in (early, late)),
    )
    adex = pd.DataFrame(
        [
            {"USUBJID": "U1", "EXSEQ": 1, "EXTRT": "DRUG", "EXDOSE": 5.0, "ASTDT": day, "AENDT": day}
            for day in ("2020-01-24", "2020-01-26")
        ]
    )
    study = small_study(tmp_path, subjects({}, {}, CONTROL), adae, TEXT, {"adex": adex})
    records = study.table("after_cutoff").query("dataset != 'adsl'")[["dataset", "source_row"]]
    found = study.findings.merge(records.astype({"source_row": "Int64"}), on=["dataset", "source_row"])
    assert {"missing_grade", "missing_relationship", "shared_number"} <= set(found["rule"])
    assert set(found["action"]) == {"Retained in the table; not counted (after the cut-off date)"}
    # Of the same findings those before the cut-off say how they count.
    before = study.findings.query("rule == 'missing_grade'")
    assert before["action"].value_counts().to_dict() == {
        "Retained; counted under grade missing": 2,
        "Retained in the table; not counted (after the cut-off date)": 2,
    }


def test_a_fatal_event_after_the_cut_off_is_no_death_before_it(tmp_path: Path) -> None:
    # Without an end the death of U1 is not dated, but nobody dies of an event before it begins; of that of U2 it is not
    # known when it began; U3 has one before the cut-off too; U4 is dead by ADSL as well, by the same death.
    fatal = {"AEOUT": "FATAL", "AESER": "Y", "AESDTH": "Y"}
    adae = events(
        {"USUBJID": "U1", "ASTDT": "2020-01-26", **fatal},
        {"USUBJID": "U2", "ASTDT": None, **fatal},
        {"USUBJID": "U3", "ASTDT": "2020-01-26", **fatal},
        {"USUBJID": "U3", "ASTDT": "2020-01-24", **fatal},
        {"USUBJID": "U4", "ASTDT": "2020-01-26", "AENDT": "2020-01-31", "AENDTF": "D", **fatal},
        {"USUBJID": "U5", "ASTDT": "2020-01-26", **fatal},
    )
    adsl = subjects({}, {}, {}, {"DTHFL": "Y"}, {"DTHFL": "Y", "DTHDT": "2020-01-20"}, CONTROL)
    study = small_study(tmp_path, adsl, adae, TEXT)
    died = study.table("subject").set_index("USUBJID")["died"].to_dict()
    assert died == {"U1": False, "U2": True, "U3": True, "U4": False, "U5": True, "C1": False}
    # U5 died before its fatal event begins, which a finding says; the event is in no table of deaths.
    listing = study.table("death_listing").set_index("USUBJID")["AEDECOD"]
    assert listing.isna().to_dict() == {"U2": False, "U3": False, "U5": True}
    item = study.table("deaths").query("arm == 'Drug'").set_index("item")["subjects"]
    assert (item["death"], item["fatal_event"], item["no_fatal_event"]) == (3, 2, 1)


def test_vital_signs_and_datetimes_after_the_cut_off_are_listed(tmp_path: Path) -> None:
    advs = pd.DataFrame(
        [
            {"USUBJID": "U1", "PARAMCD": "SYSBP", "PARAM": "Systolic (mmHg)", "AVAL": 500.0, **day}
            for day in (
                {"ADT": "2020-01-25"},
                {"ADT": "2020-01-26"},
                {"ADTM": "2020-01-26T08:00"},
                {"ADY": 17},  # 10 January is day 1
                {"ADY": 16},
                {"ADT": None},
            )
        ]
    )
    lvef = advs.assign(PARAMCD="LVEF", AVAL=[65.0, 40.0, 40.0, 40.0, 60.0, 40.0], ABLFL=["Y"] + [""] * 5)
    study = small_study(tmp_path, subjects({}, CONTROL), events({}), TEXT, {"advs": advs, "adlb": lvef})
    listed = study.table("after_cutoff")
    assert listed.groupby("kind")["source_row"].apply(list).to_dict() == {
        "Laboratory results": [2, 3, 4],
        "Vital signs": [2, 3, 4],
    }
    assert set(listed["day"]) == {pd.Timestamp("2020-01-26")}
    # What has no day is not known to be after it.
    assert study.table("vital_value")["source_row"].to_list() == [1, 5, 6]
    assert study.table("lvef_worst")[["value", "day"]].to_numpy().tolist() == [[60.0, 16]]
    page = chapter_text(study, "quality")
    assert "Vital signs" in page
