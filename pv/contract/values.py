"""Read the values of a column into text, numbers or dates, and say which of them could not be read."""

import math
import re
from collections.abc import Callable
from datetime import date, datetime
from numbers import Real
from typing import Any

import numpy as np
import pandas as pd

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ][0-9:.,+Z-]*)?")
_SAS_DATE = re.compile(r"([0-9]{1,2})[- ]?([A-Za-z]{3})[- ]?([0-9]{4})(?:[: ][0-9:.]*)?")
_MIDNIGHT = re.compile(r"T00:00:00([+-][0-9:]+)?$")
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
#: The calendar of ISO 8601 with four digits of the year, which is that of Python's dates and of every display.
_FIRST_DAY, _LAST_DAY = pd.Timestamp("0001-01-01").as_unit("s"), pd.Timestamp("9999-12-31").as_unit("s")
#: SAS writes a missing number or date as a dot, its special missing values as a dot and a letter.
_SAS_MISSING = re.compile(r"\.[A-Z_]?")


def read_column(values: pd.Series, dtype: str) -> tuple[pd.Series, "pd.Series[bool]"]:
    """Return a column as `dtype` and, per value, whether it is there but cannot be read (it is then missing).

    Args:
        values: the column as it came.
        dtype: 'str' (blanks around text go, empty is missing, 3.0 is '3', True is 'Y'), 'float64', or 'datetime64[s]'
            (the day; 2014-01-02, 2014-01-02T08:30, 02JAN2014, 02-JAN-2014 and 02 Jan 2014 are read, partial dates and
            those outside the years 1 to 9999 are not). sql/derive/partial_date.sql reads dates in words alike.
    """
    if dtype == "str":
        return as_text(values), pd.Series(data=False, index=values.index)
    if dtype == "float64" and pd.api.types.is_numeric_dtype(values.dtype):
        numbers = values.astype("float64")
        return numbers.where(np.isfinite(numbers)), numbers.isin([np.inf, -np.inf])
    if (
        dtype == "datetime64[s]"
        and isinstance(values.dtype, np.dtype | pd.DatetimeTZDtype)
        and values.dtype.kind == "M"
    ):
        days = values.dt.tz_localize(None).dt.normalize().astype(dtype)
        outside = (days < _FIRST_DAY) | (days > _LAST_DAY)
        return days.mask(outside), outside
    return _by_distinct(values, {"float64": _number, "datetime64[s]": _day}[dtype], dtype)


def as_text(values: pd.Series) -> pd.Series:
    """Return a column as text without blanks around it; empty text is missing, other values are as in `text_of`."""
    if isinstance(values.dtype, pd.StringDtype):
        given = values.astype("str")
        text = given.str.strip()
        # Most texts have nothing to strip: those of a column then have room once.
        text = given if text.equals(given) else text
        empty = text == ""
        return text.mask(empty) if empty.any() else text
    return _by_distinct(values, text_of, "str")[0]


def text_of(value: object) -> str | None:
    """Return a value as text, None where it is missing: 3.0 is '3', a date is ISO 8601, True is 'Y'."""
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, bool | np.bool_):
        return "Y" if value else "N"
    if isinstance(value, Real):
        number = float(value)
        if math.isnan(number):
            return None
        return str(int(number)) if number.is_integer() else str(number)
    if isinstance(value, datetime):
        return _MIDNIGHT.sub("", value.isoformat())
    return str(value).strip() or None


def _by_distinct(
    values: pd.Series, convert: Callable[[object], Any], dtype: str
) -> tuple[pd.Series, "pd.Series[bool]"]:
    """Return the converted values and which of them `convert` could not read; each distinct value is converted once."""
    codes, distinct = pd.factorize(values)
    converted: list[Any] = []
    unreadable: list[bool] = []
    for value in distinct:
        try:
            converted.append(convert(value))
            unreadable.append(False)
        except ValueError:
            converted.append(None)
            unreadable.append(True)
    # The code of a missing value is -1: the last place.
    table = pd.Series([*converted, None], dtype=dtype)
    found = np.array([*unreadable, False])
    return table.iloc[codes].set_axis(values.index), pd.Series(found[codes], index=values.index)


def _number(value: object) -> float | None:
    text = text_of(value)
    if text is None or _SAS_MISSING.fullmatch(text):
        return None
    if not is_number(text):
        raise ValueError(text)
    return float(text)


def is_number(text: str) -> bool:
    """Return whether a text is a number as columns of numbers are read: 63, -0.5, 1e3; no blanks, words or commas."""
    return bool(_NUMBER.fullmatch(text)) and not math.isinf(float(text))


def _day(value: object) -> np.datetime64 | None:
    if isinstance(value, date):
        return np.datetime64(value.strftime("%Y-%m-%d") if isinstance(value, datetime) else value.isoformat(), "s")
    text = text_of(value)
    if text is None or _SAS_MISSING.fullmatch(text):
        return None
    if match := _ISO_DATE.fullmatch(text):
        return np.datetime64(date(int(match[1]), int(match[2]), int(match[3])), "s")
    match = _SAS_DATE.fullmatch(text)
    if not match or match[2].upper() not in _MONTHS:
        raise ValueError(text)
    return np.datetime64(date(int(match[3]), _MONTHS.index(match[2].upper()) + 1, int(match[1])), "s")
