"""The deaths behind the numbers, with their fatal events."""

from pv.display.arms import Arms
from pv.display.contents import Contents
from pv.display.opened import Opened
from pv.display.records.embedded import NONE, Records, Source, embedded

#: Two fatal events of a subject may have one AESEQ: the place in the list tells them apart.
_KEY = ("place",)
_SHOWN = {
    "USUBJID": "Subject (USUBJID)",
    "AESEQ": "AESEQ",
    "AETERM": "Reported term",
    "AEDECOD": "Fatal event (preferred term)",
    "related": "Related",
    "emergent": "Treatment-emergent",
    "death_day": "Day of death",
    "days_since_last_dose": "Days since last dose",
    "on_treatment": "In the risk period",
    "DTHCAUS": "Cause of death",
    "date_source": "Date from",
}


def death_records(contents: Contents, arms: Arms) -> Records:
    """Return every death that the page lists."""
    deaths, items, table = (contents.table(name) for name in ("death_listing", "death_item", "deaths"))
    if deaths.empty or items.empty:
        return NONE
    labels = table.drop_duplicates("item")
    deaths = deaths.assign(place=range(len(deaths)))
    source = Source(
        key=_KEY,
        records=deaths,
        total=len(deaths),
        shown=_SHOWN,
        parameters=(),
        terms=deaths[[*_KEY]],
        titles={(): ""},
        categories=deaths[["USUBJID", *_KEY]].merge(
            items[["USUBJID", "item"]].rename(columns={"item": "category"}), on="USUBJID"
        ),
        labels=list(zip(labels["item"], labels["label"], strict=True)),
        query="reports/page/records/deaths.sql",
    )
    return embedded(source, arms)


#: The deaths.
DEATHS = Opened("deaths", death_records)
