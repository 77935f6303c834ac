"""The DuckDB file for SQL users: write it from a study's database, query it."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import duckdb
import pandas as pd
from sqlglot import exp

from pv import resources
from pv.contract.grain import grain
from pv.engine import Engine
from pv.engine.new_table import define_table
from pv.engine.user_query import rows_of
from pv.errors import InputError, Problem
from pv.output import system_error

#: DuckDB 1.0 and every later client opens a file in this storage version.
STORAGE_VERSION = "v1.0.0"

#: Derived tables that many others read: the file has their rows, not their SQL. As views they would be planned
#: anew under every reference to them, and a query on the deepest views would take minutes.
STORED = frozenset(
    {
        *("adverse_event", "counted_set", "death", "event_key", "lab_grade", "lab_standard", "subject", "term_count"),
        "term_key",
    }
)

#: DuckDB's storage format: a checksum of eight bytes, then these.
_SIGNATURE, _SIGNATURE_AT = b"DUCK", 8

#: What DuckDB calls a disk that is full: while it writes tables, the log, and the file from the log.
_FULL = (duckdb.IOException, duckdb.TransactionException, duckdb.FatalException)


def export(
    engine: Engine,
    target: Path,
    views: Mapping[str, str],
    comments: Mapping[str, tuple[str, Mapping[str, str]]],
    written: Callable[[int], object] = lambda _rows: None,
) -> None:
    """Write every table of the engine to a DuckDB file; the names in `views` become views of their SQL file.

    Args:
        engine: the filled database.
        target: the file, not there yet.
        views: name of a derived table -> path of its SQL file, in the order of their references.
        comments: name -> (comment of the table, comment of each column).
        written: called with the number of rows of each table, when it is written.

    Raises:
        OSError: the file cannot be written.
    """
    try:
        _write(engine, target, views, comments, written)
    except _FULL as error:
        number = system_error(error)
        raise (OSError(number, os.strerror(number), str(target)) if number else OSError(str(error))) from error


def _write(
    engine: Engine,
    path: Path,
    views: Mapping[str, str],
    comments: Mapping[str, tuple[str, Mapping[str, str]]],
    written: Callable[[int], object],
) -> None:
    config: dict[str, str | bool | int | float | list[str]] = {"storage_compatibility_version": STORAGE_VERSION}
    with duckdb.connect(str(path), config=config | engine.limits.of_writing) as connection:
        connection.begin()  # written to the disk once, not after each of a thousand comments
        for name in engine.tables():
            # A view is bound when it is made, and with it every view below it, once a reference: seconds for the
            # deepest. So each first stands there as a table without rows, and what reads it is made before it.
            _write_table(engine, connection, name, rows=name not in views)
            written(len(connection.table(name)))
        for name, file in reversed([*views.items()]):
            connection.execute(exp.Drop(tables=[exp.to_table(name)], kind="TABLE").sql(dialect="duckdb"))
            # The text as it stands: parsing a hundred files takes a third of a second.
            view = exp.Create(this=exp.to_table(name), kind="VIEW", expression=exp.Var(this=resources.read(file)))
            connection.execute(view.sql(dialect="duckdb", copy=False))
            _comment(connection, name, "VIEW", *comments.get(name, ("", {})))
        for name in sorted(comments.keys() - views.keys()):
            _comment(connection, name, "TABLE", *comments[name])
        connection.commit()
        # Closing makes the file from the log, too, but does not say where that fails: the file would have no tables.
        connection.execute("checkpoint")


def _write_table(engine: Engine, connection: duckdb.DuckDBPyConnection, name: str, *, rows: bool) -> None:
    """Write a table, or only its columns, to the file that a connection is to."""
    found = engine.ordered(name, grain(name)) if rows else engine.relation(name).limit(0)
    empty = engine.empty_columns(name) if rows else []
    if empty:
        define_table(connection, name, found, empty)
        filled = [duckdb.ColumnExpression(column) for column in found.columns if column not in empty]
        connection.from_arrow(found.select(*filled).to_arrow_reader()).insert_into(name)
    else:
        # By pieces: a whole table may be more than the memory holds.
        connection.from_arrow(found.to_arrow_reader()).create(name)


def _comment(
    connection: duckdb.DuckDBPyConnection, name: str, kind: str, text: str, columns: Mapping[str, str]
) -> None:
    """Set the comment of a table or view and of its columns."""
    present = set(connection.table(name).columns)
    targets: list[tuple[str, exp.Expression, str]] = [(kind, exp.to_table(name), text)]
    targets += [("COLUMN", exp.column(column, name), note) for column, note in columns.items() if column in present]
    said = (exp.Comment(this=where, kind=what, expression=exp.Literal.string(note)) for what, where, note in targets)
    connection.execute(";\n".join(comment.sql(dialect="duckdb", copy=False) for comment in said))


def query_file(path: Path, query: str) -> pd.DataFrame:
    """Return the rows of a query on a DuckDB file, opened for reading only; no other file is read or written.

    Raises:
        InputError: the file is not a DuckDB file, or the query is not valid; DuckDB's own message follows ours.
    """
    with opened_file(path) as connection:
        try:
            return rows_of(connection, query, str(path))
        except duckdb.Error as error:
            raise _not_opened(path, error) from error


def opened_file(path: Path, limits: Mapping[str, str] | None = None) -> duckdb.DuckDBPyConnection:
    """Return a connection to a DuckDB file, for reading only; no other file is read or written by it.

    Args:
        path: the file.
        limits: DuckDB's settings of what the connection may take.

    Raises:
        InputError: there is no such file, or it is not a DuckDB file.
    """
    if not path.is_file():
        raise InputError(Problem("there is no such file", str(path), "`pv-safety build STUDY` writes one"))
    try:
        if not is_database(path):
            raise InputError(Problem("is not a DuckDB file", str(path), "`pv-safety build STUDY` writes one"))
        return duckdb.connect(str(path), read_only=True, config={"enable_external_access": False, **(limits or {})})
    except (OSError, duckdb.Error) as error:
        raise _not_opened(path, error) from error


def is_database(path: Path) -> bool:
    """Return whether a file begins as a DuckDB file does."""
    with path.open("rb") as file:
        return file.read(len(_SIGNATURE) + _SIGNATURE_AT)[_SIGNATURE_AT:] == _SIGNATURE


def _not_opened(path: Path, error: Exception) -> InputError:
    return InputError(Problem(f"cannot be opened: {error}", str(path)))
