"""Stand-in tables for one check: a few rows go into a database, the records that the check finds come out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import duckdb
import pandas as pd

from pv import resources
from pv.contract import read_contract

Row = Mapping[str, Any]

OUTPUT = ["dataset", "source_row", "record_key", "variable", "value", "severity", "message", "action"]

SQL_TYPES = {"str": "varchar", "float64": "double", "datetime64[s]": "date"}

#: Tables that are not datasets, with the columns that checks may read.
OTHER_TABLES = {
    "study": {
        "lvef_parameter": "varchar",
        "emergent_rule": "varchar",
        "population_by": "varchar",
        "window_days": "integer",
        "cutoff_date": "date",
        "counted_until": "date",
        "missing_related": "boolean",
    },
    "same_record": {
        "dataset": "varchar",
        "source_row": "bigint",
        "record_key": "varchar",
        "variable": "varchar",
        "value": "varchar",
        "same_as_row": "bigint",
        "alike_row": "bigint",
        "content_order": "bigint",
    },
    "relationship": {"value": "varchar", "related": "varchar"},
    "death": {
        "USUBJID": "varchar",
        "death_date": "date",
        "date_source": "varchar",
        "adsl_death": "boolean",
        "fatal_events": "bigint",
        "dated_events": "bigint",
        "counted": "boolean",
    },
    "end_of_study": {
        "USUBJID": "varchar",
        "end_date": "date",
        "source": "varchar",
        "treated_at_cutoff": "boolean",
    },
    "end_of_study_value": {
        "source_row": "bigint",
        "USUBJID": "varchar",
        "variable": "varchar",
        "value": "varchar",
        "end_date": "date",
    },
    "death_evidence": {
        "dataset": "varchar",
        "USUBJID": "varchar",
        "source_row": "bigint",
        "record_key": "varchar",
        "variable": "varchar",
        "value": "varchar",
        "earliest_date": "date",
        "latest_date": "date",
    },
    "treatment_received": {
        "USUBJID": "varchar",
        "actual_arm": "varchar",
        "treatments": "varchar",
        "fits": "varchar",
        "fitting": "varchar",
        "received_arm": "varchar",
    },
    "death_text": {"date_text": "varchar"},
    "emergent": {
        "USUBJID": "varchar",
        "source_row": "bigint",
        "rule_emergent": "boolean",
        "reason": "varchar",
        "flag_emergent": "boolean",
        "emergent": "boolean",
    },
    "curve": {"curve": "varchar", "level": "varchar", "term": "varchar", "category": "varchar"},
    "level": {"level": "varchar"},
    "category": {"category": "varchar", "every_level": "boolean", "collected": "boolean", "note": "varchar"},
    "time_to_event": {"curve": "varchar", "status": "bigint"},
    "adverse_event": {
        "source_row": "bigint",
        "USUBJID": "varchar",
        "arm": "varchar",
        "AEBODSYS": "varchar",
        "AEHLGT": "varchar",
        "AEHLT": "varchar",
        "AEDECOD": "varchar",
        "emergent": "boolean",
        "reason": "varchar",
    },
    "adjudicated_event": {"event": "varchar"},
    "term_group": {"term_group": "varchar", "term": "varchar"},
    "event_table": {"event_table": "varchar", "level": "varchar", "based_on": "varchar"},
    "event_table_category": {"event_table": "varchar", "category": "varchar"},
    "dictionary": {"dictionary": "varchar", "version": "varchar"},
    "ctcae_version": {"stated": "varchar", "version": "varchar", "laboratory_stated": "boolean"},
    "ctcae_term": {"ctcae_code": "bigint", "grade": "integer"},
    "grade_text": {
        "source_row": "bigint",
        "ctcae_version": "varchar",
        "ctcae_term": "varchar",
        "ctcae_grades": "varchar",
        "matched_by": "varchar",
        "basis": "varchar",
        "certain": "boolean",
        "text": "varchar",
    },
    "lab_criterion": {"version": "varchar"},
    "lab_value": {
        "source_row": "bigint",
        "USUBJID": "varchar",
        "PARAMCD": "varchar",
        "analyte": "varchar",
        "unit": "varchar",
        "unit_key": "varchar",
        "value": "double",
        "range_high": "double",
        "phase": "varchar",
        "day": "bigint",
        "flagged_baseline": "boolean",
    },
    "lab_analyte": {"analyte": "varchar", "direction": "varchar", "other_system": "varchar", "other_unit": "varchar"},
    "lab_parameter": {"paramcd": "varchar", "analyte": "varchar"},
    "lab_standard": {
        "role": "varchar",
        "source_row": "bigint",
        "direction": "varchar",
        "reference_high": "double",
        "unit": "varchar",
        "multiply": "double",
        "recorded_value": "double",
    },
    "lab_grade": {
        "source_row": "bigint",
        "direction": "varchar",
        "grade": "integer",
        "lowest_grade": "integer",
        "highest_grade": "integer",
        "not_graded": "varchar",
    },
    "lab_extreme": {
        "analyte": "varchar",
        "unit": "varchar",
        "below": "double",
        "above": "double",
        "source": "varchar",
    },
    "lab_unit": {
        "analyte": "varchar",
        "from_unit": "varchar",
        "to_unit": "varchar",
        "multiply": "double",
        "divide": "double",
    },
    "lvef": {"source_row": "bigint"},
    "lvef_value": {"source_row": "bigint", "day": "bigint", "post_baseline": "boolean", "flagged_baseline": "boolean"},
    "meddra_llt": {"llt_code": "bigint", "llt_name": "varchar", "pt_code": "bigint", "current": "boolean"},
    "meddra_pt": {"pt_code": "bigint", "pt_name": "varchar"},
    "meddra_hlt": {"hlt_code": "bigint", "hlt_name": "varchar"},
    "meddra_hlgt": {"hlgt_code": "bigint", "hlgt_name": "varchar"},
    "meddra_soc": {"soc_code": "bigint", "soc_name": "varchar"},
    "meddra_version": {"role": "varchar", "version": "varchar"},
    "meddra_hierarchy": {
        "pt_code": "bigint",
        "pt_name": "varchar",
        "hlt_name": "varchar",
        "hlgt_name": "varchar",
        "soc_name": "varchar",
        "primary_path": "boolean",
    },
    "coded_event": {"source_row": "bigint", "llt_code": "bigint", "pt_code": "bigint", "pt_name": "varchar"},
    "term_suggestion": {"variable": "varchar", "term": "varchar", "suggestion": "varchar", "basis": "varchar"},
    "smq": {"smq_code": "bigint", "smq_name": "varchar", "note": "varchar"},
    "term_spelling": {"variable": "varchar", "term": "varchar", "records": "bigint", "counted_term": "varchar"},
    "vital_extreme": {"paramcd": "varchar", "unit": "varchar"},
    "vital_value": {
        "source_row": "bigint",
        "PARAMCD": "varchar",
        "unit": "varchar",
        "value": "double",
        "bound_unit": "varchar",
        "below": "double",
        "above": "double",
        "source": "varchar",
    },
    "query": {"query": "varchar", "level": "varchar", "name": "varchar"},
    "query_term": {"query": "varchar", "source": "varchar", "term": "varchar", "version": "varchar"},
    "collected": {
        "dataset": "varchar",
        "variable": "varchar",
        "present": "boolean",
        "filled": "bigint",
        "readable": "bigint",
    },
}

STUDY = {"emergent_rule": "window", "missing_related": True, "lvef_parameter": "LVEF"}

DATASETS = ("adsl", "adae", "adex", "adlb", "advs", "adjudication")


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
    does: str = field(default="kept")

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
    with duckdb.connect() as connection:
        for name in DATASETS:
            for table in (name, f"{name}_input"):
                _create(connection, table, _columns(name), _records(tables.get(name, ()), name))
        others = {**tables, "study": [STUDY | dict(row) for row in tables.get("study", [{}])]}
        others["collected"] = _collected(tables)
        for name, columns in OTHER_TABLES.items():
            _create(connection, name, columns, others.get(name, ()))
        # What the day of a result is, and what makes an event fatal, stands once.
        for name in ("event_fact", "result_day"):
            connection.sql(resources.read(f"sql/derive/{name}.sql")).create(name)
        found: pd.DataFrame = connection.sql(resources.read(path)).df()
        return found


def _columns(dataset: str) -> dict[str, str]:
    dtypes = read_contract(dataset).dtypes
    return {column: SQL_TYPES[dtype] for column, dtype in dtypes.items()} | {
        "source_row": "bigint",
        "record_key": "varchar",
    }


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
    connection.execute(f"create table {table} ({', '.join(f'{name} {kind}' for name, kind in columns.items())})")
    if rows:
        places = ", ".join(f"({', '.join('?' * len(columns))})" for _ in rows)
        values = [row.get(name) for row in rows for name in columns]
        connection.execute(f"insert into {table} values {places}", values)  # noqa: S608  # names are ours
