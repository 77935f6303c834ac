"""The deaths behind the numbers, with their fatal events."""

from pv.report.arms import Arms
from pv.report.record_set import NONE, Records, Source, embedded
from pv.report.report import Report

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


def death_records(report: Report, arms: Arms) -> Records:
    """Return every death that the page lists."""
    deaths, items, table = (report.table(name) for name in ("death_listing", "death_item", "deaths"))
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
