"""ADSL of DM, EX and SUPPDM: who is in the safety set, in which arm, from when to when."""

from typing import Any

from small_sdtm import Row, made, values

NO_ARM: dict[str, Any] = {"ARMCD": None, "ARM": None, "ACTARMCD": None, "ACTARM": None}
FAILED: Row = {"ARMCD": "Scrnfail", "ARM": "Screen Failure", "ACTARMCD": "Scrnfail", "ACTARM": "Screen Failure"}
#: What DM and EX say of a subject, and whether it is in the safety set.
SAFETY: list[tuple[Row, Row, str]] = [
    ({}, {}, "Y"),
    ({}, {"EXDOSE": "0"}, "N"),
    ({}, {"EXDOSE": None}, "N"),
    ({}, {"EXDOSE": "0", "EXTRT": "PLACEBO"}, "Y"),
    ({}, {"EXDOSE": None, "EXTRT": "Matching placebo"}, "Y"),
    ({}, {"EXOCCUR": "N"}, "N"),
    ({}, {"EXOCCUR": "n"}, "N"),
    # An amount that is no number is one where it has a digit but 0.
    ({}, {"EXDOSE": None, "EXDOSTXT": "200-400"}, "Y"),
    ({}, {"EXDOSE": None, "EXDOSTXT": "0"}, "N"),
    ({}, {"EXDOSE": "5 mg"}, "Y"),
    ({}, {"EXDOSE": "0 mg"}, "N"),
    ({}, {"EXDOSE": "unknown"}, "N"),
    ({}, {"USUBJID": "U99"}, "N"),
    (FAILED, {}, "N"),
    ({"ARMCD": "NOTASSGN", "ARM": "Not Assigned"}, {}, "N"),
    # A placebo by its name or by the arm; there, 0 of a drug that the subject did get is none.
    ({}, {"EXDOSE": "0", "EXTRT": "PBO"}, "Y"),
    ({"ARM": "PBO", "ACTARM": "PBO"}, {"EXDOSE": "0"}, "Y"),
    ({"ARM": "Placebo", "ACTARM": None}, {"EXDOSE": "."}, "Y"),
    ({"ACTARMCD": "PLACEBO"}, {"EXDOSE": None}, "Y"),
    ({"ARM": "Placebo", "ACTARM": "Drug"}, {"EXDOSE": "0"}, "N"),
    # SAS writes a missing number as a point.
    ({}, {"EXDOSE": ".", "EXDOSTXT": "200-400"}, "Y"),
    ({}, {"EXDOSE": "."}, "N"),
    # SDTMIG 3.4: the arms are missing and ARMNRS says why.
    (NO_ARM | {"ARMNRS": "SCREEN FAILURE"}, {}, "N"),
]


def test_the_safety_set_is_the_enrolled_with_a_dose() -> None:
    subjects, doses, flags = zip(*SAFETY, strict=True)
    named = [{"USUBJID": f"U{place}", "EXDOSE": "5"} | dict(dose) for place, dose in enumerate(doses, start=1)]
    tables, findings = made(dm=subjects, ex=named)
    assert [flag for (flag,) in values(tables["adsl"], "SAFFL")] == list(flags)
    # Not every dose that is none is sure to be none: an amount that is not known is a warning.
    unknown = findings.query("rule == 'dose_not_given' and severity == 'warning'")["source_row"]
    assert unknown.to_list() == [3, 11, 12, 22]
    # Who has doses in EX and is out of the safety set is a warning; who has none that occurred is a note.
    out = findings[findings["rule"] == "not_dosed"].groupby("severity")["source_row"].apply(sorted).to_dict()
    assert out == {"warning": [2, 3, 9, 11, 12, 20, 22], "note": [6, 7, 13]}


def test_a_dose_left_out_in_an_arm_with_a_placebo_is_none() -> None:
    tables, _ = made(dm=[{"ACTARM": "Drug + Placebo"}], ex=[{}, {"EXDOSE": 0, "EXENDTC": "2020-03-01"}])
    assert values(tables["adsl"], "SAFFL", "TRTEDT") == [("Y", "2020-01-19")]


def test_a_death_without_a_dose_is_a_warning_of_a_screen_failure_a_note() -> None:
    died = {"DTHFL": "Y", "DTHDTC": "2020-02-01"}
    _, findings = made(dm=[died, died, dict(FAILED) | died], ex=[{}])
    outside = findings[findings["rule"] == "death_outside_safety_set"]
    assert values(outside.sort_values("record_key"), "record_key", "severity") == [
        ("USUBJID=U2", "warning"),
        ("USUBJID=U3", "note"),
    ]


