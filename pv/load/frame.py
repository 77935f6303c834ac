"""A dataset from a pandas frame, and the tidying that every dataset gets."""

import pandas as pd
import pyarrow as pa

from pv.coded_text import is_coded, respelled_text
from pv.errors import InputError, Problem
from pv.load.arrow import arrow_frame
from pv.load.dataset import Dataset
from pv.load.names import upper_names
from pv.load.objects import resolved


def from_frame(frame: pd.DataFrame, name: str) -> Dataset:
    """Return the dataset `name` with the records of a pandas frame, which is left as it is.

    Levels of the index that have a name become columns, others are dropped; so is a level that repeats a column, as
    `set_index("USUBJID", drop=False)` makes it.

    Raises:
        InputError: it is no pandas frame, column names are not text or not unique in upper case, a column mixes types,
            or a level of the index has the name of a column and other values.
    """
    place = f"frame {name!r}"
    if not isinstance(frame, pd.DataFrame):
        raise InputError(Problem(f"is of type {type(frame).__name__}", place, "a pandas DataFrame"))
    return Dataset(
        name=name.lower(),
        source="<frame>",
        frame=tidy(_without_index(frame, place), place),
        labels={},
        label="",
        encoding="",
        sha256="",
        format="pandas",
    )


def _without_index(frame: pd.DataFrame, place: str) -> pd.DataFrame:
    """Return the records with the named levels of the index as columns, in front as pandas puts them."""
    plain = frame.reset_index(drop=True)
    levels = []
    for number, level in enumerate(frame.index.names):
        if level is None:
            continue
        values = frame.index.get_level_values(number).to_series(index=plain.index, name=level)
        same = [at for at, column in enumerate(plain.columns) if _same_name(column, level)]
        if not same:
            levels.append(values)
        elif any(not _same_values(values, plain.iloc[:, at]) for at in same):
            message = f"column {level} occurs twice, as a column and as a level of the index, with different values"
            raise InputError(Problem(message, place, "reset_index(drop=True), or another name for one of them"))
    return pd.concat([*levels, plain], axis="columns") if levels else plain


def _same_name(column: object, level: object) -> bool:
    if isinstance(column, str) and isinstance(level, str):
        return column.strip().upper() == level.strip().upper()
    return column == level


def _same_values(level: pd.Series, column: pd.Series) -> bool:
    one, other = level.astype(object), column.astype(object)
    return bool(((one == other) | (one.isna() & other.isna())).all())


def tidy(frame: pd.DataFrame, place: str, *, coded: bool = False) -> pd.DataFrame:
    """Return the records with upper-case names and the types and missing values of a `Dataset`.

    Args:
        frame: the records.
        place: what they are of, for messages.
        coded: whether categories are coded text (`pv.coded_text`) and stay so; a user's become plain.

    Raises:
        InputError: column names are not text or not unique in upper case, or a column mixes types.
    """
    names = upper_names(frame.columns, place)
    columns = {
        name: _tidy_coded(frame.iloc[:, at], name)
        if coded and is_coded(frame.iloc[:, at])
        else tidy_column(frame.iloc[:, at].rename(name), place)
        for at, name in enumerate(names)
    }
    return pd.DataFrame(columns, index=frame.index, copy=False)


def _tidy_coded(values: pd.Series, name: str) -> pd.Series:
    return respelled_text(values, _blank_to_missing).rename(name)


def tidy_column(values: pd.Series, place: str) -> pd.Series:
    """Return one column with the type and missing values of a `Dataset`.

    Raises:
        InputError: the column mixes types.
    """
    if isinstance(values.dtype, pd.CategoricalDtype):
        values = values.astype(object)
    if isinstance(values.dtype, pd.ArrowDtype):
        values = _from_arrow(values, place)
    if pd.api.types.is_object_dtype(values.dtype):
        values = resolved(values, place)
    if isinstance(values.dtype, pd.StringDtype):
        return _blank_to_missing(values.astype("str"))
    if pd.api.types.is_timedelta64_dtype(values.dtype):
        seconds: pd.Series = values.dt.total_seconds()
        return seconds
    if isinstance(values.dtype, pd.DatetimeTZDtype):
        values = values.dt.tz_localize(None)  # the time that the clock showed, as SAS stores it
    if pd.api.types.is_datetime64_dtype(values.dtype) and values.dtype != "datetime64[s]":
        return values.astype("datetime64[us]")
    return values


def _from_arrow(values: pd.Series, place: str) -> pd.Series:
    plain = arrow_frame(pa.table({str(values.name): pa.array(values)}), place)
    return plain.iloc[:, 0].set_axis(values.index)


def _blank_to_missing(text: pd.Series) -> pd.Series:
    stripped: pd.Series = text.str.rstrip(" ")
    empty = stripped == ""
    return stripped.mask(empty) if empty.any() else stripped
