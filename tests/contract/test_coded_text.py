"""Coded text is text: read, held to a contract and in the database, records are as they are with a text in each."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pv.coded_text import coded, is_coded, plain, plain_columns, respelled_text
from pv.contract import accept, same_in
from pv.engine import Engine
from pv.load import from_frame, read_dataset
from pv.load.missing_text import without_own

#: What each column of a bad record may hold, good values among them, each often.
BAD = {
    "USUBJID": ["S1", " S1", "S1 ", None, "", "S\x0b2"],
    "AESEQ": ["1", "1.0", "1.5", "-1", "x", None],
    "AEDECOD": ["Headache", "Head\x1bache", "头痛", "HEADACHE", None],
    "AEBODSYS": ["Nervous", None],
    "ASTDT": ["2020-01-01", "1820-01-01", "9999-12-31", "01JAN2020", "2020-13-01", "10000-01-01", "NA", None],
    "ASTDTF": ["D", "?", None],
    "AESEV": ["MILD", "Mild", "BAD", None],
    "AETOXGR": ["1", "Grade 5", "G1", " 1", "6", None],
    "AESER": ["Y", "n", "true", "?", "NA", None],
    "OWN": ["a", " a", "", None],
}


@pytest.fixture
def frame() -> pd.DataFrame:
    """Return records of bad values, each beside every other, some records twice."""
    draws = np.random.default_rng(2)
    bad = pd.DataFrame({name: draws.choice(np.array(values, dtype=object), 300) for name, values in BAD.items()})
    return pd.concat([bad, bad.head(40)], ignore_index=True)


@pytest.fixture
def engine() -> Iterator[Engine]:
    engine = Engine()
    yield engine
    engine.close()


def in_code(frame: pd.DataFrame) -> pd.DataFrame:
    """Return records with their text coded, without blanks at its end, as reading gives it."""
    columns = {name: coded(pa.chunked_array([_arrow(values)])) for name, values in frame.items()}
    assert all(is_coded(values) for values in columns.values())
    return pd.DataFrame(columns)


def _arrow(values: pd.Series) -> pa.Array:
    return pa.array(values.astype("object"), pa.string(), from_pandas=True)


def texts(values: pd.Series) -> list[object]:
    """Return a text or None of each record."""
    return values.astype("object").where(values.notna(), None).to_list()


def test_a_text_is_there_once_and_in_order() -> None:
    given = pa.chunked_array([["b", "a", None, "b"], ["a", "c", "b", "a"]])
    values = coded(given)
    assert values.cat.categories.to_list() == ["a", "b", "c"]
    assert plain(values).dtype == "str"
    assert texts(plain(values)) == ["b", "a", None, "b", "a", "c", "b", "a"]
    spelled = respelled_text(values, lambda each: each.replace({"c": "a", "a": None}))
    assert spelled.cat.categories.to_list() == ["a", "b"]
    assert texts(spelled) == ["b", None, None, "b", None, "a", "b", None]


def test_texts_that_do_not_repeat_are_plain() -> None:
    values = coded(pa.chunked_array([["a", "b", "c", "a"]]))
    assert values.dtype == "str"
    assert values.to_list() == ["a", "b", "c", "a"]


def test_a_column_without_a_text_is_plain() -> None:
    nothing = coded(pa.chunked_array([pa.array([None, None], pa.string())]))
    blank = respelled_text(coded(pa.chunked_array([[" ", " "]])), lambda each: each.mask(each == " "))
    for values in (nothing, blank):
        assert values.dtype == "str"
        assert texts(values) == [None, None]


def test_a_contract_finds_the_same(frame: pd.DataFrame, engine: Engine) -> None:
    records = from_frame(frame, "adae").frame
    of_text, of_code = accept(records, "adae", "a"), accept(in_code(records), "adae", "a")
    assert len(of_text.findings) > len(frame)
    pd.testing.assert_frame_equal(of_code.findings, of_text.findings)
    assert of_code.set_aside == of_text.set_aside
    pd.testing.assert_frame_equal(plain_columns(of_code.frame), of_text.frame)
    same = same_in({"adae": records}, {"adae": of_text})
    assert same["same_as_row"].notna().sum() >= 2  # of forty records that are there twice, those with a key
    pd.testing.assert_frame_equal(same_in({"adae": in_code(records)}, {"adae": of_code}), same)
    for name, accepted in {"text": of_text, "code": of_code}.items():
        engine.load(name, accepted.frame, accepted.dates)
    assert engine.relation("code").types == engine.relation("text").types
    pd.testing.assert_frame_equal(engine.table("code"), engine.table("text"))


@pytest.mark.parametrize("suffix", ["parquet", "csv"])
def test_a_file_is_read_the_same(
    frame: pd.DataFrame, suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame["AETERM"] = [f"term {place}" for place in frame.index]
    path = tmp_path / f"adae.{suffix}"
    if suffix == "csv":
        frame.to_csv(path, index=False)
    else:
        table = pa.table({name: _arrow(values) for name, values in frame.items()})
        pq.write_table(table, path, row_group_size=100)
    monkeypatch.setattr("pv.load.arrow.MANY", 10)
    monkeypatch.setattr("pv.load.parquet.MANY", 10)
    of_text, of_code = read_dataset(path), read_dataset(path, coded=True)
    assert {name for name, values in of_code.frame.items() if is_coded(values)} == set(BAD)
    pd.testing.assert_frame_equal(plain_columns(of_code.frame), of_text.frame)
    assert of_code.missing == of_text.missing
    own_text, own_code = (without_own(one, ["bad", "NA", "true"]) for one in (of_text, of_code))
    pd.testing.assert_frame_equal(plain_columns(own_code.frame), own_text.frame)
    assert own_code.missing == own_text.missing
    assert own_code.missing["AESEV"] == {"BAD": int((frame["AESEV"] == "BAD").sum())}
