"""Each subject with potential Hy's law, its peaks and their days."""

from typing import Any

import pandas as pd

from pv.display.arms import Arms
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.display import Absent, Display, Made, Options
from pv.display.laboratory.notes import after_baseline
from pv.display.liver.liver_rule import NO_PEAKS, window_rule
from pv.display.no_records import no_records
from pv.display.rows_by_arm import rows, sql_texts
from pv.display.table import Cell, Column, Row, Table
from pv.numbers import value as fmt

_LISTED = (
    ("ALT", "alt", True),
    ("AST", "ast", True),
    ("Bilirubin", "bilirubin", True),
    ("Alkaline phosphatase", "alkaline_phosphatase", False),
)


def _listing(contents: Contents, arms: Arms) -> Table | None:
    """Return each subject with potential Hy's law, its peaks and their days; None where there is none."""
    table = contents.table("hys_law_listing")
    if table.empty:
        return None
    labels = {arm.name: arm.label for arm in arms.every}
    lines = [
        (Row(str(row.USUBJID), (Cell(fmt.label(labels[row.arm])), *_peaks(row), _window(row))),) for row in rows(table)
    ]
    return Table(
        "liver-listing",
        "Subjects with potential Hy's law",
        "Subject",
        (
            Column("Arm", numeric=False),
            *(Column(test, "x ULN (day)" if dated else "x ULN") for test, _, dated in _LISTED),
            Column("Bilirubin within the window", numeric=False),
        ),
        tuple(lines),
        notes=(
            "Peak post-baseline value of each test, and the first study day with that value; first dose is day 1.",
            after_baseline(contents),
            window_rule(contents),
        ),
        csv=table,
        sql=sql_texts(contents, "hys_law_listing", "liver_peak", "liver_multiple"),
    )


def _peaks(row: Any) -> tuple[Cell, ...]:  # noqa: ANN401  # a row of the table
    """Return the peak of each test, with its day where it has one."""
    cells = []
    for _, name, dated in _LISTED:
        peak, day = getattr(row, f"{name}_peak"), getattr(row, f"{name}_day") if dated else None
        value = fmt.number(peak, 2)
        dateless = day is None or pd.isna(day)
        cells.append(Cell(value if dateless else fmt.together("{} ({})", value, fmt.count(day))))
    return tuple(cells)


def _window(row: Any) -> Cell:  # noqa: ANN401  # a row of the table
    return Cell(fmt.label("Yes" if row.in_window else "No"))


def _make(context: Context, _options: Options) -> Made:
    if context.contents.table("hys_law").empty:
        return (no_records(context, "adlb") or NO_PEAKS,)
    nobody = Absent("No subject met potential Hy's law criteria.")
    return (_listing(context.contents, context.arms) or nobody,)


DISPLAY = Display(
    name="hys_law_listing",
    title="Subjects with potential Hy's law",
    kind="listing",
    reads=("hys_law_listing", "hys_law", "liver_rule", "adlb"),
    make=_make,
)
