"""The same input gives the same bytes: tables in the order of their grain; and CSV for people has no formula."""

from pathlib import Path

import duckdb
import pandas as pd
import pytest

from pv.contract import in_grain_order
from pv.spreadsheet import as_asked, for_people, not_a_formula
from small_study import CONTROL, events, small_study, subjects


def test_the_order_does_not_depend_on_that_of_the_rows() -> None:
    rows = pd.DataFrame(
        {"arm": ["B", "A", "A"], "level": "PT", "soc": ["x", "y", None], "term": "t", "category": "any", "n": [1, 2, 3]}
    )
    assert in_grain_order(rows, "incidence")["n"].to_list() == [2, 3, 1]
    assert in_grain_order(rows[::-1], "incidence")["n"].to_list() == [2, 3, 1]
    assert in_grain_order(rows, "adae") is rows  # an input keeps the order of its file


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_text_that_begins_like_a_formula_is_none(start: str) -> None:
    assert not_a_formula(f"{start}cmd()") == f"'{start}cmd()"


@pytest.mark.parametrize("value", ["-5", "+1.5", "-.5", "-1e-3", "5", "a=b", -5, -1.5, None, True])
def test_numbers_and_other_texts_are_untouched(value: object) -> None:
    assert not_a_formula(value) is value or not_a_formula(value) == value


def test_findings_for_people_have_no_formula_and_exact_ones_are_exact(tmp_path: Path) -> None:
    findings = pd.DataFrame({"value": ["=1+1", "-2", None], "=rule": ["a", "b", "c"]})
    people = for_people(findings)
    assert people.columns.to_list() == ["value", "'=rule"]
    assert people["value"].to_list()[:2] == ["'=1+1", "-2"]
    assert findings["value"].to_list()[:2] == ["=1+1", "-2"]
    for name, exact, same in (("x.csv", False, False), ("x.csv", True, True), ("x.parquet", False, True)):
        assert (as_asked(findings, tmp_path / name, exact=exact) is findings) is same


def built(folder: Path) -> tuple[dict[str, bytes], dict[str, list[tuple[object, ...]]]]:
    """Return the Parquet files of a build by name, and the rows of every table of its database file as they stand."""
    folder.mkdir()
    drug = {"USUBJID": "U2", "TRTEDT": None, "DTHFL": "Y", "DTHDT": "2020-01-30"}
    records = [{"AESEQ": place, "USUBJID": f"U{1 + place % 2}", "AEDECOD": f"Term {place % 3}"} for place in range(8)]
    with small_study(folder, subjects({}, drug, CONTROL), events(*records)) as study:
        study.build(folder / "study.duckdb", parquet=folder / "parquet")
    with duckdb.connect(str(folder / "study.duckdb"), read_only=True) as connection:
        names = [name for (name,) in connection.execute("select table_name from duckdb_tables() order by 1").fetchall()]
        rows = {name: connection.table(name).fetchall() for name in names}
    return {path.name: path.read_bytes() for path in (folder / "parquet").iterdir()}, rows


def test_two_builds_have_the_same_parquet_files_and_the_same_tables_row_for_row(tmp_path: Path) -> None:
    (first_files, first_rows), (files, rows) = built(tmp_path / "first"), built(tmp_path / "second")
    assert len(first_files) > 100
    # 2 arms x 5 terms (any, a class, three preferred) x 2 categories that are collected (any, serious)
    assert len(first_rows["incidence"]) == 20
    # The manifest names the study file by its content: the same here.
    assert [name for name in first_files if first_files[name] != files[name]] == []
    assert repr(first_rows) == repr(rows)
