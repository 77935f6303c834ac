"""The forest of ratios: rows keep their places, the axis is logarithmic, and a line stands at 1."""

from typing import Any

import numpy as np
import pandas as pd

from pv.render.chart.ratio_forest import ratio_forest

ROWS = pd.DataFrame(
    {
        "label": ["All subjects", "SEX: F", "SEX: M", "SEX: (missing)"],
        "ratio": [0.5, 2.0, np.inf, np.nan],
        "lower": [0.4, 1.5, np.nan, np.nan],
        "upper": [0.6, 2.5, np.nan, np.nan],
        "ratio_text": ["0.50 (0.40, 0.60)", "2.00 (1.50, 2.50)", "NE", "NE"],
    }
)


def drawn() -> dict[str, Any]:
    """Return the specification of the forest."""
    spec: dict[str, Any] = ratio_forest(ROWS, "Hazard ratio", "#0f6fc6", {"ratio_text": "HR"}).to_dict()
    return spec


def test_a_row_without_a_ratio_keeps_its_place() -> None:
    names, texts, forest = drawn()["hconcat"]
    for layer in (*forest["layer"][1:], texts):
        assert layer["encoding"]["y"]["scale"]["domain"] == [0, 1, 2, 3]
    spec = drawn()
    rows = pd.DataFrame(spec["datasets"][forest["layer"][-1]["data"]["name"]])
    assert rows["ratio"].tolist()[:2] == [0.5, 2.0]
    # What is infinite or missing is null, and is not drawn.
    assert rows["ratio"].isna().tolist() == [False, False, True, True]
    assert names["layer"]


def test_the_axis_is_logarithmic_with_a_line_at_1() -> None:
    one, bars, points = drawn()["hconcat"][2]["layer"]
    assert one["encoding"]["x"] == {"datum": 1}
    assert bars["encoding"]["x"]["scale"]["type"] == "log"
    assert (bars["encoding"]["x"]["field"], bars["encoding"]["x2"]["field"]) == ("lower", "upper")
    assert points["encoding"]["x"]["title"] == "Hazard ratio"
    tooltips = [one["title"] for one in points["encoding"]["tooltip"]]
    assert tooltips == ["Subgroup", "Ratio"]
