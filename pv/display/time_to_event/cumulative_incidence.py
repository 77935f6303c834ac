"""When the first event came: cumulative incidence by arm with its band, and how many were still at risk."""

from collections.abc import Iterator

import altair as alt
import pandas as pd

from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.display import Display, Made, Options, left_out
from pv.display.figure import Figure
from pv.display.known import known
from pv.display.table import Table
from pv.display.time_to_event.curve_comparison import curve_comparison
from pv.numbers.one_line import interval_texts, method_name
from pv.numbers.text import number, plain
from pv.render.chart.theme import INK, arm_colour, shown_arms, themed

WIDTH = 760
HEIGHT = 300
RISK_ROW_HEIGHT = 18
_MOST_TICKS = 11
_LEGEND = alt.Legend(symbolType="stroke", symbolOpacity=1, symbolStrokeWidth=2, symbolSize=400)
#: Days between ticks: weeks, and four-week months and their multiples in long studies.
_STEPS = (1, 2, 7, 14, 28, 56, 84, 168, 336, 672, 1344, 2688)


def cumulative_incidence(
    cumulative_incidence: pd.DataFrame, time_to_event: pd.DataFrame, arm: pd.DataFrame, *, curve: str
) -> alt.VConcatChart:
    """Return the step curve of each arm with its confidence band, the numbers at risk aligned below.

    A curve ends where the arm's follow-up ends; the number at risk at a day is that just before the day, counted from
    the subjects' own times, since a step table does not say when subjects without an event left.

    Args:
        cumulative_incidence: curve, arm, day, events, percent, lower, upper (0 to 100), method, confidence_level.
        time_to_event: curve, USUBJID, arm, day: the end of each subject's time at risk.
        arm: arm, label, arm_order, colour.
        curve: which curve to draw.
    """
    arms = shown_arms(arm)
    labels = arms[["arm", "label"]].rename(columns={"label": "arm_label"})
    steps = cumulative_incidence[cumulative_incidence["curve"] == curve].merge(labels, on="arm")
    followed = time_to_event[time_to_event["curve"] == curve].merge(labels, on="arm")
    ticks = tick_days(int(followed["day"].max()) if len(followed) else 0)
    days = alt.Scale(domain=[0, ticks[-1]], nice=False)
    curves = _curves(_to_end_of_follow_up(steps, followed), arms, days, ticks)
    return themed(alt.vconcat(curves, _numbers_at_risk(followed, arms, days, ticks), spacing=8))


