"""The statements that make a table of a query.

DuckDB's relations say the same, but plan a query again for each of their steps: half of the time, with few rows.
"""

from sqlglot import exp


def created(name: str, query: str, *, rows: int | None = None) -> str:
    """Return what creates a table of the rows of a query, or of so many of them."""
    chosen = _rows_of(query) if rows is None else _rows_of(query).limit(rows)
    return exp.Create(this=exp.to_table(name), kind="TABLE", expression=chosen).sql(dialect="duckdb")


def inserted(name: str, query: str, **constant: str) -> str:
    """Return what inserts the rows of a query into a table, with constant columns; columns are told by their names.

    A column of the table that the query lacks is missing.
    """
    more = [exp.alias_(exp.Literal.string(value), column) for column, value in constant.items()]
    rows = _rows_of(query).select(*more)
    return exp.Insert(this=exp.to_table(name), expression=rows, by_name=True).sql(dialect="duckdb")


def _rows_of(query: str) -> exp.Select:
    return exp.select("*").from_(exp.func("query", exp.Literal.string(query), dialect="duckdb"))
