"""Laboratory grades of 3 or higher held against the events that were reported, and the subjects where they disagree."""

from collections import Counter
from collections.abc import Mapping

import pandas as pd

from pv.report import footnote
from pv.report import format as fmt
from pv.report.arms import Arms
from pv.report.csv_link import csv_link
from pv.report.lab_notes import analyte_names, graded
from pv.report.lookup import rows, sql_texts
from pv.report.record_set import Records
from pv.report.report import Report
from pv.report.table import Cell, Column, Row, Table

#: So many subjects of each status are listed, the gravest; the CSV file has all.
LISTED = 20
NONE_DISAGREES = "list of subjects whose laboratory grade and reported events disagree: there is none."
_BOTH = "both"
_STATUS = {
    "laboratory only": "Laboratory grade 3 or 4, no event reported",
    "event of a lower grade": "Laboratory grade 3 or 4, event reported with a lower grade or none",
    "event without laboratory grade": "Event of grade 3 or higher, no laboratory grade after baseline",
    "event with a lower laboratory grade": "Event of grade 3 or higher, laboratory grade below 3",
    _BOTH: "Laboratory grade 3 or 4, and an event of grade 3 or higher",
}
_REPORTED = (
    "Reported: treatment-emergent, under a preferred term of the analyte (table lab_event_term); a severe event "
    "without a grade counts as grade 3; an event of several analytes counts for the one with the highest grade and for "
    "each of grade 3 or 4."
)

_KEYS = ("arm", "analyte", "direction", "status")
#: Subjects by arm, analyte, direction and status.
Counts = Mapping[tuple[str, str, str, str], int]


def events_table(report: Report, arms: Arms, events: Records) -> Table:
    """Return how many subjects have which agreement, over all analytes and for each that anybody has."""
    table = report.table("lab_event_reconciliation")
    counts: Counts = Counter(zip(*(table[name] for name in _KEYS), strict=True)) if len(table) else {}
    found = {key[1:3] for key in counts}
    names = analyte_names(report)
    shown = [key for key in names if key in found]
    every = (Row("All analytes", _cells(counts, arms, shown), "total"), *_rows(counts, arms, shown, "indent"))
    groups = (
        (Row(names[key], _cells(counts, arms, [key]), "soc"), *_rows(counts, arms, [key], "pt", events.terms.get(key)))
        for key in shown
    )
    return Table(
        "laboratory-events",
        "Laboratory grade 3 or higher against reported events",
        "Analyte / agreement",
        arms.columns("n"),
        (every, *groups),
        notes=(
            graded(report),
            footnote.emergent(report),
            _REPORTED,
            "A subject counts once for each analyte and direction; only analytes measured in the study.",
        ),
        csv=csv_link(_counted(counts, arms, shown)),
        sql=sql_texts(report, "lab_event_reconciliation"),
        searchable=True,
        parts=("analytes", ""),
    )


def _rows(counts: Counts, arms: Arms, analytes: list[tuple[str, str]], kind: str, term: int | None = None) -> list[Row]:
    """Return a row for each status; those of one analyte open its subjects."""
    return [
        Row(
            label,
            _cells(counts, arms, analytes, status, opens=term is not None),
            kind,
            term,
            status,
            "laboratory-events",
        )
        for status, label in _STATUS.items()
    ]


def _cells(
    counts: Counts, arms: Arms, analytes: list[tuple[str, str]], *statuses: str, opens: bool = False
) -> tuple[Cell, ...]:
    """Return for each arm how many have one of the statuses, all where none is named."""
    cells = []
    for arm in arms.every:
        subjects = sum(
            counts.get((arm.name, *key, status), 0) for key in analytes for status in statuses or tuple(_STATUS)
        )
        cells.append(Cell(fmt.count(subjects), arm.place if opens and subjects else None))
    return tuple(cells)


def _counted(counts: Counts, arms: Arms, analytes: list[tuple[str, str]]) -> pd.DataFrame:
    """Return the counts as a table: a zero is a row."""
    lines = [
        (arm, *key, status, counts.get((arm, *key, status), 0))
        for key in analytes
        for arm in arms.names
        for status in _STATUS
    ]
    return pd.DataFrame(lines, columns=[*_KEYS, "subjects"])


def disagreement_table(report: Report, arms: Arms) -> Table | None:
    """Return the subjects where laboratory and reports disagree, the gravest of each status; None where nobody does."""
    table = report.table("lab_event_reconciliation")
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
    groups = (_group(ordered[ordered["status"] == status], status, report, arms) for status in _STATUS)
    grades = (Column("Grade", "laboratory"), Column("Day", "of that grade"), Column("Grade", "event; severe: 3"))
    return Table(
        "laboratory-disagreement",
        "Subjects whose laboratory grade and reported events disagree",
        "Subject",
        (Column("Arm", numeric=False), Column("Analyte", numeric=False), *grades, Column("Day", "first event")),
        tuple(group for group in groups if group),
        notes=(
            graded(report),
            _REPORTED,
            "Days count from first dose as day 1.",
            f"At most {LISTED} of each kind are listed, the highest grades first; the CSV file has every one.",
        ),
        csv=csv_link(ordered.drop(columns=["gravest", "place"])),
        sql=sql_texts(report, "lab_event_reconciliation"),
    )


def _group(table: pd.DataFrame, status: str, report: Report, arms: Arms) -> tuple[Row, ...]:
    """Return a status as a heading with its number, and the first of its subjects."""
    if table.empty:
        return ()
    names = analyte_names(report)
    labels = {arm.name: arm.label for arm in arms.every}
    more = f", {LISTED} listed, {len(table) - LISTED} more in the CSV file" if len(table) > LISTED else ""
    lines = [
        Row(
            str(row.USUBJID),
            (
                Cell(labels[row.arm]),
                Cell(names[row.analyte, row.direction]),
                *(Cell(fmt.count(value)) for value in (row.laboratory_grade, row.laboratory_day)),
                *(Cell(fmt.count(value)) for value in (row.event_grade, row.event_day)),
            ),
            "indent",
        )
        for row in rows(table.head(LISTED))
    ]
    return (Row(f"{_STATUS[status]}: {len(table)}{more}", kind="head"), *lines)
