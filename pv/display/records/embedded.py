"""Records behind numbers of one kind, as compact data inside the page: what the page's script opens."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import dropwhile
from types import MappingProxyType
from typing import Any

import pandas as pd

from pv import resources
from pv.display.arms import Arms

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


NONE = Records(MappingProxyType({}), MappingProxyType({}))


@dataclass(frozen=True)
class Source:
    """Where records come from, and what the numbers are that open them.

    Attributes:
        key: the columns that tell one record from another.
        records: the rows to embed, with `arm`, `USUBJID` and the columns of the key.
        total: how many records there are, embedded or not.
        shown: columns of the list and their headings; a column without any value is left out.
        parameters: the columns of a term, and what the query asks for beside $arm and $category.
        terms: the key of a record beside the columns of a term, one row for each term that it is of.
        titles: what each term is called above the list.
        categories: the key of a record beside `category`, one row for each category that it counts in.
        labels: (name, label) of each category; of one on a scale (name, label, scale, rank).
        query: the SQL file that gives the records of a number.
    """

    key: tuple[str, ...]
    records: pd.DataFrame
    total: int
    shown: Mapping[str, str]
    parameters: tuple[str, ...]
    terms: pd.DataFrame
    titles: Mapping[Any, str]
    categories: pd.DataFrame
    labels: Sequence[tuple[object, ...]]
    query: str


def gravest(table: pd.DataFrame, most: int, by: Sequence[str], key: Sequence[str]) -> pd.DataFrame:
    """Return at most `most` rows in order of key: those highest in `by`, one column before the next, missing last."""
    falling = [False] * len(by) + [True] * len(key)
    first = table.sort_values([*by, *key], ascending=falling, kind="stable").head(most)
    return first.sort_values([*key], kind="stable").reset_index(drop=True)


def embedded(source: Source, arms: Arms) -> Records:
    """Return the records with their terms and categories, as the page carries them."""
    records = source.records
    if records.empty:
        return NONE
    terms = _places(source.terms, source.parameters)
    categories: Places = {(str(name),): place for place, (name, *_) in enumerate(source.labels)}
    arm_places = {arm.name: arm.place for arm in arms.every}
    data = {
        "arms": [[arm.name, arm.label] for arm in arms.every],
        "categories": [list(label) for label in source.labels],
        "parameters": list(source.parameters),
        "terms": [[*term, source.titles[term]] for term in terms],
        "columns": [_column(records, *column) for column in source.shown.items() if _filled(records, column[0])],
        "arm": [arm_places.get(name, -1) for name in records["arm"]],
        "subject": _codes(records["USUBJID"])[1],
        "recordTerms": _lists(source, source.terms, source.parameters, terms),
        "recordCategories": _lists(source, source.categories, ("category",), categories),
        "total": source.total,
        "query": "".join(dropwhile(_is_comment, resources.read(source.query).splitlines(keepends=True))).strip(),
    }
    return Records(data, terms)


def _is_comment(line: str) -> bool:
    """Is a line the header of a query: a query that begins with -- is an option to a command line."""
    return line.startswith("--")


def _places(table: pd.DataFrame, names: Sequence[str]) -> Places:
    """Return the place of each distinct row of these columns, in their order."""
    if not names:
        return {(): 0}
    distinct = table[[*names]].drop_duplicates().sort_values([*names], kind="stable")
    return {row: place for place, row in enumerate(distinct.itertuples(index=False, name=None))}


def _lists(source: Source, table: pd.DataFrame, names: Sequence[str], found: Places) -> list[list[int]]:
    """Return for each record the sorted places of what `table` gives it."""
    key = [*source.key]
    rows = source.records[key].assign(record=range(len(source.records)))
    joined = rows.merge(table[list(dict.fromkeys([*key, *names]))], on=key)
    lists: list[list[int]] = [[] for _ in range(len(rows))]
    values = joined[[*names]].itertuples(index=False, name=None) if names else ((),) * len(joined)
    for record, value in zip(joined["record"], values, strict=True):
        place = found.get(value)
        if place is not None:
            lists[record].append(place)
    return [sorted(there) for there in lists]


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
