"""What the second computation is given: the accepted records and the settings of a study, as plain rows."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, TypeAlias

import pandas as pd

#: A record: its values by column, None where one is missing, days as dates.
Row: TypeAlias = Mapping[str, Any]


class Given:
    """The accepted records and the settings of a study, each table read once."""

    def __init__(self, read: Callable[[str], pd.DataFrame]) -> None:
        """Read from a function that gives a table of records or of settings by its name."""
        self._read = read
        self._rows: dict[str, list[Row]] = {}

    def rows(self, table: str) -> list[Row]:
        """Return the rows of a table."""
        if table not in self._rows:
            self._rows[table] = plain_rows(self._read(table))
        return self._rows[table]

    @property
    def study(self) -> Row:
        """The settings of which a study has one each."""
        return self.rows("study")[0]

    def frame(self, table: str) -> pd.DataFrame:
        """Return a table as it is."""
        return self._read(table)


def plain_rows(frame: pd.DataFrame) -> list[Row]:
    """Return the rows of a frame without the types of pandas."""
    columns = {}
    for name, values in frame.items():
        days = values.dt.date if pd.api.types.is_datetime64_any_dtype(values) else values
        columns[str(name)] = [None if missing else value for value, missing in zip(days, values.isna(), strict=True)]
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def capitals(text: str) -> str:
    """Return a text in capitals, letter for letter: of a sharp s, which has no capital, none is made."""
    return "".join(upper if len(upper := letter.upper()) == 1 else letter for letter in text)


def word(text: str | None) -> str | None:
    """Return a coded value as it is compared: without spaces around it, in capitals."""
    return None if text is None else capitals(text.strip(" "))


def earliest(*days: date | None) -> date | None:
    """Return the earliest of the days that are known."""
    return min((day for day in days if day is not None), default=None)


def latest(*days: date | None) -> date | None:
    """Return the latest of the days that are known."""
    return max((day for day in days if day is not None), default=None)


def before(day: date | None, other: date | None) -> bool:
    """Return whether a day is known to be before another."""
    return day is not None and other is not None and day < other


def found(pattern: str, text: str | None) -> str | None:
    """Return the first group of a pattern at the beginning of a text, None where it is not there."""
    match = re.match(pattern, text or "")
    return match[1] or None if match else None


def pooled(given: Given) -> dict[str, list[str]]:
    """Return each arm that is shown with the arms of the data that it is made of, in the order of the arms."""
    members: dict[str, list[str]] = {arm["arm"]: [] for arm in by_order(given.rows("arm"))}
    for row in given.rows("arm_member"):
        members[row["arm"]].append(row["member"])
    return members


def by_order(arms: Iterable[Row]) -> list[Row]:
    """Return the arms in the order in which they are shown."""
    return sorted(arms, key=lambda arm: int(arm["arm_order"]))


def shown_in(given: Given) -> pd.DataFrame:
    """Return the columns shown and arm: in which arms, pooled or not, the subjects of an arm of the data count."""
    pairs = [(shown, arm) for shown, members in pooled(given).items() for arm in members]
    return pd.DataFrame(pairs, columns=["shown", "arm"])
