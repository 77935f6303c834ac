"""A display as JSON: numbers unrounded beside the texts, and which arm a column is of."""

import json
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest

import pilot
from pv.render.json_content import _plain, as_json


def content(display: str) -> Any:  # noqa: ANN401  # JSON
    """Return a display of the pilot as a strict reader reads it: NaN and Infinity are not in the standard."""
    return json.loads(as_json(pilot.study().display(display)), parse_constant=lambda _: pytest.fail("no JSON"))


def test_a_cell_has_its_numbers_beside_its_text() -> None:
    (table,) = content("overview")["tables"]
    first = table["rows"][0]
    # 76 of 84 subjects and 65 of 86: 100 * (76 / 84 - 65 / 86) = 14.89 percentage points.
    assert first["cells"][0] == {"text": "76 (90.5%)", "values": [{"form": "count_percent", "numbers": [76, 84]}]}
    difference = first["cells"][3]
    assert difference["text"].startswith("14.9 (")
    assert difference["values"][0]["numbers"][0] == pytest.approx(100 * (76 / 84 - 65 / 86), abs=1e-12)
    assert len(table["columns"]) == 1 + len(first["cells"])


def test_a_rate_says_per_how_many_patient_years_it_is_printed() -> None:
    (table,) = content("headline")["tables"]
    cell = table["rows"][-1]["cells"][0]
    # 433 events of the high dose: the rate is printed per 100 patient-years.
    rate, _, made_of = cell["values"]
    assert made_of["numbers"][0] == 433
    assert rate["numbers"][0] == pytest.approx(433 / made_of["numbers"][1])
    assert rate["printed_per_patient_years"] == 100
    assert cell["text"].startswith(f"{100 * rate['numbers'][0]:.1f} (")


def test_a_heading_over_columns_says_whose_they_are() -> None:
    (table,) = content("overview")["tables"]
    differences = [column["over"] for column in table["columns"] if column["text"] == "RD (CI)"]
    assert differences == ["High dose (81 mg) vs Placebo", "Low dose (54 mg) vs Placebo"]


def test_the_numbers_stand_under_their_names() -> None:
    found = content("overview")["numbers"]
    frame = pilot.study().display("overview").frame
    assert [row["subjects"] for row in found] == frame["subjects"].to_list()
    assert [row["rd_lower"] is None for row in found] == frame["rd_lower"].isna().to_list()
    # A ratio to 0 of 86: the CSV file has it as inf.
    assert [row["rr_upper"] == "inf" for row in found] == np.isinf(frame["rr_upper"]).to_list()
    assert "inf" in [row["rr_upper"] for row in found]


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (np.int64(3), 3),
        (np.float64("nan"), None),
        (pd.NA, None),
        (float("-inf"), "-inf"),
        (Fraction(1, 4), 0.25),
        (pd.Timestamp("2014-07-02"), "2014-07-02"),
        (date(2014, 7, 2), "2014-07-02"),
        (pd.Timestamp("2014-07-02T08:30"), "2014-07-02 08:30:00"),
        (True, True),
        ("F", "F"),
    ],
)
def test_every_value_of_a_table_is_plain(value: object, plain: object) -> None:
    found = _plain(value)
    assert (found, type(found)) == (plain, type(plain))
