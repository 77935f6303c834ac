"""The medical queries, standardised and of a file: narrow within broad, and the terms that none of them captures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import pandas as pd

from pv.display.adverse_events.term_table import Caption, Line, level_table, ordered
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.display import Absent, Display, Made, Options, left_out
from pv.display.event_results import Counted, Term
from pv.display.queries.uncaptured_terms import scopes_of, uncaptured_table
from pv.display.records.events import EVENTS
from pv.display.rows_by_arm import rows
from pv.display.table import Table

#: So many queries that nobody had are rows of 0; where there are more, a sentence says how many.
EMPTY_ROWS = 10
#: Widest first: an event of the narrow terms is one of the broad ones.
SCOPES = ("broad", "narrow", "algorithm")
#: Before the name of a query that is below the one it follows.
BELOW = "\u203a "


@dataclass(frozen=True)
class Level:
    """A level of queries: its name in the results, the anchor and title of its table, what a query of it is called."""

    name: str
    anchor: str
    title: str
    query: str


LEVELS = (
    Level("SMQ", "smq", "Standardised MedDRA queries (SMQ)", "standardised MedDRA query"),
    Level("query", "medical-queries", "Medical queries of the study's file (FMQ)", "medical query of the study's file"),
)
_SOURCES = MappingProxyType({"SMQ": "Queries of MedDRA {version}.", "query": "Queries of the study's file: {version}."})


@dataclass(frozen=True, eq=False)
class Query:
    """A query: its name and code, and each scope with its label in the table, widest first."""

    name: str
    code: str | None
    scopes: Mapping[Term, str]

    @property
    def widest(self) -> Term:
        """The term of the widest scope."""
        return next(iter(self.scopes))


def _make(context: Context, _options: Options) -> Made:
    contents = context.contents
    listed, standardised = contents.table("query"), contents.table("smq")
    unread = standardised.dropna(subset=["note"]) if len(standardised) else standardised
    if listed.empty and unread.empty:
        return (Absent("The study file names no medical queries.", said=False),)
    counted = context.counted("any", EVENTS)
    parts = [part for level in LEVELS for part in _of_level(contents, counted, level, listed)]
    return (*(left_out(f"{row.smq_name}: {row.note}.") for row in rows(unread)), *parts)


def _of_level(contents: Contents, counted: Counted, level: Level, listed: pd.DataFrame) -> Iterator[Table | Absent]:
    """Yield the queries of a level, and the terms that none of them captures; nothing where the study names none."""
    chosen = listed[listed["level"] == level.name]
    if chosen.empty:
        return
    nobody = left_out(f"{level.title}: no subject had an event in any of them.")
    yield _table(contents, counted, level, chosen) or nobody
    for scope in scopes_of(contents, level.name):
        none = left_out(f"Terms not captured by any {level.query}, {scope} scope: none.")
        yield uncaptured_table(contents, counted, level.name, scope, level.query) or none


def _table(contents: Contents, counted: Counted, level: Level, listed: pd.DataFrame) -> Table | None:
    """Return the queries of a level; None where nobody had any of more than `EMPTY_ROWS`."""
    queries = _queries(contents, listed)
    empty = [query for query in queries if _is_empty(counted, query)]
    hidden = empty if len(empty) > EMPTY_ROWS else []
    shown = [query for query in queries if query not in hidden]
    if not shown:
        return None
    caption = Caption(level.anchor, level.title, "Query", tuple(_notes(level, listed, shown, hidden)))
    groups = [_group(query, depth) for query, depth in _in_order(contents, counted, shown)]
    table = level_table(contents, counted, caption, groups, [term for query in hidden for term in query.scopes])
    return replace(table, parts=("queries", ""))


def _queries(contents: Contents, listed: pd.DataFrame) -> list[Query]:
    """Return the queries in the order of the study, without the scopes that have no terms."""
    terms = contents.table("query_term")
    with_terms = frozenset(terms["query"] if len(terms) else ())
    queries = []
    for name, chosen in listed.groupby("name", sort=False):
        found = sorted(rows(chosen), key=lambda row: SCOPES.index(row.scope))
        kept = [row for row in found if row.query in with_terms] or found[:1]
        code = found[0].code if isinstance(found[0].code, str) else None
        scopes = {(row.level, "any", row.query): _label(row) for row in kept}
        queries.append(Query(str(name).removesuffix(" (SMQ)"), code, scopes))
    return queries


def _label(row: Any) -> str:  # noqa: ANN401  # a row of the table
    """Return a scope as it is called: an algorithm with its text."""
    return f"{row.scope}: {row.algorithm}" if row.scope == "algorithm" else str(row.scope)


def _in_order(contents: Contents, counted: Counted, queries: Sequence[Query]) -> Iterator[tuple[Query, int]]:
    """Yield the queries, each followed by those below it, with how deep they are; those that nobody had come last."""
    by_term = {query.widest: query for query in queries}
    order = sorted((by_term[term] for term in ordered(counted, by_term)), key=lambda query: _is_empty(counted, query))
    content = contents.table("smq_content")
    below = content[content["term_level"] == 0] if len(content) else pd.DataFrame(columns=["smq_code", "term_code"])
    pairs = {(str(above), str(code)) for above, code in zip(below["smq_code"], below["term_code"], strict=True)}
    above = {query: next((one for one in order if (one.code, query.code) in pairs), None) for query in order}

    def family(query: Query, depth: int) -> Iterator[tuple[Query, int]]:
        yield query, depth
        for child in order:
            if above[child] is query:
                yield from family(child, depth + 1)

    for query in order:
        if above[query] is None:
            yield from family(query, 0)


def _is_empty(counted: Counted, query: Query) -> bool:
    return not any(counted.happened(term) for term in query.scopes)


def _group(query: Query, depth: int) -> list[Line]:
    """Return the rows of a query: the widest scope heads the narrower ones."""
    (widest, label), *narrower = query.scopes.items()
    head = Line(widest, f"{BELOW * depth}{query.name}, {label}", "lead")
    return [head, *(Line(term, text, "indent") for term, text in narrower)]


def _notes(level: Level, listed: pd.DataFrame, shown: Sequence[Query], hidden: Sequence[Query]) -> Iterator[str]:
    """Yield the footnotes that the tables of queries alone have."""
    if hidden:
        whole = len(shown) + len(hidden)
        yield f"{len(hidden)} of the {whole} queries, without any subject, are listed only in the CSV file."
    for version in listed["version"].drop_duplicates():
        yield _SOURCES[level.name].format(version=version)
    scopes = set(listed["scope"])
    if {"broad", "narrow"} <= scopes:
        yield "Narrow: terms highly likely to represent the condition; broad: these and further terms that may."
    if "algorithm" in scopes:
        yield (
            "Algorithm: subjects whose events together meet the query's rule on the categories (A, B ...) of its "
            "terms; an event is counted if it is part of that."
        )
    below = "; a sub-SMQ (\u203a) is listed under its parent, once if it has several" if level.name == "SMQ" else ""
    yield f"Queries are ordered by their widest scope{below}."


DISPLAY = Display(
    name="queries",
    title="Medical queries",
    kind="table",
    reads=("query", "query_term", "smq", "incidence", "exposure_adjusted_rate", "comparison", "uncaptured_term"),
    make=_make,
    opens=(EVENTS,),
)
