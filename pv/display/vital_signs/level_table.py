"""The table of how many subjects reached each level of a vital sign or of QTcF, the same for every topic of levels."""

import pandas as pd

from pv.display import footnote
from pv.display.arms import Arms
from pv.display.context import Context
from pv.display.laboratory.notes import after_baseline
from pv.display.records.vital_signs import VITAL_SIGNS, level
from pv.display.rows_by_arm import ByArm, by_arm, difference_cell, sql_texts
from pv.display.table import Cell, Column, Row, Table
from pv.numbers import value as fmt

_EVERY_VALUE = "Every value after baseline counts, of unscheduled visits too, at every time point and position."
BASELINE = (
    "Baseline: of the same time point where it has one; the value flagged as such (ABLFL), else as recorded (BASE), "
    "else the last one up to the day of first dose."
)
#: The tables that a display of levels reads.
READS = ("vital_level", "vital_level_comparison")


def level_table(context: Context, topic: str, title: str, corner: str, notes: tuple[str, ...] = ()) -> Table | None:
    """Return n/Ns (%) at each level of a topic by arm, with risk differences; None where nobody was measured.

    Args:
        context: of the report.
        topic: of the table vital_cutpoint.
        title: of the table.
        corner: heading of the levels.
        notes: further footnotes.
    """
    contents, arms = context.contents, context.arms
    every = contents.table("vital_level")
    table = every[every["topic"] == topic] if len(every) else every
    if table.empty or not table["subjects_with_data"].any():
        return None
    comparison = contents.table("vital_level_comparison")
    compared = comparison[comparison["topic"] == topic] if len(comparison) else comparison
    lines = []
    for order, found in table.groupby("level_order", sort=True):
        cells = _cells(by_arm(found), arms)
        if len(compared):
            of_level = by_arm(compared[compared["level_order"] == order])
            cells += tuple(difference_cell(of_level.get(arm.name)) for arm in arms.compared)
        lines.append((Row(str(found["label"].iloc[0]), cells, "", 0, level(topic, order), VITAL_SIGNS.name),))
    comparator = arms.comparator.label if arms.comparator else ""
    compared_arms = arms.compared if len(compared) else ()
    difference = footnote.risk_difference(contents, arms) if compared_arms else ""
    method, confidence = str(table["method"].iloc[0]), float(table["confidence_level"].iloc[0])
    return Table(
        topic,
        title,
        corner,
        (
            *arms.columns("n/Ns (%)"),
            *(Column("RD (CI)", f"{arm.label} vs {comparator}") for arm in compared_arms),
        ),
        tuple(lines),
        notes=(
            f"{footnote.by_treatment(contents)}; Ns: subjects with a value after baseline.",
            _EVERY_VALUE,
            after_baseline(contents),
            "A subject counts in every row whose level it reached: the rows overlap.",
            *notes,
            *([difference] if difference else []),
            footnote.csv_intervals(contents, method, confidence),
        ),
        csv=_numbers(table, compared),
        sql=sql_texts(contents, *READS, "vital_reached", "vital_worst", "vital_result"),
    )


def _numbers(table: pd.DataFrame, compared: pd.DataFrame) -> pd.DataFrame:
    """Return the counts with the comparisons of the same arm and level beside them."""
    keys = ["arm", "topic", "level_order"]
    if compared.empty:
        return table
    return table.merge(compared[[*keys, *(name for name in compared if name not in table)]], on=keys, how="left")


def _cells(found: ByArm, arms: Arms) -> tuple[Cell, ...]:
    """Return 'n/Ns (%)' of each arm in order; a count above 0 opens its subjects."""
    cells = []
    for arm in arms.every:
        row = found.get(arm.name)
        value = fmt.MISSING if row is None else fmt.count_of_percent(row.subjects, row.subjects_with_data)
        cells.append(Cell(value, arm.place if row is not None and row.subjects else None))
    return tuple(cells)
