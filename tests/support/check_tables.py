"""Stand-in tables for one check: a few rows go into a database, the records that the check finds come out."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

import duckdb
import pandas as pd

from pv import resources
from pv.contract import read_contract
from pv.contract.datasets import analysis_datasets
from pv.engine import references
from pv.engine.connection import set_for_few_rows

Row = Mapping[str, Any]

OUTPUT = ["dataset", "source_row", "record_key", "variable", "value", "severity", "message", "action"]

SQL_TYPES = {
    "str": "varchar",
    "float64": "double",
    "int32": "integer",
    "Int32": "integer",
    "int64": "bigint",
    "Int64": "bigint",
    "bool": "boolean",
    "boolean": "boolean",
    "datetime64[s]": "date",
}

#: Tables that are made of the rows by their own SQL, in order: what makes an event fatal, results and their days.
DERIVED = ("profile_fact", "event_fact", "measurement", "result_day", "recorded_date", "partial_date")

STUDY = {"emergent_rule": "window", "missing_related": True, "lvef_parameter": "LVEF", "days_per_year": 365.25}

DATASETS = analysis_datasets()
RECORDS = tuple(name for name in DATASETS if name != "adsl")


@dataclass(frozen=True)
class Case:
    """A check, the rows that go in, and which it finds.

    Attributes:
        stem: the file in `sql/check/`.
        tables: rows by table; a row says only what matters. Records are numbered from 1, USUBJID is U1 unless said.
        fires: `source_row` of the records found; None where a finding concerns no single record.
        variable: the variable that the findings name.
        severity: of every finding.
        value: of every finding; left out where it differs.
        says: words of every message.
        does: words of every action.
    """

    stem: str
    tables: Mapping[str, Sequence[Row]]
    fires: Sequence[int | None]
    variable: str
    severity: str = "warning"
    value: str | None = ""
    says: str = ""
    does: str = field(default="Retained")

    @cached_property
    def path(self) -> str:
        """The file of the check, from the repository root."""
        return {**check_files("reject"), **check_files("review")}[self.stem]

    @cached_property
    def dataset(self) -> str:
        """The dataset whose records are found."""
        return str(self.found["dataset"].iloc[0])

    @cached_property
    def found(self) -> pd.DataFrame:
        """Return what the check finds, in the order of the file."""
        return run(self.path, self.tables).sort_values("source_row", kind="stable")


def check_files(kind: str) -> Mapping[str, str]:
    """Return the checks that reject, or those that review: stem -> path."""
    return resources.files(f"sql/check/{kind}", ".sql")


def run(path: str, tables: Mapping[str, Sequence[Row]]) -> pd.DataFrame:
    """Return the rows of a SQL file over the given tables; every other table that checks may read is empty."""
    wanted = _wanted(path) | set(tables)
    if "record_input" in wanted:
        wanted.update(RECORDS)
    others = {**tables, **_profiles(tables), "study": [STUDY | dict(row) for row in tables.get("study", [{}])]}
    with _scratch() as connection:
        for name in DATASETS:
            for table in {name, f"{name}_input"} & wanted:
                _create(connection, table, _columns(name), _records(tables.get(name, ()), name))
        if "record_input" in wanted:
            parts = (f"select '{name}' as dataset, source_row, record_key, USUBJID from {name}" for name in RECORDS)  # noqa: S608
            connection.sql(" union all ".join(parts)).create("record_input")
        if "collected" in wanted:
            others["collected"] = _collected(tables)
        for name in _others():
            if name in wanted:
                _create(connection, name, _columns(name), others.get(name, ()))
        for name in DERIVED:
            if name in wanted:
                connection.sql(resources.read(f"sql/derive/{name}.sql")).create(name)
        found: pd.DataFrame = connection.sql(resources.read(path)).df()
        return found


def _profiles(tables: Mapping[str, Sequence[Row]]) -> dict[str, Sequence[Row]]:
    """Return the combinations of values of the events: every record is one of its own here."""
    events = list(enumerate(tables.get("adae", ()), start=1))
    looked_at = _columns("event_profile")
    return {
        "record_profile": [{"source_row": place, "profile_id": place} for place, _ in events],
        "event_profile": [
            {name: row[name] for name in looked_at if name in row} | {"profile_id": place} for place, row in events
        ],
    }


@cache
def _database() -> duckdb.DuckDBPyConnection:
    """Return the one database of this process; to open one takes as long as what a check does in it."""
    connection = duckdb.connect()
    set_for_few_rows(connection)
    return connection


@contextmanager
def _scratch() -> Iterator[duckdb.DuckDBPyConnection]:
    """Give an empty database, and leave nothing in it."""
    connection = _database()
    connection.execute("begin")
    try:
        yield connection
    finally:
        connection.execute("rollback")


def _wanted(path: str) -> set[str]:
    """Return the tables that a SQL file reads, with those that the derived ones among them read."""
    wanted = set(references(path))
    for name in reversed(DERIVED):
        if name in wanted:
            wanted |= references(f"sql/derive/{name}.sql")
    return wanted


@cache
def _others() -> list[str]:
    """Return the tables that are not datasets, of those that the checks read."""
    files = [*check_files("reject").values(), *check_files("review").values()]
    read = {name for path in (*files, *(f"sql/derive/{name}.sql" for name in DERIVED)) for name in references(path)}
    return sorted(read - {*DATASETS, *DERIVED, "record_input", *(f"{name}_input" for name in DATASETS)})


@cache
def _columns(table: str) -> dict[str, str]:
    """Return the columns of a table by its contract; a dataset has those that acceptance adds."""
    added = {"source_row": "bigint", "record_key": "varchar"} if table in DATASETS else {}
    return {column: SQL_TYPES[dtype] for column, dtype in read_contract(table).columns.items()} | added


def _records(rows: Sequence[Row], dataset: str) -> list[dict[str, Any]]:
    """Return the rows as records: numbered, with a subject and a key where none is given."""
    sequence = {"adae": "AESEQ", "adex": "EXSEQ", "adjudication": "ADJSEQ"}.get(dataset)
    records = []
    for place, row in enumerate(rows, start=1):
        record: dict[str, Any] = {"USUBJID": "U1", "source_row": place, "record_key": f"key {place}"}
        if sequence:
            record[sequence] = place
        records.append(record | dict(row))
    return records


def _collected(tables: Mapping[str, Sequence[Row]]) -> Sequence[Row]:
    """Return which variables the rows mention (present) and fill."""
    rows = []
    for dataset in DATASETS:
        records = _records(tables.get(dataset, ()), dataset)
        for variable in read_contract(dataset).dtypes:
            values = [record[variable] for record in records if variable in record]
            filled = sum(value is not None for value in values)
            counts = {"filled": filled, "readable": filled}
            rows.append({"dataset": dataset, "variable": variable, "present": bool(values), **counts})
    return rows


def _create(connection: duckdb.DuckDBPyConnection, table: str, columns: Mapping[str, str], rows: Sequence[Row]) -> None:
    unknown = {name for row in rows for name in row} - set(columns)
    assert not unknown, f"{table} has no {unknown}"
    # Quoted: a column may have the name of a keyword, such as "by".
    typed = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
    connection.execute(f"create table {table} ({typed})")
    if rows:
        places = ", ".join(f"({', '.join('?' * len(columns))})" for _ in rows)
        values = [row.get(name) for row in rows for name in columns]
        connection.execute(f"insert into {table} values {places}", values)  # noqa: S608  # names are ours
