"""A large table whose columns without any value take no room has the rows that it was given, as a small one has."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from pv.engine import Engine, to_pandas
from pv.engine.connection import ROW_GROUP
from pv.engine.database_file import export
from pv.engine.frames import to_arrow

ROWS = ROW_GROUP + 1
NOTHING = {"AETERM": "str", "AENDT": "datetime64[s]", "AETOXGRN": "float64"}


@pytest.fixture
def engine() -> Iterator[Engine]:
    engine = Engine()
    yield engine
    engine.close()


def records(rows: int) -> pd.DataFrame:
    """Return records whose columns without a value stand before, between and after the others."""
    nothing = {name: pd.Series(index=range(rows), dtype=dtype) for name, dtype in NOTHING.items()}
    number = pd.Series(range(1, rows + 1), dtype="int64")
    return pd.DataFrame(
        {
            "AETERM": nothing["AETERM"],
            "source_row": number,
            "AENDT": nothing["AENDT"],
            # A single value at the end is one.
            "AESER": pd.Series([None] * (rows - 1) + ["Y"], dtype="str"),
            "AETOXGRN": nothing["AETOXGRN"],
        }
    )


def as_stored(given: pd.DataFrame) -> pd.DataFrame:
    """Return records as they are without a database between."""
    return to_pandas(to_arrow(given.reset_index(drop=True), ["AENDT"]))


def test_a_large_table_is_what_it_was_given(engine: Engine) -> None:
    given = records(ROWS)
    engine.load("large", given, ["AENDT"])
    pd.testing.assert_frame_equal(engine.table("large"), as_stored(given))
    engine.load("small", given.head(5), ["AENDT"])
    large, small = (engine.relation(name) for name in ("large", "small"))
    assert (large.columns, large.types) == (small.columns, small.types)


def test_columns_without_a_value_take_no_room(engine: Engine) -> None:
    sizes = []
    for name, given in {"filled": records(ROWS)[["source_row", "AESER"]], "whole": records(ROWS)}.items():
        engine.load(name, given, ["AENDT"] if name == "whole" else [])
        sizes.append(len(engine.connection.table_function("pragma_storage_info", [name])))
    assert sizes[0] == sizes[1]


def test_a_table_without_any_value_stands(engine: Engine) -> None:
    engine.load("nothing", records(ROWS)[["AETERM", "AENDT"]], ["AENDT"])
    assert len(engine.relation("nothing")) == ROWS


def test_a_large_table_is_renamed_and_split_as_any_other(engine: Engine) -> None:
    given = records(ROWS)
    engine.load("adae_input", given, ["AENDT"])
    assert engine.rename("adae_input", "adae")
    engine.split_off("adae", "adae_set_aside", "source_row", pd.Series([3, ROWS]))
    aside = given.index.isin([2, ROWS - 1])
    for name, rows in {"adae_set_aside": given[aside], "adae": given[~aside]}.items():
        pd.testing.assert_frame_equal(engine.table(name), as_stored(rows))


def test_a_file_has_a_large_table_as_it_was_given(engine: Engine, tmp_path: Path) -> None:
    given = records(ROWS)
    engine.load("adae", given, ["AENDT"])
    export(engine, tmp_path / "study.duckdb", {}, {"adae": ("Events", {"AETERM": "Reported term"})})
    with duckdb.connect(str(tmp_path / "study.duckdb"), read_only=True) as file:
        assert file.table("adae").types == engine.relation("adae").types
        pd.testing.assert_frame_equal(to_pandas(file.table("adae").to_arrow_table()), as_stored(given))
        noted = "select comment from duckdb_columns() where column_name = 'AETERM'"
        assert file.execute(noted).fetchall() == [("Reported term",)]
