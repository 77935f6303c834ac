"""The diagram of boxes: boxes of a level side by side, and lines from each box to those below it."""

from typing import Any

import pandas as pd

from pv.render.chart.boxes import COLUMN_WIDTH, Box, boxes


def drawn() -> tuple[dict[str, Any], pd.DataFrame, pd.DataFrame]:
    """Return the specification of a diagram of one box over two, its boxes and its lines."""
    levels = [[Box(("all", "n = 2"))], [Box(("left",), 0, "#0f6fc6"), Box(("right",), 1)], [Box(("end",), 1)]]
    spec: dict[str, Any] = boxes(levels, 2).to_dict()
    lines, outlines = (pd.DataFrame(spec["datasets"][layer["data"]["name"]]) for layer in spec["layer"][:2])
    return spec, outlines, lines


def test_boxes_are_below_each_other_and_side_by_side() -> None:
    spec, found, _ = drawn()
    whole, left, right, end = (row for _, row in found.iterrows())
    assert whole["middle"] == COLUMN_WIDTH == spec["width"] / 2
    assert left["right"] < right["left"]
    assert whole["bottom"] < left["top"] == right["top"] < left["bottom"] < end["top"]
    assert (left["colour"], right["colour"]) == ("#0f6fc6", "currentColor")
    assert end["bottom"] == spec["height"]


def test_a_long_line_is_wrapped_in_its_box() -> None:
    long = "Intention-to-treat population of all randomised subjects: 1234"
    spec: dict[str, Any] = boxes([[Box(("Analysed", long))]], 1).to_dict()
    (row,) = spec["datasets"][spec["layer"][1]["data"]["name"]]
    assert row["text"].replace("\n", " ") == f"Analysed {long}"
    assert max(map(len, row["text"].split("\n"))) <= 26
    # Analysed / Intention-to-treat / population of all / randomised subjects: 1234
    assert row["lines"] == 4


def test_lines_lead_from_each_box_to_those_below_it() -> None:
    _, found, lines = drawn()
    # Down from the first, across to each of two, down to each; then straight down in the second column alone.
    ends = set(zip(lines["x2"], lines["y2"], strict=True))
    assert {(row["middle"], row["top"]) for _, row in found.iloc[1:].iterrows()} <= ends
    last = lines[lines["y"] >= found.loc[1, "bottom"]]
    assert set(last["x"]) == {found.loc[3, "middle"]}
