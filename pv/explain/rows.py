"""The rows of a table that are about one subject or record, and their values as text."""

from functools import reduce
from operator import and_
from typing import Any

import duckdb
import pandas as pd

from pv.engine import Engine, to_pandas

Row = dict[str, Any]


def rows(engine: Engine, table: str, **equals: str | float) -> list[Row]:
    """Return the rows of a table whose columns have these values, missing values as None."""
    conditions = (duckdb.ColumnExpression(name) == duckdb.ConstantExpression(value) for name, value in equals.items())
    relation = engine.connection.table(table)
    frame = to_pandas(relation.filter(reduce(and_, conditions)) if equals else relation)
    plain = frame.astype(object).where(frame.notna(), None)
    return [{str(name): value for name, value in record.items()} for record in plain.to_dict("records")]


def shown(value: object) -> str:
    """Return a value as text: dates in ISO 8601, whole numbers without a fraction, 'missing' where there is none."""
    if value is None:
        return "missing"
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)


def nearest_number(wanted: float, known: list[float]) -> str:
    """Return the numbers that there are, the nearest first named."""
    if not known:
        return "the subject has none"
    return f"the nearest is {min(known, key=lambda number: abs(number - wanted)):g}; the subject has {len(known)}"
