"""The database in which two cuts lie side by side."""

import duckdb
import pandas as pd
from sqlglot import exp

from pv import resources
from pv.engine import Engine, Limits, to_pandas
from pv.engine.connection import ROW_GROUP, set_for_many_rows
from pv.engine.made_of import created, inserted

FOLDER = "sql/difference"


class Bench:
    """A database of its own, with as much of either cut as a comparison needs."""

    def __init__(self, limits: Limits) -> None:
        """Open it, within what it may take."""
        self._engine = Engine(limits=limits)
        self._connection = self._engine.connection
        self._laid: set[str] = set()

    def close(self) -> None:
        """Free it."""
        self._engine.close()

    def lay(self, name: str, rows: duckdb.DuckDBPyRelation) -> None:
        """Make the table `name` of rows of a cut, in the place of an earlier one."""
        self._drop(name)
        # By pieces: a whole table may be more than the memory holds.
        self._connection.from_arrow(rows.to_arrow_reader()).create(name)
        self._laid.add(name)
        if len(self.rows(name)) > ROW_GROUP:
            set_for_many_rows(self._connection)

    def lay_frame(self, name: str, frame: pd.DataFrame) -> None:
        """Make the table `name` of a frame, in the place of an earlier one."""
        self._engine.load(name, frame)
        self._laid.add(name)

    def derive(self, name: str, *, add: bool = False) -> None:
        """Make the table that a SQL file answers, in the place of an earlier one, or add its rows to that."""
        query = resources.read(f"{FOLDER}/{name}.sql")
        if add and name in self._laid:
            self._connection.execute(inserted(name, query))
            return
        self._drop(name)
        self._connection.execute(created(name, query))
        self._laid.add(name)

    def rows(self, name: str) -> duckdb.DuckDBPyRelation:
        """Return a table."""
        return self._connection.table(name)

    def frame(self, name: str) -> pd.DataFrame:
        """Return a table as a frame, in the order of its columns."""
        rows = self.rows(name)
        return to_pandas(rows.sort(*map(duckdb.ColumnExpression, rows.columns)).to_arrow_table())

    def _drop(self, name: str) -> None:
        if name in self._laid:
            dropped = exp.Drop(tables=[exp.to_table(name)], kind="TABLE")
            self._connection.execute(dropped.sql(dialect="duckdb", copy=False))
