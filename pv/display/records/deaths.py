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


def death_records(contents: Contents, arms: Arms) -> Records:
    """Return every death that the page lists, in the order of the listing."""
    places = {arm.name: arm.place for arm in arms.every}

    def kept(deaths: pd.DataFrame) -> pd.DataFrame:
        placed = deaths.assign(place=deaths["arm"].map(places))
        ordered = [name for name in _ORDER if name in placed]
        return with_dose_texts(placed.sort_values(ordered, kind="stable", ignore_index=True))

    labels = contents.table("deaths").drop_duplicates("item") if len(contents.table("deaths")) else pd.DataFrame()
    source = Source(
        query="reports/page/records/deaths.sql",
        key=("USUBJID",),
        kept=kept,
        shown=_SHOWN,
        titles=lambda _: {(): ""},
        labels=lambda _: list(zip(labels["item"], labels["label"], strict=True)),
    )
    return embedded(contents, source, arms)


#: The deaths.
DEATHS = Opened("deaths", death_records)
