"""The rows of a table that are about one subject or record, and their values as text."""

from datetime import date
from functools import reduce
from operator import and_
from typing import Any

import duckdb

from pv.engine import Engine
from pv.numbers.text import plain, significant

Row = dict[str, Any]


def rows(engine: Engine, table: str, **equals: str | float) -> list[Row]:
    """Return the rows of a table whose columns have these values, missing values as None."""
    conditions = (duckdb.ColumnExpression(name) == duckdb.ConstantExpression(value) for name, value in equals.items())
    relation = engine.relation(table)
    chosen = relation.filter(reduce(and_, conditions)) if equals else relation
    return [dict(zip(chosen.columns, values, strict=True)) for values in chosen.fetchall()]


def shown(value: object) -> str:
    """Return a value as text: dates in ISO 8601, whole numbers without a fraction, 'missing' where there is none."""
    if value is None:
        return "missing"
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, float):
        return plain(value) if value.is_integer() else significant(value)
    return str(value)


def yes(value: object) -> str:
    """Return 'yes' or 'no'."""
    return "yes" if value else "no"


def named(record: Row, *variables: str) -> str:
    """Return the variables that have a value, with it: 'AELLT Tiredness, AEDECOD Fatigue'; 'missing' without any."""
    return ", ".join(f"{name} {shown(record[name])}" for name in variables if record[name] is not None) or "missing"


def nearest_number(wanted: float, known: list[float]) -> str:
    """Return the numbers that there are, the nearest first named."""
    if not known:
        return "the subject has none"
    nearest = min(known, key=lambda number: abs(number - wanted))
    return f"the nearest is {shown(nearest)}; the subject has {len(known)}"
