"""How many events a subject had on average, recurrences included."""

from collections.abc import Iterator

import altair as alt
import pandas as pd

from pv.display import footnote
from pv.display.arms import Arms, drawn_arms, in_shown_arms
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.display import Absent, Display, Made, Options, left_out
from pv.display.figure import Figure
from pv.display.known import known
from pv.display.rows_by_arm import ByArm, by_arm, sql_texts
from pv.display.table import Cell, Row, Table
from pv.numbers import value as fmt
from pv.numbers.text import number, plain
from pv.render.chart.step_curves import Steps, seen, step_curves


def mean_cumulative_count(
    mean_cumulative_count: pd.DataFrame, subject: pd.DataFrame, arm: pd.DataFrame, *, curve: str
) -> alt.VConcatChart:
    """Return the mean number of events per subject of each arm over time, the numbers at risk aligned below.

    Args:
        mean_cumulative_count: curve, arm, day, mean_count, lower, upper, method, confidence_level.
        subject: USUBJID, arm, risk_days (missing where a subject is not timed).
        arm: arm, label, arm_order, colour.
        curve: whose events they are.
    """
    of_curve = mean_cumulative_count[mean_cumulative_count["curve"] == curve]
    there = seen(of_curve[of_curve["mean_count"].notna()], "mean_count")
    level = footnote.percent_text(float(of_curve["confidence_level"].iloc[0]))
    drawn = there.assign(
        mean_text=[number(value, 2) for value in there["mean_count"]],
        interval_text=[
            f"{number(lower, 2)} to {number(upper, 2)} ({level})"
            for lower, upper in zip(there["lower"], there["upper"], strict=True)
        ],
    )
    title = ["Mean number of events per subject", f"(band: {level} pointwise)"]
    followed = subject.loc[subject["risk_days"].notna(), ["arm", "risk_days"]].rename(columns={"risk_days": "day"})
    return step_curves(Steps(drawn, "mean_count", "mean_text", title, "Events per subject"), followed, arm)


class CountOptions(Options):
    """Options of the display.

    Attributes:
        curve: whose events; any adverse event when None. A curve of the study file has a level, a term and a category.
    """

    curve: str | None = None


def _make(context: Context, options: CountOptions) -> Made:
    table, order = context.contents.table("mean_cumulative_count"), context.contents.table("curve")
    if table.empty:
        return (left_out("mean cumulative count of events", "no subject has a usable first and last dose."),)
    curve = known("curve", options.curve, order.sort_values("curve_order")["curve"])
    chosen = table[table["curve"] == curve]
    if chosen.empty:
        return (Absent("The events of this curve are adjudicated: each subject is counted once.", said=False),)
    return tuple(_parts(context, curve, chosen))


def _parts(context: Context, curve: str, chosen: pd.DataFrame) -> Iterator[Figure | Table]:
    contents = context.contents
    reading = (
        "All events are counted, including recurrences: a value of 2 means that subjects had two events on average by "
        "that day. With few subjects at risk a curve is imprecise: interpret it with the numbers at risk."
    )
    subjects = in_shown_arms(contents.table("subject"), context.arms)
    chart = mean_cumulative_count(chosen, subjects, drawn_arms(contents), curve=curve)
    yield Figure("mean-cumulative-count", f"Mean cumulative count of events: {curve}", reading, chart, numbers=chosen)
    yield _table(contents, context.arms, chosen, curve)


def _table(contents: Contents, arms: Arms, chosen: pd.DataFrame, curve: str) -> Table:
    """Return the mean number of events by the weeks that divide the time."""
    level = footnote.percent_text(float(chosen["confidence_level"].iloc[0]))
    last = {name: int(group["events"].max()) for name, group in chosen.groupby("arm")}
    weeks = chosen[chosen["week"].notna()].sort_values("week", kind="stable")
    return Table(
        "mean-cumulative-count-numbers",
        f"Mean number of events per subject: {curve}",
        f"Events per subject ({level} CI)",
        arms.columns(),
        (
            *(
                (Row(f"By week {plain(float(group['week'].iloc[0]))}", _means(by_arm(group), arms)),)
                for _, group in weeks.groupby("week")
            ),
            (Row("Events within the time at risk", tuple(Cell(fmt.count(last.get(name, 0))) for name in arms.names)),),
        ),
        notes=(
            f"{footnote.by_treatment(contents)}.",
            footnote.emergent(contents),
            f"Mean cumulative function (Nelson) of all events within the time at risk: {footnote.risk_end(contents)}.",
            f"Pointwise {level} confidence intervals on the log scale, by the robust variance of Lawless and Nadeau.",
            "Death ends the time at risk: the mean is of subjects still at risk. NE: no subject was at risk.",
        ),
        csv=weeks,
        sql=sql_texts(contents, "mean_cumulative_count"),
    )


def _means(found: ByArm, arms: Arms) -> tuple[Cell, ...]:
    shown = (found.get(name) for name in arms.names)
    return tuple(
        Cell(fmt.MISSING if row is None else fmt.interval(row.mean_count, row.lower, row.upper, 2)) for row in shown
    )


DISPLAY = Display(
    name="mean_cumulative_count",
    title="Mean cumulative count of events, including recurrences",
    kind="figure",
    reads=("mean_cumulative_count", "subject", "curve", "arm"),
    make=_make,
    options=CountOptions,
)
