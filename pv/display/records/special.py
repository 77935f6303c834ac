"""The cases, measurements and ends of treatment behind numbers that no adverse event makes."""

import pandas as pd

from pv.display.arms import Arms
from pv.display.contents import Contents
from pv.display.opened import Opened
from pv.display.records.embedded import Records, Source, embedded, gravest
from pv.display.records.last_dose import AT_ONSET, with_dose_texts

#: Two cases of a subject may have one number: the row of the file tells them apart.
_CASE_ORDER = ["USUBJID", "ADJSEQ", "source_row"]
_CASES = {
    "USUBJID": "Subject (USUBJID)",
    "ADJSEQ": "Case",
    "AESEQ": "AESEQ",
    "investigator_term": "Reported term",
    "investigator_grade": "Investigator's grade",
    "decision": "Decision",
    "committee_grade": "Adjudicated grade",
    "onset_day": "Day of onset",
    "outcome": "Outcome",
    **AT_ONSET,
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
    "reported": "Grade as reported",
}
_ENDS = {
    "USUBJID": "Subject (USUBJID)",
    "recorded": "Reason",
    "exposure_days": "Days on treatment",
}
MILESTONES = {"treatment": "End of treatment", "study": "End of study"}


def adjudicated_records(contents: Contents, arms: Arms) -> Records:
    """Return every case that the committee was sent, of events of special interest."""
    categories = contents.table("adjudicated_category")
    named = dict(zip(categories["category"], categories["label"], strict=True)) if len(categories) else {}
    source = Source(
        query="reports/page/records/adjudicated.sql",
        key=("USUBJID", "event"),
        kept=lambda cases: with_dose_texts(cases.sort_values(_CASE_ORDER, kind="stable", ignore_index=True)),
        shown=_CASES,
        titles=lambda terms: {term: term[0] for term in terms},
        labels=lambda items: [(item, named.get(item, item.capitalize())) for item in items],
        parameters=("event",),
    )
    return embedded(contents, source, arms)


def ejection_fraction_records(contents: Contents, arms: Arms) -> Records:
    """Return the measurement of each subject at its largest decrease, the gravest first in when capped."""
    grades = contents.table("lvef_decrease")
    labels = grades.drop_duplicates("grade") if len(grades) else grades
    named = dict(zip(labels["grade"].astype(str), labels["label"], strict=True)) if len(labels) else {}
    source = Source(
        query="reports/page/records/lvef.sql",
        key=("USUBJID",),
        kept=lambda worst: gravest(worst, contents.maximum_records, ("grade", "decrease"), ("USUBJID",)),
        shown=_EJECTION_FRACTIONS,
        titles=lambda _: {(): "Ejection fraction"},
        labels=lambda items: [(item, named.get(item, item.capitalize())) for item in items],
    )
    return embedded(contents, source, arms)


def disposition_records(contents: Contents, arms: Arms) -> Records:
    """Return how each subject ended treatment and study, those who discontinued first in when capped."""
    key = ("USUBJID", "milestone")

    def kept(ends: pd.DataFrame) -> pd.DataFrame:
        discontinued = ends.assign(discontinued=ends["recorded"].notna())
        return gravest(discontinued, contents.maximum_records, ("discontinued",), key)

    source = Source(
        query="reports/page/records/disposition.sql",
        key=key,
        kept=kept,
        shown=_ENDS,
        titles=lambda ends: {pair: f"{MILESTONES[pair[0]]}: {pair[1].lower()}" for pair in ends},
        labels=lambda reasons: [(name, name) for name in reasons],
        parameters=("milestone", "status"),
    )
    return embedded(contents, source, arms)


#: The ends of treatment and study, the adjudicated cases, the measurements of the ejection fraction.
DISPOSITIONS = Opened("disposition", disposition_records)
CASES = Opened("adjudicated", adjudicated_records)
EJECTION_FRACTIONS = Opened("lvef", ejection_fraction_records)
