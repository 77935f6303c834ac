"""Datasets from pandas frames, and the tidying that every dataset gets."""

from datetime import date, time, timedelta
from decimal import Decimal

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pv.errors import InputError
from pv.load import from_frame


def plain(values: pd.Series) -> list[object]:
    return values.astype(object).where(values.notna(), None).tolist()


def test_the_frame_of_the_caller_is_left_as_it_is() -> None:
    frame = pd.DataFrame(
        {"usubjid": ["S-1 ", ""], "age": [63, 64], "adt": [pd.Timestamp("2014-01-02"), pd.NaT]}, index=[7, 7]
    )
    before = frame.copy(deep=True)
    dataset = from_frame(frame, "ADSL")
    dataset.frame.loc[0, "AGE"] = 0
    pd.testing.assert_frame_equal(frame, before)
    assert list(dataset.frame.columns) == ["USUBJID", "AGE", "ADT"]
    assert list(dataset.frame.index) == [0, 1]
    described = (dataset.name, dataset.source, dataset.format, dataset.sha256, dataset.encoding, dataset.label)
    assert described == ("adsl", "<frame>", "pandas", "", "", "")


STAMP = pd.Timestamp("2014-01-02T10:11:12.5")


@pytest.mark.parametrize(
    ("values", "dtype", "expected"),
    [
        (pd.Series(["a ", " ", "", None, " b"]), "str", ["a", None, None, None, " b"]),
        (pd.Series(["a ", None], dtype="string"), "str", ["a", None]),
        (pd.Series(["a ", None], dtype=object), "str", ["a", None]),
        (pd.Series([None, np.nan], dtype=object), "str", [None, None]),
        (pd.Series(["Y", " ", None], dtype="category"), "str", ["Y", None, None]),
        (pd.Series([1, 2, None], dtype="category"), "float64", [1.0, 2.0, None]),
        (pd.Series([1, 2]), "int64", [1, 2]),
        (pd.Series([1, None], dtype="Int64"), "Int64", [1, None]),
        (pd.Series([1.5, None]), "float64", [1.5, None]),
        (pd.Series([1, 2.5, None], dtype=object), "float64", [1.0, 2.5, None]),
        (pd.Series([Decimal("1.5"), None], dtype=object), "float64", [1.5, None]),
        (pd.Series([True, None], dtype=object), "boolean", [True, None]),
        (pd.Series([True, False]), "bool", [True, False]),
        (pd.Series([date(2014, 1, 2), None], dtype=object), "datetime64[s]", [pd.Timestamp("2014-01-02"), None]),
        (pd.Series([date(9999, 12, 31), pd.NaT], dtype=object), "datetime64[s]", [pd.Timestamp("9999-12-31"), None]),
        (pd.Series([STAMP.to_pydatetime(), None], dtype=object), "datetime64[us]", [STAMP, None]),
        (pd.Series([STAMP, pd.NaT]).astype("datetime64[ns]"), "datetime64[us]", [STAMP, None]),
        (pd.Series([STAMP]).dt.tz_localize("Europe/Berlin"), "datetime64[us]", [STAMP]),
        (pd.Series([time(10, 0, 0, 500_000), None], dtype=object), "float64", [36_000.5, None]),
        (pd.Series([timedelta(minutes=1), None]), "float64", [60.0, None]),
        (
            pd.Series([date(2014, 1, 2), None], dtype=pd.ArrowDtype(pa.date32())),
            "datetime64[s]",
            [pd.Timestamp("2014-01-02"), None],
        ),
        (pd.Series(["a ", " ", None], dtype=pd.ArrowDtype(pa.string())), "str", ["a", None, None]),
        (pd.Series([1, None], dtype=pd.ArrowDtype(pa.int32())), "Int64", [1, None]),
    ],
)
def test_every_type_becomes_one_of_a_dataset(values: pd.Series, dtype: str, expected: list[object]) -> None:
    found = from_frame(pd.DataFrame({"A": values}), "adae").frame["A"]
    assert found.dtype == dtype
    assert plain(found) == expected


