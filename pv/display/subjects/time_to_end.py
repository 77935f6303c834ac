"""What the displays of the end of treatment and of follow-up share: a curve by arm, and the table of its quartiles."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pv.display import footnote
from pv.display.arms import Arms, drawn_arms, in_shown_arms
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.figure import Figure
from pv.display.rows_by_arm import by_arm, sql_texts
from pv.display.table import Cell, Row, Table
from pv.numbers import value as fmt
from pv.render.chart.step_curves import percent_steps, seen, step_curves

READS = ("time_to_end_curve", "time_to_end", "time_to_end_quantile", "time_to_end_comparison", "arm")
_QUARTILES = {25: "25% by day", 50: "Median, day", 75: "75% by day"}


@dataclass(frozen=True)
class End:
    """An end that subjects come to.

    Attributes:
        milestone: its name in the tables.
        name: of the display.
        title: of figure and table.
        counted: the subjects that have come to it, for the axis.
        reading: how to read the figure.
        ways: how it came or was censored, by the name in the tables: what a row calls it.
        notes: what it is, for the footnotes.
    """

    milestone: str
    name: str
    title: str
    counted: str
    reading: str
    ways: Mapping[str, str]
    notes: tuple[str, ...]


def end_parts(context: Context, end: End) -> tuple[Figure, Table] | None:
    """Return the curve and its table; None where no subject is timed, or the end is not recorded."""
    curve, times = (context.contents.table(name) for name in ("time_to_end_curve", "time_to_end"))
    if curve.empty or not (curve["milestone"] == end.milestone).any():
        return None
    curve = curve[curve["milestone"] == end.milestone]
    # Where only censored subjects leave, the curve does not step.
    drawn = curve[(curve["events"] > 0) | (curve["day"] == 0)]
    steps = percent_steps(seen(drawn, "percent"), end.counted, end.counted)
    followed = in_shown_arms(times[times["milestone"] == end.milestone], context.arms)
    anchor = end.name.replace("_", "-")
    chart = step_curves(steps, followed, drawn_arms(context.contents))
    figure = Figure(anchor, end.title, end.reading, chart, numbers=curve)
    return figure, _table(context.contents, context.arms, end, f"{anchor}-quartiles")


def _table(contents: Contents, arms: Arms, end: End, name: str) -> Table:
    times, quantile, tested = (
        _of(contents.table(table), end) for table in ("time_to_end", "time_to_end_quantile", "time_to_end_comparison")
    )
    times = in_shown_arms(times, arms)
    level = footnote.percent_text(float(quantile["confidence_level"].iloc[0]))
    lines = [
        Row("Subjects with a usable first and last dose", _counts(times, arms)),
        *(
            Row(label, _counts(times[times["how"] == how], arms), "indent")
            for how, label in end.ways.items()
            if (times["how"] == how).any()
        ),
        *(
            Row(f"{label} ({level} CI)", _days(by_arm(quantile[quantile["percent_ended"] == share]), arms))
            for share, label in _QUARTILES.items()
        ),
        *_test_row(by_arm(tested), arms),
    ]
    return Table(
        name,
        f"{end.title}: quartiles",
        "Subjects and days",
        arms.columns(),
        tuple((line,) for line in lines),
        notes=(f"{footnote.by_treatment(contents)}.", *end.notes, *_method_notes(level, arms)),
        csv=quantile.merge(_ways(times), on="arm", how="left").merge(
            _pairs(tested), on=["milestone", "arm"], how="left"
        ),
        sql=sql_texts(contents, "time_to_end", "time_to_end_quantile", "time_to_end_comparison"),
    )


def _of(table: pd.DataFrame, end: End) -> pd.DataFrame:
    return table[table["milestone"] == end.milestone] if len(table) else table


def _ways(times: pd.DataFrame) -> pd.DataFrame:
    """Return for each arm how many subjects came to the end in each way, one column a way."""
    numbers = times.groupby(["arm", "how"]).size().unstack(fill_value=0).add_prefix("subjects: ")  # noqa: PD010  # counts
    return numbers.reset_index()


def _pairs(tested: pd.DataFrame) -> pd.DataFrame:
    return tested[["milestone", "arm", "comparator", "log_rank_p_value"]]


def _counts(times: pd.DataFrame, arms: Arms) -> tuple[Cell, ...]:
    numbers = times["arm"].value_counts()
    return tuple(Cell(fmt.count(int(numbers.get(name, 0)))) for name in arms.names)


def _days(found: Mapping[str, Any], arms: Arms) -> tuple[Cell, ...]:
    shown = (found.get(name) for name in arms.names)
    return tuple(Cell(fmt.MISSING if row is None else fmt.interval(row.day, row.lower, row.upper)) for row in shown)


def _test_row(found: Mapping[str, Any], arms: Arms) -> tuple[Row, ...]:
    """Return the p-values of the arms compared; no row where nothing is compared."""
    if not found:
        return ()
    values = {name: fmt.p_value(row.log_rank_p_value) for name, row in found.items()}
    if arms.comparator:
        values[arms.comparator.name] = fmt.label("reference")
    return (Row("Log-rank p", tuple(Cell(values.get(name, fmt.MISSING)) for name in arms.names)),)


def _method_notes(level: str, arms: Arms) -> tuple[str, ...]:
    test = ("Log-rank test against the comparator, not adjusted for multiplicity.",) if arms.comparator else ()
    return (
        f"Kaplan-Meier; quartiles with {level} confidence intervals by Brookmeyer and Crowley on the log-log scale.",
        *test,
        "NE: not estimable, the curve or its limit does not rise that far.",
        "The first dose is on day 1.",
    )
