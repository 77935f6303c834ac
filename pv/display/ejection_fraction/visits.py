"""The mean ejection fraction at each visit, and its change from baseline."""

from typing import Any

from pv.display.arms import Arms
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.display import Absent, Display, Made, Options
from pv.display.ejection_fraction.grading import NOT_MEASURED
from pv.display.no_records import no_records
from pv.display.rows_by_arm import by_arm, sql_texts
from pv.display.table import Cell, Column, Row, Table
from pv.numbers import value as fmt


def _visits(contents: Contents, arms: Arms) -> Table | None:
    """Return the mean ejection fraction and its change at each visit; None without one."""
    table = contents.table("lvef_visit")
    if table.empty:
        return None
    ordered = table.sort_values("visit_order", kind="stable")
    lines = []
    for _, chosen in ordered.groupby("visit_order", sort=True):
        found = by_arm(chosen)
        cells = [cell for name in arms.names for cell in _visit_cells(found.get(name))]
        lines.append((Row(str(chosen["visit"].iloc[0]), tuple(cells)),))
    columns = (Column("n"), Column("Mean (SD)", "%"), Column("Change (SD)", "percentage points"))
    return Table(
        "lvef-visit",
        "Ejection fraction by visit and change from baseline",
        "Visit",
        columns * len(arms.every),
        tuple(lines),
        arms.headings(len(columns)),
        (
            "n: subjects measured at the visit; the baseline is that of the subjects measured later.",
            "SD: standard deviation. A negative change is a decrease.",
        ),
        ordered,
        sql_texts(contents, "lvef_visit"),
    )


def _visit_cells(row: Any) -> tuple[Cell, Cell, Cell]:  # noqa: ANN401  # a row of the table, or None
    """Return the number measured, and mean and change with their standard deviations."""
    if row is None:
        return (Cell(fmt.MISSING),) * 3
    return (
        Cell(fmt.count(row.subjects)),
        Cell(fmt.mean_sd(row.mean, row.sd)),
        Cell(fmt.mean_sd(row.mean_change, row.sd_change)),
    )


def _make(context: Context, _options: Options) -> Made:
    if context.contents.table("lvef_decrease").empty:
        return (no_records(context, "adlb") or NOT_MEASURED,)
    return (_visits(context.contents, context.arms) or Absent("No visit has a measurement.", said=False),)


DISPLAY = Display(
    name="lvef_visits",
    title="Ejection fraction by visit and change from baseline",
    kind="table",
    reads=("lvef_visit", "lvef_decrease", "adlb"),
    make=_make,
)
