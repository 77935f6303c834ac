"""The specification of the chart of worst grades, back to back."""

from typing import Any

import pytest

import report_events
import report_tables
from pv.display.adverse_events.worst_grade import LIGHTEST, worst_grade


def spec(arms: list[str] | None = None, **more: Any) -> dict[str, Any]:  # noqa: ANN401  # options of the chart
    tables = report_tables.tables(arms=arms or list(report_events.ARMS))
    drawn: dict[str, Any] = worst_grade(tables["incidence"], tables["category"], tables["arm"], **more).to_dict()
    return drawn


def bars_of(drawn: dict[str, Any], panel: int) -> list[dict[str, Any]]:
    """Return the bars of a panel; panel 0 has the names."""
    rows: list[dict[str, Any]] = drawn["datasets"][drawn["hconcat"][panel]["layer"][0]["data"]["name"]]
    return rows


def test_arm_left_and_comparator_right_share_one_scale() -> None:
    drawn = spec()
    left, right = (drawn["hconcat"][panel] for panel in (1, 2))
    assert [panel["title"]["text"] for panel in (left, right)] == ["Drug A (N = 6)", "Control (N = 7)"]
    outer, inner = left["layer"][0]["encoding"]["x"]["scale"]["domain"]
    assert inner == 0
    assert right["layer"][0]["encoding"]["x"]["scale"]["domain"] == [0, outer]
    # The most frequent: 2 of 6 had RASH.
    assert outer > 100 * 2 / 6


def test_each_subject_is_in_one_bar_at_the_worst() -> None:
    # RASH in Drug A: subject 1 mild and severe, subject 2 moderate.
    bars = {row["grade"]: row["count_text"] for row in bars_of(spec(), 1) if row["row"] == "RASH"}
    assert bars == {"Severe": "1/6 (16.7%)", "Moderate": "1/6 (16.7%)"}


def test_the_worst_grade_is_darkest_and_nearest_to_zero() -> None:
    encoding = spec()["hconcat"][1]["layer"][0]["encoding"]
    scale = encoding["opacity"]["scale"]
    # A missing severity occurred, so it has a place in the legend: the palest.
    assert scale["domain"] == ["Severe", "Moderate", "Mild", "Severity missing"]
    assert scale["range"][0] == 1
    assert scale["range"] == sorted(scale["range"], reverse=True)
    assert scale["range"][-1] == pytest.approx(LIGHTEST)
    assert encoding["order"] == {"field": "scale_rank", "sort": "descending", "type": "quantitative"}


def test_a_severity_that_is_never_missing_is_not_in_the_legend() -> None:
    domain = spec(against="DRUG B")["hconcat"][1]["layer"][0]["encoding"]["opacity"]["scale"]["domain"]
    assert domain == ["Severe", "Moderate", "Mild"]


def test_axis_has_its_unit_and_arms_their_colours() -> None:
    bars = spec()["hconcat"][1]["layer"][0]
    assert bars["encoding"]["x"]["title"] == "Subjects (% of the arm)"
    assert bars["mark"]["color"] == "#0f6fc6"


def test_rows_by_decreasing_frequency_in_the_arm() -> None:
    places = {(row["place"], row["row"]) for row in bars_of(spec(), 1)}
    assert sorted(places) == [(0, "FATIGUE"), (1, "RASH"), (2, "PRURITUS")]


def test_level_any_is_one_row() -> None:
    drawn = spec(level="any")
    assert {row["row"] for row in bars_of(drawn, 1)} == {"Any adverse event"}
    # Drug A's worst: severe (1), moderate (2), mild (3 has a mild and a missing one; 4).
    assert {row["grade"]: row["percent"] for row in bars_of(drawn, 1)} == pytest.approx(
        {"Severe": 100 / 6, "Moderate": 100 / 6, "Mild": 200 / 6}
    )


def test_threshold_counts_the_arms_shown() -> None:
    # RASH: 1 of 5 in Drug B, 1 of 7 in control; 33.3% in Drug A does not bring it in. FATIGUE: 2 of 7 in control.
    assert {row["row"] for row in bars_of(spec(against="DRUG B", threshold_percent=21), 1)} == {"FATIGUE"}
    assert "RASH" in {row["row"] for row in bars_of(spec(against="DRUG B", threshold_percent=20), 1)}


@pytest.mark.parametrize(("arms", "panels"), [(["DRUG A"], 2), (["DRUG A", "DRUG B"], 3)])
def test_without_a_comparator_each_arm_has_a_panel_from_zero(arms: list[str], panels: int) -> None:
    drawn = spec(arms)
    assert len(drawn["hconcat"]) == panels


def test_no_events_give_an_empty_chart() -> None:
    tables = report_tables.tables(())
    drawn = worst_grade(tables["incidence"], tables["category"], tables["arm"]).to_dict()
    assert drawn["hconcat"][1]["height"] > 0
