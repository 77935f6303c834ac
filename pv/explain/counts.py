"""Where a treatment-emergent record counts: its levels and the headline."""

from pv.engine import Engine
from pv.explain.explanation import Fact
from pv.explain.rows import Row, rows
from pv.number_of import number_of


def levels(engine: Engine, usubjid: str, place: int) -> list[Fact]:
    """Return each level and term that a record counts in, with the grade at which its subject counts there."""
    labels = {row["category"]: row for row in rows(engine, "category")}
    order = {row["level"]: int(row["level_order"]) for row in rows(engine, "level")}
    had = rows(engine, "subject_term", USUBJID=usubjid)
    counted = [row for row in had if row["counted"] and labels[row["category"]]["scale"] is not None]
    events = {_key(row): row["events"] for row in had if row["category"] == "any"}
    facts = []
    for row in sorted(
        rows(engine, "record_term", source_row=place), key=lambda row: (order[row["level"]], row["term"])
    ):
        worst = [labels[one["category"]]["label"] for one in counted if _key(one) == _key(row)]
        at = f", at: {', '.join(worst)}" if worst else ""
        had_here = number_of(events[_key(row)], "event")
        facts.append(Fact("levels", f"{_term(row)}: {had_here} in the subject, who is counted once{at}"))
    return facts


def _term(row: Row) -> str:
    """Return a term with its level; a query's own name has its source."""
    level, term = row["level"], str(row["term"])
    return "any event" if level == "any" else term if level in {"SMQ", "query"} else f"{level} {term}"


def _key(row: Row) -> tuple[str, str, str]:
    return row["level"], row["soc"], row["term"]


def headline(engine: Engine, usubjid: str, place: int, arm: str) -> list[Fact]:
    """Return the rows of the overview that a record is part of, and whether its subject counts in them."""
    inside = {row["category"] for row in rows(engine, "record_category", source_row=place)}
    counted = {
        row["category"]: bool(row["counted"]) for row in rows(engine, "subject_term", USUBJID=usubjid, level="any")
    }
    overview: list[Row] = sorted(rows(engine, "overview", arm=arm), key=lambda row: int(row["item_order"]))
    facts = []
    for row in overview:
        if row["item"] not in inside:
            continue
        people = f"{row['subjects']} of {row['arm_subjects']} subjects and " if counted[row["item"]] else ""
        but = "" if counted[row["item"]] else "; the subject is counted at a higher grade"
        facts.append(
            Fact("headline", f"{row['label']}: among {people}{number_of(row['events'], 'event')} of {arm}{but}")
        )
    return facts
