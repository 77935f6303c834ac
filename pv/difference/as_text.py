"""Values of any type as text that is equal where the values are: 8 and 8.0, a day and its midnight, '' and missing."""

from collections.abc import Mapping, Sequence

import duckdb

from pv.contract.schema import ADDED
from pv.difference.expression import column, constant, function

_TEXT = "VARCHAR"
_FRACTIONS = frozenset({"DOUBLE", "FLOAT", "DECIMAL"})
_INTEGERS = frozenset({"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER"})

#: Column -> DuckDB's name of its type.
Types = Mapping[str, str]


def types_of(rows: duckdb.DuckDBPyRelation) -> Types:
    """Return the columns of a table with their types, but for those that only say where in its file a record is."""
    named_types = zip(rows.columns, map(str, rows.types), strict=True)
    return {name: kind for name, kind in named_types if name not in ADDED}


def as_text(name: str, kind: str, other: str) -> duckdb.Expression:
    """Return a column as text, missing where it is missing or empty.

    Args:
        name: of the column.
        kind: its type, as DuckDB names it.
        other: its type in the other cut: a text is read as a number where the other has numbers.
    """
    value = column(name)
    if kind.partition("(")[0] in _FRACTIONS:
        # A zero has no sign, and a whole number no point.
        return _without(r"\.0$", (value.cast("DOUBLE") + constant(0.0)).cast(_TEXT))
    if kind.startswith("TIMESTAMP"):
        return _without(" 00:00:00$", value.cast(_TEXT))
    if kind != _TEXT:
        return value.cast(_TEXT)
    if other.partition("(")[0] in _FRACTIONS | _INTEGERS:
        value = _without(r"\.0*$", _without(r"(\.\d*[1-9])0+$", value))
    return function("nullif", value, constant(""))


def _without(pattern: str, text: duckdb.Expression) -> duckdb.Expression:
    """Return a text without what matches a pattern; what its group matches stays."""
    kept = r"\1" if pattern.startswith("(") else ""
    return function("regexp_replace", text, constant(pattern), constant(kept))


def named(texts: Mapping[str, duckdb.Expression]) -> duckdb.Expression:
    """Return 'USUBJID=S-017, AESEQ=3': named texts as one, without those that are missing."""
    parts = [function("||", constant(f"{name}="), text) for name, text in texts.items()]
    return function("concat_ws", constant(", "), *parts)


def listed(texts: Sequence[duckdb.Expression]) -> duckdb.Expression:
    """Return texts as a list; of no text an empty one."""
    return function("list_value", *texts).cast("VARCHAR[]")


def digest(texts: Sequence[duckdb.Expression]) -> duckdb.Expression:
    """Return a digest of texts in their order, a missing one apart from every text."""
    parts = [duckdb.CoalesceOperator(text, constant("\x1e")) for text in texts]
    return function("md5", function("concat_ws", constant("\x1f"), *parts))
