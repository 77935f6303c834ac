"""A computed table that breaks its contract is never used: the error names table, column, row, value and rule."""

from pathlib import Path

import pandas as pd
import pytest

from pv import resources
from pv.contract import ContractError, read_contract, validate_result
from pv.errors import PvError

SHAPES = """
schema_type: dataframe
name: shapes
description: One row per shape and size.
strict: true
ordered: true
unique: [shape, size]
checks:
  in_order:
    along:
      - [size, most]
  around_estimate:
    intervals:
      - [lower, area, upper, method]
columns:
  shape: {dtype: str, nullable: false, required: true, isin: [circle, square]}
  size: {dtype: int64, nullable: false, required: true, greater_than: 0}
  day: {dtype: Int64, coerce: true, nullable: true, required: true}
  area: {dtype: float64, nullable: true, required: true}
  most: {dtype: float64, nullable: true, required: true}
  lower: {dtype: float64, nullable: true, required: true}
  upper: {dtype: float64, nullable: true, required: true}
  method: {dtype: str, nullable: false, required: true}
"""

GOOD = {
    "shape": ["circle", "square"],
    "size": [1, 2],
    "day": [1.0, None],
    "area": [3.1, None],
    "most": [None, 2.0],
    "lower": [3.0, None],
    "upper": [float("inf"), None],
    "method": ["wald", "wald"],
}


@pytest.fixture(autouse=True)
def _shapes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "shapes.yaml").write_text(SHAPES, encoding="utf-8")
    read_contract("findings")
    monkeypatch.setattr(resources, "ROOT", tmp_path)


def broken(**columns: object) -> str:
    with pytest.raises(ContractError) as error:
        validate_result(pd.DataFrame(GOOD | columns), "shapes")
    assert isinstance(error.value, PvError)
    return str(error.value)


def test_a_table_that_keeps_its_contract_passes() -> None:
    validate_result(pd.DataFrame(GOOD), "shapes")
    validate_result(pd.DataFrame(GOOD).set_index(pd.Index([7, 9])), "shapes")


def test_a_value_outside_its_range_is_named() -> None:
    text = broken(size=[1, -2])
    assert text == "table shapes, column size: row 1 (shape=square, size=-2) has -2 (rule: greater_than(0))"


def test_a_missing_value_is_named() -> None:
    text = broken(shape=["circle", None])
    assert "table shapes, column shape: row 1 (shape=nan, size=2) has nan" in text
    assert "not_nullable" in text


def test_all_broken_rules_are_named_at_once() -> None:
    text = broken(shape=["circle", "star"], size=[0, 2])
    assert "column shape: row 1 (shape=star, size=2) has 'star'" in text
    assert "column size: row 0 (shape=circle, size=0) has 0" in text


def test_a_broken_grain_names_the_rows_with_their_key() -> None:
    text = broken(shape=["circle", "circle"], size=[1, 1])
    assert "table shapes: row 0 (shape=circle, size=1) occurs more than once" in text
    assert "table shapes: row 1 (shape=circle, size=1) occurs more than once" in text


def test_numbers_of_a_row_that_are_not_in_order_are_named_together() -> None:
    text = broken(most=[0.0, None], lower=[4.0, None])
    assert text.splitlines() == [
        "table shapes: row 0 (shape=circle, size=1) has size 1, most 0.0 (rule: size <= most)",
        "table shapes: row 0 (shape=circle, size=1) has lower 4.0, area 3.1, upper inf (rule: lower <= area <= upper)",
    ]
    # Jeffreys limits have another centre than the estimate: they are held to each other alone.
    validate_result(pd.DataFrame(GOOD | {"lower": [4.0, None], "method": "jeffreys"}), "shapes")
    assert "lower 4.0, area 3.1, upper 3.5" in broken(lower=[4.0, None], upper=[3.5, None], method="jeffreys")


def test_a_column_too_many_or_too_few_is_named() -> None:
    assert "colour" in broken(colour=["red", "blue"])
    with pytest.raises(ContractError, match="area"):
        validate_result(pd.DataFrame(GOOD).drop(columns="area"), "shapes")


def test_a_wrong_type_is_named() -> None:
    text = broken(area=["large", "small"])
    assert "column area" in text
    assert "float64" in text


def test_a_fraction_where_a_count_must_be_is_not_rounded() -> None:
    assert "column size" in broken(size=[1.0, 2.5])
    assert "column day" in broken(day=[1.0, 2.5])


def test_of_many_rows_the_first_are_shown() -> None:
    frame = pd.DataFrame(GOOD).iloc[[0] * 9].reset_index(drop=True)
    for wrong in (frame.assign(size=range(-9, 0)), frame.assign(size=range(1, 10), lower=4.0)):
        with pytest.raises(ContractError) as error:
            validate_result(wrong, "shapes")
        lines = str(error.value).splitlines()
        assert len(lines) == 6
        assert "4 more rows break the same rule" in lines[-1]
