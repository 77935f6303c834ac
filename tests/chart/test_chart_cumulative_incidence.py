"""The specification of the cumulative incidence curves."""

from itertools import pairwise
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import report_events
import report_tables
from pv.display.time_to_event.cumulative_incidence import cumulative_incidence
from pv.render.chart.time_axis import tick_times

CURVE = "Any adverse event"
TABLES = report_tables.tables()


def spec(tables: dict[str, pd.DataFrame] = TABLES) -> dict[str, Any]:
    chart = cumulative_incidence(tables["cumulative_incidence"], tables["time_to_event"], tables["arm"], curve=CURVE)
    drawn: dict[str, Any] = chart.to_dict()
    return drawn


def rows_of(drawn: dict[str, Any], part: int) -> pd.DataFrame:
    """Return the data of the curves (0) or of the numbers at risk (1)."""
    found = drawn["vconcat"][part]
    name = (found.get("data") or found["layer"][0]["data"])["name"]
    return pd.DataFrame(drawn["datasets"][name])


def test_numbers_at_risk_are_the_subjects_not_yet_through() -> None:
    risk = rows_of(spec(), 1)
    days = {(row.arm_label, row.day): row.at_risk for row in risk.itertuples()}
    # Drug A's first events on days 3, 11, 14, 45; two of six followed to day 100. Ticks every 14 days.
    assert [days["Drug A", day] for day in (0, 14, 28, 42, 56, 98, 112)] == [6, 4, 3, 3, 2, 2, 0]
    assert sorted(set(risk["day"])) == list(range(0, 113, 14))


def test_a_curve_ends_where_follow_up_ends() -> None:
    steps = rows_of(spec(), 0)
    last = steps[steps["arm_label"] == "Control"].sort_values("day").iloc[-1]
    # Control: events on days 8, 50, 61 of 7 subjects; followed to day 100 at 3/7.
    assert last["day"] == report_events.FOLLOWED
    assert last["percent"] == pytest.approx(100 * 3 / 7)


def test_axes_state_their_units_and_start_at_zero() -> None:
    layers = spec()["vconcat"][0]["layer"]
    x, y = layers[1]["encoding"]["x"], layers[1]["encoding"]["y"]
    assert x["title"] == "Days since first dose (first dose is day 1)"
    assert x["scale"]["domain"] == [0, 112]
    assert y["title"] == ["Subjects with the event (%, Aalen-Johansen,", "band: 95% pointwise)"]
    assert y["scale"]["domainMin"] == 0


def test_both_parts_share_the_days() -> None:
    curves, risk = spec()["vconcat"]
    assert curves["layer"][0]["encoding"]["x"]["scale"] == risk["encoding"]["x"]["scale"]
    assert curves["width"] == risk["width"]


def test_steps_go_after_the_day_in_line_and_band() -> None:
    band, line, _ = spec()["vconcat"][0]["layer"]
    assert band["mark"]["interpolate"] == line["mark"]["interpolate"] == "step-after"


def test_arms_are_told_apart_by_colour_and_dash() -> None:
    encoding = spec()["vconcat"][0]["layer"][1]["encoding"]
    assert encoding["color"]["scale"]["range"] == ["#0f6fc6", "#0f766e", "#6b7280"]
    assert encoding["strokeDash"]["scale"]["domain"] == ["Drug A", "Drug B", "Control"]


def test_a_curve_without_events_has_no_band() -> None:
    layers = spec(report_tables.tables(()))["vconcat"][0]["layer"]
    assert [layer["mark"]["type"] for layer in layers] == ["line", "point"]


@given(st.integers(0, 40_000))
def test_ticks_cover_the_follow_up_with_at_most_eleven(last: int) -> None:
    ticks = tick_times(last)
    assert ticks[0] == 0
    assert ticks[-1] >= last
    assert 2 <= len(ticks) <= 11
    assert len({after - before for before, after in pairwise(ticks)}) == 1
