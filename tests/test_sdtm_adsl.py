"""ADSL of DM, EX, DS and SUPPDM: who is in the safety set, in which arm, from when to when."""

import pytest

from small_sdtm import Row, made, values


@pytest.mark.parametrize(
    ("subject", "dose", "flag"),
    [
        ({}, {}, "Y"),
        ({}, {"EXDOSE": 0}, "N"),
        ({}, {"EXDOSE": None}, "N"),
        ({}, {"EXDOSE": 0, "EXTRT": "PLACEBO"}, "Y"),
        ({}, {"EXDOSE": None, "EXTRT": "Matching placebo"}, "Y"),
        ({}, {"EXOCCUR": "N"}, "N"),
        ({}, {"USUBJID": "U9"}, "N"),
        ({"ARMCD": "Scrnfail", "ARM": "Screen Failure", "ACTARMCD": "Scrnfail", "ACTARM": "Screen Failure"}, {}, "N"),
        ({"ARMCD": "NOTASSGN", "ARM": "Not Assigned"}, {}, "N"),
        # SDTMIG 3.4: the arms are missing and ARMNRS says why.
        ({"ARMCD": None, "ARM": None, "ACTARMCD": None, "ACTARM": None, "ARMNRS": "SCREEN FAILURE"}, {}, "N"),
    ],
)
def test_the_safety_set_is_the_enrolled_with_a_dose(subject: Row, dose: Row, flag: str) -> None:
    tables, _ = made(dm=[subject, {}], ex=[dose, {"USUBJID": "U2"}])
    assert values(tables["adsl"], "USUBJID", "SAFFL") == [("U1", flag), ("U2", "Y")]


def test_treatment_is_the_actual_arm_and_the_planned_one_where_there_is_no_other() -> None:
    tables, findings = made(
        dm=[
            {"ACTARM": "Control"},
            {"ACTARM": None},
            # Unplanned treatment: no actual arm, and DM says so. The planned arm would be wrong.
            {"ACTARM": None, "ARMNRS": "UNPLANNED TREATMENT"},
        ],
        ex=[{"USUBJID": f"U{number}"} for number in (1, 2, 3)],
    )
    assert values(tables["adsl"], "TRT01P", "TRT01A") == [("Drug", "Control"), ("Drug", "Drug"), ("Drug", None)]
    assert findings.loc[findings["rule"] == "actual_arm_differs", "record_key"].to_list() == ["USUBJID=U1"]


@pytest.mark.parametrize(
    ("subject", "doses", "first", "last"),
    [
        ({}, [{}], "2020-01-10", "2020-01-19"),
        # In any order; a time of day is dropped.
        (
            {},
            [{"EXSTDTC": "2020-02-01", "EXENDTC": "2020-02-05T23:59"}, {"EXSTDTC": "2020-01-05T08:30"}],
            "2020-01-05",
            "2020-02-05",
        ),
        # What was not given is no first and no last dose.
        ({}, [{"EXDOSE": 0, "EXSTDTC": "2019-01-01"}, {}], "2020-01-10", "2020-01-19"),
        # No end of the last: RFXENDTC; where that is before the last start, RFENDTC; else nothing.
        ({"RFXENDTC": "2020-01-15", "RFENDTC": "2020-02-01"}, [{"EXENDTC": None}], "2020-01-10", "2020-01-15"),
        ({"RFXENDTC": "2020-01-09", "RFENDTC": "2020-02-01"}, [{"EXENDTC": None}], "2020-01-10", "2020-02-01"),
        ({"RFXENDTC": "2020-01-09", "RFENDTC": "2020-01-09"}, [{"EXENDTC": None}], "2020-01-10", None),
        ({"RFXENDTC": "2020-01-15"}, [{"EXENDTC": "2020-01"}], "2020-01-10", "2020-01-15"),
        # An earlier record without an end changes nothing.
        ({"RFENDTC": "2020-05-01"}, [{"EXSTDTC": "2020-01-01", "EXENDTC": None}, {}], "2020-01-01", "2020-01-19"),
        # A partial start that can be the first: RFXSTDTC, else unknown, never the second record's.
        ({"RFXSTDTC": "2020-01-07"}, [{"EXSTDTC": "2020-01"}, {}], "2020-01-07", "2020-01-19"),
        ({}, [{"EXSTDTC": "2020-01"}, {}], None, "2020-01-19"),
        ({}, [{"EXSTDTC": "2020-02", "EXENDTC": "2020-02-20"}, {}], "2020-01-10", "2020-02-20"),
    ],
)
def test_first_and_last_dose(subject: Row, doses: list[Row], first: str | None, last: str | None) -> None:
    tables, _ = made(dm=[subject], ex=doses)
    assert values(tables["adsl"], "TRTSDT", "TRTEDT") == [(first, last)]


