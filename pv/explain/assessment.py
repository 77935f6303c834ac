"""The grade, seriousness, relationship and fatality of an event, each with the variable that decides."""

from pv.engine import Engine
from pv.explain.explanation import Fact
from pv.explain.rows import Row, named, rows, shown, yes
from pv.sql_upper import capitals
from pv.study.setting.categories import DERIVED


def assessment(engine: Engine, record: Row, assessed: Row) -> list[Fact]:
    """Return the facts of how an event of the safety set is graded and assessed.

    Args:
        engine: the database of a study with its results.
        record: the event in adae.
        assessed: the event in adverse_event.
    """
    return [
        *(Fact("grade", text) for text in (_grade(record), *_ctcae(engine, record))),
        Fact("serious", f"{yes(assessed['serious'])}: AESER is {shown(record['AESER'])}"),
        Fact("related", f"{yes(assessed['related'])}: {_related(engine, record)}"),
        Fact("fatal", f"{yes(assessed['fatal'])}: {_fatal(engine, record)}"),
    ]


def _grade(record: Row) -> str:
    """Return the grade and where it is from; a severity is never called a grade."""
    if record["AETOXGR"] is not None:
        return f"{record['AETOXGR']}, from AETOXGR"
    if record["AESEV"] is not None:
        return f"missing (AETOXGR); the severity is {record['AESEV']}, from AESEV, which is not a CTCAE grade"
    return "missing: neither AETOXGR nor AESEV"


def _ctcae(engine: Engine, record: Row) -> list[str]:
    """Return what CTCAE says of the grade; nothing where there is no grade or the study states no version."""
    stated = rows(engine, "dictionary", dictionary="CTCAE")
    if record["AETOXGR"] is None or not stated:
        return []
    version = stated[0]["version"]
    found = rows(engine, "grade_text", source_row=record["source_row"])
    if not found and not rows(engine, "ctcae_term"):
        return [f"the terms of CTCAE {version} are not available"]
    if not found:
        return [f"no CTCAE {version} term is matched by {named(record, 'AELLTCD', 'AELLT', 'AEDECOD')}"]
    graded = found[0]
    source = graded["matched_by"]
    how = "" if source == "AELLTCD" else f", by {graded['basis']}"
    term = (
        f"CTCAE {graded['ctcae_version']} {graded['ctcae_term']} (matched from {source} {shown(record[source])}{how})"
    )
    doubt = (
        ""
        if graded["certain"]
        else "; the lowest level term is not in CTCAE: the grade may be that of 'Other, specify'"
    )
    if graded["text"] is None:
        return [f"{term} has no grade {graded['grade']}, only {graded['ctcae_grades']}{doubt}"]
    return [f"{term}, grade {graded['grade']}: {graded['text']}{doubt}"]


def _related(engine: Engine, record: Row) -> str:
    """Return the relationship as recorded, and the rule where the study's mapping does not decide."""
    value = record["AEREL"]
    if value is None:
        related = rows(engine, "study")[0]["missing_related"]
        return f"AEREL is missing, which the study counts as {'related' if related else 'not related'}"
    if not rows(engine, "relationship", value=capitals(value.strip())):
        return f"AEREL is {value}, which the study does not map: counted as related"
    return f"AEREL is {value}"


def _fatal(engine: Engine, record: Row) -> str:
    """Return the variables that make an event fatal; where none does, all that could."""
    by = rows(engine, "event_fact", source_row=record["source_row"])[0]["fatal_by"]
    names = DERIVED["fatal"] if by is None else by.split(", ")
    return ", ".join(f"{name} is {shown(record[name])}" for name in names)
