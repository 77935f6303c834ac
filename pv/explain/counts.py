"""Where a treatment-emergent record counts: its categories, its levels, and the headline."""

from pv.engine import Engine
from pv.explain.explanation import Fact
from pv.explain.rows import Row, rows, shown


def categories(engine: Engine, place: int) -> list[Fact]:
    """Return the categories that a record is in, each with the values that its conditions name."""
    values = {row["variable"]: shown(row["value"]) for row in rows(engine, "attribute", source_row=place)}
    labels = {row["category"]: row for row in rows(engine, "category")}
    named: dict[str, dict[str, str]] = {}
    for condition in rows(engine, "category_condition"):
        variable = condition["variable"]
        named.setdefault(condition["category"], {})[variable] = values.get(variable, "missing")
    facts = []
    inside = {row["category"] for row in rows(engine, "event_category", source_row=place)}
    for category in sorted(inside, key=lambda name: int(labels[name]["category_order"])):
        why = ", ".join(f"{variable} = {value}" for variable, value in named.get(category, {}).items())
        facts.append(Fact("categories", f"{category} ({labels[category]['label']})" + (f": {why}" if why else "")))
    return facts


def levels(engine: Engine, usubjid: str, place: int) -> list[Fact]:
    """Return each level and term that a record counts in, with the grade at which its subject counts there."""
    labels = {row["category"]: row for row in rows(engine, "category")}
    counted = [
        row
        for row in rows(engine, "subject_term", USUBJID=usubjid)
        if row["counted"] and labels[row["category"]]["scale"] is not None
    ]
    events = {
        (row["level"], row["soc"], row["term"]): row["events"]
        for row in rows(engine, "subject_term", USUBJID=usubjid, category="any")
    }
    facts = []
    for row in rows(engine, "record_term", source_row=place):
        key = row["level"], row["soc"], row["term"]
        worst = [labels[one["category"]]["label"] for one in counted if (one["level"], one["soc"], one["term"]) == key]
        at = f"; the subject counts once, at: {', '.join(worst)}" if worst else "; the subject counts once"
        facts.append(Fact("levels", f"{row['level']} {row['term']}: {_events(events[key])} of the subject{at}"))
    return facts


def _events(number: int) -> str:
    return "1 event" if number == 1 else f"{number} events"


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
        size = f"{row['subjects']} of {row['arm_subjects']} subjects, {_events(row['events'])} of {arm}"
        how = "the subject and the event are" if counted[row["item"]] else "the event is"
        but = "" if counted[row["item"]] else "; the subject counts at a worse grade"
        facts.append(Fact("headline", f"{row['label']}: {how} among {size}{but}"))
    return facts
