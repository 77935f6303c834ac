"""Every SQL file: its header tells what it reads, it can be translated, and no file reads what nobody makes."""

from functools import cache
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

from pv import resources
from pv.engine import in_order, references

FILES = sorted(path.relative_to(resources.ROOT).as_posix() for path in (resources.ROOT / "sql").rglob("*.sql"))
#: The checks of the analysis datasets.
REVIEWED = ("sql/check/reject/", "sql/check/review/")


@cache
def statements(path: str) -> list[exp.Expr]:
    """Return the statements of a file; who changes one takes a copy."""
    return [statement for statement in sqlglot.parse(resources.read(path), dialect="duckdb") if statement is not None]


def read_in_query(path: str) -> frozenset[str]:
    (tree,) = statements(path)
    own = {cte.alias_or_name for cte in tree.find_all(exp.CTE)}
    return frozenset(table.name for table in tree.find_all(exp.Table)) - own


def test_a_file_is_one_select() -> None:
    assert len(FILES) > 300
    others = {
        path: [type(statement).__name__ for statement in statements(path)]
        for path in FILES
        if [isinstance(statement, exp.Select | exp.SetOperation) for statement in statements(path)] != [True]
    }
    assert others == {}


def test_the_header_names_the_tables_that_the_query_reads() -> None:
    wrong = {path: references(path) ^ read_in_query(path) for path in FILES}
    assert {path: names for path, names in wrong.items() if names} == {}


def test_a_file_opens_with_what_it_answers_its_grain_and_what_it_reads() -> None:
    for path in FILES:
        what, grain, reads, *more = resources.read(path).splitlines()
        assert what.startswith("-- What: "), path
        assert grain.startswith("-- Grain: one row per " if path.startswith(REVIEWED) else "-- Grain: "), path
        assert any(line.startswith("-- Reads: ") for line in (reads, more[0])), path


def test_a_check_names_what_it_reads_in_order() -> None:
    for path in FILES:
        if path.startswith(REVIEWED):
            header = resources.read(path).partition("-- Reads: ")[2].replace("\n-- ", " ")
            assert header.startswith(f"{', '.join(sorted(read_in_query(path)))}."), path


def test_a_file_can_be_said_in_spark_sql() -> None:
    for path in FILES:
        (tree,) = statements(path)
        try:
            assert tree.sql(dialect="spark", unsupported_level=sqlglot.ErrorLevel.RAISE)
        except sqlglot.UnsupportedError as error:
            raise AssertionError(path) from error


def test_no_check_takes_all_columns_of_a_table() -> None:
    for path in FILES:
        if path.startswith(REVIEWED):
            assert not any(select.is_star for select in statements(path)[0].find_all(exp.Select)), path


@pytest.mark.parametrize("folder", ["sql/derive", "sql/measure"])
def test_a_file_runs_after_those_it_reads(folder: str) -> None:
    ordered = [Path(path).stem for path in in_order(folder)]
    for place, stem in enumerate(ordered):
        later = set(ordered[place:])
        assert not references(f"{folder}/{stem}.sql") & later