def test_a_dose_whose_number_is_there_twice_dates_the_treatment() -> None:
    # That doses share a number is told of ADEX, by the check shared_number.
    tables, _ = made(ex=[{}, {"EXSEQ": 1, "EXENDTC": "2020-03-01"}, {"EXSEQ": 1, "EXDOSE": 0}])
    assert values(tables["adsl"], "TRTEDT") == [("2020-03-01",)]


def test_a_dose_that_only_dm_knows_is_a_warning() -> None:
    tables, findings = made(dm=[{}, {"RFXSTDTC": "2020-01-10"}, {}], ex=[{}])
    assert [flag for (flag,) in values(tables["adsl"], "SAFFL")] == ["Y", "N", "N"]
    assert sorted(values(findings, "rule", "record_key", "severity")) == [
        ("not_dosed", "USUBJID=U2", "warning"),
        ("not_dosed", "USUBJID=U3", "note"),
    ]


def test_treatment_is_the_actual_arm_and_the_planned_one_where_there_is_no_other() -> None:
    tables, findings = made(
        dm=[
            {"ACTARM": "Control"},
            {"ACTARM": None},
            # Unplanned treatment: no actual arm, and DM says so. The planned arm would be wrong.
            {"ACTARM": None, "ARMNRS": "UNPLANNED TREATMENT"},
            # Not treated by DM, dosed by EX: no arm to count under, which sets the subject aside.
            {"ACTARMCD": "NOTTRT", "ACTARM": "Not Treated"},
        ],
        ex=[{"USUBJID": f"U{number}"} for number in (1, 2, 3, 4)],
    )
    assert values(tables["adsl"], "TRT01P", "TRT01A", "SAFFL") == [
        ("Drug", "Control", "Y"),
        ("Drug", "Drug", "Y"),
        ("Drug", None, "Y"),
        ("Drug", None, "Y"),
    ]
    assert findings.loc[findings["rule"] == "actual_arm_differs", "record_key"].to_list() == ["USUBJID=U1"]
    assert findings.loc[findings["rule"] == "actual_arm_missing", "record_key"].to_list() == ["USUBJID=U2"]
    _, findings = made(dm=[{"ACTARM": None}, {"ACTARM": None}], ex=[{}, {"USUBJID": "U2"}])
    missing = findings[findings["rule"] == "actual_arm_missing"]
    assert missing["message"].to_list() == ["DM has no ACTARM for any of the 2 subjects"]


