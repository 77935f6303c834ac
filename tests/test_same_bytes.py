"""The same input gives the same bytes: tables in the order of their grain; and CSV for people has no formula."""

from pathlib import Path

import pandas as pd
import pytest

from pv.contract import in_grain_order
from pv.spreadsheet import as_asked, for_people, not_a_formula


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