def tick_days(last: int) -> list[int]:
    """Return the days to mark from 0 to the first mark at or after `last`, at most eleven of them."""
    step = next((step for step in _STEPS if last <= step * (_MOST_TICKS - 1)), -(-last // (_MOST_TICKS - 1)))
    return list(range(0, max(last, 1) + step, step))


def _to_end_of_follow_up(steps: pd.DataFrame, followed: pd.DataFrame) -> pd.DataFrame:
    """Return the steps with a last row per arm at the end of follow-up, at the height last reached."""
    last = steps.sort_values("day").groupby("arm").tail(1)
    ends = followed.groupby("arm")["day"].max()
    last = last.assign(day=last["arm"].map(ends).fillna(last["day"]), events=0)
    drawn = pd.concat([steps, last[last["day"] > last["arm"].map(steps.groupby("arm")["day"].max())]])
    drawn = drawn.sort_values(["arm_label", "day"], kind="stable").astype({"day": "int64"})
    return drawn.assign(
        percent_text=[f"{number(value)}%" if pd.notna(value) else "" for value in drawn["percent"]],
        interval_text=interval_texts(drawn, "lower", "upper", "method", "%"),
    )


def _curves(steps: pd.DataFrame, arms: pd.DataFrame, days: alt.Scale, ticks: list[int]) -> alt.LayerChart:
    method = method_name(str(steps["method"].iloc[0])) if len(steps) else ""
    level = f"{plain(100 * float(steps['confidence_level'].iloc[0]))}%" if len(steps) else ""
    columns = ["arm_label", "day", "percent", "lower", "upper", "percent_text", "interval_text"]
    axis = alt.Axis(values=ticks, labelFlush=False)
    base = alt.Chart(steps[columns]).encode(
        x=alt.X("day:Q", title="Days since first dose (first dose is day 1)", scale=days, axis=axis),
        color=arm_colour(arms, legend=_LEGEND),
    )
    title = [f"Subjects with the event (%, {method},", f"band: {level} pointwise)"]
    band = (
        base.transform_filter("isValid(datum.lower) && isValid(datum.upper)")
        .mark_area(interpolate="step-after", opacity=0.16)
        .encode(y=alt.Y("lower:Q", title=title, scale=alt.Scale(domainMin=0)), y2="upper:Q")
    )
    line = base.mark_line(interpolate="step-after", strokeWidth=2).encode(
        y=alt.Y("percent:Q", title=title, axis=alt.Axis(tickCount=6), scale=alt.Scale(domainMin=0)),
        strokeDash=alt.StrokeDash(
            "arm_label:N", scale=alt.Scale(domain=list(arms["label"])), title=None, legend=_LEGEND
        ),
    )
    targets = base.mark_point(opacity=0, size=70).encode(
        y="percent:Q",
        tooltip=[
            alt.Tooltip("arm_label:N", title="Arm"),
            alt.Tooltip("day:Q", title="Day"),
            alt.Tooltip("percent_text:N", title="Cumulative incidence"),
            alt.Tooltip("interval_text:N", title="Interval"),
        ],
    )
    # Before the first event there is no interval: a curve without any has no band.
    layers = [band, line, targets] if steps["lower"].notna().any() else [line, targets]
    return alt.LayerChart(layer=layers, width=WIDTH, height=HEIGHT)


def _numbers_at_risk(followed: pd.DataFrame, arms: pd.DataFrame, days: alt.Scale, ticks: list[int]) -> alt.Chart:
    """Return a text panel: for each arm and tick, the subjects whose time at risk reaches the day."""
    rows = [
        (label, day, int((followed.loc[followed["arm"] == name, "day"] >= day).sum()))
        for name, label in zip(arms["arm"], arms["label"], strict=True)
        for day in ticks
    ]
    table = pd.DataFrame(rows, columns=["arm_label", "day", "at_risk"])
    title = alt.TitleParams("Number at risk", fontSize=11, fontWeight="normal", offset=4, color=INK)
    names = alt.Axis(ticks=False, domain=False, labelLimit=200, labelPadding=14)
    panel: alt.Chart = (
        alt.Chart(table)
        .mark_text()
        .encode(
            x=alt.X("day:Q", scale=days, axis=None),
            y=alt.Y("arm_label:N", scale=alt.Scale(domain=list(arms["label"])), title=None, axis=names),
            text="at_risk:Q",
            color=arm_colour(arms, legend=_LEGEND),
        )
        .properties(width=WIDTH, height=RISK_ROW_HEIGHT * len(arms), title=title)
    )
    return panel


class CurveOptions(Options):
    """Options of the display.

    Attributes:
        curve: which curve; each of those with an event when None.
    """

    curve: str | None = None


def _make(context: Context, options: CurveOptions) -> Made:
    names = _curve_names(context.contents)
    if options.curve is not None:
        chosen = known("curve", options.curve, dict.fromkeys(context.contents.table("cumulative_incidence")["curve"]))
        names = {name: curve for name, curve in names.items() if curve == chosen} or {"curve": chosen}
    parts = tuple(part for name, curve in names.items() for part in _curve(context, name, curve))
    return parts or (left_out("cumulative incidence: no curve could be computed."),)


def _curve_names(contents: Contents) -> dict[str, str]:
    """Return the curves that have an event, by the name of their figure."""
    steps, order = contents.table("cumulative_incidence"), contents.table("curve")
    if steps.empty or contents.table("time_to_event").empty:
        return {}
    names = list(order.sort_values("curve_order")["curve"]) if len(order) else sorted(set(steps["curve"]))
    happened = (name for name in names if (steps.loc[steps["curve"] == name, "percent"] > 0).any())
    return {f"curve-{place}": name for place, name in enumerate(happened, start=1)}


def _curve(context: Context, name: str, curve: str) -> Iterator[Figure | Table]:
    """Yield a curve, and the comparison of the arms in it."""
    steps, times, arm = (context.contents.table(table) for table in ("cumulative_incidence", "time_to_event", "arm"))
    reading = (
        "First event of each subject; death without it competes. Beyond the last subjects at risk a curve says "
        "little: read it with the numbers at risk."
    )
    chart = cumulative_incidence(steps, times, arm, curve=curve)
    yield Figure(name, f"Cumulative incidence: {curve}", reading, chart)
    compared = curve_comparison(context.contents, context.arms, curve, f"{name}-comparison")
    if compared:
        yield compared


DISPLAY = Display(
    name="cumulative_incidence",
    title="Cumulative incidence of an event, with death as a competing event",
    kind="figure",
    reads=("cumulative_incidence", "time_to_event", "time_to_event_comparison", "curve", "arm"),
    make=_make,
    options=CurveOptions,
)