@pytest.mark.parametrize(
    "values",
    [["1", 2], [date(2014, 1, 2), STAMP.to_pydatetime()], [date(2014, 1, 2), "x"], [[1], [2]], [b"x"]],
)
def test_a_column_of_mixed_or_other_objects_is_refused(values: list[object]) -> None:
    with pytest.raises(InputError, match="frame 'adae': column A holds"):
        from_frame(pd.DataFrame({"A": pd.Series(values, dtype=object)}), "adae")


def test_named_levels_of_the_index_become_columns() -> None:
    frame = pd.DataFrame({"usubjid": ["S-1", "S-2"], "age": [1, 2]}).set_index("usubjid")
    assert sorted(from_frame(frame, "adsl").frame.columns) == ["AGE", "USUBJID"]
    two = pd.DataFrame({"AGE": [1]}, index=pd.MultiIndex.from_tuples([("S-1", 0)], names=["USUBJID", None]))
    assert sorted(from_frame(two, "adsl").frame.columns) == ["AGE", "USUBJID"]


def test_a_frame_indexed_by_one_of_its_columns_is_read() -> None:
    frame = pd.DataFrame({"USUBJID": ["S-1", None], "AESEQ": [1, 2], "AETERM": ["x", "y"]})
    for keys in (["USUBJID"], ["USUBJID", "AESEQ"]):
        found = from_frame(frame.set_index(keys, drop=False), "adae").frame
        assert list(found.columns) == ["USUBJID", "AESEQ", "AETERM"]
        assert plain(found["USUBJID"]) == ["S-1", None]
    lower = frame.set_index(frame["AESEQ"].rename("aeseq"))
    assert list(from_frame(lower, "adae").frame.columns) == ["USUBJID", "AESEQ", "AETERM"]


def test_an_index_with_the_name_of_a_column_and_other_values_is_refused() -> None:
    frame = pd.DataFrame({"USUBJID": ["S-1", "S-2"]}, index=pd.Index(["S-1", "S-3"], name="USUBJID"))
    message = (
        "frame 'adsl': column USUBJID occurs twice, as a column and as a level of the index, with different values"
    )
    with pytest.raises(InputError, match=message):
        from_frame(frame, "adsl")
    two = pd.DataFrame({"AGE": [1]}, index=pd.MultiIndex.from_tuples([("S-1", "S-1")], names=["USUBJID", "USUBJID"]))
    with pytest.raises(InputError, match="column USUBJID occurs 2 times"):
        from_frame(two, "adsl")


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        (["AGE", "AGE"], "column AGE occurs 2 times: 'AGE' and 'AGE'"),
        (["AGE", "age "], "column AGE occurs 2 times: 'AGE' and 'age '"),
        (["AGE", 5], "column 2 is named 5"),
        (["", "AGE"], "column 1 is named ''"),
    ],
)
def test_names_that_are_no_names_are_refused(columns: list[object], reason: str) -> None:
    with pytest.raises(InputError) as raised:
        from_frame(pd.DataFrame([[1, 2]], columns=columns), "adsl")
    assert reason in str(raised.value)


def test_a_frame_without_columns_is_refused_and_without_records_returned() -> None:
    with pytest.raises(InputError, match="has no columns"):
        from_frame(pd.DataFrame(), "adsl")
    assert from_frame(pd.DataFrame({"A": []}), "adsl").frame.shape == (0, 1)


def test_duckdb_sees_dates_as_dates_and_missing_as_null() -> None:
    source = pd.DataFrame({"USUBJID": ["S-1", " "], "ADT": pd.Series([date(2014, 1, 2), None], dtype=object)})
    frame = from_frame(source, "adsl").frame
    with duckdb.connect() as connection:
        found = connection.from_df(frame).select("USUBJID, cast(ADT as date)").fetchall()
    assert found == [("S-1", date(2014, 1, 2)), (None, None)]


@given(st.lists(st.none() | st.text(st.characters(codec="utf-8"))))
def test_text_loses_trailing_blanks_and_nothing_else(texts: list[str | None]) -> None:
    found = from_frame(pd.DataFrame({"A": pd.Series(texts, dtype="str")}), "adae").frame["A"]
    assert plain(found) == [(text or "").rstrip(" ") or None for text in texts]
