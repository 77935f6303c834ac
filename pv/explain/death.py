"""The rows of deaths that a subject enters, in the overview and in the table of deaths, and why."""

from pv.engine import Engine
from pv.explain.explanation import Fact
from pv.explain.rows import Row, named, rows, shown
from pv.number_of import number_of

TOPIC = "death"
#: The variables of ADSL that can say that a subject died, in the order in which they are told.
_SAID = ("DTHFL", "DTHDT", "DTHDTC", "EOSDT", "DCSREAS", "DCTREAS")


def death(engine: Engine, subject: Row) -> list[Fact]:
    """Return the date of a subject's death and each row of deaths that it enters; nothing where it is not dead.

    Args:
        engine: the database of a study with its results.
        subject: its row in subject.
    """
    listed = rows(engine, "death_listing", USUBJID=subject["USUBJID"])
    if not listed:
        return []
    arm = subject["arm"]
    overview = {row["item"] for row in rows(engine, "overview", arm=arm)}
    facts = [Fact(TOPIC, _died(listed[0]))]
    for row, why in _entered(engine, subject, listed):
        size = f"among {row['subjects']} of {row['arm_subjects']} subjects of {arm}"
        place = ", also in the overview" if row["item"] in overview else ""
        facts.append(Fact(TOPIC, f"{row['label']}: {size}{place}; {why}"))
    return facts


def other_death(engine: Engine, subject: Row) -> list[Fact]:
    """Return, for an event that is not fatal, which rows the death of its subject enters; nothing without a death."""
    listed = rows(engine, "death_listing", USUBJID=subject["USUBJID"])
    if not listed:
        return []
    labels = "; ".join(row["label"] for row, _ in _entered(engine, subject, listed))
    return [Fact(TOPIC, f"{_died(listed[0])}; not due to this event. The subject is counted in: {labels}")]


def _died(one: Row) -> str:
    if one["death_date"] is None:
        return "the subject died on a date that is not recorded"
    day = "" if one["death_day"] is None else f" (day {shown(one['death_day'])})"
    return f"the subject died on {shown(one['death_date'])}{day}, date from: {one['date_source']}"


def _entered(engine: Engine, subject: Row, listed: list[Row]) -> list[tuple[Row, str]]:
    """Return the rows of the table of deaths that a dead subject enters, each with the reason."""
    (recorded,) = rows(engine, "death", USUBJID=subject["USUBJID"])
    why = _recorded(engine, subject, recorded) | _timed(listed[0], subject, recorded) | _by(listed)
    table = sorted(rows(engine, "deaths", arm=subject["arm"]), key=lambda row: int(row["item_order"]))
    return [(row, why[row["item"]]) for row in table if row["item"] in why]


def _recorded(engine: Engine, subject: Row, recorded: Row) -> dict[str, str]:
    """Return the row of every death, and whether the subject record or an event tells of it."""
    evidence = {row["variable"] for row in rows(engine, "death_evidence", USUBJID=subject["USUBJID"], dataset="adsl")}
    sources = []
    if recorded["adsl_death"]:
        (person,) = rows(engine, "adsl", USUBJID=subject["USUBJID"])
        sources.append(f"ADSL ({named(person, *(name for name in _SAID if name in evidence))})")
    if recorded["fatal_events"]:
        sources.append(number_of(int(recorded["fatal_events"]), "fatal event"))
    if recorded["dated_events"]:
        sources.append(f"{number_of(int(recorded['dated_events']), 'event')} with a date of death (AEDTHDTC)")
    return {"death": f"recorded by {' and '.join(sources)}"}


def _timed(one: Row, subject: Row, recorded: Row) -> dict[str, str]:
    """Return the row that the date of the death decides, with the bound of the risk period."""
    date, end = shown(one["death_date"]), shown(subject["treatment_window_end"])
    latest, first = recorded["latest_date"], subject["first_dose"]
    if latest is not None and first is not None and latest < first:
        return {"death_before_treatment": f"{shown(latest)} at the latest, before the first dose on {shown(first)}"}
    if one["death_date"] is None:
        why = "no source gives the date"
        if one["on_treatment"]:
            return {"death_on_treatment": f"{why}, and a fatal event is treatment-emergent"}
        return {"death_undated": why}
    if one["on_treatment"]:
        return {"death_on_treatment": f"{date} <= {end}, the end of the on-treatment period"}
    if subject["treatment_window_end"] is None:
        return {"death_after_treatment": "the end of the on-treatment period is not known"}
    return {"death_after_treatment": f"{date} > {end}, the end of the on-treatment period"}


def _by(listed: list[Row]) -> dict[str, str]:
    """Return the rows that the fatal events decide."""
    fatal = [row for row in listed if row["AESEQ"] is not None]
    if not fatal:
        cause = listed[0]["DTHCAUS"]
        return {"no_fatal_event": "no event is fatal" + (f"; the cause (DTHCAUS) is {cause}" if cause else "")}
    chosen = {
        "fatal_event": fatal,
        "fatal_event_emergent": [row for row in fatal if row["emergent"]],
        "fatal_event_related": [row for row in fatal if row["related"]],
    }
    return {
        item: ", ".join(f"AESEQ {shown(row['AESEQ'])} {row['AEDECOD'] or row['AETERM']}" for row in own)
        for item, own in chosen.items()
        if own
    }
