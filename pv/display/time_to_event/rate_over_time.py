"""How often an event began in successive intervals of time (FDA guide, Figure 12)."""

from collections.abc import Iterator
from typing import Any

import altair as alt
import pandas as pd

from pv.display import footnote
from pv.display.arms import Arms, drawn_arms
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.display import Display, Made, Options, left_out
from pv.display.figure import Figure
from pv.display.known import known
from pv.display.rows_by_arm import rows, sql_texts
from pv.display.table import Cell, Column, Row, Table
from pv.numbers import value as fmt
from pv.numbers.text import plain, written
from pv.render.chart.theme import arm_colour, arm_shape, shown_arms, themed

WIDTH = 700
HEIGHT = 260
#: A limit further from 0 than so many times the largest rate is cut: few patient-years would flatten all the rest.
_SHOWN_LIMIT = 2.5


def rate_over_time(rate_over_time: pd.DataFrame, arm: pd.DataFrame, *, curve: str, unit: int = 100) -> alt.LayerChart:
    """Return the rate of each arm with its interval, overall and in each interval of time.

    Args:
        rate_over_time: curve, arm, interval, after_week, to_week, subjects, events, patient_years, rate, lower, upper
            (per patient-year), method, confidence_level.
        arm: arm, label, arm_order, colour.
        curve: whose event it is.
        unit: how many patient-years a rate is shown per.
    """
    arms, chosen = shown_arms(arm), rate_over_time[rate_over_time["curve"] == curve]
    labels = arms[["arm", "label", "arm_order"]].rename(columns={"label": "arm_label"})
    drawn = _drawn(chosen.merge(labels, on="arm"), unit)
    highest = min(drawn["upper"].max(), _SHOWN_LIMIT * drawn["rate"].max()) if drawn["rate"].any() else None
    scale = alt.Scale(domainMin=0) if highest is None else alt.Scale(domain=[0, highest], nice=True)
    level = footnote.percent_text(float(chosen["confidence_level"].iloc[0]))
    title = [f"Subjects with a first event per {footnote.unit_text(unit)},", f"with {level} interval"]
    times = list(dict.fromkeys(interval_name(row) for row in rows(chosen.sort_values("interval", kind="stable"))))
    columns = ["time", "arm_label", "arm_order", "rate", "lower", "upper", "rate_text", "count_text"]
    base = alt.Chart(drawn[columns]).encode(
        x=alt.X("time:N", scale=alt.Scale(domain=times), title="Weeks since first dose", axis=alt.Axis(labelAngle=0)),
        xOffset=alt.XOffset("arm_order:O", scale=alt.Scale(paddingOuter=1)),
        color=arm_colour(arms, legend=alt.Legend()),
        tooltip=[
            alt.Tooltip("arm_label:N", title="Arm"),
            alt.Tooltip("time:N", title="Weeks"),
            alt.Tooltip("rate_text:N", title="Rate"),
            alt.Tooltip("count_text:N", title="Subjects / patient-years"),
        ],
    )
    limits = base.mark_rule(strokeWidth=1.6, clip=True).encode(
        y=alt.Y("lower:Q", title=title, scale=scale), y2="upper:Q"
    )
    points = base.mark_point(filled=True, size=62, opacity=1).encode(
        y=alt.Y("rate:Q", title=title, scale=scale), shape=arm_shape(arms)
    )
    return themed(alt.LayerChart(layer=[limits, points], width=WIDTH, height=HEIGHT))


def interval_name(row: Any) -> str:  # noqa: ANN401  # a row of the table
    """Return 'Overall', '0-12', or '>48'."""
    if row.interval == 0:
        return "Overall"
    start = plain(row.after_week)
    return f">{start}" if pd.isna(row.to_week) else f"{start}\u2013{plain(row.to_week)}"


