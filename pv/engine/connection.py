"""Connect to DuckDB: what a study's database may read and take, and how it plans for few rows and for many."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pv.engine.limits import Limits
from pv.engine.work_file import WorkFile
from pv.errors import OutputError, Problem
from pv.output import system_error

#: Rows that DuckDB gives to a thread at a time: with fewer in every table, a second thread costs and brings nothing.
ROW_GROUP = 122_880
#: What of DuckDB's planning pays with few rows too. With the rest, most of some 400 statements of a report are planned
#: for longer than they run: without it the tables of the pilot take a fifth less, those of 100,000 records the same.
OPTIMISERS = frozenset(
    {
        *("build_side_probe_side", "column_lifetime", "cte_inlining", "deliminator", "empty_result_pullup"),
        *("expression_rewriter", "filter_pullup", "filter_pushdown", "in_clause", "join_order", "materialized_cte"),
        *("top_n", "unnest_rewriter", "unused_columns"),
    }
)

_LEAVE_OUT = "set disabled_optimizers = $names"


def connected(work: WorkFile | None, limits: Limits, folder: Path) -> duckdb.DuckDBPyConnection:
    """Return a connection to an empty database in memory, or to one in a file, set for few rows.

    Args:
        work: the file; None: in memory.
        limits: what it may take.
        folder: where it writes what is more than that.

    Raises:
        OutputError: the file cannot be written.
    """
    # A name in a query is a table of the study, never a Python variable that happens to be called so; and no query
    # reads a file or the network.
    config: dict[str, str | bool | int | float | list[str]] = {
        "python_enable_replacements": False,
        "enable_external_access": False,
        "temp_directory": str(folder),
        **limits.of_database,
    }
    connection = duckdb.connect(config=config) if work is None else _connected_to_file(work, config)
    # What was loaded leaves in the order in which it came.
    connection.execute("set preserve_insertion_order = true")
    set_for_few_rows(connection)
    return connection


def _connected_to_file(
    work: WorkFile, config: dict[str, str | bool | int | float | list[str]]
) -> duckdb.DuckDBPyConnection:
    try:
        return duckdb.connect(str(work.path), config=config)
    except duckdb.IOException as error:
        if "lock" not in str(error):
            number = system_error(error)
            reason = os.strerror(number) if number else str(error)
            raise OutputError(Problem(f"cannot be written: {reason}", str(work.path))) from error
    work.go_apart()
    return duckdb.connect(str(work.path), config=config)


def set_for_few_rows(connection: duckdb.DuckDBPyConnection) -> None:
    """Let one thread work, and leave out what of the planning takes longer than it saves."""
    connection.execute("set threads = 1")
    every = connection.execute("from duckdb_optimizers()").fetchall()
    rest = ",".join(name for (name,) in every if name not in OPTIMISERS)
    connection.execute(_LEAVE_OUT, {"names": rest})


def set_for_many_rows(connection: duckdb.DuckDBPyConnection) -> None:
    """Let as many threads work as there are cores, and the planning do all it can."""
    connection.execute("reset threads")
    connection.execute("reset disabled_optimizers")


@contextmanager
def joined_as_written(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Let a query join its tables in the order in which it names them: the rows of the first go by all others.

    They then keep their order. DuckDB itself keeps in memory what it expects to be fewer rows: of a million events, of
    which it expects a third after their subjects are looked up, the widest.
    """
    (before,) = connection.execute("select current_setting('disabled_optimizers')").fetchall()[0]
    names = [*filter(None, before.split(",")), "join_order", "build_side_probe_side"]
    connection.execute(_LEAVE_OUT, {"names": ",".join(dict.fromkeys(names))})
    try:
        yield
    finally:
        connection.execute(_LEAVE_OUT, {"names": before})
