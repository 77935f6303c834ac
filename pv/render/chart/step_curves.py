"""Step curves of the arms over time, with their confidence bands and the numbers at risk aligned below."""

from dataclasses import dataclass

import altair as alt
import numpy as np
import pandas as pd

from pv.numbers.one_line import interval_texts, method_name
from pv.numbers.text import number, plain
from pv.render.chart.theme import INK, arm_colour, shown_arms, themed
from pv.render.chart.time_axis import DAYS, TimeAxis

WIDTH = 760
HEIGHT = 300
RISK_ROW_HEIGHT = 18
_LEGEND = alt.Legend(symbolType="stroke", symbolOpacity=1, symbolStrokeWidth=2, symbolSize=400)
#: Steps closer together than these shares of the time and of the height are drawn as one: some five points.
_SEEN_TIME, _SEEN_HEIGHT = 1 / 150, 1 / 60


@dataclass(frozen=True)
class Steps:
    """Curves that are constant between their times.

    Attributes:
        rows: arm, the time, the value, lower, upper, the value as text, interval_text.
        value: the column of the value.
        text: the column of the value as text.
        title: of the axis of the value, line by line.
        named: what a tooltip calls the value.
        along: the time.
    """

    rows: pd.DataFrame
    value: str
    text: str
    title: list[str]
    named: str
    along: TimeAxis = DAYS


def percent_steps(rows: pd.DataFrame, counted: str, named: str, along: TimeAxis = DAYS) -> Steps:
    """Return the curves of a percentage of subjects.

    Args:
        rows: arm, day, percent, lower, upper (0 to 100), method, confidence_level.
        counted: the subjects that the percentage counts, for the axis.
        named: what a tooltip calls the percentage.
        along: the time.
    """
    method = method_name(str(rows["method"].iloc[0])) if len(rows) else ""
    level = f"{plain(100 * float(rows['confidence_level'].iloc[0]))}%" if len(rows) else ""
    texts = rows.assign(
        percent_text=[f"{number(value)}%" if pd.notna(value) else "" for value in rows["percent"]],
        interval_text=interval_texts(rows, "lower", "upper", "method", "%"),
    )
    return Steps(
        texts, "percent", "percent_text", [f"{counted} (%, {method},", f"band: {level} pointwise)"], named, along
    )


def step_curves(steps: Steps, followed: pd.DataFrame, arm: pd.DataFrame) -> alt.VConcatChart:
    """Return the step curve of each arm with its confidence band, the numbers at risk aligned below.

    A curve ends where the arm's follow-up ends; the number at risk at a time is that just before it, counted from
    the subjects' own times, since a step table does not say when subjects without an event left.

    Args:
        steps: the curves.
        followed: one row by subject with arm and the time at which the subject leaves the curve.
        arm: arm, label, arm_order, colour.
    """
    arms = shown_arms(arm)
    labels = arms[["arm", "label"]].rename(columns={"label": "arm_label"})
    ends = followed.merge(labels, on="arm")
    along = steps.along
    ticks = along.ticks(float(ends[along.column].max()) if len(ends) else 0)
    times = alt.Scale(domain=[0, ticks[-1]], nice=False)
    drawn = _to_end_of_follow_up(steps.rows.merge(labels, on="arm"), ends, along.column)
    at_risk = _at_risk(ends, arms, along.column, times, ticks)
    return themed(alt.vconcat(_curves(drawn, steps, arms, times, ticks), at_risk, spacing=8))


