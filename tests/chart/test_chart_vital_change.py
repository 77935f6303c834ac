"""The chart of the mean change of a vital sign: order of visits, limits, unit, and who has no interval."""

import pandas as pd

from pv.display.vital_signs.change_over_time import change_over_time

ARM = pd.DataFrame(
    {
        "arm": ["Drug", "Control"],
        "label": ["Drug", "Placebo"],
        "arm_order": [1, 2],
        "colour": ["#0f6fc6", "#6b7280"],
        "role": ["investigational", "comparator"],
    }
)
COLUMNS = ["arm", "visit", "visit_order", "subjects", "mean_change", "lower", "upper"]
CHANGE = pd.DataFrame(
    [
        ("Drug", "Week 10", 2, 1, 3.0, None, None),
        ("Control", "Week 10", 2, 0, None, None, None),
        ("Drug", "Week 2", 1, 20, -1.25, -2.5, 0.0),
        ("Control", "Week 2", 1, 18, 0.5, -0.5, 1.5),
    ],
    columns=COLUMNS,
).assign(unit="mmHg")


def test_the_visits_are_in_order_and_each_mean_has_its_limits() -> None:
    spec = change_over_time(CHANGE, ARM).to_dict()
    means, counts = spec["vconcat"]
    zero, limits, line, points = means["layer"]
    assert points["encoding"]["x"]["sort"] == ["Week 2", "Week 10"]
    assert points["encoding"]["y"]["title"] == "Mean change from baseline (mmHg)"
    assert (limits["encoding"]["y"]["field"], limits["encoding"]["y2"]["field"]) == ("lower", "upper")
    assert line["mark"]["type"] == "line"
    assert spec["datasets"][zero["data"]["name"]] == [{"zero": 0.0}]
    # Who was not measured has no point; the numbers below say 0.
    drawn = spec["datasets"][points["data"]["name"]]
    assert [(row["arm_label"], row["visit_label"]) for row in drawn] == [
        ("Drug", "Week 2"),
        ("Placebo", "Week 2"),
        ("Drug", "Week 10"),
    ]
    assert (drawn[0]["change_text"], drawn[0]["lower_text"], drawn[2]["lower_text"]) == ("\u22121.25", "\u22122.50", "")
    below = spec["datasets"][counts["data"]["name"]]
    assert [row["subjects"] for row in below] == [20, 18, 1, 0]
