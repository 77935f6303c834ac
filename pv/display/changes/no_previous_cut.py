"""What is said where there is no previous data cut, and how much of a long list a page shows."""

import pandas as pd

from pv.display.display import Absent
from pv.numbers.text import written
from pv.numbers.value import count

NO_PREVIOUS_CUT = Absent(
    "There is no previous data cut to compare with: `pv-safety report NEW --since OLD` names one.", said=False
)

#: Rows that a page lists, and rows that a CSV file in it has at most.
LISTED, IN_FILE = 200, 5000


def notes_of(table: pd.DataFrame, *others: str) -> tuple[str, ...]:
    """Return the notes of a list, with how many rows of it are not shown, and where they are."""
    more = len(table) - LISTED
    where = "the CSV file has them" if len(table) <= IN_FILE else "`pv-safety diff OLD NEW -o FOLDER` writes them"
    return (*others, *([f"{written(count(more))} more: {where}."] if more > 0 else []))


def in_file(table: pd.DataFrame) -> pd.DataFrame | None:
    """Return a list as the page carries it for a file; None where it is too long for that."""
    return table if len(table) <= IN_FILE else None
