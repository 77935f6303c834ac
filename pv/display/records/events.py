"""The adverse-event records behind the numbers."""

from collections.abc import Iterable
from types import MappingProxyType

import pandas as pd

from pv.display.arms import Arms
from pv.display.contents import Contents
from pv.display.opened import Opened
from pv.display.records.embedded import Records, Source, embedded
from pv.display.records.last_dose import AT_ONSET, with_dose_texts

#: Two events of a subject may have one AESEQ: the row of the file tells them apart.
ORDER = ["USUBJID", "AESEQ", "source_row"]
TERM = ("level", "soc", "term")
#: The levels whose numbers stand on the page; the others would double the size of the data.
LEVELS = ("any", "SOC", "PT", "group", "SMQ", "query")
#: Columns of adverse_event that the list shows, and their headings. Grade or severity: the one that is recorded.
_SHOWN = {
    "USUBJID": "Subject (USUBJID)",
    "AESEQ": "AESEQ",
    "AETERM": "Reported term",
    "AEDECOD": "Preferred term",
    "start_day": "Start day",
    "end_day": "End day",
    "grade": "Grade",
    "severity": "Severity",
    "serious": "Serious",
    "related": "Related",
    "AEOUT": "Outcome",
    "reason": "Treatment-emergent",
    **AT_ONSET,
    "grade_text": "Definition of the grade (CTCAE)",
}
#: Columns that it shows when they are asked for.
_ASKED = {
    "AEBODSYS": "System organ class",
    "start_date": "Start date",
    "end_date": "End date",
    "duration": "Duration (days)",
    "AEREL": "Relationship as recorded",
    "AEACN": "Action taken",
}
_SEVERITY = MappingProxyType({"MILD": 1, "MODERATE": 2, "SEVERE": 3})
#: Columns by which one subject is graver than another, one before the next.
_GRAVENESS = ("fatal", "serious", "grade_rank", "severity_rank", "related")


def records_of(contents: Contents, arms: Arms) -> Records:
    """Return the treatment-emergent records with their terms and categories, the gravest first in when capped."""
    source = Source(
        query="reports/page/records/events.sql",
        key=("source_row",),
        kept=lambda events: with_dose_texts(
            _with_dates(_with_grade_texts(events.sort_values(ORDER, kind="stable", ignore_index=True)))
        ),
        ranked=(*ORDER, "fatal", "serious", "grade", "severity", "related"),
        chosen=lambda events: _of_gravest(events, contents.maximum_records),
        shown=_SHOWN,
        asked=_ASKED,
        titles=_titles,
        labels=lambda _: _labels(contents.table("category")),
        parameters=TERM,
        # Any event of any category.
        whole=dict.fromkeys((*TERM, "category"), ("any",)),
        terms={"level": LEVELS, "category": ("any",)},
        apart=frozenset({"counted"}),
        counted="term_count",
    )
    return embedded(contents, source, arms)


def _of_gravest(events: pd.DataFrame, most: int) -> pd.DataFrame:
    """Return every record of the gravest subjects, at most so many: with all its records a subject's worst is right."""
    severity = events["severity"].map(_SEVERITY).fillna(0) if "severity" in events else 0
    grade = events["grade"].fillna(0) if "grade" in events else 0
    ranked = events.assign(severity_rank=severity, grade_rank=grade)
    order = ranked.sort_values([*_GRAVENESS, *ORDER], ascending=[False] * len(_GRAVENESS) + [True] * len(ORDER))
    records = order["USUBJID"].value_counts(sort=False)
    kept = records.index[records.cumsum() <= most]
    return events[events["USUBJID"].isin(kept)].sort_values(ORDER, kind="stable").reset_index(drop=True)


def _titles(terms: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], str]:
    """Return each term as it is called above its records; any event is called by its category alone."""
    return {term: "" if term[0] == "any" else term[-1] for term in terms}


def _labels(category: pd.DataFrame) -> list[tuple[object, ...]]:
    """Return each category with its label, and its scale and rank where it is on one."""
    ordered = category.sort_values("category_order", kind="stable")
    columns = (ordered[name] for name in ("category", "label", "scale", "scale_rank"))
    return [
        (name, label) if pd.isna(scale) else (name, label, str(scale), int(rank))
        for name, label, scale, rank in zip(*columns, strict=True)
    ]


def _with_dates(events: pd.DataFrame) -> pd.DataFrame:
    """Return events with their days as text, and how many days they took, both included, where both are known."""
    if not {"ASTDT", "AENDT"} <= {*events}:
        return events
    days = {"start_date": events["ASTDT"], "end_date": events["AENDT"]}
    texts = {name: column.dt.strftime("%Y-%m-%d").where(column.notna(), None) for name, column in days.items()}
    return events.assign(**texts, duration=(events["AENDT"] - events["ASTDT"]).dt.days + 1)


def _with_grade_texts(events: pd.DataFrame) -> pd.DataFrame:
    """Return events with what CTCAE says of the grade, after the term; that it has no such grade, else."""
    columns = (events[name] for name in ("ctcae_term", "grade_text", "ctcae_grade", "ctcae_grades"))
    texts = [
        None if pd.isna(term) else f"{term}: {f'no grade {grade}, only {grades}' if pd.isna(text) else text}"
        for term, text, grade, grades in zip(*columns, strict=True)
    ]
    return events.assign(grade_text=pd.Series(texts, index=events.index, dtype="str"))


#: The adverse-event records.
EVENTS = Opened("events", records_of)
