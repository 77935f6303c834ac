"""A day of ADaM and the datetime that has it too, as they are in the records of a dataset."""

import re
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pv.coded_text import plain
from pv.contract.named_checks import FIRST_DAY, LAST_DAY
from pv.contract.schema import read_contract
from pv.contract.values import read_column

_DATE = "datetime64[s]"
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
#: DATETIME20. of SAS: 10JAN2020:07:30:00.
_SAS_DATETIME = re.compile(r"([0-9]{1,2})-?([A-Za-z]{3})-?([0-9]{4})[: T]([0-9]{2}:[0-9]{2}.*)")


@dataclass(frozen=True, eq=False)
class DatePair:
    """A day and its datetime in the records of a dataset.

    Attributes:
        day: name of the day.
        moment: name of the datetime.
        given: whether the file has a column for the day.
        recorded: the column of the day.
        days: the days that can be read and can be those of a trial.
        filled: the records that have a day, whatever it is.
        moments: the column of the datetime, in ISO 8601 where SAS printed it.
        moment_days: the days of the datetimes, as `days`.
        moment_filled: the records that have a datetime, whatever it is.
    """

    day: str
    moment: str
    given: bool
    recorded: pd.Series
    days: pd.Series
    filled: "pd.Series[bool]"
    moments: pd.Series
    moment_days: pd.Series
    moment_filled: "pd.Series[bool]"

    @property
    def taken(self) -> "pd.Series[bool]":
        """The records whose day is only in the datetime."""
        return self.days.isna() & self.moment_days.notna()

    @property
    def differ(self) -> "pd.Series[bool]":
        """The records whose day is not that of their datetime."""
        return self.days.notna() & self.moment_days.notna() & (self.days != self.moment_days)

    @property
    def unreadable(self) -> "pd.Series[bool]":
        """The records whose datetime is none."""
        return self.moment_filled & self.moment_days.isna()


def date_pairs(name: str) -> dict[str, str]:
    """Return each day of an analysis dataset and the datetime that has it too (ADaMIG 1.3, 3.2.5: --DT and --DTM)."""
    dtypes = read_contract(name).dtypes
    return {day: f"{day}M" for day, dtype in dtypes.items() if dtype == _DATE and day.endswith("DT")}


def read_pairs(frame: pd.DataFrame, name: str, days: Collection[str] | None = None) -> list[DatePair]:
    """Return the pairs of a dataset whose datetime is there, of some days or all.

    A column that is there twice is refused later.
    """
    names = list(frame.columns)
    return [
        _pair(frame, day, moment)
        for day, moment in date_pairs(name).items()
        if (days is None or day in days) and names.count(moment) == 1 and names.count(day) <= 1
    ]


def iso_days(days: pd.Series) -> pd.Series:
    """Return days as text, 2020-01-10."""
    text: pd.Series = days.dt.strftime("%Y-%m-%d").astype("str")
    return text


def _pair(frame: pd.DataFrame, day: str, moment: str) -> DatePair:
    recorded = frame[day] if day in frame else pd.Series(None, index=frame.index, dtype="str")
    moments = _iso(plain(frame[moment]))
    days, failed = read_column(recorded, _DATE)
    moment_days, moment_failed = read_column(moments, _DATE)
    # What SAS writes for missing is neither read nor unreadable.
    return DatePair(
        day,
        moment,
        given=day in frame,
        recorded=recorded,
        days=_of_a_trial(days),
        filled=days.notna() | failed,
        moments=moments,
        moment_days=_of_a_trial(moment_days),
        moment_filled=moment_days.notna() | moment_failed,
    )


def _of_a_trial(days: pd.Series) -> pd.Series:
    """Return days without placeholders (9999-12-31) and typing errors, as the contracts have them."""
    return days.where(days.between(np.datetime64(FIRST_DAY, "s"), np.datetime64(LAST_DAY, "s")))


def _iso(values: pd.Series) -> pd.Series:
    """Return datetimes with those that are text as SAS prints them in ISO 8601, anything else as it is."""
    if not (pd.api.types.is_object_dtype(values.dtype) or pd.api.types.is_string_dtype(values.dtype)):
        return values
    distinct = {value: _iso_text(value) for value in values.dropna().unique() if isinstance(value, str)}
    changed = {old: new for old, new in distinct.items() if old != new}
    return values.replace(changed) if changed else values


def _iso_text(text: str) -> str:
    """Return 2020-01-10T07:30:00 of 10JAN2020:07:30:00, another text as it is."""
    match = _SAS_DATETIME.fullmatch(text.strip())
    if not match or match[2].upper() not in _MONTHS:
        return text
    month = _MONTHS.index(match[2].upper()) + 1
    return f"{match[3]}-{month:02}-{int(match[1]):02}T{match[4]}"
