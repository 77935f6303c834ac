"""Each subject with a QTcF, or an increase of it, above the highest category of ICH E14."""

from typing import Any

import pandas as pd

from pv.display.arms import Arms
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.display import Absent, Display, Made, Options
from pv.display.electrocardiogram.qtcf import NOT_MEASURED
from pv.display.laboratory.notes import after_baseline
from pv.display.no_records import no_records
from pv.display.rows_by_arm import rows, sql_texts
from pv.display.table import Cell, Column, Row, Table
from pv.display.vital_signs.level_table import BASELINE
from pv.numbers import value as fmt
from pv.numbers.text import plain

#: Subjects that the page lists; the CSV file has all.
LISTED = 100
_COLUMNS = (
    Column("Arm", numeric=False),
    Column("Maximum", "ms"),
    Column("Visit (study day)", numeric=False),
    Column("Largest increase", "ms (from)"),
    Column("Visit (study day)", numeric=False),
)


def _listing(contents: Contents, arms: Arms) -> Table | None:
    """Return the subjects, by arm and the highest QTcF first; None where there is none."""
    table = contents.table("qtcf_listing")
    if table.empty:
        return None
    places = {name: place for place, name in enumerate(arms.names)}
    ordered = table.assign(place=table["arm"].map(places)).sort_values(
        ["place", "maximum", "USUBJID"], ascending=[True, False, True], kind="stable"
    )
    labels = {arm.name: arm.label for arm in arms.every}
    maximum, increase = (plain(table[name].iloc[0]) for name in ("maximum_level", "increase_level"))
    more = f"The first {LISTED} of {len(table)} are shown; the CSV file has all." if len(table) > LISTED else ""
    return Table(
        "qtcf-listing",
        f"Subjects with a QTcF above {maximum} ms or an increase above {increase} ms",
        "Subject",
        _COLUMNS,
        tuple((_row(row, labels[row.arm]),) for row in rows(ordered.head(LISTED))),
        notes=(after_baseline(contents), BASELINE, *([more] if more else [])),
        csv=ordered.drop(columns="place"),
        sql=sql_texts(contents, "qtcf_listing", "vital_result"),
    )


def _row(row: Any, arm: str) -> Row:  # noqa: ANN401  # a row of the table
    risen = fmt.together("{} ({})", fmt.number(row.increase), fmt.number(row.increase_from))
    cells = (
        fmt.label(arm),
        fmt.number(row.maximum),
        _when(row.maximum_visit, row.maximum_day),
        fmt.MISSING if pd.isna(row.increase) else risen,
        fmt.MISSING if pd.isna(row.increase) else _when(row.increase_visit, row.increase_day),
    )
    return Row(str(row.USUBJID), tuple(Cell(value) for value in cells))


def _when(visit: str | None, day: int | None) -> fmt.Value:
    named = fmt.label("(no visit)" if pd.isna(visit) else str(visit))
    return named if pd.isna(day) else fmt.together("{} ({})", named, fmt.plain(day))


def _make(context: Context, _options: Options) -> Made:
    levels = context.contents.table("vital_level")
    measured = len(levels) > 0 and "qtcf" in set(levels["topic"])
    if not measured:
        return (no_records(context, "adeg") or NOT_MEASURED,)
    nobody = Absent("No subject had a QTcF or an increase of it above the highest category of ICH E14.")
    return (_listing(context.contents, context.arms) or nobody,)


DISPLAY = Display(
    name="qtcf_listing",
    title="Subjects with a high QTcF or a large increase of it",
    kind="listing",
    standard="ICH E14",
    reads=("qtcf_listing", "vital_level", "adeg"),
    make=_make,
)
