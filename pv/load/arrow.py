"""An Arrow table as a pandas frame of the types that a dataset has."""

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pv.errors import InputError, Problem

#: Whole numbers and truth values keep their missing values; pandas' default would make floats and objects of them.
_NULLABLE = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}


def arrow_frame(table: pa.Table, place: str) -> pd.DataFrame:
    """Return the table as a frame: str, Int64, float64, boolean, datetime64[s] for dates, float64 seconds for times.

    Raises:
        InputError: a column has a type without a counterpart in a dataset, or a value does not fit.
    """
    problems = [
        Problem(f"column {field.name} has the type {field.type}", place, "text, numbers, truth values, dates or times")
        for field in table.schema
        if pa.types.is_nested(field.type) or pa.types.is_binary(field.type) or pa.types.is_large_binary(field.type)
    ]
    if problems:
        raise InputError(problems)
    try:
        plain = pa.table([_plain(column) for column in table.columns], names=table.column_names)
        frame: pd.DataFrame = plain.to_pandas(ignore_metadata=True, types_mapper=_NULLABLE.get)
    except (pa.ArrowException, UnicodeDecodeError) as error:
        raise InputError(Problem(f"cannot be converted: {error}", place)) from error
    return frame


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return the column with its type replaced by the one of its kind that a dataset has."""
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    for belongs, types in _CASTS:
        if belongs(column.type):
            for kind in types:
                column = column.cast(kind)
    if pa.types.is_time64(column.type) or pa.types.is_duration(column.type):
        return pc.divide(column.cast(pa.int64()).cast(pa.float64()), 1e9)
    return column


#: Test of a type, and what a column of it is cast to, one after the other.
_CASTS = (
    (pa.types.is_null, (pa.string(),)),
    (pa.types.is_integer, (pa.int64(),)),
    (pa.types.is_floating, (pa.float64(),)),
    (pa.types.is_decimal, (pa.float64(),)),
    (pa.types.is_date, (pa.date32(), pa.timestamp("s"))),
    (pa.types.is_time, (pa.time64("ns"),)),
    (pa.types.is_duration, (pa.duration("ns"),)),
)