#: What DM says of a subject, its records of EX, and the first and the last dose.
DOSES: list[tuple[Row, list[Row], str | None, str | None]] = [
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
    # A dose given once ends when it starts.
    ({"RFENDTC": "2020-05-01"}, [{"EXENDTC": None, "EXDOSFRQ": "ONCE"}], "2020-01-10", "2020-01-10"),
    # An earlier record without an end changes nothing ...
    ({"RFENDTC": "2020-05-01"}, [{"EXSTDTC": "2020-01-01", "EXENDTC": None}, {}], "2020-01-01", "2020-01-19"),
    # ... but of another treatment it may have gone on, up to the latest day that its end allows.
    ({}, [{"EXTRT": "OTHER", "EXSTDTC": "2020-01-01", "EXENDTC": None}, {}], "2020-01-01", None),
    ({"RFXENDTC": "2020-02-09"}, [{"EXTRT": "OTHER", "EXENDTC": "2020-02"}, {}], "2020-01-10", "2020-02-09"),
    ({"RFXENDTC": "2020-03-01"}, [{"EXTRT": "OTHER", "EXENDTC": "2020-02"}, {}], "2020-01-10", "2020-02-29"),
    (
        {"RFXENDTC": "2020-03-01"},
        [{"EXTRT": "OTHER", "EXENDTC": "2020-01"}, {"EXENDTC": "2020-02-01"}],
        "2020-01-10",
        "2020-02-01",
    ),
    # An end before its own start is no end.
    ({}, [{}, {"EXSTDTC": "2020-02-01", "EXENDTC": "2020-01-05"}], "2020-01-10", None),
    # A partial end: the latest day that it and the death allow, but not before a dose that began.
    ({}, [{"EXENDTC": "2020-02"}], "2020-01-10", "2020-02-29"),
    ({"DTHDTC": "2020-02-20"}, [{"EXENDTC": "2020"}], "2020-01-10", "2020-02-20"),
    ({"DTHDTC": "2020-01-05"}, [{"EXENDTC": "2020-02"}], "2020-01-10", "2020-01-10"),
    # A partial start that can be the first: RFXSTDTC, else the earliest day, never the second record's.
    ({"RFXSTDTC": "2020-01-07"}, [{"EXSTDTC": "2020-01"}, {}], "2020-01-07", "2020-01-19"),
    ({}, [{"EXSTDTC": "2020-01"}, {}], "2020-01-01", "2020-01-19"),
    ({}, [{"EXSTDTC": "2019"}, {}], "2019-01-01", "2020-01-19"),
    ({}, [{"EXSTDTC": "2020-02", "EXENDTC": "2020-02-20"}, {}], "2020-01-10", "2020-02-20"),
    # RFXSTDTC is not the first dose where EX has one before it.
    ({"RFXSTDTC": "2020-03-01"}, [{"EXSTDTC": "2020-01"}], "2020-01-01", "2020-01-19"),
    ({"RFXSTDTC": "2020-01-12"}, [{"EXSTDTC": "2020-01"}, {}], "2020-01-01", "2020-01-19"),
    # Nor where EX has none so early; but a dose without a start can have been on any day.
    ({"RFXSTDTC": "2020-01-20"}, [{"EXSTDTC": "2020-02", "EXENDTC": "2020-02-20"}], "2020-02-01", "2020-02-20"),
    ({"RFXSTDTC": "2019-06-01"}, [{"EXSTDTC": None, "EXENDTC": None}, {}], "2019-06-01", "2020-01-19"),
    # The last dose is never before a complete end of EX, whatever DM says.
    ({"RFXENDTC": "2020-02-10"}, [{"EXENDTC": "2020-03-01"}, {"EXTRT": "B", "EXENDTC": None}], "2020-01-10", None),
    (
        {"RFXENDTC": "2020-02-10", "RFENDTC": "2020-03-02"},
        [{"EXENDTC": "2020-03-01"}, {"EXTRT": "B", "EXENDTC": None}],
        "2020-01-10",
        "2020-03-02",
    ),
    (
        {"DTHDTC": "2020-02-15"},
        [{"EXENDTC": "2020-03-01"}, {"EXTRT": "B", "EXENDTC": "2020-03"}],
        "2020-01-10",
        "2020-03-01",
    ),
    # RFSTDTC is another day in many studies: only where EX allows it.
    ({"RFSTDTC": "2020-01-07"}, [{"EXSTDTC": "2020-01"}], "2020-01-07", "2020-01-19"),
    ({"RFSTDTC": "2019-12-20"}, [{"EXSTDTC": "2020-01"}], "2020-01-01", "2020-01-19"),
    # A dose without a start may be the first.
    ({"RFXSTDTC": "2020-01-05"}, [{"EXSTDTC": None, "EXENDTC": "2020-01-08"}, {}], "2020-01-05", "2020-01-19"),
    ({}, [{"EXSTDTC": None, "EXENDTC": "2020-01-08"}, {}], None, "2020-01-19"),
    ({}, [{"EXSTDTC": None, "EXENDTC": "2020-01-12"}, {}], "2020-01-10", "2020-01-19"),
]


def test_first_and_last_dose() -> None:
    subjects, records, first, last = zip(*DOSES, strict=True)
    doses = [{"USUBJID": f"U{place}"} | dict(dose) for place, given in enumerate(records, start=1) for dose in given]
    tables, _ = made(dm=subjects, ex=doses)
    found = dict(zip(range(1, len(DOSES) + 1), values(tables["adsl"], "TRTSDT", "TRTEDT"), strict=True))
    assert found == dict(enumerate(zip(first, last, strict=True), start=1))


def test_an_imputed_dose_is_flagged_with_what_of_it_is_imputed() -> None:
    tables, findings = made(
        dm=[{}, {}, {}],
        ex=[
            {"EXSTDTC": "2020-01", "EXENDTC": "2020"},
            {"USUBJID": "U2", "EXSTDTC": "2019", "EXENDTC": "2020-02"},
            {"USUBJID": "U3"},
        ],
    )
    assert values(tables["adsl"], "TRTSDT", "TRTSDTF", "TRTEDT", "TRTEDTF") == [
        ("2020-01-01", "D", "2020-12-31", "M"),
        ("2019-01-01", "M", "2020-02-29", "D"),
        ("2020-01-10", None, "2020-01-19", None),
    ]
    told = findings[findings["rule"].isin(["first_dose_not_recorded", "last_dose_not_recorded"])]
    assert sorted(told["record_key"]) == ["USUBJID=U1"] * 2 + ["USUBJID=U2"] * 2
    assert told["message"].str.contains("day that EX").all()


