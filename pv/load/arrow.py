"""An Arrow table as a pandas frame of the types that a dataset has."""

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pv.coded_text import MANY
from pv.coded_text import coded as coded_text
from pv.errors import InputError, Problem

#: Whole numbers and truth values keep their missing values; pandas' default would make floats and objects of them.
_NULLABLE = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}


def arrow_frame(table: pa.Table, place: str, *, coded: bool = False) -> pd.DataFrame:
    """Return the table as a frame: str, Int64, float64, boolean, datetime64[s] for dates, float64 seconds for times.

    Args:
        table: the records.
        place: what they are of, for messages.
        coded: whether text is coded (`pv.coded_text`) where there are many records.

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
        if coded and len(table) > MANY:
            return _coded_frame(table)
        plain = pa.table([_plain(column) for column in table.columns], names=table.column_names)
        frame: pd.DataFrame = plain.to_pandas(ignore_metadata=True, types_mapper=_NULLABLE.get)
    except (pa.ArrowException, UnicodeDecodeError) as error:
        raise InputError(Problem(f"cannot be converted: {error}", place)) from error
    return frame


def _coded_frame(table: pa.Table) -> pd.DataFrame:
    """Return the table as a frame with coded text, one column after the other: what each takes meanwhile is given back.

    Two columns of one name are both there, for the message that says so.
    """
    columns = {
        at: coded_text(column) if _is_text(column.type) else _plain(column).to_pandas(types_mapper=_NULLABLE.get)
        for at, column in enumerate(table.columns)
    }
    return pd.DataFrame(columns, copy=False).set_axis(table.column_names, axis="columns")


def _is_text(kind: pa.DataType) -> bool:
    value = kind.value_type if pa.types.is_dictionary(kind) else kind
    return bool(pa.types.is_string(value) or pa.types.is_large_string(value))


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
