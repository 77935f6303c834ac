"""When the first event came: cumulative incidence by arm with its band, and how many were still at risk."""

from collections.abc import Iterator

import altair as alt
import pandas as pd

from pv.display.arms import drawn_arms, in_shown_arms
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.display import Display, Made, Options, left_out
from pv.display.figure import Figure
from pv.display.known import known
from pv.display.table import Table
from pv.display.time_to_event.curve_comparison import curve_comparison
from pv.render.chart.step_curves import percent_steps, step_curves


def cumulative_incidence(
    cumulative_incidence: pd.DataFrame, time_to_event: pd.DataFrame, arm: pd.DataFrame, *, curve: str
) -> alt.VConcatChart:
    """Return the step curve of each arm with its confidence band, the numbers at risk aligned below.

    Args:
        cumulative_incidence: curve, arm, day, percent, lower, upper (0 to 100), method, confidence_level.
        time_to_event: curve, USUBJID, arm, day: the end of each subject's time at risk.
        arm: arm, label, arm_order, colour.
        curve: which curve to draw.
    """
    rows = cumulative_incidence[cumulative_incidence["curve"] == curve]
    steps = percent_steps(rows, "Subjects with the event", "Cumulative incidence")
    return step_curves(steps, time_to_event[time_to_event["curve"] == curve], arm)


class CurveOptions(Options):
    """Options of the display.

    Attributes:
        curve: which curve; each of those with an event when None.
    """

    curve: str | None = None


def _make(context: Context, options: CurveOptions) -> Made:
    names, steps = _curve_names(context.contents), context.contents.table("cumulative_incidence")
    if options.curve is not None and not steps.empty:
        chosen = known("curve", options.curve, dict.fromkeys(steps["curve"]))
        names = {name: curve for name, curve in names.items() if curve == chosen} or {"curve": chosen}
    parts = tuple(part for name, curve in names.items() for part in _curve(context, name, curve))
    return parts or (left_out("cumulative incidence", "no curve could be computed."),)


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
    steps, times = (context.contents.table(table) for table in ("cumulative_incidence", "time_to_event"))
    reading = (
        "First event of each subject; death without a prior event is a competing event. With few subjects at risk a "
        "curve is imprecise: interpret it with the numbers at risk."
    )
    followed = in_shown_arms(times, context.arms)
    chart = cumulative_incidence(steps, followed, drawn_arms(context.contents), curve=curve)
    numbers = steps[steps["curve"] == curve]
    yield Figure(name, f"Cumulative incidence: {curve}", reading, chart, numbers=numbers)
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
