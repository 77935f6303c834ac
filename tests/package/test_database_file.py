"""The DuckDB file of `pv-safety build`: everything is there, explained, and gives the same rows as the study."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pandas as pd
import pytest

import pilot
from pv.engine import in_order
from pv.engine.database_file import STORAGE_VERSION, STORED
from pv.study.catalogue import measures

#: Tables that hold one row per thing in an order that means something: no two rows are the same, so any order will do.
NAMES = sorted(pilot.study().tables()["table"])
DERIVED = sorted(Path(path).stem for path in in_order("sql/derive"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder with study.duckdb and, in `parquet`, the same tables."""
    folder = tmp_path_factory.mktemp("built")
    pilot.study().build(folder / "study.duckdb", parquet=folder / "parquet")
    return folder


@pytest.fixture(scope="module")
def database(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return the file, opened as any client opens it."""
    with duckdb.connect(str(folder / "study.duckdb"), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def attached(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return a database of its own to which the file is attached as `built`."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{folder / 'study.duckdb'}' as built (read_only)")
        yield connection


def expect(name: str, connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyRelation:
    """Make `expected` the table that the study has, and return it."""
    connection.execute("drop table if exists expected")
    connection.from_arrow(pilot.study()._built.engine.relation(name).to_arrow_table()).create("expected")
    return connection.table("expected")


def same_rows(found: str, connection: duckdb.DuckDBPyConnection) -> bool:
    """Return whether a relation has the rows of `expected` as often, in the order of the same columns."""
    # As many, and none too many: then none is missing, either.
    query = (
        f"with found as materialized (from {found}) select "  # noqa: S608  # names are ours
        "(select count(*) from found) - (select count(*) from expected), "
        "(select count(*) from (from found except all from expected))"
    )
    return connection.execute(query).fetchall() == [(0, 0)]


def test_every_table_of_the_study_is_in_the_file(database: duckdb.DuckDBPyConnection) -> None:
    found = database.execute("select table_name, table_type from information_schema.tables").fetchall()
    assert sorted(name for name, _ in found) == NAMES
    # What is derived is a view: its SQL can be read, and it follows the tables it reads; but for what many others read.
    assert sorted(name for name, kind in found if kind == "VIEW") == sorted({*DERIVED} - STORED)
    assert {*DERIVED} > STORED
    assert set(measures()) <= set(NAMES)


def test_every_table_and_column_is_explained(database: duckdb.DuckDBPyConnection) -> None:
    tables = database.execute(
        "select table_name, comment from duckdb_tables() "
        "union all select view_name, comment from duckdb_views() where not internal"
    ).fetchall()
    assert sorted(name for name, _ in tables) == NAMES
    listed = pilot.study().tables().set_index("table")["description"].to_dict()
    assert dict(tables) == listed
    columns = database.execute(
        "select table_name, column_name, comment from duckdb_columns() where not internal"
    ).fetchall()
    # Columns of a sponsor's file that no contract names have no comment; ours all have one.
    own = {name + suffix for name in ("adsl", "adae", "adex", "adlb") for suffix in ("", "_set_aside")}
    silent = [(table, column) for table, column, comment in columns if not comment and table not in own]
    assert silent == []
    spoken = {(table, column): comment for table, column, comment in columns if comment}
    assert spoken["adsl", "USUBJID"].startswith("Unique Subject Identifier: ")
    assert spoken["incidence", "percent"]
    assert spoken["subject", "patient_years"]


@pytest.mark.parametrize("name", DERIVED)
def test_a_view_gives_the_rows_of_the_derived_table(name: str, attached: duckdb.DuckDBPyConnection) -> None:
    expected = expect(name, attached)
    assert attached.table(f"built.{name}").columns == expected.columns
    assert attached.table(f"built.{name}").types == expected.types
    assert same_rows(f"built.{name}", attached)


def test_the_parquet_files_have_the_same_rows(folder: Path) -> None:
    assert sorted(path.name for path in (folder / "parquet").iterdir()) == [f"{name}.parquet" for name in NAMES]
    # With the rows of the study, as those of the file are above.
    with duckdb.connect() as connection:
        for name in NAMES:
            parquet = f"'{folder / 'parquet' / name}.parquet'"
            assert connection.sql(f"from {parquet}").columns == expect(name, connection).columns
            assert same_rows(parquet, connection), name


def test_older_clients_can_open_the_file(database: duckdb.DuckDBPyConnection, folder: Path) -> None:
    # Storage version 64 is the one of DuckDB 0.10 to 1.1; it stands in the file after the checksum and the magic bytes.
    tags = database.execute("select tags from duckdb_databases() where not internal").fetchall()
    assert STORAGE_VERSION == "v1.0.0"
    assert tags == [({"storage_version": "v1.0.0+"},)]
    head = (folder / "study.duckdb").read_bytes()[:20]
    assert head[8:12] == b"DUCK"
    assert int.from_bytes(head[12:20], "little") == 64


def test_a_view_reads_what_other_clients_know() -> None:
    # Nothing of the file depends on the program that wrote it: no function, macro or extension of ours.
    assert all(".parquet" not in pilot.study()._built.engine.relation(name).sql_query() for name in DERIVED)


def test_a_result_can_be_counted_again_in_sql(database: duckdb.DuckDBPyConnection) -> None:
    query = """
        select
            incidence.arm,
            incidence.soc,
            incidence.term,
            incidence.subjects,
            count(distinct adverse_event.USUBJID) as counted
        from incidence
        left join adverse_event
            on incidence.arm = adverse_event.arm and incidence.term = adverse_event.AEDECOD
            and incidence.soc = adverse_event.AEBODSYS and adverse_event.emergent
        where incidence.level = 'PT' and incidence.category = 'any'
        group by all
        having incidence.subjects <> counted
    """
    assert database.execute(query).fetchall() == []


def test_the_manifest_is_in_the_file(database: duckdb.DuckDBPyConnection) -> None:
    kinds = database.execute("select kind, count(*) from manifest group by kind").fetchall()
    counts = dict(kinds)
    assert counts["study file"] == 1
    assert counts["input"] == 3  # ADSL, ADAE and the liver tests
    assert counts["SQL"] >= len(DERIVED) + len(measures())


def test_a_frame_of_the_file_is_that_of_the_study(database: duckdb.DuckDBPyConnection) -> None:
    for name in ("overview", "exposure", "findings"):
        expected = pilot.study().table(name)
        found = database.table(name).df()
        pd.testing.assert_frame_equal(found, expected, check_dtype=False)
