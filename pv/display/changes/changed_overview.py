"""The items of the overview that moved since the previous data cut: what each was, and what it is."""

from typing import Any

import pandas as pd

from pv.display.arms import Arms
from pv.display.changes.no_previous_cut import NO_PREVIOUS_CUT
from pv.display.context import Context
from pv.display.display import Absent, Display, Made, Options
from pv.display.rows_by_arm import ByArm, by_arm
from pv.display.table import Cell, Column, Row, Span, Table
from pv.numbers import value as fmt
from pv.numbers.value import Value

_NOTES = (
    "Subjects with the item, n (%) of the arm, in either cut; items without a change are not listed.",
    "An arm without a change has a dash; a count of subjects may stay while that of events moves.",
)


def _make(context: Context, _options: Options) -> Made:
    table = context.contents.table("changed_overview")
    if context.contents.table("changed_dataset").empty:
        return (NO_PREVIOUS_CUT,)
    if table.empty:
        return (Absent("No number of the overview has changed since the previous data cut."),)
    ordered = table.sort_values(["item_order", "item"], kind="stable")
    lines = [
        (Row(str(found["label"].iloc[0]), _cells(by_arm(found), context.arms)),)
        for _, found in ordered.groupby("item", sort=False)
    ]
    columns = tuple(Column(text, arm=arm.place) for arm in context.arms.every for text in ("Previous cut", "This cut"))
    spans = tuple(Span(arm.label, 2, arm.place) for arm in context.arms.every)
    shown = Table(
        "changed-overview", "Overview: what changed", "Category", columns, tuple(lines), spans, _NOTES, csv=table
    )
    return (shown,)


def _cells(found: ByArm, arms: Arms) -> tuple[Cell, ...]:
    cells = []
    for arm in arms.every:
        row = found.get(arm.name)
        was = fmt.MISSING if row is None else _value(row.old_subjects, row.old_arm_subjects)
        now = fmt.MISSING if row is None else _value(row.subjects, row.arm_subjects)
        cells += [Cell(was), Cell(now)]
    return tuple(cells)


def _value(subjects: Any, arm_subjects: Any) -> Value:  # noqa: ANN401  # whole numbers, missing where there is no row
    return fmt.MISSING if pd.isna(subjects) else fmt.count_percent(subjects, arm_subjects)


DISPLAY = Display(
    name="changed_overview",
    title="Overview: what changed since the previous data cut",
    kind="table",
    reads=("changed_overview", "changed_dataset"),
    make=_make,
)