def seen(rows: pd.DataFrame, value: str, time: str = "day") -> pd.DataFrame:
    """Return the steps that can be told apart in a chart with their own time and value: the last of those too close.

    Args:
        rows: arm, time and value of curves over hundreds of days; the first time of each arm stays.
        value: the column of the value.
        time: the column of the time.
    """
    shares = {time: _SEEN_TIME, value: _SEEN_HEIGHT}
    places = {name: rows[name] // max(share * float(rows[name].max()), 1e-9) for name, share in shares.items()}
    last = ~pd.DataFrame({"arm": rows["arm"], **places}).duplicated(keep="last")
    return rows[last | ~rows["arm"].duplicated()]


def _to_end_of_follow_up(steps: pd.DataFrame, followed: pd.DataFrame, time: str) -> pd.DataFrame:
    """Return the steps with a last row per arm at the end of follow-up, at the height last reached."""
    last = steps.sort_values(time).groupby("arm").tail(1)
    ends = followed.groupby("arm")[time].max()
    last = last.assign(**{time: last["arm"].map(ends).fillna(last[time])})
    drawn = pd.concat([steps, last[last[time] > last["arm"].map(steps.groupby("arm")[time].max())]])
    return drawn.sort_values(["arm_label", time], kind="stable").astype({time: steps[time].dtype})


def _curves(
    drawn: pd.DataFrame, steps: Steps, arms: pd.DataFrame, times: alt.Scale, ticks: list[int]
) -> alt.LayerChart:
    along = steps.along
    columns = ["arm_label", along.column, steps.value, "lower", "upper", steps.text, "interval_text"]
    axis = alt.Axis(values=ticks, labelFlush=False)
    base = alt.Chart(drawn[columns]).encode(
        x=alt.X(f"{along.column}:Q", title=along.title, scale=times, axis=axis),
        color=arm_colour(arms, legend=_LEGEND),
    )
    title = steps.title
    band = (
        base.transform_filter("isValid(datum.lower) && isValid(datum.upper)")
        .mark_area(interpolate="step-after", opacity=0.16)
        .encode(y=alt.Y("lower:Q", title=title, scale=alt.Scale(domainMin=0)), y2="upper:Q")
    )
    line = base.mark_line(interpolate="step-after", strokeWidth=2).encode(
        y=alt.Y(f"{steps.value}:Q", title=title, axis=alt.Axis(tickCount=6), scale=alt.Scale(domainMin=0)),
        strokeDash=alt.StrokeDash(
            "arm_label:N", scale=alt.Scale(domain=list(arms["label"])), title=None, legend=_LEGEND
        ),
    )
    targets = base.mark_point(opacity=0, size=70).encode(
        y=f"{steps.value}:Q",
        tooltip=[
            alt.Tooltip("arm_label:N", title="Arm"),
            along.tooltip,
            alt.Tooltip(f"{steps.text}:N", title=steps.named),
            alt.Tooltip("interval_text:N", title="Interval"),
        ],
    )
    # Before the first event there is no interval: a curve without any has no band.
    layers = [band, line, targets] if drawn["lower"].notna().any() else [line, targets]
    return alt.LayerChart(layer=layers, width=WIDTH, height=HEIGHT)


def _at_risk(followed: pd.DataFrame, arms: pd.DataFrame, time: str, times: alt.Scale, ticks: list[int]) -> alt.Chart:
    """Return a text panel: for each arm and tick, the subjects whose time reaches it."""
    none = np.empty(0)
    of_arm = {name: np.sort(group[time].to_numpy(dtype=np.float64)) for name, group in followed.groupby("arm")}
    rows = [
        (label, tick, ends.size - int(np.searchsorted(ends, tick)))
        for ends, label in zip((of_arm.get(name, none) for name in arms["arm"]), arms["label"], strict=True)
        for tick in ticks
    ]
    table = pd.DataFrame(rows, columns=["arm_label", time, "at_risk"])
    title = alt.TitleParams("Number at risk", fontSize=11, fontWeight="normal", offset=4, color=INK)
    names = alt.Axis(ticks=False, domain=False, labelLimit=200, labelPadding=14)
    panel: alt.Chart = (
        alt.Chart(table)
        .mark_text()
        .encode(
            x=alt.X(f"{time}:Q", scale=times, axis=None),
            y=alt.Y("arm_label:N", scale=alt.Scale(domain=list(arms["label"])), title=None, axis=names),
            text="at_risk:Q",
            color=arm_colour(arms, legend=_LEGEND),
        )
        .properties(width=WIDTH, height=RISK_ROW_HEIGHT * len(arms), title=title)
    )
    return panel
