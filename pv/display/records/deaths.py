"""The deaths behind the numbers, with their fatal events."""

import pandas as pd

from pv.display.arms import Arms
from pv.display.contents import Contents
from pv.display.opened import Opened
from pv.display.records.embedded import Records, Source, embedded
from pv.display.records.last_dose import BEFORE_DEATH, with_dose_texts

_ORDER = ["place", "USUBJID", "AESEQ", "AEDECOD", "AETERM", "related", "emergent"]
_SHOWN = {
    "USUBJID": "Subject (USUBJID)",
    "AESEQ": "AESEQ",
    "AETERM": "Reported term",
    "AEDECOD": "Fatal event (preferred term)",
    "related": "Related",
    "emergent": "Treatment-emergent",
    "death_day": "Day of death",
    "days_since_last_dose": "Days since last dose",
    "on_treatment": "On treatment",
    "DTHCAUS": "Cause of death",
    "date_source": "Source of the date",
    **BEFORE_DEATH,
}
#: The kinds of causes, as table and list call them.
CAUSES = {
    "fatal_event_related": "Fatal adverse events related to treatment",
    "fatal_event": "Fatal adverse events, regardless of relationship",
}


def death_records(contents: Contents, arms: Arms) -> Records:
    """Return every death that the page lists, in the order of the listing."""
    labels = contents.table("deaths").drop_duplicates("item") if len(contents.table("deaths")) else pd.DataFrame()
    source = Source(
        query="reports/page/records/deaths.sql",
        key=("USUBJID",),
        kept=lambda deaths: _in_order(deaths, arms),
        shown=_SHOWN,
        titles=lambda _: {(): ""},
        labels=lambda _: list(zip(labels["item"], labels["label"], strict=True)),
    )
    return embedded(contents, source, arms)


def cause_records(contents: Contents, arms: Arms) -> Records:
    """Return the deaths of a recorded adverse event, by its preferred term."""
    source = Source(
        query="reports/page/records/death_causes.sql",
        key=("USUBJID",),
        kept=lambda deaths: _in_order(deaths, arms),
        shown=_SHOWN,
        titles=lambda _: {(): ""},
        labels=lambda items: [(item, _cause(*item.split(": ", 1))) for item in items],
    )
    return embedded(contents, source, arms)


def _cause(kind: str, cause: str) -> str:
    """Return how a kind of cause and its preferred term are called above the list."""
    return f"{CAUSES[kind]}: {cause}"


def _in_order(deaths: pd.DataFrame, arms: Arms) -> pd.DataFrame:
    """Return deaths in the order of the listing, with the text of the last dose."""
    places = {arm.name: arm.place for arm in arms.every}
    placed = deaths.assign(place=deaths["arm"].map(places))
    ordered = [name for name in _ORDER if name in placed]
    return with_dose_texts(placed.sort_values(ordered, kind="stable", ignore_index=True))


#: The deaths, and those of a recorded adverse event.
DEATHS = Opened("deaths", death_records)
CAUSES_OF_DEATH = Opened("death-causes", cause_records)
