"""SAS formats and the numbers under them."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pv.contract.values import as_text, read_column
from pv.load.sas_dates import dates, datetimes, is_date, is_datetime

_DATES = ["DATE9", "DATE9.", "date9", "DATE", "YYMMDD10", "YYMMDDN8", "DDMMYYS10.", "MMDDYY8", "E8601DA", "E8601DA10."]
_DATES += ["B8601DA8", "IS8601DA", "MONYY7", "WORDDATE18", "WEEKDATX29", "JULIAN7", "YYQ6", "NLDATE20"]
_DATETIMES = ["DATETIME20", "DATETIME20.3", "E8601DT19", "B8601DT15", "E8601DN10", "DTDATE9", "NLDATM30", "MDYAMPM25"]
_NUMBERS = [
    None,
    "",
    "8.2",
    "BEST12",
    "COMMA10.2",
    "TIME8",
    "TIME5.",
    "HHMM5",
    "E8601TM8",
    "TOD8",
    "YEAR4",
    "SEXF",
    "$20",
]


def test_formats_tell_dates_from_datetimes_from_numbers() -> None:
    assert [name for name in [*_DATES, *_DATETIMES, *_NUMBERS] if is_date(name)] == _DATES
    assert [name for name in [*_DATES, *_DATETIMES, *_NUMBERS] if is_datetime(name)] == _DATETIMES


def test_known_dates() -> None:
    # 2000-01-01: 40 years of 365 days and 10 leap days (1960, 1964, ... 1996) are 14,610 days.
    days = pd.Series([0.0, -1.0, 14_610.0, 14_610.75, -138_061.0, np.nan], name="ADT")
    known = ["1960-01-01", "1959-12-31", "2000-01-01", "2000-01-01", "1582-01-01"]
    found = dates(days)
    assert found.dtype == "datetime64[s]"
    assert found.tolist() == [pd.Timestamp(text) for text in known] + [pd.NaT]


def test_the_years_4000_and_8000_have_no_leap_day_in_sas() -> None:
    # SAS prints 253717660800 for '31DEC9999:00:00:00'dt: 2,936,547 days, two fewer than in the Gregorian calendar.
    gregorian = (date(9999, 12, 31) - date(1960, 1, 1)).days
    assert gregorian - 2 == 253_717_660_800 / 86_400
    assert dates(pd.Series([2_936_547.0])).iloc[0] == pd.Timestamp("9999-12-31")
    assert datetimes(pd.Series([253_717_660_800.0])).iloc[0] == pd.Timestamp("9999-12-31")
    for year, earlier in ((4000, 0), (8000, 1)):
        before = (date(year, 2, 28) - date(1960, 1, 1)).days - earlier
        found = dates(pd.Series([before, before + 1], dtype="float64"))
        assert found.tolist() == [pd.Timestamp(year, 2, 28), pd.Timestamp(year, 3, 1)]
        stamps = datetimes(pd.Series([(before + 1) * 86_400 - 1, (before + 1) * 86_400], dtype="float64"))
        assert stamps.tolist() == [pd.Timestamp(f"{year}-02-28T23:59:59"), pd.Timestamp(year, 3, 1)]


def test_known_datetimes() -> None:
    found = datetimes(pd.Series([0.0, -0.5, 14_610 * 86_400 + 3661.25, np.nan], name="ADTM"))
    known = ["1960-01-01T00:00:00", "1959-12-31T23:59:59.5", "2000-01-01T01:01:01.25", "NaT"]
    assert found.dtype == "datetime64[us]"
    assert found.tolist() == [pd.Timestamp(text) for text in known[:3]] + [pd.NaT]


@given(st.dates(min_value=date(1582, 1, 1), max_value=date(4000, 2, 28)))
def test_a_date_is_as_many_days_after_1960(day: date) -> None:
    days = float((day - date(1960, 1, 1)).days)
    assert dates(pd.Series([days])).iloc[0].date() == day
    assert datetimes(pd.Series([days * 86_400])).iloc[0].date() == day


def test_days_outside_the_calendar_of_sas_are_days_all_the_same() -> None:
    # SAS begins in 1582; its last day, 31 December 9999, is number 2,936,547 (two leap days fewer than the calendar).
    found = dates(pd.Series([0.0, -138_062.0, 2_936_548.0, np.nan], name="ADT"))
    assert found.dtype == "datetime64[s]"
    assert as_text(found).tolist()[:3] == ["1960-01-01", "1581-12-31", "10000-01-01"]
    assert found.isna().tolist() == [False, False, False, True]
    moments = datetimes(pd.Series([0.0, 2_936_548.0 * 86_400 + 3600, np.nan], name="ADTM"))
    assert as_text(moments).tolist()[:2] == ["1960-01-01", "10000-01-01T01:00:00"]


@pytest.mark.parametrize(
    ("number", "shown"), [(1.7e9, "1700000000"), (-1.7e9, "-1700000000"), (1e300, "1e+300"), (-np.inf, "-inf")]
)
def test_a_number_too_far_off_stays_that_number(number: float, shown: str) -> None:
    found = dates(pd.Series([14_610.0, number, np.nan], name="ADT"))
    assert found.tolist()[:2] == ["2000-01-01", shown]
    assert found.isna().tolist() == [False, False, True]
    assert read_column(found, "datetime64[s]")[1].tolist() == [False, True, False]
    moments = datetimes(pd.Series([14_610.0 * 86_400 + 60, number * 86_400, np.nan], name="ADTM"))
    assert moments.tolist()[0] == "2000-01-01T00:01:00.000000"
    assert moments.isna().tolist() == [False, False, True]
    assert read_column(moments, "datetime64[s]")[1].tolist() == [False, True, False]
