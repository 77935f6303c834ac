"""The sponsor groups that an event belongs to, by its preferred term."""

from collections import Counter

from pv.engine import Engine
from pv.explain.explanation import Fact
from pv.explain.rows import Row, rows, shown
from pv.sql_upper import capitals

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
    coded = rows(engine, "coded_event", source_row=record["source_row"])[0]["pt_name"]
    own = [row for row in listed if term is not None and row["term"] in {capitals(term), coded}]
    if not own:
        return [Fact(TOPIC, f"none: AEDECOD {shown(term)} is not in any group of the study")]
    but = "" if emergent else "; not counted: not treatment-emergent"
    facts = []
    for row in sorted(own, key=lambda row: int(row["group_order"])):
        group = f"{row['term_group']} ({row['soc']})"
        facts.append(Fact(TOPIC, f"{group}: {_name(term, row['term'])} is {_place(sizes[row['term_group']])}{but}"))
    return facts


def _name(term: str, meant: str) -> str:
    """Return AEDECOD; where it is another name of the term that is in the group, with that."""
    return f"AEDECOD {term}" if capitals(term) == meant else f"AEDECOD {term}, which stands for {meant},"


def _place(size: int) -> str:
    return "its only term" if size == 1 else f"one of its {size} terms"
