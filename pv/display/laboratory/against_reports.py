"""Laboratory grades of 3 or higher held against the events that were reported, and the subjects where they disagree."""

from collections import Counter
from collections.abc import Mapping

import pandas as pd

from pv.display import footnote
from pv.display.arms import Arms, in_shown_arms
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.display import Display, Made, Options
from pv.display.laboratory.notes import NOT_GRADED, analyte_names, graded
from pv.display.no_records import no_records
from pv.display.records.embedded import Records
from pv.display.records.laboratory import AGAINST_EVENTS
from pv.display.rows_by_arm import sql_texts
from pv.display.table import Cell, Row, Table
from pv.numbers import value as fmt

_BOTH = "both"
_STATUS = {
    "laboratory only": "Laboratory grade 3 or 4, no event reported",
    "event of a lower grade": "Laboratory grade 3 or 4, event reported with a lower grade or none",
    "event without laboratory grade": "Event of grade 3 or higher, no post-baseline laboratory grade",
    "event with a lower laboratory grade": "Event of grade 3 or higher, laboratory grade below 3",
    _BOTH: "Laboratory grade 3 or 4, and an event of grade 3 or higher",
}
_REPORTED = (
    "Reported: treatment-emergent, under a preferred term of the analyte (table lab_event_term); a severe event "
    "without a grade is treated as grade 3; an event of several analytes is counted for the one with the highest grade "
    "and for each with grade 3 or 4."
)

_KEYS = ("arm", "analyte", "direction", "status")
#: Subjects by arm, analyte, direction and status.
Counts = Mapping[tuple[str, str, str, str], int]


def events_table(contents: Contents, arms: Arms, events: Records) -> Table:
    """Return how many subjects have which agreement, over all analytes and for each that anybody has."""
    table = contents.table("lab_event_reconciliation")
    by_arm = in_shown_arms(table, arms)
    counts: Counts = Counter(zip(*(by_arm[name] for name in _KEYS), strict=True)) if len(by_arm) else {}
    found = {key[1:3] for key in counts}
    names = analyte_names(contents)
    shown = [key for key in names if key in found]
    every = (Row("All analytes", _cells(counts, arms, shown), "total"), *_rows(counts, arms, shown, "indent"))
    groups = (
        (Row(names[key], _cells(counts, arms, [key]), "soc"), *_rows(counts, arms, [key], "pt", events.terms.get(key)))
        for key in shown
    )
    return Table(
        "laboratory-events",
        "Laboratory grade 3 or higher versus reported events",
        "Analyte / agreement",
        arms.columns("n"),
        (every, *groups),
        notes=(
            graded(contents),
            footnote.emergent(contents),
            _REPORTED,
            "A subject is counted once per analyte and direction; only analytes measured in the study are shown.",
        ),
        csv=_counted(counts, arms, shown),
        sql=sql_texts(contents, "lab_event_reconciliation"),
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
    """Return the counts as a table, with their sums over analytes, over statuses and over both: a zero is a row."""
    lines = [
        (arm, *key, status, counts.get((arm, *key, status), 0))
        for key in analytes
        for arm in arms.names
        for status in _STATUS
    ]
    table = pd.DataFrame(lines, columns=[*_KEYS, "subjects"])
    over = {"all_analytes": ["arm", "status"], "all_statuses": ["arm", "analyte", "direction"], "all_of_both": ["arm"]}
    return table.assign(**{name: table.groupby(keys)["subjects"].transform("sum") for name, keys in over.items()})


def _make(context: Context, _options: Options) -> Made:
    if context.contents.table("lab_worst_grade").empty:
        return (no_records(context, "adlb") or NOT_GRADED,)
    return (events_table(context.contents, context.arms, context.records(AGAINST_EVENTS)),)


DISPLAY = Display(
    name="laboratory_against_reports",
    title="Laboratory grade 3 or higher versus reported events",
    kind="table",
    reads=("lab_event_reconciliation", "lab_worst_grade", "lab_analyte", "adlb"),
    make=_make,
    opens=(AGAINST_EVENTS,),
)
