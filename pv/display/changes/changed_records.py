"""How the records of each dataset differ from those of the previous data cut."""

from pv.difference.no_common_subject import NO_COMMON_SUBJECT, no_common_subject
from pv.display.changes.no_previous_cut import NO_PREVIOUS_CUT
from pv.display.context import Context
from pv.display.display import Display, Made, Options
from pv.display.rows_by_arm import rows
from pv.display.table import Cell, Column, Row, Table
from pv.numbers import value as fmt

_COLUMNS = {
    "old_records": "Previous cut",
    "new_records": "This cut",
    "added": "New",
    "gone": "Gone",
    "changed": "Changed",
    "recoded": "Recoded",
    "regraded": "Regraded",
    "used_otherwise": "Counted otherwise",
}
_NOTES = (
    "Records include those that are set aside or after the cut-off.",
    "Recoded: another term or code. Regraded: another grade or severity. Counted otherwise: used in one cut only.",
    "Where several records of one key differ, they are gone and new.",
)


def _make(context: Context, _options: Options) -> Made:
    table = context.contents.table("changed_dataset")
    if table.empty:
        return (NO_PREVIOUS_CUT,)
    lines = tuple(
        (
            Row(
                str(row.dataset).upper(),
                (*(Cell(fmt.count(getattr(row, name))) for name in _COLUMNS), Cell(fmt.label(str(row.matched_by)))),
            ),
        )
        for row in rows(table)
    )
    columns = (*(Column(heading) for heading in _COLUMNS.values()), Column("Matched by", numeric=False))
    shown = Table(
        "changed-records",
        "Records of the previous cut and of this one",
        "Dataset",
        columns,
        lines,
        notes=(*([NO_COMMON_SUBJECT] if no_common_subject(table) else []), *_NOTES),
        csv=table,
    )
    return (shown,)


DISPLAY = Display(
    name="changed_records",
    title="Records of the previous data cut and of this one",
    kind="table",
    reads=("changed_dataset",),
    make=_make,
)
