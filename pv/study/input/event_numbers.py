"""Numbers for events that have none, where the study file asks for them."""

import math
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from pv.contract.finding import COLUMNS
from pv.contract.values import as_text, read_column
from pv.load import Dataset
from pv.study.setting.settings import Settings

_NUMBER = "AESEQ"


def with_number_column(datasets: Mapping[str, Dataset], settings: Settings) -> dict[str, Dataset]:
    """Return the datasets, AE with an empty AESEQ where it has none and the events are to be numbered.

    AE itself gets no number: a record of SUPPAE that names an AESEQ would find an event by a number that was made up.
    """
    read = dict(datasets)
    if settings.data.number_events and "ae" in read and _NUMBER not in read["ae"].frame:
        frame = read["ae"].frame
        read["ae"] = replace(
            read["ae"], frame=frame.assign(**{_NUMBER: pd.Series(None, index=frame.index, dtype="str")})
        )
    return read


def numbered(datasets: Mapping[str, Dataset], settings: Settings) -> tuple[dict[str, Dataset], pd.DataFrame]:
    """Return the datasets with a number for each event of ADAE that has none, and the finding that says so.

    The number is that of the row, after the highest one that there is. Records without a number that are equal in every
    variable have one number: they are one event.

    Args:
        datasets: in the shape of ADaM.
        settings: the study file, `data.number_events`.
    """
    read = dict(datasets)
    nothing = pd.DataFrame(columns=list(COLUMNS))
    if not settings.data.number_events or "adae" not in read:
        return read, nothing
    frame = read["adae"].frame.reset_index(drop=True)
    given = frame[_NUMBER] if _NUMBER in frame else pd.Series(None, index=frame.index, dtype="str")
    lacking = as_text(given).isna()
    if not lacking.any():
        return read, nothing
    highest = read_column(given, "float64")[0].max()
    after = 0 if math.isnan(highest) else max(0, math.ceil(highest))
    made = _first_equal(frame[lacking].drop(columns=_NUMBER, errors="ignore")) + 1 + after
    text = as_text(given)
    text[lacking] = made.astype("str")
    read["adae"] = replace(read["adae"], frame=frame.assign(**{_NUMBER: text}))
    return read, pd.DataFrame([_finding(int(lacking.sum()), len(frame), after)], columns=list(COLUMNS))


def _first_equal(records: pd.DataFrame) -> "pd.Series[int]":
    """Return for each record the place of the first that is equal to it in every column."""
    content = pd.Series("", index=records.index)
    for name in records:
        content += as_text(records[name]).fillna("") + "\x1f"
    places = pd.Series(records.index, index=records.index)
    first: pd.Series[int] = places.groupby(content).transform("min")
    return first


def _finding(lacking: int, events: int, after: int) -> dict[str, object]:
    place = f"by row, after the highest number {after}" if after else "by row"
    return {
        "severity": "warning",
        "rule": "event_numbered",
        "dataset": "adae",
        "variable": _NUMBER,
        "message": f"{lacking} of {events} events have no {_NUMBER}; it is the event's sequence number in the source",
        "action": f"Retained; numbered {place}, as data.number_events specifies; no SUPPAE record is matched by these",
    }
