"""The counts of the overview had the window of treatment-emergent events been another."""

import pandas as pd

from pv.display import footnote
from pv.display.arms import Arm, Arms
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.display import Absent, Display, Made, Options
from pv.display.rows_by_arm import rows, sql_texts
from pv.display.table import Cell, Column, Row, Table
from pv.numbers import value as fmt


def _make(context: Context, _options: Options) -> Made:
    table = context.contents.table("window_sensitivity")
    if table.empty:
        return (Absent("No windows are compared.", said=False),)
    return (_table(context.contents, context.arms, table),)


def _table(contents: Contents, arms: Arms, table: pd.DataFrame) -> Table:
    ordered = table.sort_values(["window_order", "category_order"], kind="stable")
    windows = ordered.drop_duplicates("window_order")
    columns = tuple(Column(row.window_label, "study window" if row.study_window else "") for row in rows(windows))
    return Table(
        "windows",
        "Subjects with events by category under alternative treatment-emergent windows",
        "Category",
        columns,
        tuple(_group(ordered[ordered["arm"] == arm.name], arm, list(windows["window_order"])) for arm in arms.every),
        notes=_notes(contents),
        csv=ordered,
        sql=sql_texts(contents, "window_sensitivity", "window_entry", "emergent"),
    )


def _group(table: pd.DataFrame, arm: Arm, windows: list[int]) -> tuple[Row, ...]:
    """Return the arm as a heading, and a row a category with a count for each window."""
    lines = [Row(f"{arm.label}, N = {arm.subjects}, n (%)", kind="head")]
    for _, chosen in table.sort_values("category_order", kind="stable").groupby("category", sort=False):
        found = {row.window_order: row for row in rows(chosen)}
        counts = (
            fmt.count_percent(found[window].subjects, found[window].arm_subjects) if window in found else fmt.MISSING
            for window in windows
        )
        lines.append(Row(str(chosen["label"].iloc[0]), tuple(Cell(value) for value in counts), "indent"))
    return tuple(lines)


def _notes(contents: Contents) -> tuple[str, ...]:
    flagged = footnote.study_row(contents).get("emergent_rule") == "flag"
    return (
        footnote.population(contents),
        "Each column counts the events that start or worsen up to that number of days after the last dose.",
        footnote.WORST,
        "Deaths: of any cause, up to the end of the window; undated deaths by the fatal event.",
        *(
            ["All columns use the window rule; the rest of this page uses the flag in the data (TRTEMFL = Y)."]
            if flagged
            else []
        ),
    )


DISPLAY = Display(
    name="window_sensitivity",
    title="Subjects with events by category under alternative treatment-emergent windows",
    kind="table",
    reads=("window_sensitivity",),
    make=_make,
)
