"""A DuckDB database: the tables that it has, made from frames and from each other, each whole or not there."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import reduce
from shutil import rmtree
from weakref import finalize

import duckdb
import pandas as pd
from sqlglot import exp

from pv.engine.connection import ROW_GROUP, connected, set_for_many_rows
from pv.engine.frames import to_arrow
from pv.engine.limits import NO_LIMITS, Limits
from pv.engine.new_table import create_table
from pv.engine.work_file import WorkFile

_SIZES = "select estimated_size from duckdb_tables()"


class Database:
    """A DuckDB database and its tables."""

    def __init__(self, limits: Limits = NO_LIMITS, work: WorkFile | None = None) -> None:
        """Open an empty database in memory, or one in a file with what an earlier run has finished.

        Args:
            limits: what it may take.
            work: the file; None: in memory.

        Raises:
            SettingError: nothing can be written in the folder that it would spill to.
            OutputError: the file cannot be written.
        """
        self.limits, self.work = limits, work
        folder = limits.folder()
        # Also where nobody closes it: at the latest when Python ends. Only a process that is killed leaves it.
        self._remove_folder = finalize(self, rmtree, folder, ignore_errors=True)
        self.connection = connected(work, limits, folder)
        #: The tables that there are.
        self._tables: set[str] = set()
        #: Those of them that are views of several.
        self._gathered: set[str] = set()
        #: Table -> does it have rows, where that is known.
        self._has_rows: dict[str, bool] = {}
        if work is not None:
            self._begin(work)

    def _begin(self, work: WorkFile) -> None:
        """Take over what is finished in the file."""
        self._leave = finalize(self, work.leave)
        work.begin(self.connection)
        self._tables |= work.finished
        if any(size > ROW_GROUP for (size,) in self.connection.execute(_SIZES).fetchall()):
            set_for_many_rows(self.connection)

    def load(self, name: str, frame: pd.DataFrame, dates: Iterable[str] = ()) -> None:
        """Create or replace the table `name`; the columns in `dates` become DATE, all-missing text stays text."""
        table = to_arrow(frame, dates)
        self.drop(name)
        with self._whole(name):
            create_table(self.connection, name, table)
        self._has_rows[name] = table.num_rows > 0
        if table.num_rows > ROW_GROUP:
            set_for_many_rows(self.connection)

    def rename(self, name: str, new: str) -> bool:
        """Give a table another name; return whether it was there: one that is only planned is not."""
        if name not in self._tables:
            return False
        self.drop(new)
        self.connection.execute(exp.rename_table(name, new).sql(dialect="duckdb"))
        self._tables.add(new)
        self._has_rows[new] = self._has_rows.get(name, True)
        self._forget(name)
        return True

    def copied(self, name: str, new: str) -> bool:
        """Give a table another name beside its own; return whether it was there, as `rename` does."""
        if name not in self._tables:
            return False
        self.drop(new)
        with self._whole(new):
            self.relation(name).create(new)
        return True

    def split_off(self, name: str, new: str, column: str, values: pd.Series) -> None:
        """Move the rows of a table with these values of a column, each in it once, to the new table `new`."""
        chosen = self.connection.from_arrow(to_arrow(values.to_frame(column)))
        with self._whole(new):
            self.relation(name).join(chosen, column, how="semi").order(column).create(new)
            there = exp.column(column).isin(query=exp.select(column).from_(exp.to_table(new)))
            self.connection.execute(exp.delete(exp.to_table(name), where=there).sql(dialect="duckdb"))
        for table in (name, new):
            self._has_rows.pop(table, None)

    def gather(self, name: str, tables: Mapping[str, str], columns: Iterable[str]) -> None:
        """Create the view `name`: columns of other tables one below the other, `dataset` says of which.

        Args:
            name: of the view, which is dropped before any of the tables is read under another name.
            tables: the text of `dataset` -> the table, in their order.
            columns: that every table has.
        """
        filled = {text: table for text, table in tables.items() if self.has_rows(table)} or tables
        parts = [
            self.relation(table).select(duckdb.ConstantExpression(text).alias("dataset"), *columns)
            for text, table in filled.items()
        ]
        with self._whole(name):
            reduce(duckdb.DuckDBPyRelation.union, parts).create_view(name)
        self._gathered.add(name)

    def drop(self, name: str) -> None:
        """Remove a table, if it is there."""
        if name in self._tables:
            self.connection.execute(_drop(name, "VIEW" if name in self._gathered else "TABLE"))
        self._forget(name)

    def _forget(self, name: str) -> None:
        self._tables.discard(name)
        self._gathered.discard(name)
        self._has_rows.pop(name, None)

    def has_rows(self, name: str) -> bool:
        """Return whether a table has any row."""
        if name not in self._has_rows:
            self._has_rows[name] = bool(self.relation(name).limit(1).fetchall())
        return self._has_rows[name]

    def empty_columns(self, name: str) -> list[str]:
        """Return the columns of a large table that have no value; in a small one none is looked for."""
        rows = self.relation(name)
        if len(rows) <= ROW_GROUP:
            return []
        counted = [duckdb.FunctionExpression("count", duckdb.ColumnExpression(column)) for column in rows.columns]
        values = rows.aggregate(counted).fetchall()[0]
        return [column for column, count in zip(rows.columns, values, strict=True) if not count]

    def relation(self, name: str) -> duckdb.DuckDBPyRelation:
        """Return a table as DuckDB has it, to read some of its rows."""
        return self.connection.table(name)

    def close(self) -> None:
        """Close the database, and remove what it has spilled, and its file where no other run can go on from it."""
        self.connection.close()
        self._remove_folder()
        if self.work is not None:
            self._leave()  # once: another run may have begun a file of that name since

    @contextmanager
    def _whole(self, name: str) -> Iterator[None]:
        """Know a table when it is made; leave nothing of one whose making fails or is interrupted."""
        try:
            yield
            self._tables.add(name)
        except BaseException:
            self._forget(name)
            with suppress(duckdb.Error):
                self.connection.execute(_drop(name, "TABLE"))
            raise

    @contextmanager
    def _at_once(self) -> Iterator[None]:
        """Let a file have all that is done inside, or nothing: a run may be killed between two of its steps."""
        if self.work is None:
            yield
            return
        self.connection.begin()
        try:
            yield
        except BaseException:
            self.connection.rollback()
            raise
        self.connection.commit()


def _drop(name: str, kind: str) -> str:
    return exp.Drop(tables=[exp.to_table(name)], kind=kind, exists=True).sql(dialect="duckdb")
