"""Reading values into the types of a contract."""

from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pv.contract.finding import record_keys
from pv.contract.values import as_text, read_column

MONTHS = ["", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
DAYS = st.dates(date(1850, 1, 1), date(2299, 12, 31))


def read(values: list[Any], dtype: str, kind: str = "object") -> tuple[list[Any], list[bool]]:
    series, unreadable = read_column(pd.Series(values, dtype=kind, index=range(5, 5 + len(values))), dtype)
    assert str(series.dtype) == dtype
    assert list(series.index) == list(range(5, 5 + len(values)))
    return [None if pd.isna(value) else value for value in series], unreadable.to_list()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("  Headache ", "Headache"),
        ("", None),
        ("   ", None),
        (3.0, "3"),
        (3, "3"),
        (2.5, "2.5"),
        (True, "Y"),
        (np.False_, "N"),
        (float("nan"), None),
        (pd.NA, None),
        (date(2020, 1, 2), "2020-01-02"),
        (datetime(2020, 1, 2, tzinfo=UTC), "2020-01-02"),
        (datetime(2020, 1, 2, 8, 30), "2020-01-02T08:30:00"),  # noqa: DTZ001  # clinical times have no zone
    ],
)
def test_text(value: object, text: str | None) -> None:
    assert read([value], "str") == ([text], [False])


def test_text_of_a_typed_column() -> None:
    assert read([3.0, None], "str", "float64") == (["3", None], [False, False])
    assert read([3, None], "str", "Int64") == (["3", None], [False, False])
    assert read([True, False], "str", "bool") == (["Y", "N"], [False, False])
    assert read([" a", "", None], "str", "str") == (["a", None, None], [False] * 3)
    assert read(["a", None], "str", "category") == (["a", None], [False, False])


@pytest.mark.parametrize("text", ["63", " 63 ", "+63", "63.", "6.3e1", "063"])
def test_a_number(text: str) -> None:
    assert read([text], "float64") == ([63.0], [False])


@pytest.mark.parametrize("text", ["abc", "3,5", "1_000", "inf", "nan", "0x1F", "1e999", "6 3", "٣", "-"])
def test_not_a_number(text: str) -> None:
    assert read([text], "float64") == ([None], [True])


@pytest.mark.parametrize("dtype", ["float64", "datetime64[s]"])
@pytest.mark.parametrize("text", ["", " ", ".", ".A", "._", None])
def test_sas_missing_values_are_missing(text: str | None, dtype: str) -> None:
    assert read([text], dtype) == ([None], [False])


def test_numbers_of_typed_columns() -> None:
    assert read([1.5, None, np.inf], "float64", "float64") == ([1.5, None, None], [False, False, True])
    assert read([1, None], "float64", "Int64") == ([1.0, None], [False, False])


@pytest.mark.parametrize(
    "text", ["2014-01-02", "2014-01-02T08:30", "2014-01-02 08:30:15.5", "02JAN2014", "2jan2014", "02-Jan-2014"]
)
def test_a_date(text: str) -> None:
    assert read([text], "datetime64[s]") == ([pd.Timestamp(2014, 1, 2)], [False])


@pytest.mark.parametrize(
    "value",
    [
        *("2014", "2014-01", "2014---02", "2013-02-29", "2013-13-40", "01/02/2014", "20140102", "02JAN14"),
        *("31APR2014", "02JAM2014", "2014-01-02 or so", "UNK", "0000-01-01", 19725.0),
    ],
)
def test_not_a_date(value: object) -> None:
    assert read([value], "datetime64[s]") == ([None], [True])


def test_dates_of_typed_columns() -> None:
    day = pd.Timestamp(2014, 1, 2)
    assert read([date(2014, 1, 2), None], "datetime64[s]") == ([day, None], [False, False])
    assert read([pd.Timestamp(2014, 1, 2, 23, 59), pd.NaT], "datetime64[s]") == ([day, None], [False, False])
    for unit in ("s", "ms", "us", "ns"):
        kind = f"datetime64[{unit}]"
        assert read([pd.Timestamp(2014, 1, 2, 23, 59), None], "datetime64[s]", kind) == ([day, None], [False, False])
    # A day is the day on the wall where it was recorded.
    assert read([pd.Timestamp("2014-01-02T23:59+09:00")], "datetime64[s]", "datetime64[ns, Asia/Tokyo]")[0] == [day]


@settings(deadline=None)
@given(st.lists(DAYS, min_size=1, max_size=5))
def test_every_full_date_is_read_in_both_notations(days: list[date]) -> None:
    expected = [pd.Timestamp(day) for day in days]
    assert read([day.isoformat() for day in days], "datetime64[s]")[0] == expected
    assert read([f"{day.day:02}{MONTHS[day.month]}{day.year}" for day in days], "datetime64[s]")[0] == expected


@settings(deadline=None)
@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=5))
def test_every_number_is_read_back_from_its_text(numbers: list[float]) -> None:
    assert read([repr(number) for number in numbers], "float64") == (numbers, [False] * len(numbers))


def test_a_date_outside_the_years_1_to_9999_is_none() -> None:
    days = pd.Series(np.array(["0000-12-31", "0001-01-01", "9999-12-31", "10000-01-01", "NaT"], dtype="datetime64[s]"))
    series, unreadable = read_column(days, "datetime64[s]")
    assert unreadable.tolist() == [True, False, False, True, False]
    assert series.isna().tolist() == [True, False, False, True, True]
    assert as_text(days).tolist()[:4] == ["0000-12-31", "0001-01-01", "9999-12-31", "10000-01-01"]


def test_record_keys() -> None:
    table = pd.DataFrame({"USUBJID": ["01-701-1015", None], "AESEQ": [3.0, 1.5]})
    assert record_keys(table, ["USUBJID", "AESEQ"]).to_list() == [
        "USUBJID=01-701-1015, AESEQ=3",
        "USUBJID=(missing), AESEQ=1.5",
    ]
    assert record_keys(table[["AESEQ"]].assign(AESEQ=float("nan")), ["AESEQ"]).to_list() == ["AESEQ=(missing)"] * 2
    assert record_keys(table, []).to_list() == ["", ""]
