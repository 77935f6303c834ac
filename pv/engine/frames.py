"""Frames into tables and back: text as text, dates as dates, whole numbers whole."""

from collections.abc import Iterable
from itertools import chain, count

import pandas as pd
import pyarrow as pa


def to_arrow(frame: pd.DataFrame, dates: Iterable[str] = ()) -> pa.Table:
    """Return an Arrow table of a frame: `dates` as date32, text columns as text even where nothing is filled."""
    # Column by column: pyarrow's own conversion of a frame describes the frame beside it, which nothing here reads.
    days = frozenset(dates)
    columns = {str(name): _column(frame[name], day=name in days) for name in frame}
    return pa.table(columns)


def _column(values: pd.Series, *, day: bool) -> pa.Array:
    column = pa.array(values, from_pandas=True)
    kind = column.type
    if day:
        kind = pa.date32()
    elif pa.types.is_null(kind):
        kind = pa.string()
    return column if column.type == kind else column.cast(kind)


def to_pandas(table: pa.Table) -> pd.DataFrame:
    """Return rows as a frame: text as text, dates as dates, whole numbers whole even where some are missing."""
    table = table.rename_columns(_distinct(table.column_names))
    frame: pd.DataFrame = table.to_pandas(date_as_object=False)
    for field in table.schema:
        if pa.types.is_integer(field.type) and table[field.name].null_count:
            frame[field.name] = table[field.name].to_pandas(types_mapper=_WHOLE.get)
    return frame


def _distinct(names: Iterable[str]) -> list[str]:
    """Return the names, one that is there already with a number after it: a, a_1."""
    taken: dict[str, None] = {}
    for name in names:
        others = (f"{name}_{number}" for number in count(1))
        taken[next(free for free in chain([name], others) if free not in taken)] = None
    return list(taken)


_WHOLE = {pa.int64(): pd.Int64Dtype(), pa.int32(): pd.Int32Dtype()}
