"""The terms that no query of a level captures: what a review by queries alone would not see."""

from types import MappingProxyType

from pv.display import footnote
from pv.display.contents import Contents
from pv.display.event_results import ANY, Counted, Term
from pv.display.rows_by_arm import ByArm, by_arm, sql_texts
from pv.display.table import Cell, Column, Row, Table
from pv.numbers import value as fmt

#: Level and scope -> when an event is captured.
_CAPTURED = MappingProxyType(
    {
        ("SMQ", "narrow"): (
            "Narrow scope: an event is captured if a query lists its preferred term or lowest level term "
            "as narrow. A term only in a broad scope or an algorithm is listed here."
        ),
        ("SMQ", "broad"): (
            "Broad scope: an event is captured if a query lists its preferred term or lowest level term, "
            "narrow or broad, whether or not an algorithm is met."
        ),
        ("query", "narrow"): (
            "Narrow scope, as in FDA's Table 32: an event is captured if a query lists its preferred term "
            "as narrow. A term only in a broad scope is listed here."
        ),
        ("query", "broad"): ("Broad scope: an event is captured if a query lists its preferred term, narrow or broad."),
    }
)
#: The order of the tables: the one that lists more terms first.
SCOPES = ("narrow", "broad")


def scopes_of(contents: Contents, level: str) -> list[str]:
    """Return the scopes against which a level of queries is held, as its queries have them."""
    listed = contents.table("query")
    have = {"narrow" if scope == "narrow" else "broad" for scope in listed.loc[listed["level"] == level, "scope"]}
    return [scope for scope in SCOPES if scope in have]


def uncaptured_table(contents: Contents, counted: Counted, level: str, scope: str, query: str) -> Table | None:
    """Return the terms of events that no query of a level and scope captures, the most frequent first; None without.

    Args:
        contents: what the page shows.
        counted: the results of all treatment-emergent events.
        level: 'SMQ' or 'query'.
        scope: 'narrow' or 'broad', against which queries.
        query: what a query of the level is called.
    """
    table = contents.table("uncaptured_term")
    chosen = table[(table["level"] == level) & (table["scope"] == scope)] if len(table) else table
    if chosen.empty:
        return None
    found: dict[Term, ByArm] = {
        ("PT", str(soc), str(term)): by_arm(rows) for (soc, term), rows in chosen.groupby(["soc", "term"])
    }
    frequent = sorted(found, key=lambda term: (-sum(found[term][arm].subjects for arm in counted.arms.of_data), term))
    return Table(
        f"uncaptured-{level.lower()}-{scope}",
        f"Terms not captured by any {query}, {scope} scope",
        "Preferred term",
        (
            *counted.arms.columns("n (%)"),
            *(Column(arm.label, "events") for arm in counted.arms.every),
            Column("System organ class", numeric=False),
        ),
        tuple((_row(counted, term, found[term]),) for term in frequent),
        notes=(
            f"{_share(counted, found)} are not captured by any query, {scope} scope.",
            _CAPTURED[level, scope],
            footnote.population(contents),
            footnote.emergent(contents),
            footnote.COUNTING,
            footnote.dictionary(contents),
            "Ordered by decreasing number of subjects across arms.",
        ),
        csv=chosen,
        sql=sql_texts(contents, "uncaptured_term", "query_match"),
        searchable=True,
        sortable=True,
    )


def _row(counted: Counted, term: Term, found: ByArm) -> Row:
    """Return a term; its counts open the records of the term where none of these is captured by its lowest level."""
    place = counted.records.terms.get(term)
    whole = counted.incidence.get(term, {})
    cells = []
    for arm in counted.arms.every:
        row, every = found[arm.name], whole.get(arm.name)
        opens = place is not None and row.subjects and every is not None and every.events == row.events
        value = fmt.count_percent(row.subjects, row.arm_subjects)
        cells.append(Cell(value, arm.place if opens else None))
    events = (Cell(fmt.count(found[name].events)) for name in counted.arms.names)
    return Row(term[2], (*cells, *events, Cell(fmt.label(term[1]))), "", place, counted.category)


def _share(counted: Counted, found: dict[Term, ByArm]) -> str:
    """Return of how many terms and events these are: '3 of 20 preferred terms and 5 of 90 events'."""
    terms = sum(term[0] == "PT" and counted.happened(term) for term in counted.incidence)
    own = counted.arms.of_data
    events = sum(term[arm].events for term in found.values() for arm in own)
    every = sum(row.events for arm, row in counted.incidence.get(ANY, {}).items() if arm in own)
    return f"{len(found)} of {terms} preferred terms and {events} of {every} events"
