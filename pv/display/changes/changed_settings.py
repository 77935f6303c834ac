"""What the study file says otherwise than that of the previous data cut."""

import pandas as pd

from pv.display.changes.no_previous_cut import NO_PREVIOUS_CUT
from pv.display.context import Context
from pv.display.display import Absent, Display, Made, Options
from pv.display.rows_by_arm import rows
from pv.display.table import Cell, Column, Row, Table
from pv.numbers import value as fmt


def _make(context: Context, _options: Options) -> Made:
    table = context.contents.table("changed_setting")
    if context.contents.table("changed_dataset").empty:
        return (NO_PREVIOUS_CUT,)
    if table.empty:
        return (Absent("The study files of both data cuts have the same settings."),)
    lines = tuple(
        (
            Row(
                f"Study file: {row.setting}",
                tuple(
                    Cell(fmt.MISSING if pd.isna(text) else fmt.label(str(text)))
                    for text in (row.old_value, row.new_value)
                ),
            ),
        )
        for row in rows(table)
    )
    columns = (Column("Previous cut", numeric=False), Column("This cut", numeric=False))
    return (Table("changed-settings", "Settings that changed", "Setting", columns, lines, csv=table),)


DISPLAY = Display(
    name="changed_settings",
    title="Settings that changed since the previous data cut",
    kind="table",
    reads=("changed_setting", "changed_dataset"),
    make=_make,
)
