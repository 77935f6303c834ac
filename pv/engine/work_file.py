"""The DuckDB file that a long run works in: what is finished in it is used by the next run, if nothing has changed."""

import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import duckdb
from sqlglot import exp

from pv.errors import InTheWayError, Problem

# What is finished stands in a schema apart from the tables of the study.
_MAKE = (
    "create schema pv_safety_work",
    "create table pv_safety_work.finished (name varchar)",
    "create table pv_safety_work.run (made_from varchar, state varchar)",
)
_OWN = "select table_name from duckdb_tables() where schema_name = 'pv_safety_work'"
_RUN = "select made_from, state from pv_safety_work.run"
_FINISHED = "select name from pv_safety_work.finished"
_FINISH = "insert into pv_safety_work.finished values (?)"
_SAVE = "insert into pv_safety_work.run values (?, ?)"
_OBJECTS = """
    select 'VIEW' as kind, view_name as name from duckdb_views() where schema_name = 'main' and not internal
    union all select 'TABLE', table_name from duckdb_tables() where schema_name = 'main'
"""


class WorkFile:
    """A DuckDB file with the finished tables of a run.

    A table is finished when its name is in the file, and that is written after the table is: a run that is killed
    leaves no half of one that a later run would take for the whole.

    Attributes:
        path: the file.
        made_from: all that the tables depend on: name -> digest.
        said: what is to be said of an earlier run, a sentence or ''.
        state: what an earlier run that agrees has saved; None: this run begins at the beginning.
        finished: the tables that are whole from that run.
    """

    def __init__(self, path: Path, made_from: Mapping[str, str], *, fresh: bool) -> None:
        """Look at what an earlier run has left.

        Args:
            path: the file; it need not be there.
            made_from: all that the tables depend on: name -> digest.
            fresh: whether what is there is not used, whatever it is.

        Raises:
            InTheWayError: the file is there, and no run has left it.
        """
        self.path, self.made_from = path, dict(made_from)
        self.said = ""
        self.state: dict[str, Any] | None = None
        self.finished: frozenset[str] = frozenset()
        self._kept = False
        self._connection: duckdb.DuckDBPyConnection | None = None
        if path.exists() and not self._looked_at(fresh=fresh):
            self.remove()

    def _looked_at(self, *, fresh: bool) -> bool:
        """Return whether the file that is there is used."""
        try:
            with duckdb.connect(str(self.path), config={"enable_external_access": False}) as connection:
                return self._agrees(connection, fresh=fresh)
        except duckdb.IOException as error:
            if "lock" not in str(error):
                raise InTheWayError(_in_the_way(self.path)) from error
            self.go_apart()
            return False
        except duckdb.Error as error:
            raise InTheWayError(_in_the_way(self.path)) from error

    def _agrees(self, connection: duckdb.DuckDBPyConnection, *, fresh: bool) -> bool:
        """Take over what is finished in a file, where all that it was made from is as it was; return whether it is."""
        own, others = connection.execute(_OWN).fetchall(), connection.execute(_OBJECTS).fetchall()
        if others and not own:
            raise InTheWayError(_in_the_way(self.path))
        found = connection.execute(_RUN).fetchall() if len(own) == len(_MAKE) - 1 else []
        if fresh or not found:
            return False
        made_from = json.loads(found[0][0])
        names = sorted({*made_from, *self.made_from})
        if changed := [name for name in names if made_from.get(name) != self.made_from.get(name)]:
            self.said = f"What an interrupted build had finished is not used: {_listed(changed)} changed since then."
            return False
        finished = frozenset(str(name) for (name,) in connection.execute(_FINISHED).fetchall())
        if not finished <= {name for _, name in others}:
            self.said = "What an interrupted build had finished is not used: a table of it is missing."
            return False
        self.finished = finished
        for kind, name in others:
            if name not in self.finished:
                connection.execute(exp.Drop(tables=[exp.to_table(name)], kind=kind).sql(dialect="duckdb"))
        self.state, self._kept = json.loads(found[0][1]), True
        self.said = f"An interrupted build is continued: {len(self.finished)} tables were finished."
        return True

    def go_apart(self) -> None:
        """Take another file and begin at the beginning, where two builds of one file run at the same time."""
        self.path = self.path.with_name(f"{self.path.name}-{os.getpid()}")
        self.said, self.state, self.finished, self._kept = "", None, frozenset(), False

    def begin(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Take the connection of the database in the file."""
        self._connection = connection
        if self.state is None:
            for statement in _MAKE:
                connection.execute(statement)

    def save(self, tables: Iterable[str], state: Mapping[str, Any]) -> None:
        """Note that the checks are finished: the tables that there are, and what Python needs to go on from them."""
        if self._kept or self._connection is None:
            return
        self._connection.begin()
        self._connection.executemany(_FINISH, [[name] for name in tables])
        self._connection.execute(_SAVE, [json.dumps(self.made_from), json.dumps(state)])
        self._connection.commit()
        self._kept = True

    def finish(self, name: str) -> None:
        """Note that a table is whole; before the checks are finished, nothing is noted."""
        if self._kept and self._connection is not None:
            self._connection.execute(_FINISH, [name])

    def done(self) -> None:
        """Say that the file is not needed any more."""
        self._kept = False

    def leave(self) -> None:
        """Remove the file, unless another run can go on from it."""
        if not self._kept:
            self.remove()

    def remove(self) -> None:
        """Remove the file, with DuckDB's log beside it."""
        for file in (self.path, self.path.with_name(f"{self.path.name}.wal")):
            with suppress(OSError):
                file.unlink()


def _in_the_way(path: Path) -> Problem:
    return Problem(
        "is in the way: it is not what an interrupted build leaves", str(path), "remove it, or write elsewhere"
    )


def _listed(names: list[str], most: int = 3) -> str:
    """Return names as a list of which the verb is 'has' or 'have'."""
    shown = ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")
    return f"{shown} {'has' if len(names) == 1 else 'have'}"
