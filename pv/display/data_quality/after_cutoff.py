"""What is in the data but not counted, for it is after the cut-off: how much, and each event of it."""

from typing import Any

import pandas as pd

from pv.display import footnote
from pv.display.arms import Arms
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.display import Absent, Display, Made, Options
from pv.display.rows_by_arm import rows, sql_texts
from pv.display.table import Cell, Column, Row, Table
from pv.numbers import value as fmt
from pv.numbers.text import day as day_text

#: Kinds whose records are listed; of doses and results the number is told.
_LISTED_KINDS = ("Adverse events", "Deaths", "Adjudicated cases")
#: Records that the page lists; the CSV file has all.
LISTED = 100

_PARTIAL = (
    "Records, and the subjects concerned. An event whose start is known only by month or year is counted unless every "
    "possible day is after the cut-off."
)
_DEATHS = (
    "A death after the cut-off is not counted; a fatal adverse event that began before the cut-off is counted as "
    "fatal, as recorded, so there may be more fatal events than deaths."
)


def after_cutoff_tables(contents: Contents, arms: Arms) -> tuple[Table, ...]:
    """Return the number of records after the cut-off by kind and arm, and the list of events; none without any."""
    table = contents.table("after_cutoff")
    if table.empty:
        return ()
    ordered = table.sort_values(["kind_order", "USUBJID", "day", "source_row"], kind="stable")
    listed = ordered[ordered["kind"].isin(_LISTED_KINDS)]
    return (_counts(contents, arms, ordered), *([_listing(contents, arms, listed)] if len(listed) else []))


def _counts(contents: Contents, arms: Arms, table: pd.DataFrame) -> Table:
    lines = [
        Row(str(kind), tuple(_number(found[found["arm"].isin(arm.members)]) for arm in arms.every))
        for kind, found in table.groupby("kind", sort=False)
    ]
    return Table(
        "after-cutoff",
        f"Not counted: after the cut-off{_day(contents)}",
        "Data after the cut-off",
        arms.columns(),
        tuple((line,) for line in lines),
        notes=(
            _PARTIAL,
            "A last dose after the cut-off is replaced by the cut-off date; exposure and time at risk end there.",
            *([_DEATHS] if "Deaths" in set(table["kind"]) else []),
        ),
        csv=table,
        sql=sql_texts(contents, "after_cutoff"),
    )


def _number(found: pd.DataFrame) -> Cell:
    subjects = found["USUBJID"].nunique()
    if found.empty:
        return Cell(fmt.count(0))
    pattern = "{} ({} subject)" if subjects == 1 else "{} ({} subjects)"
    return Cell(fmt.together(pattern, fmt.count(len(found)), fmt.count(subjects)))


def _listing(contents: Contents, arms: Arms, table: pd.DataFrame) -> Table:
    labels = {arm.name: arm.label for arm in arms.every}
    more = len(table) - LISTED
    return Table(
        "after-cutoff-events",
        "Events after the cut-off, not counted",
        "Subject",
        tuple(Column(text, numeric=False) for text in ("Arm", "Kind", "Number", "Event", "Date")),
        tuple((Row(str(row.USUBJID), _cells(row, labels)),) for row in rows(table.head(LISTED))),
        notes=(f"{more} more in the CSV file.",) if more > 0 else (),
        csv=table,
        sql=sql_texts(contents, "after_cutoff", "emergent"),
    )


def _cells(row: Any, labels: dict[str, str]) -> tuple[Cell, ...]:  # noqa: ANN401  # a row of the table
    day = fmt.MISSING if pd.isna(row.known_date) else fmt.label(str(row.known_date))
    values = (
        fmt.label(labels.get(row.arm, row.arm)),
        fmt.label(row.kind.removesuffix("s")),
        fmt.plain(row.sequence_number),
        fmt.label(row.item) if row.item else fmt.MISSING,
        day,
    )
    return tuple(Cell(value) for value in values)


def _day(contents: Contents) -> str:
    day = footnote.study_row(contents).get("cutoff_date")
    return f" of {day_text(day)}" if day is not None else ""


def _make(context: Context, _options: Options) -> Made:
    tables = after_cutoff_tables(context.contents, context.arms)
    cut = footnote.study_row(context.contents).get("cutoff_date") is not None
    nothing = "Nothing in the data is after the cut-off." if cut else "The study file states no data cut-off."
    return tables or (Absent(nothing, said=False),)


DISPLAY = Display(
    name="after_cutoff",
    title="Not counted: after the cut-off",
    kind="table",
    reads=("after_cutoff",),
    make=_make,
)
