"""How many cells of each result table moved since the previous data cut."""

import pandas as pd

from pv.display.changes.no_previous_cut import NO_PREVIOUS_CUT
from pv.display.context import Context
from pv.display.display import Absent, Display, Made, Options
from pv.display.rows_by_arm import rows
from pv.display.table import Cell, Column, Row, Table
from pv.numbers import value as fmt

_MOVED = {"moved": "Cells that moved", "new_rows": "New rows", "gone_rows": "Rows gone"}
_NOTES = (
    "Compared to the last digit. Tables without a change are not listed. A dash: the records behind are not listed.",
    "The records listed for a curve at a week are those of its term at any time.",
)


def _make(context: Context, _options: Options) -> Made:
    table = context.contents.table("moved_table")
    if table.empty:
        return (NO_PREVIOUS_CUT,)
    moved = table[table[list(_MOVED)].any(axis=1)]
    if moved.empty:
        return (Absent("No cell of any result table has changed since the previous data cut."),)
    lines = tuple(
        (
            Row(
                str(row.table_name),
                (
                    *(Cell(fmt.count(getattr(row, name))) for name in _MOVED),
                    Cell(fmt.MISSING if pd.isna(row.opens) else fmt.label(row.opens)),
                ),
            ),
        )
        for row in rows(moved)
    )
    columns = (*(Column(heading) for heading in _MOVED.values()), Column("Records listed", numeric=False))
    title = f"Result tables that moved: {len(moved)} of {len(table)}"
    return (Table("moved-tables", title, "Table", columns, lines, notes=_NOTES, csv=table),)


DISPLAY = Display(
    name="moved_tables",
    title="Result tables that moved since the previous data cut",
    kind="table",
    reads=("moved_table",),
    make=_make,
)
