"""The specifications of the waterfall of the ejection fraction and of its course over time."""

from typing import Any

import pandas as pd
import pytest

from pv.display.ejection_fraction.over_time import lvef_over_time
from pv.display.ejection_fraction.waterfall import WIDTH, lvef_waterfall

ARM = pd.DataFrame(
    {
        "arm": ["Drug", "Control"],
        "label": ["Drug A", "Standard"],
        "arm_order": [2, 1],
        "colour": ["#0f6fc6", "#6b7280"],
    }
)


def worst(*rows: tuple[str, str, float, int]) -> pd.DataFrame:
    """Return lvef_worst: (subject, arm, decrease from 60, grade) each."""
    columns = ["USUBJID", "arm", "decrease", "grade"]
    frame = pd.DataFrame(rows, columns=columns).astype({"decrease": "float64", "grade": "int64"})
    return frame.assign(visit="Month 1", day=30, baseline=60.0, value=60 - frame["decrease"], measurements=1)


WORST = worst(
    ("U1", "Drug", 12.0, 2),
    ("U2", "Drug", -4.0, 0),
    ("U3", "Drug", 26.0, 3),
    ("U4", "Drug", 0.0, 0),
    ("C1", "Control", 9.95, 0),
)


def visits(*rows: tuple[str, str, int, int, float | None, float | None]) -> pd.DataFrame:
    """Return lvef_visit: (arm, visit, order, subjects, mean, sd) each."""
    frame = pd.DataFrame(rows, columns=["arm", "visit", "visit_order", "subjects", "mean", "sd"])
    return frame.astype({"mean": "float64", "sd": "float64"}).assign(mean_change=-1.0, sd_change=2.0)


VISITS = visits(
    ("Drug", "Baseline", 1, 4, 62.04, 5.0),
    ("Drug", "Week 12", 2, 3, 60.0, 4.0),
    ("Drug", "Week 6", 3, 1, 58.0, None),
    ("Control", "Baseline", 1, 2, 61.0, 1.0),
    ("Control", "Week 12", 2, 0, None, None),
    ("Control", "Week 6", 3, 2, 59.0, 2.0),
)


def specification(chart: Any) -> dict[str, Any]:  # noqa: ANN401  # any chart
    drawn: dict[str, Any] = chart.to_dict()
    return drawn


def data(drawn: dict[str, Any], layer: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame(drawn["datasets"][layer["data"]["name"]])


def test_the_largest_decrease_is_the_last_bar_of_its_arm() -> None:
    drawn = specification(lvef_waterfall(WORST, ARM))
    control, drug = drawn["hconcat"]
    bars = data(drawn, drug["layer"][1])
    assert bars["USUBJID"].to_list() == ["U2", "U4", "U1", "U3"]
    assert bars["change"].to_list() == [4, 0, -12, -26]
    assert bars["change_text"].to_list() == ["4.0", "0.0", "\u221212.0", "\u221226.0"]
    assert bars["left"].to_list() == [0, 1, 2, 3]
    assert bars["grade"].to_list() == ["No grade", "No grade", "Grade 2", "Grade 3"]
    # 9.95 below is drawn where it is; its text is rounded half away from zero.
    assert data(drawn, control["layer"][1])["change_text"].to_list() == ["\u221210.0"]


def test_panels_share_the_scale_and_say_how_many_were_measured() -> None:
    drawn = specification(lvef_waterfall(WORST, ARM))
    domains = [panel["layer"][1]["encoding"]["y"]["scale"]["domain"] for panel in drawn["hconcat"]]
    assert domains == [[-28, 7]] * 2
    assert [panel["title"]["text"] for panel in drawn["hconcat"]] == ["Standard (1 measured)", "Drug A (4 measured)"]
    assert drawn["hconcat"][1]["layer"][1]["mark"]["color"] == "#0f6fc6"
    lines = data(drawn, drawn["hconcat"][0]["layer"][2])
    assert lines.to_dict("list") == {"change": [-10, -20], "name": ["grade 2", "grade 3"]}
    assert "percentage points" in drawn["hconcat"][0]["layer"][1]["encoding"]["y"]["title"][1]


@pytest.mark.parametrize("subjects", [0, 1, 40, 543, 3000])
def test_a_waterfall_of_any_size_fits(subjects: int) -> None:
    rows = worst(*((f"U{place}", "Drug", float(place % 30), 0) for place in range(subjects)))
    drawn = specification(lvef_waterfall(rows, ARM))
    control, drug = drawn["hconcat"]
    assert drug["width"] <= WIDTH
    assert control["width"] + drug["width"] >= 180
    if subjects == 543:
        assert drug["width"] == subjects  # one pixel a bar: no seams


def test_visits_are_in_their_order_and_means_carry_one_standard_deviation() -> None:
    drawn = specification(lvef_over_time(VISITS, ARM))
    means, counts = drawn["vconcat"]
    spread, line, points = means["layer"]
    assert line["encoding"]["x"]["sort"] == counts["encoding"]["x"]["sort"] == ["Baseline", "Week 12", "Week 6"]
    rows = data(drawn, means).set_index(["arm_label", "visit_label"])
    assert ("Standard", "Week 12") not in rows.index  # nobody was measured
    assert (rows.loc[("Drug A", "Week 12"), "low"], rows.loc[("Drug A", "Week 12"), "high"]) == (56, 64)
    assert rows.index[rows["low"].isna()].to_list() == [("Drug A", "Week 6")]  # one subject has no spread
    assert rows.loc[("Drug A", "Baseline"), "mean_text"] == "62.0"
    assert spread["transform"] == [{"filter": "isValid(datum.low)"}]
    assert points["encoding"]["color"]["scale"] == {"domain": ["Standard", "Drug A"], "range": ["#6b7280", "#0f6fc6"]}
    assert points["encoding"]["shape"]["scale"]["domain"] == ["Standard", "Drug A"]
    assert means["layer"][1]["encoding"]["y"]["title"] == ["Ejection fraction (%, mean", "and one standard deviation)"]


def test_numbers_measured_stand_below_with_zero() -> None:
    drawn = specification(lvef_over_time(VISITS, ARM))
    counts = data(drawn, drawn["vconcat"][1]).set_index(["arm_label", "visit_label"])["subjects"]
    assert counts.to_dict() == {
        ("Drug A", "Baseline"): 4,
        ("Drug A", "Week 12"): 3,
        ("Drug A", "Week 6"): 1,
        ("Standard", "Baseline"): 2,
        ("Standard", "Week 12"): 0,
        ("Standard", "Week 6"): 2,
    }


def test_two_visits_of_one_name_stay_apart() -> None:
    drawn = specification(lvef_over_time(VISITS.replace("Week 6", "Week 12"), ARM))
    assert drawn["vconcat"][1]["encoding"]["x"]["sort"] == ["Baseline", "Week 12 [2]", "Week 12 [3]"]


def test_charts_of_nothing_can_be_drawn() -> None:
    assert specification(lvef_waterfall(WORST.iloc[:0], ARM))["hconcat"][1]["title"]["text"] == "Drug A (0 measured)"
    assert specification(lvef_over_time(VISITS.iloc[:0], ARM))["vconcat"]
