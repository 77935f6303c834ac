"""Run the SQL files on DuckDB or Spark: tables from frames, queries in the order of their references."""

from pv.engine.engine import Engine
from pv.engine.frames import to_arrow, to_pandas
from pv.engine.known import Opening, engine_named
from pv.engine.limits import NO_LIMITS, Limits
from pv.engine.sql_file import in_order, needed_rows, parse, references
from pv.engine.tables import Tables
from pv.engine.work_file import WorkFile

__all__ = [
    "NO_LIMITS",
    "Engine",
    "Limits",
    "Opening",
    "Tables",
    "WorkFile",
    "engine_named",
    "in_order",
    "needed_rows",
    "parse",
    "references",
    "to_arrow",
    "to_pandas",
]