def test_a_date_of_dm_that_ex_does_not_give_is_found() -> None:
    _, findings = made(
        dm=[
            {"RFXSTDTC": "2020-01-10T07:00", "RFXENDTC": "2020-01-20"},
            {"RFXSTDTC": "2020-01-09"},
            # Days that EX rules out, though it does not give the day itself; and days that it allows.
            {"RFXSTDTC": "2019-12-31", "RFXENDTC": "2020-01-09"},
            {"RFXSTDTC": "2020-01-02", "RFXENDTC": "2020-02-09"},
        ],
        ex=[
            {},
            {"USUBJID": "U2"},
            {"USUBJID": "U3", "EXSTDTC": "2020-01", "EXENDTC": "2020-01-19"},
            {"USUBJID": "U3", "EXTRT": "OTHER", "EXENDTC": None},
            {"USUBJID": "U4", "EXSTDTC": "2020-01", "EXENDTC": None},
        ],
    )
    differing = findings[findings["rule"] == "reference_date_differs"].sort_values(["record_key", "variable"])
    assert values(differing, "record_key", "variable", "value") == [
        ("USUBJID=U1", "TRTEDT", "2020-01-19"),
        ("USUBJID=U2", "TRTSDT", "2020-01-10"),
        ("USUBJID=U3", "TRTEDT", None),
        ("USUBJID=U3", "TRTSDT", "2020-01-01"),
    ]


def test_what_is_of_no_subject_is_found() -> None:
    _, findings = made(
        ds=[{"USUBJID": "U8", "DSDECOD": "COMPLETED"}, {"DSDECOD": None}],
        suppdm=[{"USUBJID": "U9", "QNAM": "ITT", "QVAL": "Y"}],
    )
    unused = findings[findings["rule"] == "record_without_subject"].sort_values("dataset")
    assert values(unused, "dataset", "record_key", "variable", "value") == [
        ("ds", "USUBJID=U8, DSSEQ=1", "USUBJID", "U8"),
        ("ds", "USUBJID=U1, DSSEQ=2", "DSDECOD", None),
        ("suppdm", "USUBJID=U9, QNAM=ITT", "USUBJID", "U9"),
    ]


def test_flags_of_suppdm_are_columns_and_a_safety_flag_that_differs_is_found() -> None:
    tables, findings = made(
        dm=[{}, {}, {}],
        ex=[{"USUBJID": "U1"}, {"USUBJID": "U3"}],
        suppdm=[
            {"QNAM": "SAFETY", "QVAL": "Y"},
            {"QNAM": "ITT", "QVAL": "Y"},
            {"QNAM": "REGION", "QVAL": "North"},
            {"USUBJID": "U2", "QNAM": "SAFETY", "QVAL": "Y"},
            {"QNAM": "REGION", "QVAL": "South"},
            {"QNAM": "SEX", "QVAL": "M"},
        ],
    )
    assert values(tables["adsl"], "SEX") == [("F",), ("F",), ("F",)]
    assert values(findings[findings["rule"] == "qualifier_twice"], "record_key", "variable", "value") == [
        ("USUBJID=U1", "REGION", "South")
    ]
    assert findings.loc[findings["rule"] == "qualifier_name_taken", "variable"].to_list() == ["SEX"]
    assert values(tables["adsl"], "SAFFL", "ITTFL", "REGION") == [
        ("Y", "Y", "North"),
        ("N", None, None),
        ("Y", None, None),
    ]
    differing = findings[findings["rule"] == "safety_flag_differs"]
    assert differing["record_key"].to_list() == ["USUBJID=U2", "USUBJID=U3"]
    assert differing["value"].to_list() == ["N", "Y"]


def test_a_column_that_dm_has_itself_is_used_where_nothing_is_derived_and_found_where_something_is() -> None:
    tables, findings = made(dm=[{"ITTFL": "Y", "TRTSDT": "2019-01-01"}])
    assert values(tables["adsl"], "ITTFL", "TRTSDT") == [("Y", "2020-01-10")]
    assert values(findings, "rule", "dataset", "variable") == [("column_made_anew", "adsl", "TRTSDT")]
    undated = {"EXSTDTC": None, "EXENDTC": None}
    for row, told in (({"TRTSDT": "2019-01-01"}, "TRTSDT is that of DM"), ({}, "TRTSDT is missing")):
        tables, findings = made(dm=[row], ex=[undated])
        assert values(tables["adsl"], "TRTSDT") == [(row.get("TRTSDT"),)]
        (message,) = findings.query("rule == 'first_dose_not_recorded'")["message"]
        assert told in message
