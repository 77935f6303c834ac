"""The specifications of the liver plot and of the shift of an analyte."""

from typing import Any

import pandas as pd
import pytest

from pv.display.laboratory.shift_plot import lab_shift
from pv.display.liver.hys_law import FLOOR, hys_law

ARMS = pd.DataFrame(
    {
        "arm": ["A", "C"],
        "label": ["Drug A", "Control"],
        "role": ["investigational", "comparator"],
        "arm_order": [1, 2],
        "colour": ["#0f6fc6", "#6b7280"],
    }
)
RULE = pd.DataFrame({"aminotransferase": [3.0], "bilirubin": [2.0], "inclusive": [True], "window_days": [30]})
PEAKS = pd.DataFrame(
    [
        ("U1", "A", 7.5, 4.0, "hys_law", True),
        ("U2", "A", 0.05, 0.3, "none", False),
        ("U3", "C", 3.0, 1.0, "temples_corollary", False),
    ],
    columns=["USUBJID", "arm", "aminotransferase_peak", "bilirubin_peak", "quadrant", "in_window"],
)


def data_of(drawn: dict[str, Any], layer: dict[str, Any]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = drawn["datasets"][layer["data"]["name"]]
    return rows


def test_each_subject_is_a_point_at_its_peaks() -> None:
    drawn = hys_law(PEAKS, RULE, ARMS).to_dict()
    points = {row["USUBJID"]: row for row in data_of(drawn, drawn["layer"][2])}
    assert points.keys() == {"U1", "U2", "U3"}
    assert (points["U1"]["aminotransferase_drawn"], points["U1"]["bilirubin_drawn"]) == (7.5, 4.0)
    assert points["U3"]["quadrant_label"] == "Temple's corollary"
    # Drawn at the edge, said as it is.
    assert points["U2"]["aminotransferase_drawn"] == FLOOR
    assert points["U2"]["aminotransferase_text"] == "0.05 x ULN"


def test_thresholds_are_lines_and_all_peaks_are_inside() -> None:
    drawn = hys_law(PEAKS, RULE, ARMS).to_dict()
    upright, level, points = drawn["layer"][:3]
    assert data_of(drawn, upright) == [{"threshold": 3.0}]
    assert data_of(drawn, level) == [{"threshold": 2.0}]
    assert upright["encoding"].keys() == {"x"}
    assert level["encoding"].keys() == {"y"}
    for axis, highest in (("x", 7.5), ("y", 4.0)):
        scale = points["encoding"][axis]["scale"]
        assert scale["type"] == "log"
        assert scale["domain"][1] > highest


def test_only_cases_in_the_window_have_a_ring() -> None:
    drawn = hys_law(PEAKS, RULE, ARMS).to_dict()
    assert drawn["layer"][3]["transform"] == [{"filter": "datum.in_window"}]
    assert {row["USUBJID"] for row in data_of(drawn, drawn["layer"][3]) if row["in_window"]} == {"U1"}


def test_arms_have_their_colours_and_shapes() -> None:
    encoding = hys_law(PEAKS, RULE, ARMS).to_dict()["layer"][2]["encoding"]
    assert encoding["color"]["scale"] == {"domain": ["Drug A", "Control"], "range": ["#0f6fc6", "#6b7280"]}
    assert encoding["shape"]["scale"]["domain"] == ["Drug A", "Control"]


def test_no_subject_gives_an_empty_plot_with_its_thresholds() -> None:
    drawn = hys_law(PEAKS.iloc[:0], RULE, ARMS).to_dict()
    assert drawn["layer"][2]["encoding"]["x"]["scale"]["domain"] == [FLOOR, 6.0]


SHIFT = pd.DataFrame(
    [
        (arm, "ALT", "H", before, worst, number, total)
        for arm, total, filled in (("A", 3, {("0", "2"): 2, ("1", "1"): 1}), ("C", 0, {}))
        for before in ("0", "1", "missing")
        for worst in ("0", "1", "2")
        for number in [filled.get((before, worst), 0)]
    ],
    columns=["arm", "analyte", "direction", "baseline_grade", "worst_grade", "subjects", "subjects_with_data"],
)


def test_a_panel_per_arm_with_its_subjects_with_data() -> None:
    drawn = lab_shift(SHIFT, ARMS, analyte="ALT", direction="H").to_dict()
    assert [panel["title"] for panel in drawn["hconcat"]] == ["Drug A (Ns = 3)", "Control (Ns = 0)"]
    cells = {(row["baseline_grade"], row["worst_grade"]): row for row in data_of(drawn, drawn["hconcat"][0])}
    assert len(cells) == 9
    assert cells["0", "2"]["count_text"] == "2/3 (66.7%)"
    assert cells["0", "2"]["share"] == pytest.approx(2 / 3)
    assert cells["0", "0"]["number"] == ""
    encoding = drawn["hconcat"][0]["layer"][2]["encoding"]
    assert encoding["y"]["sort"] == ["0", "1", "missing"]
    assert encoding["x"]["title"] == "Maximum grade"


def test_an_analyte_that_nobody_has_is_empty() -> None:
    drawn = lab_shift(SHIFT, ARMS, analyte="AST", direction="H").to_dict()
    assert drawn["hconcat"][0]["height"] > 0
