"""The values of a Dataset-JSON column as a pandas column of its data type."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pv.errors import Problem

#: A comma may separate thousands; taken for a decimal sign it would change the number.
_DECIMAL = r"[+-]?((\d{1,3}(,\d{3})+|\d+)(\.\d*)?|\.\d+)([eE][+-]?\d+)?"
_DATE = r"\d{4}-\d{2}-\d{2}"
_LOWEST, _HIGHEST = -(2**63), 2**63 - 1
_CLOCK = r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?"


def column_values(values: Sequence[Any], column: Mapping[str, Any], place: str) -> tuple[pd.Series, list[Problem]]:
    """Return the values as a column and, for each that does not fit the data type, a problem.

    Without the target type integer, dates and times stay text: in SDTM they may be partial. With it they become
    datetime64[s], datetime64[us] and, for times of day, float64 seconds since midnight.
    """
    kind = data_type(column)
    filled = [None if isinstance(value, str) and not value.strip(" ") else value for value in values]
    unfit = [at for at, value in enumerate(filled) if value is not None and type(value) not in kind.json]
    series = pd.Series(dtype=object)
    if not unfit:
        try:
            series = kind.convert(filled)
        except (OverflowError, UnicodeEncodeError) as error:
            return series, [Problem(f"column {column['name']}: {error}", place, kind.right)]
        unfit = [at for at, missing in enumerate(series.isna()) if missing and filled[at] is not None]
    return series, [
        Problem(f"record {at + 1:,}, column {column['name']}: {values[at]!r}", place, kind.right) for at in unfit
    ]


@dataclass(frozen=True)
class _DataType:
    """How the values of a data type stand in JSON and in pandas.

    Attributes:
        json: the Python types of the JSON values.
        right: what a value has to be, in words.
        convert: the values as a column; one that does not fit becomes missing.
    """

    json: tuple[type, ...]
    right: str
    convert: Callable[[Sequence[Any]], pd.Series]


def _text(values: Sequence[Any]) -> pd.Series:
    return pd.Series(values, dtype="str")


def _truth(values: Sequence[Any]) -> pd.Series:
    return pd.Series(values, dtype="boolean")


def _integer(values: Sequence[Any]) -> pd.Series:
    """Return whole numbers of 64 bits; 5.0 is one in JSON, 5.5 is not."""
    fit = [None if value is None or value % 1 or not _LOWEST <= value <= _HIGHEST else int(value) for value in values]
    return pd.Series(fit, dtype="Int64")


def _number(values: Sequence[Any]) -> pd.Series:
    return pd.Series(values, dtype="float64")


def _decimal(values: Sequence[Any]) -> pd.Series:
    return _matching(values, _DECIMAL).str.replace(",", "").astype("float64")


def _date(values: Sequence[Any]) -> pd.Series:
    return pd.to_datetime(_matching(values, _DATE), format="%Y-%m-%d", errors="coerce").astype("datetime64[s]")


def _datetime(values: Sequence[Any]) -> pd.Series:
    text = _matching(values, f"{_DATE}T{_CLOCK}")
    return pd.to_datetime(text, format="ISO8601", errors="coerce").astype("datetime64[us]")


def _seconds(values: Sequence[Any]) -> pd.Series:
    text = _matching(values, _CLOCK)
    return pd.to_timedelta(text.where(text.str.count(":") == len("::"), text + ":00")).dt.total_seconds()


def _matching(values: Sequence[Any], pattern: str) -> pd.Series:
    text = _text(values)
    return text.where(text.str.fullmatch(pattern))


_TEXT = _DataType((str,), "text", _text)

#: Keys are dataType and targetDataType: the combinations that the specification supports.
_DATA_TYPES: Mapping[tuple[str, str], _DataType] = {
    **{(name, ""): _TEXT for name in ("string", "URI", "date", "datetime", "time")},
    ("integer", ""): _DataType((int, float), "a whole number", _integer),
    ("float", ""): _DataType((int, float), "a number", _number),
    ("double", ""): _DataType((int, float), "a number", _number),
    ("decimal", ""): _DataType((str, int, float), "a decimal number as text, 12.5", _decimal),
    ("boolean", ""): _DataType((bool,), "true or false", _truth),
    ("date", "integer"): _DataType((str,), "a date as text, 2014-01-02", _date),
    ("datetime", "integer"): _DataType((str,), "a date and time as text, 2014-01-02T10:11:12", _datetime),
    ("time", "integer"): _DataType((str,), "a time as text, 10:11:12", _seconds),
}


def data_type(column: Mapping[str, Any]) -> _DataType:
    """Return how values of the column stand in JSON and in pandas; a target type that is the data type says nothing.

    Raises:
        KeyError: the specification does not have this combination of dataType and targetDataType.
    """
    kind, target = (str(column.get(attribute) or "") for attribute in ("dataType", "targetDataType"))
    return _DATA_TYPES[kind, "" if target == kind else target]
