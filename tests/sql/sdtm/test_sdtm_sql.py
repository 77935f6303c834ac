"""Every file in sql/sdtm and sql/check/sdtm: says what it reads, can be said in Spark SQL, has a name of its own."""

from collections import Counter
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

from pv import resources
from pv.engine import references
from pv.study.catalogue import sql_files
from small_sdtm import made

FOLDERS = ("sql/sdtm", "sql/check/sdtm")
FILES = [path for folder in FOLDERS for path in resources.files(folder, ".sql").values()]


@pytest.mark.parametrize("path", FILES)
def test_a_file_says_what_it_reads(path: str) -> None:
    what, grain, reads = resources.read(path).splitlines()[:3]
    assert what.startswith("-- What: ")
    assert grain.startswith("-- Grain: one row")
    assert reads == f"-- Reads: {', '.join(sorted(references(path)))}."


@pytest.mark.parametrize("path", FILES)
def test_a_file_can_be_said_in_spark_sql(path: str) -> None:
    spark = sqlglot.transpile(
        resources.read(path), read="duckdb", write="spark", unsupported_level=sqlglot.ErrorLevel.RAISE
    )
    assert len(spark) == 1
    tree = sqlglot.parse_one(resources.read(path), dialect="duckdb")
    assert not any(select.is_star for select in tree.find_all(exp.Select))


def test_no_file_has_the_name_of_another() -> None:
    # One table in two databases: the texts that partial_date.sql reads, of the domains and of the analysis datasets.
    assert [stem for stem, times in Counter(Path(path).stem for path in sql_files(sdtm=True)).items() if times > 1] == [
        "recorded_date"
    ]


def test_every_check_finds_its_record() -> None:
    _, findings = made(
        dm=[
            {"RFXENDTC": "2020-01-18"},
            {"ARMCD": "SCRNFAIL"},
            {"DTHDTC": "2020-02-30"},
            {"ACTARM": "Control", "DTHDTC": "28FEB2020"},
            {"RFXSTDTC": "2020-01-05", "RFPENDTC": "2020"},
            {"ACTARM": None, "RFXSTDTC": "2020-01-09"},
            {"RFXSTDTC": "2020-01-09", "RFSTDTC": "2020-01-09", "RFENDTC": "2020-01-08", "DTHDTC": "2020-02-01"},
            {"DTHFL": "Y"},
        ],
        ex=[
            {"EXENDTC": None},
            {"USUBJID": "U2"},
            {"USUBJID": "U3", "EXDOSE": 0},
            {"USUBJID": "U4"},
            {"USUBJID": "U5", "EXSTDTC": "2020-01"},
            {"USUBJID": "U6"},
            {"USUBJID": "U6", "EXSTDTC": None},
            {"USUBJID": "U7"},
            {"USUBJID": "U7", "EXSEQ": 8},
        ],
        ae=[{"AESTDTC": "2020-01"}, {"AEENDTC": "2020-02"}, {"AESTDTC": "soon"}, {"AEOCCUR": "N"}, {"AESEQ": 3}],
        suppae=[
            {"IDVARVAL": "1", "QNAM": "AETRTEM", "QVAL": "Y"},
            {"IDVARVAL": "2", "QNAM": "AESOSP", "QVAL": "A"},
            {"IDVARVAL": "2", "QNAM": "AESOSP", "QVAL": "B"},
            {"IDVARVAL": "9", "QNAM": "AESOSP", "QVAL": "C"},
            {"IDVARVAL": "3", "QNAM": "AESOSP", "QVAL": "D"},
        ],
        suppdm=[{"QNAM": "SAFETY", "QVAL": "Y"}, {"USUBJID": "U4", "QNAM": "SAFETY", "QVAL": "Y"}],
        ds=[
            {"DSDECOD": None},
            {"DSDECOD": "OTHER", "DSTERM": "DIED"},
            {"USUBJID": "U7", "DSDECOD": "DEATH", "DSSTDTC": "2020-03-01"},
            {"USUBJID": "U7", "DSDECOD": "COMPLETED", "DSSTDTC": "2020-03-02"},
        ],
        lb=[
            {"LBTESTCD": "ALT", "LBSTRESN": "20", "LBBLFL": "Y"},
            {"LBTESTCD": "ALT", "LBSTRESN": "21", "LBBLFL": "Y", "LBSTAT": "NOT DONE"},
            {"LBTESTCD": "ALT", "LBSTRESN": "high"},
            {"LBTESTCD": "ALT", "LBSTRESN": None, "LBSTRESC": ">9"},
            {"LBTESTCD": "ALT", "LBSTRESN": None, "LBSTRESC": "9"},
        ],
    )
    found = {rule: sorted(rows["source_row"].dropna().astype(int)) for rule, rows in findings.groupby("rule")}
    assert found == {
        "actual_arm_differs": [4],
        "actual_arm_missing": [6],
        "baseline_twice": [],
        "date_in_words": [],
        "death_dates_differ": [3],
        "death_not_counted": [2, 3],
        "death_not_flagged": [4, 7],
        "death_outside_safety_set": [8],
        "disposition_contradicts": [4],
        "dose_not_given": [3],
        "dose_without_start": [7],
        "dosed_screen_failure": [2],
        "event_flag_not_recorded": [],
        "event_not_occurred": [4],
        "first_dose_not_recorded": [5, 6],
        "imputed_end": [2],
        "imputed_start": [1],
        "incomplete_date": [5, 5],
        "last_dose_not_recorded": [1],
        "not_dosed": [3, 8],
        "qualifier_of_two_events": [5],
        "qualifier_twice": [2],
        "qualifier_without_event": [4],
        "record_without_subject": [1],
        "reference_date_differs": [7],
        "reference_end_before_start": [7],
        "result_beyond_limit": [],
        "result_not_done": [2],
        "result_only_as_text": [5],
        "safety_flag_differs": [5, 6, 7],
        "unreadable_date": [3, 3],
        "unreadable_result": [3],
    }
    assert {Path(path).stem for path in FILES if path.startswith("sql/check")} == set(found)
    assert set(findings["dataset"]) <= {"adsl", "adae", "adex", "adlb", "suppae", "ds"}
    assert findings[["variable", "severity", "message", "action"]].notna().all(axis=None)
    # What SDTM says did not occur is no event; everything else is used.
    rejected = findings["severity"] == "reject"
    assert set(findings.loc[rejected, "rule"]) == {"event_not_occurred"}
    assert findings.loc[~rejected, "action"].str.startswith("Retained").all()


def test_nothing_is_found_where_all_is_right() -> None:
    _, findings = made()
    assert findings.empty
