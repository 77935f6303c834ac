"""The adverse-event records behind the numbers."""

from types import MappingProxyType

import pandas as pd

from pv.display.arms import Arms
from pv.display.contents import Contents
from pv.display.opened import Opened
from pv.display.records.embedded import NONE, Records, Source, embedded

#: Two events of a subject may have one AESEQ: the row of the file tells them apart.
KEY = ["source_row"]
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
    "grade_text": "Text of the grade (CTCAE)",
}
_SEVERITY = MappingProxyType({"MILD": 1, "MODERATE": 2, "SEVERE": 3})
#: Columns by which one subject is graver than another, one before the next.
_GRAVENESS = ("fatal", "serious", "grade_rank", "severity_rank", "related")


def records_of(contents: Contents, arms: Arms) -> Records:
    """Return the treatment-emergent records with their terms and categories, the gravest first in when capped."""
    events, categories, terms = (contents.table(name) for name in ("adverse_event", "record_category", "record_term"))
    if events.empty or categories.empty or terms.empty:
        return NONE
    counted = categories[categories["category"] == "any"][KEY]
    emergent = events.merge(counted, on=KEY)
    kept = _of_gravest(emergent, contents.maximum_records)
    of_page = terms[terms["level"].isin(LEVELS)]
    source = Source(
        key=tuple(KEY),
        records=kept.merge(_grade_texts(contents.table("grade_text")), on=KEY, how="left"),
        total=len(emergent),
        shown=_SHOWN,
        parameters=TERM,
        terms=of_page,
        titles=_titles(of_page),
        categories=categories,
        labels=_labels(contents.table("category")),
        query="reports/page/records/events.sql",
    )
    return embedded(source, arms)


def _of_gravest(events: pd.DataFrame, most: int) -> pd.DataFrame:
    """Return every record of the gravest subjects, at most so many: with all its records a subject's worst is right."""
    severity = events["severity"].map(_SEVERITY).fillna(0) if "severity" in events else 0
    grade = events["grade"].fillna(0) if "grade" in events else 0
    ranked = events.assign(severity_rank=severity, grade_rank=grade)
    order = ranked.sort_values([*_GRAVENESS, *ORDER], ascending=[False] * len(_GRAVENESS) + [True] * len(ORDER))
    records = order["USUBJID"].value_counts(sort=False)
    kept = records.index[records.cumsum() <= most]
    return events[events["USUBJID"].isin(kept)].sort_values(ORDER, kind="stable").reset_index(drop=True)


def _titles(terms: pd.DataFrame) -> dict[tuple[str, ...], str]:
    """Return each term as it is called above its records; any event is called by its category alone."""
    distinct = terms[[*TERM]].drop_duplicates().itertuples(index=False, name=None)
    return {term: "" if term[0] == "any" else term[-1] for term in distinct}


def _labels(category: pd.DataFrame) -> list[tuple[object, ...]]:
    """Return each category with its label, and its scale and rank where it is on one."""
    ordered = category.sort_values("category_order", kind="stable")
    columns = (ordered[name] for name in ("category", "label", "scale", "scale_rank"))
    return [
        (name, label) if pd.isna(scale) else (name, label, str(scale), int(rank))
        for name, label, scale, rank in zip(*columns, strict=True)
    ]


def _grade_texts(table: pd.DataFrame) -> pd.DataFrame:
    """Return for each graded event what CTCAE says of its grade, after the term; that it has no such grade, else."""
    texts = []
    for row in table.itertuples():
        lacking = f"no grade {row.grade}, only {row.ctcae_grades}"
        texts.append(f"{row.ctcae_term}: {row.text if isinstance(row.text, str) else lacking}")
    keys = table[KEY] if len(table) else pd.DataFrame({"source_row": pd.Series(dtype="int64")})
    return keys.assign(grade_text=pd.Series(texts, index=keys.index, dtype="str"))


#: The adverse-event records.
EVENTS = Opened("events", records_of)
