"""Records behind numbers of one kind, as compact data inside the page: what the page's script opens."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import dropwhile
from types import MappingProxyType
from typing import Any

import pandas as pd

from pv import resources
from pv.display.arms import Arm, Arms
from pv.display.contents import Contents
from pv.engine.opened_records import NOTHING, Bound, OpenedRecords

Places = Mapping[tuple[str, ...], int]


@dataclass(frozen=True)
class Records:
    """The records embedded in the page that numbers of one kind open.

    Attributes:
        data: what the page's script reads, ready for JSON; empty where no number opens.
        terms: the place of each term in it: of (level, soc, term), of (analyte, direction), of () where there is none.
    """

    data: Mapping[str, Any]
    terms: Places


#: The places of terms where numbers have none.
ONE_TERM: Places = MappingProxyType({(): 0})
NONE = Records(MappingProxyType({}), MappingProxyType({}))


@dataclass(frozen=True)
class Source:
    """What the numbers of one kind open: the SQL file that says it, and how the page lists it.

    Attributes:
        query: the SQL file: its parameters are $arm, $category and those of `parameters`.
        key: the columns that tell the records of one number from those of another; never missing.
        kept: of every record those that the page carries, in order, with the texts that the list shows.
        shown: columns of the list and their headings; a column without any value is left out.
        asked: more columns of the list, shown only when they are asked for.
        titles: of the terms, the values of the parameters: what each is called above the list.
        labels: of the categories that there are, sorted: (name, label) of each; of one on a scale (name, label, scale,
            rank).
        parameters: the parameters beside $arm and $category, which are a term.
        whole: the values of parameters by which one number of each arm opens every record, where there is such a one.
        terms: the values of parameters that numbers of the page have.
        ranked: the columns by which `chosen` chooses, where it does before the others are read.
        chosen: of every record those that the page carries, by these columns.
        apart: a condition that the page's script looks after, since it depends on the term: on a scale a subject counts
            at its worst alone.
        counted: the table that has all values of the parameters for which there are records, where there is one.
    """

    query: str
    key: tuple[str, ...]
    kept: Callable[[pd.DataFrame], pd.DataFrame]
    shown: Mapping[str, str]
    titles: Callable[[Iterable[tuple[str, ...]]], Mapping[Any, str]]
    labels: Callable[[Sequence[str]], Sequence[tuple[object, ...]]]
    parameters: tuple[str, ...] = ()
    whole: Bound = field(default_factory=dict)
    asked: Mapping[str, str] = field(default_factory=dict)
    terms: Bound = field(default_factory=dict)
    ranked: tuple[str, ...] = ()
    chosen: Callable[[pd.DataFrame], pd.DataFrame] | None = None
    apart: frozenset[str] = frozenset()
    counted: str = ""


def gravest(table: pd.DataFrame, most: int, by: Sequence[str], key: Sequence[str]) -> pd.DataFrame:
    """Return at most `most` rows in order of key: those highest in `by`, one column before the next, missing last."""
    falling = [False] * len(by) + [True] * len(key)
    first = table.sort_values([*by, *key], ascending=falling, kind="stable").head(most)
    return first.sort_values([*key], kind="stable").reset_index(drop=True)


def embedded(contents: Contents, source: Source, arms: Arms) -> Records:
    """Return the records with their terms and categories, as the page carries them."""
    opened = OpenedRecords(contents.engine, source.query, source.key, source.apart, source.counted)
    every = opened.rows(source.whole, source.ranked) if opened.there else pd.DataFrame()
    if every.empty:
        return NONE
    if source.chosen is not None:
        # All columns of a million records take 2 GB.
        records = source.kept(opened.rows(source.whole, kept=source.chosen(every)))
    else:
        records = source.kept(every)
    listed = records if len(records) < len(every) else None
    of_terms, every_term = _numbers(opened, listed, source.parameters, source.terms)
    of_categories, every_category = _numbers(opened, listed, ("category",))
    terms = _places(every_term) if source.parameters else ONE_TERM
    names = sorted(every_category["category"])
    titles, labels = source.titles(terms), source.labels(names)
    categories: Places = {(str(name),): place for place, (name, *_) in enumerate(labels)}
    arm_places = {arm.name: arm.place for arm in arms.every}
    data = {
        "arms": [_arm(arm, arm_places) for arm in arms.every],
        "categories": [list(label) for label in labels],
        "parameters": list(source.parameters),
        "terms": [[*term, titles[term]] for term in terms],
        "columns": [
            *(_column(records, *column) for column in source.shown.items() if _filled(records, column[0])),
            *(_column(records, *one) | {"asked": True} for one in source.asked.items() if _filled(records, one[0])),
        ],
        "arm": [arm_places.get(name, -1) for name in records["arm"]],
        "subject": _codes(records["USUBJID"])[1],
        "recordTerms": _lists(records, source.key, of_terms, terms),
        "recordCategories": _lists(records, source.key, of_categories, categories),
        "total": len(every),
        "query": "".join(dropwhile(_is_comment, resources.read(source.query).splitlines(keepends=True))).strip(),
    }
    return Records(data, terms)


def _numbers(
    opened: OpenedRecords, kept: pd.DataFrame | None, names: Sequence[str], bound: Bound = NOTHING
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return values of parameters: of each record kept, all of them with None, and every one for which there is one."""
    of_kept = opened.of(kept, names, bound)
    # A parameter may have the name of a column of the key.
    every = of_kept.iloc[:, len(opened.key) :].drop_duplicates()
    return of_kept, every if kept is None or not names else opened.values(names, bound)


