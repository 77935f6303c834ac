"""The subjects behind the numbers of responses and of times to endpoints."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd

from pv.display.arms import Arms
from pv.display.contents import Contents
from pv.display.opened import Opened
from pv.display.records.embedded import Records, Source, embedded, gravest
from pv.display.rows_by_arm import rows

_KEY = ("endpoint", "USUBJID")
_RESPONSES = {"USUBJID": "Subject (USUBJID)", "value": "Response", "day": "Date"}
_TIMES = {"USUBJID": "Subject (USUBJID)", "shown_time": "Time", "description": "Ended by"}
#: How a time ends, as table and list call it.
ENDS: Mapping[str, str] = MappingProxyType(
    {"event": "With the event", "competing": "With a competing event", "censored": "Censored"}
)
_DIGITS = 2


def response_records(contents: Contents, arms: Arms) -> Records:
    """Return the response of each subject of each population."""
    source = Source(
        query="reports/page/records/responses.sql",
        key=_KEY,
        kept=lambda responses: gravest(responses, contents.maximum_records, (), _KEY),
        shown=_RESPONSES,
        titles=lambda endpoints: _titles(contents, endpoints),
        labels=lambda labels: [(label, label) for label in labels],
        parameters=("endpoint",),
    )
    return embedded(contents, source, arms)


def time_records(contents: Contents, arms: Arms) -> Records:
    """Return the time of each subject to each endpoint, in the unit of the endpoint."""

    def kept(times: pd.DataFrame) -> pd.DataFrame:
        rounded = times.assign(shown_time=times["time"].round(_DIGITS))
        return gravest(rounded, contents.maximum_records, (), _KEY)

    source = Source(
        query="reports/page/records/endpoint_times.sql",
        key=_KEY,
        kept=kept,
        shown=_TIMES,
        titles=lambda endpoints: _titles(contents, endpoints),
        labels=lambda ends: [(end, ENDS[end]) for end in ends],
        parameters=("endpoint",),
    )
    return embedded(contents, source, arms)


def _titles(contents: Contents, endpoints: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], str]:
    """Return how each endpoint is called above its records, with its cohort and the unit of its times."""
    named = {row.endpoint: row for row in rows(contents.table("endpoint"))}
    return {one: _title(named[one[0]]) for one in endpoints}


def _title(row: Any) -> str:  # noqa: ANN401  # a row of the table
    cohort = "" if pd.isna(row.cohort) else f": {row.cohort}"
    return f"{row.label}{cohort}{'' if pd.isna(row.unit) else f' ({row.unit})'}"


#: The responses, and the times to endpoints.
RESPONSES = Opened("responses", response_records)
TIMES = Opened("endpoint-times", time_records)
