"""A database that SQL files fill: the tables of a study are planned, and made when they are first read."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from pv import resources
from pv.engine.connection import joined_as_written
from pv.engine.database import Database
from pv.engine.frames import to_pandas
from pv.engine.limits import NO_LIMITS, Limits
from pv.engine.made_of import created, inserted
from pv.engine.sql_file import (
    is_joined_as_written,
    is_made_by_ranges,
    is_view,
    needed_rows,
    references,
    states_order,
)
from pv.engine.work_file import WorkFile

#: The table of one row that says which subjects are counted.
SUBJECT_RANGE = "subject_range"


class Engine(Database):
    """A database in DuckDB, filled table by table."""

    #: What else derives tables, with its version: nothing but DuckDB.
    software: Mapping[str, str] = MappingProxyType({})

    #: What copies Parquet from a URL to a file of this machine, and says whether there is any; DuckDB reads none.
    copy_parquet: Callable[[str, Path], bool] | None = None

    def __init__(
        self, made: Callable[[int], None] | None = None, limits: Limits = NO_LIMITS, work: WorkFile | None = None
    ) -> None:
        """Open an empty database, as `Database` does.

        Args:
            made: called with the number of rows whenever a table that was planned is made.
            limits: what it may take.
            work: the file that it is in; None: in memory.

        Raises:
            SettingError: nothing can be written in the folder that it would spill to.
            OutputError: the file cannot be written.
        """
        super().__init__(limits, work)
        #: Table -> what makes it, until something reads it: most questions need few of the tables.
        self._later: dict[str, Callable[[], object]] = {}
        #: Table -> the SQL file that makes it.
        self._planned: dict[str, str] = {}
        #: Table that Python finishes -> the SQL files that it begins with.
        self._begun_by: dict[str, tuple[str, ...]] = {}
        self._made = made
        #: Tables that only other tables are made of: no list has them and no file gets them.
        self._inner: set[str] = set()
        #: In how many ranges of subjects the largest tables are made, one after the other.
        self.ranges = 1
        #: The tables that an earlier run has finished: they are there already.
        self._kept = set(self._tables)

    def save(self, state: Mapping[str, Any] | None) -> None:
        """Keep what there is in the file that the database is in, for a later run to go on from; None: keep nothing."""
        if self.work is not None and state is not None:
            # Frames that nothing has read yet are there for this run alone.
            self.ready([name for name in self._later if name not in self._planned and name not in self._begun_by])
            self.work.save(sorted(self._tables), state)

    def hold(self, name: str, frame: pd.DataFrame, dates: Iterable[str] = ()) -> None:
        """Keep a frame that nobody changes, to load it as the table `name` when something first reads it."""
        self.drop(name)
        self._later[name] = lambda: self.load(name, frame, dates)
        self._has_rows[name] = len(frame) > 0

    def collect(self, name: str, frame: pd.DataFrame, paths: Iterable[str]) -> None:
        """Create the table `name`: the rows of a frame, then those of SQL files, each with its stem as `rule`.

        The rows of a file go from table to table, however many there are. A column that a file lacks is missing.
        """
        self.load(name, frame)
        with self._whole(name):
            for path in paths:
                self.ready(references(path))
                self.connection.execute(inserted(name, resources.read(path), rule=Path(path).stem))
            self._has_rows.pop(name, None)

    @property
    def inner(self) -> frozenset[str]:
        """The tables that only others are made of."""
        return frozenset(self._inner)

    def keep_inner(self, *names: str) -> None:
        """Leave tables that only others are made of out of the list of all tables."""
        self._inner.update(names)

    def later(self, name: str, make: Callable[[], pd.DataFrame | None], paths: Iterable[str] = ()) -> None:
        """Plan the table `name`: `make` gives its rows, from what SQL files give, or makes it itself.

        That is when something first reads it.
        """

        def made() -> None:
            rows = make()
            if rows is not None:
                self.load(name, rows)

        if name not in self._kept:
            self._later[name] = made
        self._begun_by[name] = tuple(paths)

    def plan(self, paths: Iterable[str]) -> tuple[str, ...]:
        """Plan the tables of SQL files, each to be derived when it is first read; return their names."""
        named = {Path(path).stem: path for path in paths}
        for name, path in named.items():
            if name not in self._kept:
                self._later[name] = partial(self.derive, path)
        self._planned |= named
        return tuple(named)

    def ready(self, names: Iterable[str]) -> None:
        """Make those of the tables that are planned and not made yet, with those that they read."""
        for name in sorted(names):
            make = self._later.get(name)
            if make is None:
                continue
            try:
                make()
            except BaseException:
                self._later[name] = make  # who was interrupted may ask again
                raise
            self._later.pop(name, None)
            if self.work is not None:
                self.work.finish(name)
            if self._made is not None:
                self._made(self._records(name))

    def _records(self, name: str) -> int:
        """Return how many records were written to make a table."""
        path = self._planned.get(name)
        return 0 if path and is_view(path) else len(self.connection.table(name))

    def pending(self, names: Iterable[str]) -> frozenset[str]:
        """Return those of the tables that are not made yet, with those that they read: what `ready` would make."""
        found: set[str] = set()
        asked = {*names}
        while asked := (asked & self._later.keys()) - found:
            found |= asked
            planned = [self._planned[name] for name in asked if name in self._planned]
            paths = [*planned, *(path for name in asked for path in self._begun_by.get(name, ()))]
            asked = {name for path in paths for name in references(path)}
        return frozenset(found)

    def derive(self, path: str) -> str:
        """Create the table that a SQL file answers, named after the file, and return its name."""
        name, query = Path(path).stem, resources.read(path)
        self.ready(references(path))
        with self._whole(name):
            if is_view(path):
                self.connection.sql(query).create_view(name, replace=False)
            elif not self.may_find(path):
                self.connection.execute(created(name, query, rows=0))
            elif is_made_by_ranges(path) and self.ranges > 1:
                self.connection.execute(created(name, query, rows=0))
                self._insert_by_ranges(name, path)
            elif is_joined_as_written(path):
                with joined_as_written(self.connection):
                    self.connection.execute(created(name, query))
            else:
                self.connection.execute(created(name, query))
        return name

    def _insert_by_ranges(self, name: str, path: str) -> None:
        """Insert the rows of a SQL file that reads `subject_range`, of some of its subjects after those of others."""
        whole = self.table(SUBJECT_RANGE)
        first, last = (int(bound) for bound in whole.iloc[0])
        size = -(-(last - first + 1) // self.ranges)
        try:
            with self._at_once():
                for start in range(first, last + 1, size):
                    self.load(SUBJECT_RANGE, whole.assign(first_subject=start, last_subject=start + size - 1))
                    self.connection.execute(inserted(name, resources.read(path)))
                self.load(SUBJECT_RANGE, whole)
        except BaseException:
            self._tables.add(SUBJECT_RANGE)
            self.load(SUBJECT_RANGE, whole)
            raise

    def drop(self, name: str) -> None:
        """Remove a table, if it is there, and its plan."""
        for known in (self._later, self._planned, self._begun_by):
            known.pop(name, None)
        self._kept.discard(name)
        super().drop(name)

    def run(self, path: str) -> pd.DataFrame:
        """Return the rows of a SQL file."""
        return to_pandas(self.rows(path))

    def rows(self, path: str) -> pa.Table:
        """Return the rows of a SQL file as they leave the database."""
        self.ready(references(path))
        return self.connection.sql(resources.read(path)).to_arrow_table()

    def may_find(self, path: str) -> bool:
        """Return whether a SQL file can give a row: the table without whose rows it gives none has some."""
        name = needed_rows(path)
        return name is None or self.has_rows(name)

    def has_rows(self, name: str) -> bool:
        """Return whether a table has any row; what a planned one needs is looked at before it is made."""
        path = self._planned.get(name)
        if name not in self._has_rows and path is not None and not self.may_find(path):
            self._has_rows[name] = False
        return super().has_rows(name)

    def table(self, name: str) -> pd.DataFrame:
        """Return all rows of a table, as `ordered` has them."""
        return to_pandas(self.ordered(name).to_arrow_table())

    def ordered(self, name: str, key: Sequence[str] = ()) -> duckdb.DuckDBPyRelation:
        """Return a table in an order that no thread decides: the stated one, that of its columns, or as loaded.

        Args:
            name: of the table.
            key: columns in which no two rows agree: those after the last of them order nothing, and are not compared;
                nor are those of records that were joined as written, which DuckDB has in the order of the file.
        """
        rows, path = self.relation(name), self._planned.get(name)
        if path is None or states_order(path) or (key and is_joined_as_written(path)):
            return rows
        columns = rows.columns[: 1 + max(map(rows.columns.index, key))] if key else rows.columns
        return rows.sort(*map(duckdb.ColumnExpression, columns))

    def relation(self, name: str) -> duckdb.DuckDBPyRelation:
        """Return a table as DuckDB has it, to read some of its rows; a planned one is made first."""
        self.ready([name])
        return super().relation(name)

    def tables(self) -> list[str]:
        """Return the names of all tables, made or planned, sorted; those that are kept inner are not named."""
        return sorted({*self._tables, *self._later} - self._inner)
