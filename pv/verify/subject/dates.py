"""Which days a date can mean of which only the month or the year is known."""

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_IN_WORDS = re.compile(r"([0-9]{1,2})[- ]?([A-Za-z]{3})[- ]?([0-9]{4})(?:[: ][0-9:.]*)?")
#: SDTMIG 4.4.2: a hyphen stands for a part that is missing.
_YEAR = re.compile(r"([0-9]{4})(?:--|---[0-9]{2}|----(?:T[-0-9:.,+Z]*| [0-9]{2}:[-0-9:.,+Z]*)?)?")
_TIME = r"(?:T[-0-9:.,+Z]*| [0-9]{2}:[-0-9:.,+Z]*)?"
_MONTH = re.compile(rf"([0-9]{{4}})-([0-9]{{2}})(?:--{_TIME})?")
_DAY = re.compile(rf"([0-9]{{4}})-([0-9]{{2}})-([0-9]{{2}}){_TIME}")
_FIRST_YEAR = 1000


class Days(NamedTuple):
    """The first and the last day that a date can mean; None where it says nothing."""

    first: date | None
    last: date | None


NEVER = Days(None, None)


def of_month(year: int, month: int) -> Days:
    """Return the days of a month."""
    return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def of_year(year: int) -> Days:
    """Return the days of a year."""
    return Days(date(year, 1, 1), date(year, 12, 31))


def imputed(day: date | None, flag: str | None) -> Days:
    """Return the days that a date can mean by its imputation flag: D the day, M the month, Y all of it is imputed."""
    if day is None or flag == "Y":
        return NEVER
    if flag == "M":
        return of_year(day.year)
    return of_month(day.year, day.month) if flag == "D" else Days(day, day)


def written(text: str | None) -> Days:
    """Return the days that the text of a date can mean, in ISO 8601 or in full in words."""
    if text is None:
        return NEVER
    if (words := _IN_WORDS.fullmatch(text)) and words[2].upper() in MONTHS:
        return _checked(int(words[3]), MONTHS.index(words[2].upper()) + 1, int(words[1]))
    if full := _DAY.fullmatch(text):
        return _checked(*(int(part) for part in full.groups()))
    if month := _MONTH.fullmatch(text):
        return _checked(int(month[1]), int(month[2]))
    year = _YEAR.fullmatch(text)
    return _checked(int(year[1])) if year else NEVER


def _checked(year: int, month: int | None = None, day: int | None = None) -> Days:
    """Return the days; none where the calendar has no such."""
    try:
        if year < _FIRST_YEAR:
            return NEVER
        if month is None:
            return of_year(year)
        return of_month(year, month) if day is None else Days(date(year, month, day), date(year, month, day))
    except (ValueError, IndexError):
        return NEVER
