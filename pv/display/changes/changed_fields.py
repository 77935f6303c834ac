"""The records that changed since the previous data cut, field by field."""

from typing import Any

import pandas as pd

from pv.display.changes.no_previous_cut import LISTED, NO_PREVIOUS_CUT, in_file, notes_of
from pv.display.context import Context
from pv.display.display import Absent, Display, Made, Options
from pv.display.rows_by_arm import rows
from pv.display.table import Cell, Column, Row, Table
from pv.numbers import value as fmt
from pv.numbers.value import Value

_HEADINGS = ("Dataset", "Variable", "Previous cut", "This cut")
_NOTE = (
    "The variable (use) says whether the record is counted. Grades and severities come first, then the coding, then "
    "the rest. Values are compared as accepted: one that cannot be read is missing, and its finding is in the report."
)


def _make(context: Context, _options: Options) -> Made:
    table = context.contents.table("changed_field")
    if context.contents.table("changed_dataset").empty:
        return (NO_PREVIOUS_CUT,)
    if table.empty:
        return (Absent("No record that both data cuts have has changed."),)
    keys = ["graded", "coded", "dataset", "record_key", "variable"]
    ordered = table.sort_values(keys, ascending=[False, False, True, True, True], kind="stable")
    shown = Table(
        "changed-fields",
        "Fields that changed",
        "Record",
        tuple(Column(heading, numeric=False) for heading in _HEADINGS),
        tuple(
            (
                Row(
                    str(row.record_key),
                    tuple(map(Cell, (*map(fmt.label, (row.dataset.upper(), row.variable)), *_values(row)))),
                ),
            )
            for row in rows(ordered.head(LISTED))
        ),
        notes=notes_of(table, _NOTE),
        csv=in_file(ordered),
    )
    return (shown,)


def _values(row: Any) -> tuple[Value, Value]:  # noqa: ANN401  # a row of the table
    both = (getattr(row, name) for name in ("old_value", "new_value"))
    old, new = (fmt.MISSING if pd.isna(text) else fmt.label(str(text)) for text in both)
    return old, new


DISPLAY = Display(
    name="changed_fields",
    title="Fields that changed since the previous data cut",
    kind="listing",
    reads=("changed_field", "changed_dataset"),
    make=_make,
)
