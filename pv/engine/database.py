"""A DuckDB database that SQL files fill: tables from frames, and derived ones made when they are first read."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial, reduce
from pathlib import Path
from shutil import rmtree
from types import MappingProxyType
from typing import Any
from weakref import finalize

import duckdb
import pandas as pd
import pyarrow as pa
from sqlglot import exp

from pv import resources
from pv.engine.frames import to_arrow, to_pandas
from pv.engine.limits import NO_LIMITS, Limits
from pv.engine.sql_file import is_made_by_ranges, is_view, needed_rows, references, states_order
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

_SIZES = "select estimated_size from duckdb_tables()"

#: The table of one row that says which subjects are counted.
SUBJECT_RANGE = "subject_range"


class Engine:
    """A DuckDB database in memory, filled table by table."""

    #: What else derives tables, with its version: nothing but DuckDB.
    software: Mapping[str, str] = MappingProxyType({})

    #: What copies Parquet from a URL to a file of this machine, and says whether there is any; DuckDB reads none.
    copy_parquet: Callable[[str, Path], bool] | None = None

    def __init__(
        self, made: Callable[[int], None] | None = None, limits: Limits = NO_LIMITS, work: WorkFile | None = None
    ) -> None:
        """Open an empty database in memory, or one in a file with what an earlier run has finished.

        Args:
            made: called with the number of rows whenever a table that was planned is made.
            limits: what it may take.
            work: the file; None: in memory.

        Raises:
            SettingError: nothing can be written in the folder that it would spill to.
            OutputError: the file cannot be written.
        """
        # A name in a query is a table of the study, never a Python variable that happens to be called so; and no query
        # reads a file or the network.
        self.limits = limits
        folder = limits.folder()
        # Also where nobody closes it: at the latest when Python ends. Only a process that is killed leaves it.
        self._remove_folder = finalize(self, rmtree, folder, ignore_errors=True)
        config: dict[str, str | bool | int | float | list[str]] = {
            "python_enable_replacements": False,
            "enable_external_access": False,
            "temp_directory": str(folder),
        }
        self.connection = _connected(work, config | limits.of_database)
        # What was loaded leaves in the order in which it came.
        self.connection.execute("set preserve_insertion_order = true")
        self._set_for_few_rows()
        #: The tables made.
        self._tables: set[str] = set()
        #: Table -> does it have rows, where that is known.
        self._has_rows: dict[str, bool] = {}
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
        self.work = work
        #: The tables that an earlier run has finished: they are there already.
        self._kept: set[str] = set()
        if work is not None:
            self._begin(work)

    def _begin(self, work: WorkFile) -> None:
        """Take over what is finished in the file."""
        self._leave = finalize(self, work.leave)
        work.begin(self.connection)
        self._tables |= work.finished
        self._kept |= work.finished
        if any(size > ROW_GROUP for (size,) in self.connection.execute(_SIZES).fetchall()):
            self._set_for_many_rows()

    def save(self, state: Mapping[str, Any] | None) -> None:
        """Keep what there is in the file that the database is in, for a later run to go on from; None: keep nothing."""
        if self.work is not None and state is not None:
            # Frames that nothing has read yet are there for this run alone.
            self.ready([name for name in self._later if name not in self._planned and name not in self._begun_by])
            self.work.save(sorted(self._tables), state)

    def _set_for_few_rows(self) -> None:
        self.connection.execute("set threads = 1")
        every = self.connection.execute("from duckdb_optimizers()").fetchall()
        rest = ",".join(name for (name,) in every if name not in OPTIMISERS)
        self.connection.execute("set disabled_optimizers = $rest", {"rest": rest})

    def _set_for_many_rows(self) -> None:
        self.connection.execute("reset threads")  # as many as there are cores
        self.connection.execute("reset disabled_optimizers")

    def load(self, name: str, frame: pd.DataFrame, dates: Iterable[str] = ()) -> None:
        """Create or replace the table `name`; the columns in `dates` become DATE, all-missing text stays text."""
        table = to_arrow(frame, dates)
        self.drop(name)
        with self._whole(name):
            self.connection.from_arrow(table).create(name)
            self._tables.add(name)
            self._has_rows[name] = table.num_rows > 0
        if table.num_rows > ROW_GROUP:
            self._set_for_many_rows()

    def hold(self, name: str, frame: pd.DataFrame, dates: Iterable[str] = ()) -> None:
        """Keep a frame that nobody changes, to load it as the table `name` when something first reads it."""
        self.drop(name)
        self._later[name] = lambda: self.load(name, frame, dates)
        self._has_rows[name] = len(frame) > 0

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

    def split_off(self, name: str, new: str, column: str, values: pd.Series) -> None:
        """Move the rows of a table with these values of a column, each in it once, to the new table `new`."""
        chosen = self.connection.from_arrow(to_arrow(values.to_frame(column)))
        with self._whole(new):
            self.relation(name).join(chosen, column, how="semi").order(column).create(new)
            self._tables.add(new)
            there = exp.column(column).isin(query=exp.select(column).from_(exp.to_table(new)))
            self.connection.execute(exp.delete(exp.to_table(name), where=there).sql(dialect="duckdb"))
        for table in (name, new):
            self._has_rows.pop(table, None)

    def copied(self, name: str, new: str) -> bool:
        """Give a table another name beside its own; return whether it was there, as `rename` does."""
        if name not in self._tables:
            return False
        self.drop(new)
        with self._whole(new):
            self.relation(name).create(new)
            self._tables.add(new)
        return True

    def gather(self, name: str, tables: Mapping[str, str], columns: Iterable[str]) -> None:
        """Create the table `name`: columns of other tables one below the other, `dataset` says of which.

        Args:
            name: of the new table.
            tables: the text of `dataset` -> the table, in their order.
            columns: that every table has.
        """
        filled = {text: table for text, table in tables.items() if self.has_rows(table)} or tables
        parts = [
            self.relation(table).select(duckdb.ConstantExpression(text).alias("dataset"), *columns)
            for text, table in filled.items()
        ]
        with self._whole(name):
            reduce(duckdb.DuckDBPyRelation.union, parts).create(name)
            self._tables.add(name)

    def collect(self, name: str, frame: pd.DataFrame, paths: Iterable[str]) -> None:
        """Create the table `name`: the rows of a frame, then those of SQL files, each with its stem as `rule`.

        The rows of a file go from table to table, however many there are. A column that a file lacks is missing.
        """
        self.load(name, frame)
        with self._whole(name):
            for path in paths:
                self.ready(references(path))
                rows = self.connection.sql(resources.read(path))
                nothing = duckdb.ConstantExpression(None)
                has = {column: duckdb.ColumnExpression(column) for column in rows.columns}
                has["rule"] = duckdb.ConstantExpression(Path(path).stem)
                rows.select(*(has.get(str(column), nothing) for column in frame.columns)).insert_into(name)
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
        name = Path(path).stem
        self.ready(references(path))
        with self._whole(name):
            rows = self.connection.sql(resources.read(path))
            if is_view(path):
                rows.create_view(name, replace=False)
            elif not self.may_find(path):
                rows.limit(0).create(name)
            elif is_made_by_ranges(path) and self.ranges > 1:
                rows.limit(0).create(name)
                self._insert_by_ranges(name, path)
            else:
                rows.create(name)
            self._tables.add(name)
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
                    self.connection.sql(resources.read(path)).insert_into(name)
                self.load(SUBJECT_RANGE, whole)
        except BaseException:
            self._tables.add(SUBJECT_RANGE)
            self.load(SUBJECT_RANGE, whole)
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

    @contextmanager
    def _whole(self, name: str) -> Iterator[None]:
        """Leave nothing of a table whose making fails or is interrupted."""
        try:
            yield
        except BaseException:
            self._forget(name)
            with suppress(duckdb.Error):
                self.connection.execute(_drop(name))
            raise

    def drop(self, name: str) -> None:
        """Remove a table, if it is there."""
        for known in (self._later, self._planned, self._begun_by):
            known.pop(name, None)
        self._kept.discard(name)
        if name in self._tables:
            self.connection.execute(_drop(name))
        self._forget(name)

    def _forget(self, name: str) -> None:
        self._tables.discard(name)
        self._has_rows.pop(name, None)

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
        if name not in self._has_rows:
            path = self._planned.get(name)
            self._has_rows[name] = (path is None or self.may_find(path)) and bool(
                self.relation(name).limit(1).fetchall()
            )
        return self._has_rows[name]

    def table(self, name: str) -> pd.DataFrame:
        """Return all rows of a table, as `ordered` has them."""
        return to_pandas(self.ordered(name).to_arrow_table())

    def ordered(self, name: str, key: Sequence[str] = ()) -> duckdb.DuckDBPyRelation:
        """Return a table in an order that no thread decides: the stated one, that of its columns, or as loaded.

        Args:
            name: of the table.
            key: columns in which no two rows agree: those after the last of them order nothing, and are not compared.
        """
        rows, path = self.relation(name), self._planned.get(name)
        if path is None or states_order(path):
            return rows
        columns = rows.columns[: 1 + max(map(rows.columns.index, key))] if key else rows.columns
        return rows.sort(*map(duckdb.ColumnExpression, columns))

    def relation(self, name: str) -> duckdb.DuckDBPyRelation:
        """Return a table as DuckDB has it, to read some of its rows."""
        self.ready([name])
        return self.connection.table(name)

    def tables(self) -> list[str]:
        """Return the names of all tables, made or planned, sorted; those that are kept inner are not named."""
        return sorted({*self._tables, *self._later} - self._inner)

    def close(self) -> None:
        """Close the database, and remove what it has spilled, and its file where no other run can go on from it."""
        self.connection.close()
        self._remove_folder()
        if self.work is not None:
            self._leave()  # once: another run may have begun a file of that name since


def _connected(
    work: WorkFile | None, config: dict[str, str | bool | int | float | list[str]]
) -> duckdb.DuckDBPyConnection:
    """Return a connection to a database in memory, or in a file."""
    if work is None:
        return duckdb.connect(config=config)
    try:
        return duckdb.connect(str(work.path), config=config)
    except duckdb.IOException as error:
        if "lock" not in str(error):
            number = system_error(error)
            reason = os.strerror(number) if number else str(error)
            raise OutputError(Problem(f"cannot be written: {reason}", str(work.path))) from error
    work.go_apart()
    return duckdb.connect(str(work.path), config=config)


def _drop(name: str) -> str:
    return exp.Drop(tables=[exp.to_table(name)], kind="TABLE", exists=True).sql(dialect="duckdb")


class Tables(Mapping[str, pd.DataFrame]):
    """The tables of an engine by name, each read when it is first asked for."""

    def __init__(self, engine: Engine) -> None:
        """Look at the tables that the engine has now."""
        #: The engine, for what reads the tables by SQL.
        self.engine = engine
        self._names = engine.tables()
        self._read: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        """Return a table; KeyError where there is none."""
        if name not in self._names:
            raise KeyError(name)
        if name not in self._read:
            self._read[name] = self.engine.table(name)
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        """Go through the names."""
        return iter(self._names)

    def __len__(self) -> int:
        """Return how many tables there are."""
        return len(self._names)
