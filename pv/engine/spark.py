"""An engine whose SQL files run on Spark: what was loaded is sent there, and what is asked for comes back."""

from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import uuid4

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pv.engine.engine import Engine
from pv.engine.limits import NO_LIMITS, Limits
from pv.engine.spark_sql import spark_sql
from pv.engine.sql_file import is_view, references
from pv.errors import InputError, Problem


class SparkEngine(Engine):
    """An engine that derives its tables on Spark; in DuckDB are the loaded ones and those that were asked for."""

    def __init__(
        self,
        session: Any,  # noqa: ANN401  # two classes
        made: Callable[[int], None] | None = None,
        limits: Limits = NO_LIMITS,
    ) -> None:
        """Open an empty database beside a session.

        Args:
            session: the SparkSession, classic or of Spark Connect, whose tables are left alone.
            made: called whenever a table that was planned is made, with 0 for one on Spark: its rows are not counted.
            limits: what the database beside the session may take.
        """
        super().__init__(made, limits)
        self._session = session
        #: What the names of its tables begin with: a session may have those of several studies.
        self._prefix = f"pv_{uuid4().hex}_"
        self.software = {"spark": session.version}
        for key, value in _SETTINGS.items():
            self._session.conf.set(key, value)
        self.copy_parquet = self._copy
        self._literal = import_module("pyspark.sql.functions").lit
        self._safe = bool(self._session.conf.get("spark.checkpoint.dir", None))
        #: The tables that Spark has.
        self._sent: dict[str, Any] = {}
        #: Those of them that have not come back.
        self._away: set[str] = set()

    def ready(self, names: Iterable[str]) -> None:
        """Make tables, as every engine does, and bring them back from Spark."""
        wanted = sorted(names)
        super().ready(wanted)
        for name in wanted:
            if name in self._away:
                with self._whole(name):
                    self.connection.from_arrow(self._sent[name].toArrow()).create(name)
                self._away.discard(name)

    def derive(self, path: str) -> str:
        """Make on Spark the table that a SQL file answers, named after the file, and return its name."""
        name = Path(path).stem
        rows = self._query(path) if self.may_find(path) else self._query(path).limit(0)
        self._keep(name, rows if is_view(path) else self._made_of(rows))
        return name

    def collect(self, name: str, frame: pd.DataFrame, paths: Iterable[str]) -> None:
        """Make on Spark the table `name`: the rows of a frame, then those of SQL files, their stem as `rule`."""
        self.load(name, frame)
        rows = self._loaded(name)
        self.drop(name)
        for path in paths:
            found = self._query(path)
            has = {column: found[column] for column in found.columns}
            has["rule"] = self._literal(Path(path).stem)
            nothing = self._literal(None)
            rows = rows.unionAll(found.select(*(has.get(str(column), nothing) for column in frame.columns)))
        self._keep(name, self._made_of(rows))

    def rows(self, path: str) -> pa.Table:
        """Return the rows of a SQL file as they come from Spark."""
        table: pa.Table = self._query(path).toArrow()
        return table

    def has_rows(self, name: str) -> bool:
        """Return whether a table has any row, without bringing it back."""
        if name not in self._has_rows and self._planned.get(name) and self.may_find(self._planned[name]):
            super().ready([name])
            self._has_rows[name] = not self._sent[name].isEmpty()
        return super().has_rows(name)

    def rename(self, name: str, new: str) -> bool:
        """Give a table another name, here and on Spark."""
        renamed = super().rename(name, new)
        if renamed and name in self._sent:
            self._session.catalog.dropTempView(self._prefix + name)
            self._send(new, self._sent.pop(name))
        return renamed

    def split_off(self, name: str, new: str, column: str, values: pd.Series) -> None:
        """Move rows of a table to a new one; what Spark has of it is sent again when it is asked for."""
        super().split_off(name, new, column, values)
        if self._sent.pop(name, None) is not None:
            self._session.catalog.dropTempView(self._prefix + name)

    def _records(self, name: str) -> int:
        return 0 if name in self._away else super()._records(name)

    def drop(self, name: str) -> None:
        """Remove a table, if it is there, here and from Spark."""
        super().drop(name)
        self._away.discard(name)
        if self._sent.pop(name, None) is not None:
            self._session.catalog.dropTempView(self._prefix + name)

    def close(self) -> None:
        """Close the database, and take its tables out of the session."""
        for name in self._sent:
            self._session.catalog.dropTempView(self._prefix + name)
        self._sent.clear()
        super().close()

    def _copy(self, url: str, file: Path) -> bool:
        try:
            rows = self._session.read.parquet(url)
        except import_module("pyspark.errors").AnalysisException as error:
            if error.getCondition() == "PATH_NOT_FOUND":
                return False
            raise InputError(Problem(f"cannot be read as Parquet: {' '.join(str(error).split())}", url)) from error
        pq.write_table(rows.toArrow(), file)
        return True

    def _keep(self, name: str, rows: Any) -> None:  # noqa: ANN401  # a DataFrame of either kind of session
        """Know a table that Spark has made."""
        self._send(name, rows)
        self._tables.add(name)
        self._away.add(name)

    def _made_of(self, rows: Any) -> Any:  # noqa: ANN401  # the same
        """Return rows cut off from what made them: a plan would else have those of all tables below, many times."""
        return rows.checkpoint() if self._safe else rows.localCheckpoint()

    def _loaded(self, name: str) -> Any:  # noqa: ANN401  # the same
        """Return on Spark the rows of a table that DuckDB has."""
        return self._session.createDataFrame(self.connection.table(name).to_arrow_table())

    def _query(self, path: str) -> Any:  # noqa: ANN401  # the same
        read = sorted(references(path))
        super().ready(read)
        for name in read:
            if name not in self._sent:
                self._send(name, self._loaded(name))
        return self._session.sql(spark_sql(path, self._prefix))

    def _send(self, name: str, rows: Any) -> None:  # noqa: ANN401  # the same
        rows.createOrReplaceTempView(self._prefix + name)
        self._sent[name] = rows


_SETTINGS = {
    # A cast that fails is an error, as in DuckDB.
    "spark.sql.ansi.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
}
