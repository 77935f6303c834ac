"""The published figures beside the computed ones."""

from typing import Any

import pandas as pd

from pv.display.context import Context
from pv.display.display import Absent, Display, Made, Options
from pv.display.rows_by_arm import rows
from pv.display.table import Cell, Column, Row, Table
from pv.numbers import value as fmt
from pv.numbers.text import written
from pv.numbers.value import Value

#: Verdicts in the order of the table: what needs a look first.
_APART = ("differs", "contradicted by the publication", "not reached")
_ORDER = (*_APART, "equal after rounding", "equal")


def _make(context: Context, _options: Options) -> Made:
    table = context.contents.table("reconciliation")
    if table.empty:
        return (Absent("The study file names no published figures.", said=False),)
    apart = tuple(row for verdict in _APART for row in rows(table[table["verdict"] == verdict]))
    return (*((_sentences(apart),) if apart else ()), _table(table))


def _sentences(apart: tuple[Any, ...]) -> Table:
    """Return each figure that does not come out as printed as a sentence."""
    lines = tuple(Row(_sentence(row)) for row in apart)
    return Table("figures-apart", "Figures that do not come out as printed", "", (), (lines,), look="sentences")


def _sentence(row: Any) -> str:  # noqa: ANN401  # a row of the table
    computed = written(_computed(row.computed, row.published))
    why = f": {row.explanation}" if isinstance(row.explanation, str) else ""
    return f"{row.id}, {row.quantity}: {row.published} published, {computed} computed; {row.verdict}{why}."


def _table(table: pd.DataFrame) -> Table:
    """Return published and computed figures, verdict by verdict."""
    counts = table["verdict"].value_counts()
    summary = ", ".join(f"{counts[verdict]} {verdict}" for verdict in reversed(_ORDER) if verdict in counts)
    groups = (_group(table[table["verdict"] == verdict], verdict) for verdict in _ORDER)
    return Table(
        "reconciliation",
        f"{len(table)} published numbers: {summary}",
        "Published figure",
        (
            Column("Number", numeric=False),
            Column("Published"),
            Column("Computed"),
            Column("Source", numeric=False),
        ),
        tuple(group for group in groups if group),
        notes=(
            "A computed number is rounded to the decimals printed, half away from zero.",
            "Contradicted by the publication: the printed percentage is impossible for the printed count.",
            *(("Not reached: no data set was found that gives the number.",) if "not reached" in counts else ()),
        ),
        csv=table,
        look="folded",
    )


def _group(table: pd.DataFrame, verdict: str) -> tuple[Row, ...]:
    """Return a verdict as a heading, and its numbers in the order of the publication."""
    if table.empty:
        return ()
    lines = [Row(f"{verdict[0].upper()}{verdict[1:]}", kind="head")]
    for row in rows(table):
        why = f": {row.explanation}" if isinstance(row.explanation, str) else ""
        source = row.source if isinstance(row.source, str) else ""
        computed = _computed(row.computed, row.published)
        said = (fmt.label(row.quantity), fmt.label(row.published), computed, fmt.label(source))
        lines.append(Row(f"{row.id}{why}", tuple(Cell(value) for value in said), "indent"))
    return tuple(lines)


def _computed(number: float, published: str) -> Value:
    """Return a computed number with two decimals more than are printed; a count as it is."""
    if pd.isna(number):
        return fmt.MISSING
    if float(number).is_integer():
        return fmt.count(int(number))
    return fmt.number(number, len(published.partition(".")[2]) + 2)


DISPLAY = Display(
    name="reconciliation",
    title="Published and computed figures",
    kind="table",
    reads=("reconciliation",),
    make=_make,
)
