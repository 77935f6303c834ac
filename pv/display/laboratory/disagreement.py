"""The subjects whose laboratory grade and reported events disagree."""

import pandas as pd

from pv.display.arms import Arms
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.display import Absent, Display, Made, Options
from pv.display.laboratory.against_reports import _BOTH, _REPORTED, _STATUS
from pv.display.laboratory.notes import NOT_GRADED, analyte_names, graded
from pv.display.no_records import no_records
from pv.display.rows_by_arm import rows, sql_texts
from pv.display.table import Cell, Column, Row, Table
from pv.numbers import value as fmt

#: So many subjects of each status are listed, the gravest; the CSV file has all.
LISTED = 20


NONE_DISAGREES = "No laboratory grade is discordant with the reported events."


def disagreement_table(contents: Contents, arms: Arms) -> Table | None:
    """Return the subjects where laboratory and reports disagree, the gravest of each status; None where nobody does."""
    table = contents.table("lab_event_reconciliation")
    table = table[table["status"] != _BOTH] if len(table) else table
    if table.empty:
        return None
    places = {arm.name: arm.place for arm in arms.every}
    order = table.assign(gravest=table[["laboratory_grade", "event_grade"]].max(axis=1), place=table["arm"].map(places))
    ordered = order.sort_values(
        ["gravest", "place", "USUBJID", "analyte", "direction"],
        ascending=[False, True, True, True, True],
        kind="stable",
    )
    groups = (_group(ordered[ordered["status"] == status], status, contents, arms) for status in _STATUS)
    grades = (Column("Grade", "laboratory"), Column("Day", "of that grade"), Column("Grade", "event; severe: 3"))
    return Table(
        "laboratory-disagreement",
        "Subjects with discordant laboratory grade and reported events",
        "Subject",
        (Column("Arm", numeric=False), Column("Analyte", numeric=False), *grades, Column("Day", "first event")),
        tuple(group for group in groups if group),
        notes=(
            graded(contents),
            _REPORTED,
            "The day of first dose is day 1.",
            f"At most {LISTED} of each kind are listed, the highest grades first; the CSV file lists all.",
        ),
        csv=ordered.drop(columns=["gravest", "place"]),
        sql=sql_texts(contents, "lab_event_reconciliation"),
    )


def _group(table: pd.DataFrame, status: str, contents: Contents, arms: Arms) -> tuple[Row, ...]:
    """Return a status as a heading with its number, and the first of its subjects."""
    if table.empty:
        return ()
    names = analyte_names(contents)
    labels = {arm.name: arm.label for arm in arms.every}
    more = f", {LISTED} listed, {len(table) - LISTED} more in the CSV file" if len(table) > LISTED else ""
    lines = [
        Row(
            str(row.USUBJID),
            (
                Cell(fmt.label(labels[row.arm])),
                Cell(fmt.label(names[row.analyte, row.direction])),
                *(Cell(fmt.count(value)) for value in (row.laboratory_grade, row.laboratory_day)),
                *(Cell(fmt.count(value)) for value in (row.event_grade, row.event_day)),
            ),
            "indent",
        )
        for row in rows(table.head(LISTED))
    ]
    return (Row(f"{_STATUS[status]}: {len(table)}{more}", kind="head"), *lines)


def _make(context: Context, _options: Options) -> Made:
    if context.contents.table("lab_worst_grade").empty:
        return (no_records(context, "adlb") or NOT_GRADED,)
    return (disagreement_table(context.contents, context.arms) or Absent(NONE_DISAGREES),)


DISPLAY = Display(
    name="laboratory_disagreement",
    title="Subjects with discordant laboratory grade and reported events",
    kind="listing",
    reads=("lab_event_reconciliation", "lab_worst_grade", "lab_analyte", "adlb"),
    make=_make,
)
