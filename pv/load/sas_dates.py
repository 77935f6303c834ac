"""SAS dates and datetimes as dates: numbers whose display format says what they count.

A SAS date is days since 1 January 1960, a SAS datetime seconds since then; both are plain numbers in the file. A SAS
time is seconds since midnight and stays a number.
"""

import re

import numpy as np
import numpy.typing as npt
import pandas as pd

from pv.errors import InputError, Problem

_NAME = re.compile(r"(.*?[A-Z_])\d*(\.\d*)?")
# SAS 9.4 Formats and Informats: Reference, category "Date and Time". Formats that show a part of a date which is often
# stored as such (YEAR, MONTH, QTR, DAY, WEEKDAY) are left numbers.
_DATE = re.compile(
    r"DATE|(DDMMYY|MMDDYY|YYMMDD)[BCDNPS]?|(MMYY|YYMM|YYQ|YYQR)[CDNPS]?|MONYY|YYMON|JULIAN|WORDDAT[EX]|WEEKDAT[EX]"
    r"|NLDATE\w*|(E|B|IS)8601DA"
)
# E8601DN and the formats that begin with DT show the date of a datetime: the number counts seconds.
_DATETIME = re.compile(
    r"DATETIME|DATEAMPM|MDYAMPM|DT(DATE|MONYY|WKDATX|YEAR|YYQC)|NLDATM\w*|(E|B|IS)8601(DT|DN|DZ|DX|LX)"
)

_SECONDS_A_DAY = 86_400
#: 1 January 1582, where the calendar of SAS begins, and 31 December 9999, the last that its formats show.
_FIRST_DAY, _LAST_DAY = -138_061, 2_936_547
#: 1 March of the years 4000 and 8000, which SAS takes for common years. It matters for the 31 December 9999 that stands
#: for "no end": SAS stores 2,936,547 days, which are 29 December in the Gregorian calendar.
_AFTER_LEAP_DAYS = (745_154, 2_206_123)


def is_date(sas_format: str | None) -> bool:
    """Return whether a variable with this format, "DATE9" or "YYMMDD10.", counts days."""
    return _DATE.fullmatch(_name(sas_format)) is not None


def is_datetime(sas_format: str | None) -> bool:
    """Return whether a variable with this format, "DATETIME20.", counts seconds since 1960."""
    return _DATETIME.fullmatch(_name(sas_format)) is not None


def _name(sas_format: str | None) -> str:
    """Return the format without width and decimals, in upper case."""
    match = _NAME.fullmatch((sas_format or "").upper())
    return match.group(1) if match else ""


def dates(days: pd.Series, place: str) -> pd.Series:
    """Return days since 1960 as datetime64[s] at midnight; a part of a day is dropped, as SAS does in display.

    Raises:
        InputError: a number is outside the years 1582 to 9999.
    """
    _check_range(days, place, "date", 1)
    whole = np.floor(days.fillna(0).to_numpy())
    seconds = (whole + _leap_days(whole)).astype("int64") * _SECONDS_A_DAY
    stamps = np.datetime64("1960-01-01", "s") + seconds.astype("timedelta64[s]")
    return pd.Series(stamps, days.index, name=days.name).mask(days.isna())


def datetimes(seconds: pd.Series, place: str) -> pd.Series:
    """Return seconds since 1960 as datetime64[us].

    Raises:
        InputError: a number is outside the years 1582 to 9999.
    """
    _check_range(seconds, place, "datetime", _SECONDS_A_DAY)
    elapsed = seconds.fillna(0).to_numpy()
    microseconds = np.rint((elapsed + _SECONDS_A_DAY * _leap_days(elapsed / _SECONDS_A_DAY)) * 1e6).astype("int64")
    stamps = np.datetime64("1960-01-01", "us") + microseconds.astype("timedelta64[us]")
    return pd.Series(stamps, seconds.index, name=seconds.name).mask(seconds.isna())


def _leap_days(days: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """Return how many leap days of the Gregorian calendar SAS has left out by then."""
    return np.searchsorted(_AFTER_LEAP_DAYS, days, side="right")


def _check_range(values: pd.Series, place: str, kind: str, units_a_day: int) -> None:
    outside = values[(values < _FIRST_DAY * units_a_day) | (values >= (_LAST_DAY + 1) * units_a_day)]
    if outside.empty:
        return
    where = f"{len(outside):,} such values, the first in record {int(outside.index[0]) + 1:,}"
    message = f"column {values.name}: {outside.iloc[0]:g} is no SAS {kind} ({where})"
    unit = "days" if units_a_day == 1 else "seconds"
    raise InputError(Problem(message, place, f"{unit} since 1 January 1960, years 1582 to 9999"))
