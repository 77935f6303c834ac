"""The cases, measurements and ends of treatment behind numbers that no adverse event makes."""

import pandas as pd

from pv.display.arms import Arms
from pv.display.contents import Contents
from pv.display.opened import Opened
from pv.display.records.embedded import NONE, Records, Source, embedded, gravest

#: Two cases of a subject may have one number: the row of the file tells them apart.
_CASE = ("source_row",)
_CASE_ORDER = ["USUBJID", "ADJSEQ", *_CASE]
_CASES = {
    "USUBJID": "Subject (USUBJID)",
    "ADJSEQ": "Case",
    "AESEQ": "AESEQ",
    "investigator_term": "Reported term",
    "investigator_grade": "Investigator's grade",
    "decision": "Decision",
    "committee_grade": "Committee's grade",
    "onset_day": "Day of onset",
    "outcome": "Outcome",
}
_EJECTION_FRACTIONS = {
    "USUBJID": "Subject (USUBJID)",
    "baseline": "Baseline, %",
    "value": "Largest decrease: value, %",
    "decrease": "Decrease, percentage points",
    "visit": "Visit",
    "day": "Study day",
    "measurements": "Measurements",
    "grade": "Grade",
}
_MILESTONE = ("milestone", "status")
_ENDS = {
    "USUBJID": "Subject (USUBJID)",
    "recorded": "Reason",
    "exposure_days": "Days on treatment",
}
MILESTONES = {"treatment": "End of treatment", "study": "End of study"}


def adjudicated_records(contents: Contents, arms: Arms) -> Records:
    """Return every case that the committee was sent, of events of special interest."""
    cases, counted = contents.table("adjudicated_event"), contents.table("adjudicated_subject_category")
    if cases.empty or counted.empty:
        return NONE
    cases = cases.sort_values(_CASE_ORDER, kind="stable", ignore_index=True)
    categories = contents.table("adjudicated_category")
    of_subject = counted[["USUBJID", "event", "category"]]
    source = Source(
        key=_CASE,
        records=cases,
        total=len(cases),
        shown=_CASES,
        parameters=("event",),
        terms=cases[[*_CASE, "event"]],
        titles={(event,): event for event in cases["event"].unique()},
        categories=cases[["USUBJID", "event", *_CASE]].merge(of_subject, on=["USUBJID", "event"]),
        labels=list(zip(categories["category"], categories["label"], strict=True)),
        query="reports/page/records/adjudicated.sql",
    )
    return embedded(source, arms)


def ejection_fraction_records(contents: Contents, arms: Arms) -> Records:
    """Return the measurement of each subject at its largest decrease, the gravest first in when capped."""
    worst, decrease = contents.table("lvef_worst"), contents.table("lvef_decrease")
    if worst.empty or decrease.empty:
        return NONE
    kept = gravest(worst, contents.maximum_records, ("grade", "decrease"), ("USUBJID",))
    labels = decrease.drop_duplicates("grade")
    source = Source(
        key=("USUBJID",),
        records=kept,
        total=len(worst),
        shown=_EJECTION_FRACTIONS,
        parameters=(),
        terms=kept[["USUBJID"]],
        titles={(): "Decrease of the ejection fraction"},
        categories=kept[["USUBJID"]].assign(category=kept["grade"].astype("str")),
        labels=[(str(grade), label) for grade, label in zip(labels["grade"], labels["label"], strict=True)],
        query="reports/page/records/lvef.sql",
    )
    return embedded(source, arms)


def disposition_records(contents: Contents, arms: Arms) -> Records:
    """Return how each subject ended treatment and study, those who discontinued first in when capped."""
    ends, subjects = contents.table("subject_disposition"), contents.table("subject")
    if ends.empty:
        return NONE
    key = ["USUBJID", "milestone"]
    whole = ends["reason"] == "any"
    recorded = ends[~whole].rename(columns={"reason": "recorded"})[[*key, "recorded"]]
    every = ends[whole].merge(recorded, on=key, how="left")
    every = every.merge(subjects[["USUBJID", "exposure_days"]], on="USUBJID", how="left")
    discontinued = every.assign(discontinued=every["recorded"].notna())
    kept = gravest(discontinued, contents.maximum_records, ("discontinued",), key)
    names = sorted(set(ends["reason"]))
    source = Source(
        key=tuple(key),
        records=kept,
        total=len(every),
        shown=_ENDS,
        parameters=_MILESTONE,
        terms=every[[*key, "status"]],
        titles=_titles(every),
        categories=ends[[*key, "reason"]].rename(columns={"reason": "category"}),
        labels=[(name, name) for name in names],
        query="reports/page/records/disposition.sql",
    )
    return embedded(source, arms)


def _titles(ends: pd.DataFrame) -> dict[tuple[str, ...], str]:
    """Return 'End of treatment: discontinued' for each milestone and status."""
    pairs = ends[[*_MILESTONE]].drop_duplicates().itertuples(index=False, name=None)
    return {pair: f"{MILESTONES[pair[0]]}: {pair[1].lower()}" for pair in pairs}


#: The ends of treatment and study, the adjudicated cases, the measurements of the ejection fraction.
DISPOSITIONS = Opened("disposition", disposition_records)
CASES = Opened("adjudicated", adjudicated_records)
EJECTION_FRACTIONS = Opened("lvef", ejection_fraction_records)
