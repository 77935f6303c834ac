"""ADLB of LB: baselines, study days, units, and results that are no numbers or have no day."""

from typing import Any

from small_sdtm import Row, made, values

ALT: dict[str, Any] = {"LBTESTCD": "ALT", "LBTEST": "Alanine", "LBSTRESU": "U/L", "LBSTRESN": 20, "LBDTC": "2020-01-15"}


def test_the_baseline_is_by_one_flag() -> None:
    tables, findings = made(
        lb=[
            # Both flags, on different results of one test: the newer one tells. It is Y or missing, never N.
            ALT | {"LBSTRESN": 10, "LBBLFL": "Y"},
            ALT | {"LBSTRESN": 12, "LBLOBXFL": "Y"},
            # A test with the older one alone.
            ALT | {"LBTESTCD": "AST", "LBSTRESN": 30, "LBBLFL": "Y"},
            ALT | {"LBTESTCD": "AST", "LBSTRESN": 36},
        ]
    )
    assert values(tables["adlb"], "ABLFL", "BASE", "CHG") == [
        (None, "12.0", "-2.0"),
        ("Y", "12.0", "0.0"),
        ("Y", "30.0", "0.0"),
        (None, "30.0", "6.0"),
    ]
    assert findings.empty


def test_a_baseline_in_another_unit_is_none_but_of_the_same_unit() -> None:
    creatinine = ALT | {"LBTESTCD": "CREAT", "LBSTRESU": "umol/L", "LBSTRESN": 88.4}
    tables, findings = made(
        lb=[
            creatinine | {"LBSTRESU": "mg/dL", "LBSTRESN": 1, "LBBLFL": "Y"},
            creatinine,
            # Two baselines that differ.
            ALT | {"LBBLFL": "Y"},
            ALT | {"LBBLFL": "Y", "LBSTRESN": 22},
        ]
    )
    assert values(tables["adlb"], "BASE", "CHG") == [("1.0", "0.0"), (None, None), (None, None), (None, None)]
    assert values(findings, "rule", "record_key", "value") == [
        ("baseline_twice", "USUBJID=U1, PARAMCD=ALT", "2 baselines")
    ]


def test_study_days_count_from_the_first_dose_without_a_day_0() -> None:
    # The first dose is on 2020-01-10. LBDY counts from RFSTDTC: it is read where LBDTC has no day.
    days: list[Row] = [
        {"LBDTC": "2020-01-09T23:59", "LBDY": 3},
        {"LBDTC": "2020-01-10", "LBDY": 4},
        {"LBDTC": "2020-01-11", "LBDY": 5},
        {"LBDTC": "2020-01", "LBDY": 6},
        {"LBDTC": None, "LBDY": None},
    ]
    tables, findings = made(lb=[ALT | dict(day) for day in days])
    assert [day for (day,) in values(tables["adlb"], "ADY")] == ["-1", "1", "2", "6", None]
    assert values(findings, "rule", "record_key", "variable", "value") == [
        ("incomplete_date", "USUBJID=U1, LBTESTCD=ALT, LBSEQ=4", "LBDTC", "2020-01")
    ]


def test_a_number_that_only_lbstresc_has_is_read_and_found() -> None:
    results: list[Row] = [
        {"LBSTRESN": None, "LBSTRESC": "900", "LBSTNRLO": ".", "LBSTNRHI": 40},
        # SAS writes a missing number as a point.
        {"LBSTRESN": ".", "LBSTRESC": "-1.5e1"},
        {"LBSTRESN": ".", "LBSTRESC": "2+"},
        {"LBSTRESN": ".", "LBSTRESC": "≤5"},
        {"LBSTRESN": None, "LBSTRESC": "<=6"},
        {"LBSTRESN": None, "LBSTRESC": "≥7"},
        {"LBSTRESN": None, "LBSTRESC": "inf"},
        {"LBSTRESN": "3", "LBSTRESC": "4"},
        # No number is made of another text than the one that is wrong.
        {"LBSTRESN": "3,1", "LBSTRESC": "3.1"},
        {"LBSTRESN": None, "LBSTRESC": "8", "LBSTAT": "NOT DONE"},
        {"LBSTRESN": "NaN", "LBSTRESC": "9"},
        {"LBSTRESN": "Infinity", "LBSTRESC": None},
    ]
    tables, findings = made(lb=[ALT | dict(result) for result in results])
    assert values(tables["adlb"], "AVAL") == [
        ("900.0",),
        ("-15.0",),
        *[(None,)] * 5,
        ("3.0",),
        (None,),
        ("8.0",),
        (None,),
        (None,),
    ]
    assert values(tables["adlb"], "ANRLO", "ANRHI")[0] == (None, "40")
    found = {str(rule): rows for rule, rows in findings.groupby("rule")}
    assert found["result_only_as_text"]["source_row"].to_list() == [1, 2, 10]
    assert found["unreadable_result"]["source_row"].to_list() == [9, 11, 12]
    assert values(found["result_not_done"], "source_row", "variable", "value") == [("10", "LBSTRESC", "8")]
    assert sorted(values(found["result_beyond_limit"], "value", "message")) == [
        ("<=6", "2 results of ALT are at or below a limit and have no LBSTRESN"),
        ("≥7", "1 result of ALT is at or above a limit and has no LBSTRESN"),
    ]


def test_a_result_that_is_no_number_is_found() -> None:
    text = {"LBSTRESN": None}
    results: list[Row] = [
        {"LBSTRESN": "20"},
        text | {"LBSTRESC": "<5"},
        text | {"LBSTRESC": "<7"},
        text | {"LBSTRESC": ">1000"},
        text | {"LBSTRESC": "HEMOLYZED"},
        text | {"LBSTRESC": None, "LBSTAT": "NOT DONE"},
        {"LBSTRESN": "21", "LBSTAT": "NOT DONE"},
        {"LBSTRESN": "5,3", "LBBLFL": "Y"},
        {"LBSTRESN": "22", "LBDTC": "15/01/2020", "LBLOBXFL": "Yes"},
    ]
    tables, findings = made(lb=[ALT | dict(result) for result in results])
    assert [number for (number,) in values(tables["adlb"], "AVAL")] == ["20.0", *[None] * 5, "21.0", None, "22.0"]
    assert sorted(values(findings, "rule", "record_key", "variable", "value")) == [
        ("in_codelist", "USUBJID=U1, LBTESTCD=ALT, LBSEQ=9", "LBLOBXFL", "Yes"),
        ("result_beyond_limit", "LBTESTCD=ALT", "LBSTRESC", "<5"),
        ("result_beyond_limit", "LBTESTCD=ALT", "LBSTRESC", ">1000"),
        ("result_not_done", "USUBJID=U1, LBTESTCD=ALT, LBSEQ=7", "LBSTRESN", "21"),
        ("unreadable_date", "USUBJID=U1, LBTESTCD=ALT, LBSEQ=9", "LBDTC", "15/01/2020"),
        ("unreadable_result", "USUBJID=U1, LBTESTCD=ALT, LBSEQ=8", "LBSTRESN", "5,3"),
    ]
    below = findings.loc[findings["value"] == "<5", "message"].item()
    assert below == "2 results of ALT are below a limit and have no LBSTRESN"
