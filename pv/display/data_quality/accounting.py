"""Records read, used and set aside, dataset by dataset."""

import pandas as pd

from pv.display.context import Context
from pv.display.display import Absent, Display, Made, Options
from pv.display.rows_by_arm import rows
from pv.display.table import Cell, Column, Row, Table
from pv.numbers import value as fmt


def _accounting(table: pd.DataFrame) -> Table | None:
    if table.empty:
        return None
    lines = tuple(
        (
            Row(
                str(row.dataset).upper(),
                (
                    Cell(fmt.label(str(row.file))),
                    *(Cell(fmt.count(part)) for part in (row.rows_in, row.rows_used, row.rows_set_aside, row.findings)),
                ),
            ),
        )
        for row in rows(table)
    )
    columns = (
        Column("File", numeric=False),
        *(Column(heading) for heading in ("Records in", "Used", "Set aside", "Findings")),
    )
    return Table(
        "accounting",
        "Records read, used and set aside",
        "Dataset",
        columns,
        lines,
        notes=("Records in = used + set aside. A record may have several findings.",),
        csv=table,
    )


def _make(context: Context, _options: Options) -> Made:
    table = _accounting(context.contents.table("accounting"))
    return (table or Absent("There is no dataset to account for.", said=False),)


DISPLAY = Display(
    name="accounting",
    title="Records read, used and set aside",
    kind="table",
    reads=("accounting",),
    make=_make,
)
