"""Dates and times of ADaM: a day that only a datetime has, and datetimes as SAS prints them."""

import re
from dataclasses import replace
from types import MappingProxyType

import pandas as pd

from pv.load import Dataset

#: Day -> the datetime that has it too (ADaMIG 1.3, section 3.2.5: --DT and --DTM), of each analysis dataset.
_DAYS = MappingProxyType(
    {
        "adsl": {"TRTSDT": "TRTSDTM", "TRTEDT": "TRTEDTM", "DTHDT": "DTHDTM"},
        "adae": {"ASTDT": "ASTDTM", "AENDT": "AENDTM"},
        "adex": {"ASTDT": "ASTDTM", "AENDT": "AENDTM"},
        "adlb": {"ADT": "ADTM"},
    }
)
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
#: DATETIME20. of SAS: 10JAN2020:07:30:00.
_SAS_DATETIME = re.compile(r"([0-9]{1,2})-?([A-Za-z]{3})-?([0-9]{4})[: T]([0-9]{2}:[0-9]{2}.*)")


def with_days(dataset: Dataset) -> Dataset:
    """Return the dataset with the day of each datetime whose day it does not have, datetimes in ISO 8601.

    A day that is there stays as it is, also where it is missing or another one.
    """
    frame, labels = dataset.frame, dict(dataset.labels)
    for day, moment in _DAYS.get(dataset.name, {}).items():
        if moment not in frame or list(frame.columns).count(moment) > 1:
            continue
        frame = frame.assign(**{moment: _iso(frame[moment])})
        if day not in frame:
            frame = frame.assign(**{day: frame[moment]})
            labels[day] = f"{day}: the day of {moment}"
    return replace(dataset, frame=frame, labels=labels)


def _iso(values: pd.Series) -> pd.Series:
    """Return datetimes with those that are text as SAS prints them in ISO 8601, anything else as it is."""
    if not (pd.api.types.is_object_dtype(values.dtype) or pd.api.types.is_string_dtype(values.dtype)):
        return values
    distinct = {value: _iso_text(value) for value in values.dropna().unique() if isinstance(value, str)}
    changed = {old: new for old, new in distinct.items() if old != new}
    return values.replace(changed) if changed else values


def _iso_text(text: str) -> str:
    """Return 2020-01-10T07:30:00 of 10JAN2020:07:30:00, another text as it is."""
    match = _SAS_DATETIME.fullmatch(text.strip())
    if not match or match[2].upper() not in _MONTHS:
        return text
    month = _MONTHS.index(match[2].upper()) + 1
    return f"{match[3]}-{month:02}-{int(match[1]):02}T{match[4]}"
