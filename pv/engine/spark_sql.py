"""The SQL files in the dialect of Spark: sqlglot translates; what would give another number there is in one table."""

from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType

from sqlglot import exp

from pv.engine.sql_file import parse, references


@cache
def spark_sql(path: str, prefix: str = "") -> str:
    """Return the query of a SQL file as Spark runs it, with the rows that DuckDB gives.

    Args:
        path: of the SQL file.
        prefix: what the names of tables begin with on Spark.
    """
    tree = parse(path).copy()
    for table in tree.find_all(exp.Table):
        if prefix and table.name in references(path):
            table.replace(exp.alias_(exp.to_table(prefix + table.name), table.alias_or_name, table=True))
    for node in reversed([*tree.walk()]):  # what is inside before what is around it
        change = _DIFFERENT.get(type(node))
        changed = node if change is None else change(node)
        if changed is not node:
            node.replace(changed)
    return tree.sql(dialect="spark", comments=False)


def _double(number: exp.Expr) -> exp.Expr:
    """Return 100.0 as a double: of DECIMAL, which it is in Spark, a quotient is rounded."""
    if number.is_string or "." not in number.name:
        return number
    return exp.cast(exp.Literal.string(number.name), "double")


def _unordered(terms: exp.Expr) -> exp.Expr:
    """Return what is summed without an order, which no sum of Spark has: its last digits may differ."""
    return terms.this if isinstance(terms.parent, _SUMS) else terms


def _bigint(number: exp.Expr) -> exp.Expr:
    """Return a whole number, INT in Spark, as the BIGINT that it is in DuckDB."""
    return exp.cast(number.copy(), "bigint")


def _numbered(window: exp.Expr) -> exp.Expr:
    return _bigint(window) if isinstance(window.this, exp.RowNumber) else window


def _capitals(upper: exp.Expr) -> exp.Expr:
    """Return a text in capitals, a letter for a letter: Java makes two of a sharp s."""
    return exp.Upper(this=exp.func("replace", upper.this.copy(), exp.Literal.string("ß"), exp.Literal.string("ẞ")))


_SUMS = (exp.Avg, exp.StddevSamp, exp.Sum)

#: What both have and give differently.
_DIFFERENT: Mapping[type[exp.Expr], Callable[[exp.Expr], exp.Expr]] = MappingProxyType(
    {
        exp.DateDiff: _bigint,
        exp.Literal: _double,
        exp.Order: _unordered,
        exp.Upper: _capitals,
        exp.Window: _numbered,
    }
)
