"""contract.table: rows become the table of a contract, typed by it alone."""

from datetime import date

import pandas as pd
import pytest

from pv import contract, resources

SETTINGS = resources.files("schemas/setting", ".yaml")


@pytest.mark.parametrize("name", SETTINGS)
def test_a_setting_table_without_rows_holds_its_contract(name: str) -> None:
    table = contract.table(name)
    assert table.empty
    contract.validate_result(table, name)


def test_tuples_mappings_and_frames_give_the_same_table() -> None:
    tuples = contract.table("emergent_window", [("30 days", 30, True, 1), ("any time", None, False, 2)])
    mappings = contract.table(
        "emergent_window",
        [
            {"window_label": "30 days", "window_days": 30, "study_window": True, "window_order": 1},
            {"window_label": "any time", "study_window": False, "window_order": 2},  # without a number of days
        ],
    )
    frame = tuples.astype("object").assign(more=1)[["more", *reversed(tuples.columns)]]
    for other in (mappings, contract.table("emergent_window", frame)):
        pd.testing.assert_frame_equal(other, tuples)
    assert [str(dtype) for dtype in tuples.dtypes] == ["str", "Int32", "bool", "int64"]
    contract.validate_result(tuples, "emergent_window")


def test_days_are_those_that_a_database_stores_as_dates() -> None:
    row = ("U1", 1, "LEFTDT", "2020-01-31", date(2020, 1, 31))
    table = contract.table("end_of_study_value", [row])
    assert contract.days(table) == ("end_date",)
    assert table["end_date"].to_list() == [pd.Timestamp("2020-01-31")]


def test_a_value_of_another_type_is_refused() -> None:
    with pytest.raises(ValueError, match="thirty"):
        contract.table("emergent_window", [("thirty days", "thirty", True, 1)])
