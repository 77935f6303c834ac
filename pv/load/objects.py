"""A column of Python objects as a column of the one type that they have."""

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal

import numpy as np
import pandas as pd

from pv.errors import InputError, Problem


def resolved(values: pd.Series, place: str) -> pd.Series:
    """Return a column of Python objects as str, boolean, float64, datetime64 or, for times of day, seconds in float64.

    A column without any value becomes text.

    Raises:
        InputError: the objects are of different types, or of a type without a counterpart in a dataset.
    """
    missing = values.isna()
    kinds = set(map(type, values[~missing]))
    for converted, belongs in _CONVERSIONS:
        if all(belongs(kind) for kind in kinds):
            try:
                return converted(values.astype(object).where(~missing, None))
            except ValueError as error:
                raise InputError(Problem(f"column {values.name}: {error}", place)) from error
    found = ", ".join(sorted(kind.__name__ for kind in kinds))
    right = "one type a column: text, numbers, truth values, dates, datetimes or times"
    raise InputError(Problem(f"column {values.name} holds {found}", place, right))


def _text(values: pd.Series) -> pd.Series:
    return values.astype("str")


def _truth(values: pd.Series) -> pd.Series:
    return values.astype("boolean")


def _number(values: pd.Series) -> pd.Series:
    return values.astype("float64")


def _datetime(values: pd.Series) -> pd.Series:
    return pd.Series(pd.to_datetime(values), index=values.index, name=values.name)


def _date(values: pd.Series) -> pd.Series:
    return pd.Series(
        np.array(values.tolist(), dtype="datetime64[D]").astype("datetime64[s]"), values.index, name=values.name
    )


def _seconds(values: pd.Series) -> pd.Series:
    return values.map(
        lambda clock: clock.hour * 3600 + clock.minute * 60 + clock.second + clock.microsecond / 1e6, na_action="ignore"
    ).astype("float64")


_CONVERSIONS: tuple[tuple[Callable[[pd.Series], pd.Series], Callable[[type], bool]], ...] = (
    (_text, lambda kind: issubclass(kind, str)),
    (_truth, lambda kind: issubclass(kind, bool | np.bool_)),
    (_number, lambda kind: issubclass(kind, int | float | Decimal | np.number) and kind is not bool),
    (_datetime, lambda kind: issubclass(kind, datetime)),
    (_date, lambda kind: kind is date),
    (_seconds, lambda kind: issubclass(kind, time)),
)
