"""The specification of the chart of frequencies and risk differences."""

import json
from typing import Any

import pytest

import report_events
import report_tables
from pv.display.adverse_events.risk_difference import risk_difference

TABLES = report_tables.tables()
NAMES, DOTS, PERCENTS, FOREST = range(4)


def spec(arms: list[str] | None = None, **more: Any) -> dict[str, Any]:  # noqa: ANN401  # options of the chart
    tables = report_tables.tables(arms=arms) if arms else TABLES
    chart = risk_difference(tables["incidence"], tables["comparison"], tables["arm"], **more)
    drawn: dict[str, Any] = chart.to_dict()
    return drawn


def rows_of(drawn: dict[str, Any], panel: int, layer: int) -> list[dict[str, Any]]:
    """Return the data of a layer of a panel."""
    part = drawn["hconcat"][panel]
    name = part.get("layer", [part])[layer].get("data", part.get("data", drawn.get("data")))["name"]
    rows: list[dict[str, Any]] = drawn["datasets"][name]
    return rows


def test_rows_are_ordered_by_decreasing_risk_difference_of_the_first_arm() -> None:
    # Drug A against control: FATIGUE 2/6 - 2/7 = +4.8, PRURITUS 1/6 - 0 = +16.7, RASH 2/6 - 1/7 = +19.0.
    drawn = spec(level="PT")
    for panel in (DOTS, FOREST):
        places = {(row["place"], row["term"]) for row in rows_of(drawn, panel, 1)}
        assert sorted(places) == [(0, "RASH"), (1, "PRURITUS"), (2, "FATIGUE")]
    assert [row["name"] for row in rows_of(drawn, NAMES, 0)] == ["RASH", "PRURITUS", "FATIGUE"]


def test_no_text_of_the_data_is_in_an_order() -> None:
    """The drawing library makes an expression of a list of names to sort by."""
    assert '"sort": [' not in json.dumps(spec(level="PT"))


def test_axes_state_their_units_and_the_comparator() -> None:
    drawn = spec()
    titles = [layer["encoding"]["x"].get("title") for layer in drawn["hconcat"][DOTS]["layer"]]
    assert set(titles) == {"Subjects with an event (% of the arm)"}
    forest = [layer["encoding"]["x"].get("title") for layer in drawn["hconcat"][FOREST]["layer"]]
    assert "Risk difference vs Control (percentage points, 95% interval)" in forest


def test_frequencies_start_at_zero_and_differences_have_a_zero_line() -> None:
    drawn = spec()
    dots = drawn["hconcat"][DOTS]["layer"][1]
    assert dots["encoding"]["x"]["scale"]["domainMin"] == 0
    assert drawn["hconcat"][FOREST]["layer"][0]["encoding"]["x"] == {"datum": 0}


def test_colours_are_those_of_the_arms_and_shapes_repeat_them() -> None:
    encoding = spec()["hconcat"][DOTS]["layer"][1]["encoding"]
    assert encoding["color"]["scale"] == {
        "domain": ["Drug A", "Drug B", "Control"],
        "range": ["#0f6fc6", "#0f766e", "#6b7280"],
    }
    assert encoding["shape"]["scale"]["domain"] == ["Drug A", "Drug B", "Control"]


def test_tooltips_say_count_percentage_interval_and_method() -> None:
    row = next(
        row for row in rows_of(spec(level="PT"), DOTS, 1) if row["term"] == "RASH" and row["arm_label"] == "Drug A"
    )
    # 2 of 6 is 33.333...%; the stand-in interval is ten points to each side.
    assert row["count_text"] == "2/6 (33.3%)"
    assert row["interval_text"] == "23.3% to 43.3% (95%, Clopper-Pearson)"
    rows = rows_of(spec(level="PT"), FOREST, 1)
    forest = next(row for row in rows if row["term"] == "PRURITUS" and row["arm_label"] == "Drug B")
    # 0 of 5 against 0 of 7.
    assert (forest["versus"], forest["difference_text"]) == ("Drug B vs Control", "0.0")
    assert forest["interval_text"] == "\u221220.0 to 20.0 (95%, Miettinen-Nurminen)"


def test_zero_is_printed_as_0() -> None:
    texts = {(row["place"], row["arm_label"]): row["percent_text"] for row in rows_of(spec(level="PT"), PERCENTS, 0)}
    # PRURITUS is the second row.
    assert texts[1, "Control"] == "0"
    assert texts[1, "Drug A"] == "16.7%"


def test_threshold_keeps_terms_frequent_in_any_arm() -> None:
    # PRURITUS: 16.7% in Drug A and 0 elsewhere; FATIGUE and RASH 33.3% in Drug A.
    assert {row["term"] for row in rows_of(spec(level="PT", threshold_percent=20), DOTS, 1)} == {"RASH", "FATIGUE"}


def test_one_comparison_shows_its_two_arms() -> None:
    drawn = spec(level="PT", against="DRUG B")
    assert {row["arm_label"] for row in rows_of(drawn, DOTS, 1)} == {"Drug B", "Control"}
    assert {row["arm_label"] for row in rows_of(drawn, FOREST, 1)} == {"Drug B"}


@pytest.mark.parametrize("arms", [["DRUG A"], ["DRUG A", "DRUG B"]])
def test_without_a_comparator_there_are_frequencies_in_decreasing_order(arms: list[str]) -> None:
    drawn = spec(arms, level="PT")
    assert len(drawn["hconcat"]) == FOREST
    # FATIGUE and RASH 2 of 6 each, in order of name; PRURITUS 1 of 6.
    assert [row["row"] for row in rows_of(drawn, NAMES, 0)] == ["FATIGUE", "RASH", "PRURITUS"]


def test_a_term_under_two_classes_has_two_rows() -> None:
    twice = report_events.Event("DRUG A", 5, "EYE DISORDERS", "RASH", "MILD", 2)
    tables = report_tables.tables((*report_events.EVENTS, twice))
    drawn = risk_difference(tables["incidence"], tables["comparison"], tables["arm"], level="PT").to_dict()
    names = {row["row"] for row in rows_of(drawn, NAMES, 0)}
    assert {"RASH (EYE DISORDERS)", "RASH (SKIN DISORDERS)"} < names


def test_long_names_break_into_two_lines_and_stay_whole_in_the_tooltip() -> None:
    long = "NEOPLASMS BENIGN, MALIGNANT AND UNSPECIFIED (INCL CYSTS AND POLYPS)"
    event = report_events.Event("DRUG A", 5, long, "NAEVUS", "MILD", 2)
    tables = report_tables.tables((event,))
    drawn = risk_difference(tables["incidence"], tables["comparison"], tables["arm"]).to_dict()
    (row,) = rows_of(drawn, NAMES, 0)
    assert row["row"] == long
    assert row["name"].replace("\n", " ") == long
    assert row["lines"] == 2


def test_no_events_give_an_empty_chart() -> None:
    tables = report_tables.tables(())
    drawn = risk_difference(tables["incidence"], tables["comparison"], tables["arm"]).to_dict()
    assert drawn["hconcat"][DOTS]["height"] > 0


def test_the_same_tables_give_the_same_chart() -> None:
    assert spec() == spec()


def test_two_arms_with_one_label_are_not_drawn_as_one() -> None:
    tables = report_tables.tables()
    arms = tables["arm"].assign(label="Drug")
    with pytest.raises(ValueError, match="two arms have the label 'Drug'"):
        risk_difference(tables["incidence"], tables["comparison"], arms)