def _arm(arm: Arm, places: Mapping[str, int]) -> list[object]:
    """Return value and label of an arm; of a pooled one also the places of the arms whose records its numbers open."""
    own = arm.members == (arm.name,)
    return [arm.name, arm.label] if own else [arm.name, arm.label, [places[member] for member in arm.members]]


def _is_comment(line: str) -> bool:
    """Is a line the header of a query: a query that begins with -- is an option to a command line."""
    return line.startswith("--")


def _places(terms: pd.DataFrame) -> Places:
    """Return the place of each term, in their order."""
    ordered = terms.sort_values([*terms], kind="stable")
    return {row: place for place, row in enumerate(ordered.itertuples(index=False, name=None))}


def _lists(records: pd.DataFrame, key: Sequence[str], found: pd.DataFrame, places: Places) -> list[list[int]]:
    """Return for each record the sorted places of what it has by its key."""
    by_key: dict[tuple[Any, ...], list[int]] = {}
    for row in _tuples(found):
        place = places.get(row[len(key) :])
        if place is not None:
            by_key.setdefault(row[: len(key)], []).append(place)
    return [sorted(by_key.get(one, ())) for one in _tuples(records[[*key]])]


def _tuples(table: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """Yield the rows; a column at a time, of which two may have one name, is read faster than a row."""
    return zip(*(table.iloc[:, place].tolist() for place in range(table.shape[1])), strict=True)


def _filled(records: pd.DataFrame, name: str) -> bool:
    return name in records and bool(records[name].notna().any())


def _column(records: pd.DataFrame, name: str, heading: str) -> dict[str, Any]:
    """Return a column as its distinct values and each record's place among them."""
    values, codes = _codes(records[name])
    return {"name": name, "heading": heading, "values": values, "codes": codes}


def _codes(column: "pd.Series[Any]") -> tuple[list[Hashable], list[int]]:
    """Return the distinct values of a column, numbers whole where they are, and for each row a place; -1 is missing."""
    codes, values = pd.factorize(column, sort=True)
    return [_plain(value) for value in values.tolist()], codes.tolist()


def _plain(value: Any) -> Hashable:  # noqa: ANN401  # a value of any column
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return int(value) if isinstance(value, float) and value.is_integer() else value