def test_death_is_of_dm_then_of_ds() -> None:
    tables, _ = made(
        dm=[{"DTHFL": "Y", "DTHDTC": "2020-03-01"}, {"DTHDTC": "2020-03"}, {}, {}],
        ds=[
            {"USUBJID": "U1", "DSDECOD": "DEATH", "DSSTDTC": "2020-03-02"},
            {"USUBJID": "U3", "DSDECOD": "Death", "DSSTDTC": "2020-03-03"},
            {"USUBJID": "U4", "DSDECOD": "COMPLETED", "DSSTDTC": "2020-03-04"},
        ],
    )
    expected = [("Y", "2020-03-01"), ("Y", None), ("Y", "2020-03-03"), (None, None)]
    assert values(tables["adsl"], "DTHFL", "DTHDT") == expected


def test_ends_of_treatment_and_study() -> None:
    event = {"DSCAT": "DISPOSITION EVENT", "DSSTDTC": "2020-02-01"}
    tables, _ = made(
        dm=[{}, {}, {}],
        ex=[{"USUBJID": f"U{number}"} for number in (1, 2, 3)],
        ds=[
            event | {"DSDECOD": "ADVERSE EVENT", "DSSCAT": "STUDY TREATMENT"},
            event | {"DSDECOD": "COMPLETED", "DSSCAT": "STUDY PARTICIPATION", "DSSTDTC": "2020-03-01"},
            {"DSCAT": "PROTOCOL MILESTONE", "DSDECOD": "RANDOMIZED", "DSSTDTC": "2020-04-01"},
            event | {"USUBJID": "U2", "DSDECOD": "COMPLETED", "DSSCAT": "STUDY TREATMENT"},
            event | {"USUBJID": "U2", "DSDECOD": "LOST TO FOLLOW-UP", "DSSCAT": "STUDY PARTICIPATION"},
        ],
    )
    assert values(tables["adsl"], "EOTSTT", "DCTREAS", "EOSSTT", "DCSREAS", "EOSDT") == [
        ("DISCONTINUED", "ADVERSE EVENT", "COMPLETED", None, "2020-03-01"),
        ("COMPLETED", None, "DISCONTINUED", "LOST TO FOLLOW-UP", "2020-02-01"),
        ("ONGOING", None, "ONGOING", None, None),
    ]


def test_without_ds_no_end_is_invented() -> None:
    tables, _ = made()
    assert not {"EOSSTT", "EOTSTT", "DCSREAS"} & set(tables["adsl"])


def test_flags_of_suppdm_are_columns_and_a_safety_flag_that_differs_is_found() -> None:
    tables, findings = made(
        dm=[{}, {}, {}],
        ex=[{"USUBJID": "U1"}, {"USUBJID": "U3"}],
        suppdm=[
            {"QNAM": "SAFETY", "QVAL": "Y"},
            {"QNAM": "ITT", "QVAL": "Y"},
            {"QNAM": "REGION", "QVAL": "North"},
            {"USUBJID": "U2", "QNAM": "SAFETY", "QVAL": "Y"},
        ],
    )
    assert values(tables["adsl"], "SAFFL", "ITTFL", "REGION") == [
        ("Y", "Y", "North"),
        ("N", None, None),
        ("Y", None, None),
    ]
    differing = findings[findings["rule"] == "safety_flag_differs"]
    assert differing["record_key"].to_list() == ["USUBJID=U2", "USUBJID=U3"]
    assert differing["value"].to_list() == ["N", "Y"]
