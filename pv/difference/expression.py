"""Parts of DuckDB's expressions, by short names."""

import duckdb


def column(name: str) -> duckdb.Expression:
    """Return a column."""
    return duckdb.ColumnExpression(name)


def constant(value: object) -> duckdb.Expression:
    """Return a constant."""
    return duckdb.ConstantExpression(value)


def is_value(name: str, value: str) -> duckdb.Expression:
    """Return whether a column has a value."""
    return column(name) == constant(value)


def function(name: str, *arguments: duckdb.Expression) -> duckdb.Expression:
    """Return what a function of DuckDB gives."""
    return duckdb.FunctionExpression(name, *arguments)
