"""The numbers that the study file asks to summarise by arm, in the populations that it names."""

from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd

from pv.display import footnote
from pv.display.context import Context
from pv.display.display import Absent, Display, Made, Options
from pv.display.known import known
from pv.display.rows_by_arm import rows, sql_texts
from pv.display.table import Cell, Column, Row, Span, Table
from pv.numbers import value as fmt
from pv.numbers.value import Value
from pv.study.setting.endpoint_settings import SAFETY


class SummaryOptions(Options):
    """Options of the display.

    Attributes:
        summary: which summary, by its name in the study file; each of them when None.
    """

    summary: str | None = None


_LINES: tuple[tuple[str, Callable[[Any], Value]], ...] = (
    ("n", lambda row: fmt.count(row.subjects)),
    ("Mean", lambda row: fmt.number(row.mean, row.digits)),
    ("SD", lambda row: fmt.number(row.sd, row.digits + 1)),
    ("Median", lambda row: fmt.number(row.median, row.digits)),
    ("Minimum", lambda row: fmt.number(row.minimum, row.digits)),
    ("Maximum", lambda row: fmt.number(row.maximum, row.digits)),
)


def _make(context: Context, options: SummaryOptions) -> Made:
    every = context.contents.table("variable_summary")
    if every.empty:
        return (Absent("The study file requests no summary of numbers ([[summary]]).", said=False),)
    names = list(dict.fromkeys(every["summary"]))
    chosen = names if options.summary is None else [known("summary", options.summary, names)]
    return tuple(_table(context, every[every["summary"] == name]) for name in chosen)


def _table(context: Context, summary: pd.DataFrame) -> Table:
    contents, arms = context.contents, context.arms
    populations = summary.drop_duplicates("analysis_set").set_index("analysis_set")["population"]
    sizes = summary.drop_duplicates(["analysis_set", "arm"]).set_index(["analysis_set", "arm"])["arm_subjects"]
    places = [(str(name), arm) for name in populations.index for arm in arms.every]
    anchor = str(summary["summary"].iloc[0]).replace("_", "-")
    return Table(
        f"summary-{anchor}",
        str(summary["title"].iloc[0]),
        "Statistic",
        tuple(Column(arm.label, f"N = {sizes[name, arm.name]}", arm.place) for name, arm in places),
        tuple(_groups(summary, [(name, arm.name) for name, arm in places])),
        tuple(Span(str(label), len(arms.every)) for label in populations),
        (
            f"{_by(context, list(populations.index))} n: subjects with a value; SD: standard deviation.",
            "The values are those of the data, not recomputed.",
        ),
        csv=summary,
        sql=sql_texts(contents, "variable_summary", "number_summary"),
    )


def _by(context: Context, names: list[str]) -> str:
    """Return what each population is by: the safety set as everywhere, the others as the study file has them."""
    sets = context.contents.table("analysis_set")
    own = sets[sets["analysis_set"].isin(names) & (sets["analysis_set"] != SAFETY)] if len(sets) else sets
    said = [f"{label}, by {by}" for label, by in zip(own.get("label", ()), own.get("by", ()), strict=True)]
    said += [footnote.by_treatment(context.contents)] if SAFETY in names else []
    return f"{'; '.join(said)}."


def _groups(summary: pd.DataFrame, places: list[tuple[str, str]]) -> Iterator[tuple[Row, ...]]:
    for _, of_variable in summary.groupby("variable", sort=False):
        found = {(row.analysis_set, row.arm): row for row in rows(of_variable)}
        lines = [Row(label, tuple(Cell(value(found[place])) for place in places), "indent") for label, value in _LINES]
        yield (Row(str(of_variable["label"].iloc[0]), kind="head"), *lines)


DISPLAY = Display(
    name="variable_summary",
    title="Summaries of numbers that the study file asks for",
    kind="table",
    reads=("variable_summary", "analysis_set"),
    make=_make,
    options=SummaryOptions,
)
