"""Rows as the table that a contract describes: its columns, in its order, of its types."""

from collections.abc import Iterable, Mapping, Sequence

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
    frame = rows[list(types)] if isinstance(rows, pd.DataFrame) else pd.DataFrame(list(rows), columns=list(types))
    return frame.astype(types)


def days(frame: pd.DataFrame) -> tuple[str, ...]:
    """Return the columns of a frame that are days; a database stores them as DATE."""
    return tuple(str(column) for column in frame.columns if frame[column].dtype == "datetime64[s]")
