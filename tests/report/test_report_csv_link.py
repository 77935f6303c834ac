"""A table as a CSV file inside the page."""

import io

import pandas as pd
import pytest

from packed_data import linked_csv
from pv.render.html.csv_link import csv_link


def test_numbers_have_twelve_significant_digits_and_counts_none_after_the_point() -> None:
    table = pd.DataFrame(
        {"subjects": [2], "percent": [100 / 3], "small": [1e-9], "infinite": [float("inf")], "none": [None]}
    )
    assert linked_csv(csv_link(table)) == "subjects,percent,small,infinite,none\r\n2,33.3333333333,1e-09,inf,\r\n"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_text_is_not_a_formula(start: str) -> None:
    table = pd.DataFrame({f"{start}name": [f"{start}cmd()"], "safe": ["a=b"]})
    back = pd.read_csv(io.StringIO(linked_csv(csv_link(table)), newline=""))
    assert list(back.columns) == [f"'{start}name", "safe"]
    assert back.iloc[0].tolist() == [f"'{start}cmd()", "a=b"]


def test_the_table_itself_is_left_as_it_was() -> None:
    table = pd.DataFrame({"name": ["=1"]})
    csv_link(table)
    assert table["name"].tolist() == ["=1"]


def test_an_address_has_no_character_that_ends_it_and_any_text_comes_back() -> None:
    text = "100% & <b>\"x\"</b> 'é' ≥ #1?\n2"
    link = csv_link(pd.DataFrame({"name": [text]}))
    assert not set(link) & set(" \"'<>&#\n")
    assert pd.read_csv(io.StringIO(linked_csv(link)))["name"].item() == text
