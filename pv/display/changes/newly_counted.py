"""The deaths, and the serious and fatal events, that the previous data cut does not count."""

from typing import Any

import pandas as pd

from pv.display.changes.no_previous_cut import LISTED, NO_PREVIOUS_CUT, in_file, notes_of
from pv.display.context import Context
from pv.display.display import Absent, Display, Made, Options
from pv.display.rows_by_arm import rows
from pv.display.table import Cell, Column, Row, Table
from pv.numbers import value as fmt

_HEADINGS = ("Arm", "Kind", "AESEQ", "Cause or preferred term", "Date", "Record")
_NOTE = (
    "Record: new, changed since the previous cut, or the same as in it and counted now, because a setting, another "
    "record of the subject, or a column that only one cut has makes it count. What the previous cut counts in another "
    "arm or under another AESEQ is not listed."
)
_NONE = "No death, and no serious or fatal treatment-emergent event, is counted now that was not counted before."


def _make(context: Context, _options: Options) -> Made:
    table = context.contents.table("newly_counted")
    if context.contents.table("changed_dataset").empty:
        return (NO_PREVIOUS_CUT,)
    if table.empty:
        return (Absent(_NONE),)
    labels = {arm.name: arm.label for arm in context.arms.every}
    ordered = table.sort_values(["kind_order", "USUBJID", "AESEQ", "day"], kind="stable")
    shown = Table(
        "newly-counted",
        "Deaths, serious and fatal events that are new in the counts",
        "Subject",
        tuple(Column(heading, numeric=False) for heading in _HEADINGS),
        tuple((Row(str(row.USUBJID), _cells(row, labels)),) for row in rows(ordered.head(LISTED))),
        notes=notes_of(table, _NOTE),
        csv=in_file(ordered),
    )
    return (shown,)


def _cells(row: Any, labels: dict[str, str]) -> tuple[Cell, ...]:  # noqa: ANN401  # a row of the table
    values = (
        fmt.label(labels.get(row.arm, row.arm)),
        fmt.label(row.kind),
        fmt.plain(row.AESEQ),
        fmt.MISSING if pd.isna(row.what) else fmt.label(row.what),
        fmt.MISSING if pd.isna(row.day) else fmt.label(str(row.day.date())),
        fmt.label(row.change),
    )
    return tuple(map(Cell, values))


DISPLAY = Display(
    name="newly_counted",
    title="Deaths, serious and fatal events that are new in the counts",
    kind="listing",
    reads=("newly_counted", "changed_dataset"),
    make=_make,
)
