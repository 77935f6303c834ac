"""SAS dates and datetimes as dates: numbers whose display format says what they count.

A SAS date is days since 1 January 1960, a SAS datetime seconds since then; both are plain numbers in the file. A SAS
time is seconds since midnight and stays a number.
"""

import re

import numpy as np
import numpy.typing as npt
import pandas as pd

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
#: As many days from 1960 (273,000 years) are days to numpy, pandas and DuckDB alike.
_FARTHEST = 1e8
#: Whole numbers below are exact in a double.
_EXACT = 2**53
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


def dates(days: pd.Series) -> pd.Series:
    """Return days since 1960 as datetime64[s] at midnight; a part of a day is dropped, as SAS does in display.

    A number outside the calendar of SAS is a day all the same: what reads it names the record. Where one is so far off
    that no day can be shown for it, the column is text: the days in ISO 8601, and that number.
    """
    whole = np.floor(_near(days, 1))
    seconds = (whole + _leap_days(whole)).astype("int64") * _SECONDS_A_DAY
    stamps = np.datetime64("1960-01-01", "s") + seconds.astype("timedelta64[s]")
    return _column(days, stamps, 1)


def datetimes(seconds: pd.Series) -> pd.Series:
    """Return seconds since 1960 as datetime64[us], or as text where a number is too far off, as `dates` does."""
    elapsed = _near(seconds, _SECONDS_A_DAY)
    microseconds = np.rint((elapsed + _SECONDS_A_DAY * _leap_days(elapsed / _SECONDS_A_DAY)) * 1e6).astype("int64")
    stamps = np.datetime64("1960-01-01", "us") + microseconds.astype("timedelta64[us]")
    return _column(seconds, stamps, _SECONDS_A_DAY)


def _near(values: pd.Series, units_a_day: int) -> npt.NDArray[np.float64]:
    """Return the numbers that a day can be shown for, 0 in the place of the others and of the missing."""
    return values.where(values.abs() <= _FARTHEST * units_a_day, 0).to_numpy(dtype="float64")


def _column(values: pd.Series, stamps: npt.NDArray[np.datetime64], units_a_day: int) -> pd.Series:
    far = values.abs() > _FARTHEST * units_a_day
    column = pd.Series(stamps, values.index, name=values.name).mask(values.isna())
    if not far.any():
        return column
    shown = np.datetime_as_string(stamps.astype("datetime64[D]") if units_a_day == 1 else stamps)
    text = pd.Series(shown, values.index, dtype="str", name=values.name).mask(values.isna())
    return text.mask(far, values[far].map(_number_text).reindex(values.index))


def _number_text(value: float) -> str:
    return str(int(value)) if abs(value) < _EXACT else f"{value:g}"


def _leap_days(days: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """Return how many leap days of the Gregorian calendar SAS has left out by then."""
    return np.searchsorted(_AFTER_LEAP_DAYS, days, side="right")