def _drawn(chosen: pd.DataFrame, unit: int) -> pd.DataFrame:
    """Return the intervals in which someone was at risk, rates per the unit, with the texts of their tooltips."""
    there = chosen[chosen["rate"].notna()]
    return there.assign(
        time=[interval_name(row) for row in rows(there)],
        rate_text=[written(fmt.rate_interval(row.rate, row.lower, row.upper, unit)) for row in rows(there)],
        count_text=[written(fmt.count_per_years(row.events, row.patient_years)) for row in rows(there)],
        **{name: unit * there[name] for name in ("rate", "lower", "upper")},
    )


def _table(contents: Contents, arms: Arms, chosen: pd.DataFrame, name: str, curve: str) -> Table:
    """Return the numbers below the figure: for each arm rate, person-time, subjects and those with the event."""
    unit, row = footnote.rate_unit(contents), chosen.iloc[0]
    level = footnote.percent_text(float(row["confidence_level"]))
    first = rows(chosen[chosen["arm"] == row["arm"]])
    return Table(
        name,
        f"Rate over time: {curve}",
        "Arm",
        tuple(Column(interval_name(one), "" if one.interval == 0 else "weeks") for one in first),
        tuple(_lines(arm.label, rows(chosen[chosen["arm"] == arm.name]), unit) for arm in arms.every),
        notes=(
            f"{footnote.by_treatment(contents)}.",
            f"Rate: subjects with a first event per {footnote.unit_text(unit)} at risk in the interval.",
            f"CI: {level}, {footnote.method_label(contents, str(row['method']))}.",
            f"The time at risk ends at the first event, otherwise at {footnote.risk_end(contents)}.",
            "An event on the last day of an interval is in it. NE: not estimable, no subject was at risk.",
            "In the CSV file, rates are per patient-year.",
        ),
        csv=chosen,
        sql=sql_texts(contents, "rate_over_time", "time_to_event"),
    )


def _lines(label: str, intervals: list[Any], unit: int) -> tuple[Row, ...]:
    values = {
        f"Rate per {footnote.unit_text(unit)} (CI)": [
            fmt.rate_interval(one.rate, one.lower, one.upper, unit) for one in intervals
        ],
        "Patient-years": [fmt.number(one.patient_years) for one in intervals],
        "Subjects at risk": [fmt.count(one.subjects) for one in intervals],
        "Subjects with the event": [fmt.count(one.events) for one in intervals],
    }
    lines = (Row(name, tuple(Cell(value) for value in cells), "indent") for name, cells in values.items())
    return (Row(label, kind="head"), *lines)


class RateOptions(Options):
    """Options of the display.

    Attributes:
        curve: whose event; any adverse event when None. A curve of the study file has a level, a term and a category.
    """

    curve: str | None = None


def _make(context: Context, options: RateOptions) -> Made:
    table, order = context.contents.table("rate_over_time"), context.contents.table("curve")
    if table.empty:
        return (left_out("rate over time", "no curve could be computed."),)
    curve = known("curve", options.curve, order.sort_values("curve_order")["curve"])
    chosen = table[table["curve"] == curve]
    if not chosen["patient_years"].any():
        return (left_out("rate over time", "no subject has a usable first and last dose."),)
    return tuple(_parts(context, curve, chosen))


def _parts(context: Context, curve: str, chosen: pd.DataFrame) -> Iterator[Figure | Table]:
    contents = context.contents
    reading = (
        "Rate of a first event overall and in each interval of time, among subjects without a prior event. A "
        "limit far above every rate is truncated at the end of the axis; the table below shows it."
    )
    chart = rate_over_time(chosen, drawn_arms(contents), curve=curve, unit=footnote.rate_unit(contents))
    yield Figure("rate-over-time", f"Rate over time: {curve}", reading, chart)
    yield _table(contents, context.arms, chosen, "rate-over-time-numbers", curve)


DISPLAY = Display(
    name="rate_over_time",
    title="Rate of an event over time",
    kind="figure",
    standard="FDA Figure 12",
    reads=("rate_over_time", "curve", "arm"),
    make=_make,
    options=RateOptions,
)
