"""The numbers of subjects that moved since the previous data cut, and the records that moved each."""

from typing import Any

import pandas as pd

from pv.display.changes.no_previous_cut import LISTED, NO_PREVIOUS_CUT, in_file, notes_of
from pv.display.context import Context
from pv.display.display import Absent, Display, Made, Options
from pv.display.rows_by_arm import rows
from pv.display.table import Cell, Column, Row, Table
from pv.numbers import value as fmt

_COUNTS = {
    "old_subjects": "Previous cut",
    "subjects": "This cut",
    "entered": "Records entered",
    "left": "Records left",
    "stayed": "Records changed",
}
_NOTE = (
    "The numbers that moved most come first. Records are those that the number opens: entered and left are counted in "
    "one cut alone, changed ones in both. The first five are named."
)


def _make(context: Context, _options: Options) -> Made:
    table = context.contents.table("moved_count")
    if context.contents.table("changed_dataset").empty:
        return (NO_PREVIOUS_CUT,)
    if table.empty:
        return (Absent("No number of subjects that opens records has changed since the previous data cut."),)
    by = (table["subjects"] - table["old_subjects"]).abs()
    ordered = table.assign(by=by).sort_values(
        ["by", "table_name", "row_key"], ascending=[False, True, True], kind="stable"
    )
    columns = (
        Column("Row", numeric=False),
        *(Column(heading) for heading in _COUNTS.values()),
        Column("Which", numeric=False),
    )
    shown = Table(
        "moved-counts",
        "Numbers of subjects that moved",
        "Table",
        columns,
        tuple((Row(str(row.table_name), _cells(row)),) for row in rows(ordered.head(LISTED))),
        notes=notes_of(table, _NOTE),
        csv=in_file(ordered.drop(columns="by")),
    )
    return (shown,)


def _cells(row: Any) -> tuple[Cell, ...]:  # noqa: ANN401  # a row of the table
    records = row.records
    return (
        Cell(fmt.label(row.row_key)),
        *(Cell(fmt.count(getattr(row, name))) for name in _COUNTS),
        Cell(fmt.MISSING if pd.isna(records) else fmt.label(records)),
    )


DISPLAY = Display(
    name="moved_counts",
    title="Numbers of subjects that moved since the previous data cut",
    kind="listing",
    reads=("moved_count", "changed_dataset"),
    make=_make,
)
