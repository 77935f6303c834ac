"""Every SQL file: its header tells what it reads, it can be translated, and no file reads what nobody makes."""

from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

from pv import resources
from pv.engine import in_order, parse, references

FILES = sorted(path.relative_to(resources.ROOT).as_posix() for path in (resources.ROOT / "sql").rglob("*.sql"))


def read_in_query(path: str) -> frozenset[str]:
    tree = parse(path)
    own = {cte.alias_or_name for cte in tree.find_all(exp.CTE)}
    return frozenset(table.name for table in tree.find_all(exp.Table)) - own


@pytest.mark.parametrize("path", FILES)
def test_the_header_names_the_tables_that_the_query_reads(path: str) -> None:
    assert references(path) == read_in_query(path)


@pytest.mark.parametrize("path", FILES)
def test_a_file_opens_with_what_it_answers_its_grain_and_what_it_reads(path: str) -> None:
    what, grain, reads, *_ = resources.read(path).splitlines()
    assert what.startswith("-- What: ")
    assert grain.startswith("-- Grain: ")
    assert reads.startswith("-- Reads: ") or resources.read(path).splitlines()[3].startswith("-- Reads: ")


@pytest.mark.parametrize("path", FILES)
def test_a_file_is_one_select(path: str) -> None:
    statements = sqlglot.parse(resources.read(path), dialect="duckdb")
    assert len(statements) == 1
    assert isinstance(statements[0], exp.Select | exp.SetOperation)


@pytest.mark.parametrize("path", FILES)
def test_a_file_can_be_translated_to_spark(path: str) -> None:
    assert sqlglot.transpile(
        resources.read(path), read="duckdb", write="spark", unsupported_level=sqlglot.ErrorLevel.RAISE
    )


@pytest.mark.parametrize("folder", ["sql/derive", "sql/measure"])
def test_a_file_runs_after_those_it_reads(folder: str) -> None:
    ordered = [Path(path).stem for path in in_order(folder)]
    for place, stem in enumerate(ordered):
        later = set(ordered[place:])
        assert not references(f"{folder}/{stem}.sql") & later
