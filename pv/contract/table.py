"""Rows as the table that a contract describes: its columns, in its order, of its types."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from math import nan
from typing import Any

import pandas as pd

from pv.contract.schema import read_contract

Row = Sequence[object] | Mapping[str, object]


def table(name: str, rows: pd.DataFrame | Iterable[Row] = ()) -> pd.DataFrame:
    """Return rows as a table of `schemas/<name>.yaml`; the only place that says what columns a setting table has.

    Args:
        name: of the contract.
        rows: a frame, of which the columns of the contract are kept; or tuples in their order, or mappings, of which
            what one lacks is missing. No rows by default.

    Raises:
        ValueError, TypeError: a value is not of the type of its column.
    """
    types = read_contract(name).columns
    rows = rows if isinstance(rows, pd.DataFrame) else list(rows)
    if not len(rows):
        return _empty(name)
    if isinstance(rows, pd.DataFrame):
        return rows[list(types)].astype(types)
    kinds: Mapping[str, Any] = types  # of pandas, as text
    columns = zip(kinds.items(), _by_column(list(types), rows), strict=True)
    return pd.DataFrame({column: pd.array(values, dtype=kind) for (column, kind), values in columns}, copy=False)


def _by_column(names: Sequence[str], rows: Sequence[Row]) -> Iterator[list[object]]:
    """Yield the values of each column: pandas takes a fourth of the time for columns of what it takes for rows."""
    if isinstance(rows[0], Mapping):
        yield from ([row.get(name, nan) for row in rows] for name in names)  # type: ignore[union-attr]  # all alike
    else:
        yield from map(list, zip(*rows, strict=True))


@cache
def _empty(name: str) -> pd.DataFrame:
    """Return a table without rows, one for all who ask: most settings of most studies have none."""
    return pd.DataFrame(columns=list(read_contract(name).columns)).astype(read_contract(name).columns)


def days(frame: pd.DataFrame) -> tuple[str, ...]:
    """Return the columns of a frame that are days; a database stores them as DATE."""
    return tuple(str(column) for column in frame.columns if frame[column].dtype == "datetime64[s]")
