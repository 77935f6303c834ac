"""The adverse-event records behind the numbers, as compact data inside the page."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pv.report.arms import Arms
from pv.report.report import Report

KEY = ["USUBJID", "AESEQ"]
TERM = ["level", "soc", "term"]
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


@dataclass(frozen=True)
class Records:
    """The records embedded in the page.

    Attributes:
        data: what the page's script reads, ready for JSON.
        terms: the place of each (level, soc, term) in it.
        total: how many treatment-emergent records there are.
        embedded: how many of them the page carries.
    """

    data: Mapping[str, Any]
    terms: Mapping[tuple[str, str, str], int]
    total: int
    embedded: int


def records_of(report: Report, arms: Arms) -> Records:
    """Return the treatment-emergent records with their terms and categories, the gravest first in when capped."""
    events, categories, terms = (report.table(name) for name in ("adverse_event", "record_category", "record_term"))
    if events.empty or categories.empty or terms.empty:
        return Records({}, {}, 0, 0)
    counted = categories[categories["category"] == "any"][KEY]
    emergent = events.merge(counted, on=KEY)
    kept = _gravest(emergent, report.maximum_records).sort_values(KEY, kind="stable").reset_index(drop=True)
    kept = kept.merge(_grade_texts(report.table("grade_text")), on=KEY, how="left")
    rows = kept[KEY].assign(record=range(len(kept)))
    named = _places(terms[terms["level"].isin(LEVELS)], TERM)
    category = report.table("category").sort_values("category_order", kind="stable")
    order = {name: place for place, name in enumerate(category["category"])}
    arm_places = {arm.name: arm.place for arm in arms.every}
    data = {
        "arms": [[arm.name, arm.label] for arm in arms.every],
        "categories": [
            [name, label, *_scale(scale, rank)]
            for name, label, scale, rank in zip(
                *(category[column] for column in ("category", "label", "scale", "scale_rank")), strict=True
            )
        ],
        "terms": [list(term) for term in named],
        "columns": [_column(kept, name, heading) for name, heading in _SHOWN.items() if _filled(kept, name)],
        "arm": [arm_places.get(name, -1) for name in kept["arm"]],
        "subject": _codes(kept["USUBJID"])[1],
        "recordTerms": _lists(rows, terms, TERM, named),
        "recordCategories": _lists(rows, categories, ["category"], order),
        "total": len(emergent),
    }
    return Records(data, named, len(emergent), len(kept))


def _gravest(events: pd.DataFrame, most: int) -> pd.DataFrame:
    """Return at most `most` records: fatal before serious before related before the rest, then in order of key."""
    graveness = ["fatal", "serious", "related"]
    return events.sort_values([*graveness, *KEY], ascending=[False] * 3 + [True] * 2, kind="stable").head(most)


def _grade_texts(table: pd.DataFrame) -> pd.DataFrame:
    """Return for each graded event what CTCAE says of its grade, after the term; that it has no such grade, else."""
    texts = []
    for row in table.itertuples():
        lacking = f"no grade {row.grade}, only {row.ctcae_grades}"
        texts.append(f"{row.ctcae_term}: {row.text if isinstance(row.text, str) else lacking}")
    keys = table[KEY] if len(table) else pd.DataFrame({"USUBJID": pd.Series(dtype="str"), "AESEQ": []})
    return keys.assign(grade_text=pd.Series(texts, index=keys.index, dtype="str"))


def _places(table: pd.DataFrame, names: list[str]) -> dict[tuple[str, str, str], int]:
    distinct = table[names].drop_duplicates().sort_values(names, kind="stable")
    return {row: place for place, row in enumerate(distinct.itertuples(index=False, name=None))}


def _lists(rows: pd.DataFrame, table: pd.DataFrame, names: list[str], places: Mapping[Any, int]) -> list[list[int]]:
    """Return for each record the sorted places of what `table` gives it."""
    joined = rows.merge(table[[*KEY, *names]], on=KEY)
    lists: list[list[int]] = [[] for _ in range(len(rows))]
    values = joined[names[0]] if len(names) == 1 else joined[names].itertuples(index=False, name=None)
    for record, value in zip(joined["record"], values, strict=True):
        place = places.get(value)
        if place is not None:
            lists[record].append(place)
    return [sorted(places) for places in lists]


def _scale(scale: object, rank: object) -> list[object]:
    return [] if pd.isna(scale) else [str(scale), int(rank)]  # type: ignore[call-overload]  # a number beside a scale


def _filled(events: pd.DataFrame, name: str) -> bool:
    return name in events and bool(events[name].notna().any())


def _column(events: pd.DataFrame, name: str, heading: str) -> dict[str, Any]:
    """Return a column as its distinct values and each record's place among them."""
    values, codes = _codes(events[name])
    return {"name": name, "heading": heading, "values": values, "codes": codes}


def _codes(column: "pd.Series[Any]") -> tuple[list[Hashable], list[int]]:
    """Return the distinct values of a column, numbers whole where they are, and for each row a place; -1 is missing."""
    codes, values = pd.factorize(column, sort=True)
    return [_plain(value) for value in values.tolist()], codes.tolist()


def _plain(value: Any) -> Hashable:  # noqa: ANN401  # a value of any column
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return int(value) if isinstance(value, float) and value.is_integer() else value
