"""The sponsor groups that an event belongs to, by its preferred term."""

from collections import Counter

from pv.engine import Engine
from pv.explain.explanation import Fact
from pv.explain.rows import Row, rows, shown

TOPIC = "groups"


def groups(engine: Engine, record: Row, *, emergent: bool) -> list[Fact]:
    """Return each group of the study file that has the preferred term of an event; one fact that says so where none.

    Args:
        engine: the database of a study with its results.
        record: the event in adae.
        emergent: is it treatment-emergent; else it counts in no group.
    """
    listed = rows(engine, "term_group")
    if not listed:
        return [Fact(TOPIC, "none: the study file has no groups of terms")]
    sizes = Counter(row["term_group"] for row in listed)
    term = record["AEDECOD"]
    own = [row for row in listed if term is not None and row["term"].casefold() == term.casefold()]
    if not own:
        return [Fact(TOPIC, f"none: AEDECOD {shown(term)} is in none of the study's groups")]
    but = "" if emergent else "; not counted: not treatment-emergent"
    return [
        Fact(TOPIC, f"{row['term_group']} ({row['soc']}): AEDECOD {term} is {_place(sizes[row['term_group']])}{but}")
        for row in sorted(own, key=lambda row: int(row["group_order"]))
    ]


def _place(size: int) -> str:
    return "its only term" if size == 1 else f"one of its {size} terms"
