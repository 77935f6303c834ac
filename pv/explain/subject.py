"""How a subject is analysed, with one line for each of its events."""

from collections.abc import Mapping

from pv.engine import Engine
from pv.errors import InputError, Problem, closest
from pv.explain.death import death
from pv.explain.dose import doses, last_dose
from pv.explain.explanation import Explanation, Fact
from pv.explain.interest_and_laboratory import adjudicated_cases, adjudicated_counts, laboratory
from pv.explain.rows import Row, rows, shown
from pv.study.findings import EVERY_FINDING


def explain_subject(engine: Engine, usubjid: str) -> Explanation:
    """Return how a subject is analysed: population, arm, dates, exposure, doses, time at risk, deaths, and its events.

    Cases of special interest, worst laboratory grades of 3 or more and the quadrant of liver tests are told where
    there are any.

    Args:
        engine: the database of a study with its results.
        usubjid: the subject.

    Raises:
        InputError: there is no such subject; the nearest is named.
    """
    facts: list[Fact] = []
    if not has_subject(engine, usubjid):
        facts.append(Fact("population", "not in ADSL: the events are set aside"))
    for record in rows(engine, "adsl", USUBJID=usubjid):
        facts += [*_population(engine, record), *finding_facts(engine, "adsl", record["source_row"])]
    for record in rows(engine, "adsl_set_aside", USUBJID=usubjid):
        facts.append(Fact("set aside", f"row {record['source_row']} of ADSL is not counted anywhere"))
        facts += finding_facts(engine, "adsl", record["source_row"])
    facts += _events(engine, usubjid)
    return Explanation(f"USUBJID={usubjid}", tuple(facts))


def has_subject(engine: Engine, usubjid: str) -> bool:
    """Return whether ADSL has a subject, used or set aside; without it, its events are set aside.

    Raises:
        InputError: there is no such subject, nor an event of it; the nearest is named.
    """
    tables = ("adsl", "adsl_set_aside")
    if any(rows(engine, table, USUBJID=usubjid) for table in tables):
        return True
    if rows(engine, "adae_set_aside", USUBJID=usubjid):
        return False
    known = sorted({str(row["USUBJID"]) for table in tables for row in rows(engine, table)})
    # The last digits alone are a small part of an identifier of a study, a site and a subject.
    close = closest(usubjid, known, alike=0.3)
    guess = f"did you mean {close!r}? " if close else ""
    right = f"{guess}the study has {len(known)} subjects" if known else "the study has none"
    raise InputError(Problem("there is no such subject", f"USUBJID={usubjid}", right))


def finding_facts(engine: Engine, dataset: str, place: int) -> list[Fact]:
    """Return the findings that name a record, each with what was done."""
    found = rows(engine, EVERY_FINDING, dataset=dataset, source_row=place)
    return [
        Fact("findings", f"{row['severity']} {row['rule']}: {row['message']} ({row['action']})")
        for row in sorted(found, key=lambda row: (row["severity_order"], row["rule"], row["variable"], row["message"]))
    ]


def _population(engine: Engine, record: Row) -> list[Fact]:
    usubjid = record["USUBJID"]
    analysed = rows(engine, "subject", USUBJID=usubjid)
    if not analysed:
        return [Fact("population", not_analysed(record)), *_dead(engine, str(usubjid))]
    subject = analysed[0]
    facts = [
        Fact("population", f"analysed: population flag (SAFFL) {shown(record['SAFFL'])}"),
        Fact("arm", f"{_arm(subject, record)}{also_in(engine, str(subject['arm']))}"),
        Fact("end of study", f"{shown(subject['end_of_study'])}, from: {subject['end_of_study_source']}"),
        *_times(subject),
        *doses(engine, str(usubjid)),
    ]
    return [
        *facts,
        *(death(engine, subject) or [Fact("death", _no_death(engine, str(usubjid)))]),
        *adjudicated_cases(engine, usubjid),
        *adjudicated_counts(engine, usubjid, str(subject["arm"])),
        *laboratory(engine, usubjid),
        *_after_cutoff(engine, usubjid),
    ]


def _arm(subject: Row, record: Row) -> str:
    """Return the arm of a subject and what puts it there."""
    if subject["arm"] == record["TRT01A"]:
        return f"{subject['arm']}, by the treatment variable (TRT01A)"
    return f"{subject['arm']}, by the treatment received; the treatment variable (TRT01A) is {record['TRT01A']}"


def also_in(engine: Engine, arm: str) -> str:
    """Return the pooled arms, and the total, in which the subjects of an arm are counted too; '' without any."""
    others = sorted(str(row["arm"]) for row in rows(engine, "arm_member", member=arm) if row["arm"] != arm)
    return f"; counted in {', '.join(others)} too" if others else ""


def _times(subject: Row) -> list[Fact]:
    """Return the exposure and the time at risk of a subject with what ends it, or that it is not timed."""
    first, last = shown(subject["first_dose"]), shown(subject["last_dose"])
    if not subject["timed"]:
        return [
            Fact(
                "exposure",
                f"{first} to {last}: no time at risk; the subject is counted in N and in incidence, but not in rates",
            )
        ]
    end = subject["risk_end"]
    ends = {"window_end": "the end of the window", "end_of_study": "the end of study", "death_date": "death"}
    by = next((text for name, text in ends.items() if subject[name] == end), "the cut-off or the last dose")
    return [
        Fact("exposure", f"{first} to {last}: {shown(subject['exposure_days'])} days, inclusive"),
        Fact("at risk", f"{first} to {shown(max(end, subject['first_dose']))}: {shown(subject['risk_days'])} days"),
        Fact("risk ends by", by),
    ]


def _no_death(engine: Engine, usubjid: str) -> str:
    """Return that no death counts: none is recorded, or it is after the cut-off."""
    dead = rows(engine, "death", USUBJID=usubjid)
    if not dead:
        return "none recorded"
    (cut,) = rows(engine, "after_cutoff", USUBJID=usubjid, kind="Deaths")
    return f"died, {shown(cut['known_date'])} ({dead[0]['date_source']}): after the cut-off, not counted"


def _after_cutoff(engine: Engine, usubjid: str) -> list[Fact]:
    """Return one fact for each kind of record of a subject that is not counted, for it is after the cut-off."""
    kinds: dict[str, list[str]] = {}
    for row in sorted(
        rows(engine, "after_cutoff", USUBJID=usubjid), key=lambda row: (row["kind_order"], row["source_row"])
    ):
        kinds.setdefault(row["kind"], []).append(f"{row['item']} {shown(row['known_date'])}")
    return [Fact("after cut-off", f"{kind}, not counted: {', '.join(items)}") for kind, items in kinds.items()]


def _dead(engine: Engine, usubjid: str) -> list[Fact]:
    """Return that a subject who is not analysed died; nothing where no death is recorded."""
    return [
        Fact(
            "death",
            f"died, {shown(row['death_date'])} ({row['date_source']}): in no table, as the subject is not analysed",
        )
        for row in rows(engine, "death", USUBJID=usubjid)
    ]


def not_analysed(record: Row) -> str:
    """Return why the subject of a row of ADSL is not in the safety set."""
    flag, treatment = shown(record["SAFFL"]), shown(record["TRT01A"])
    why = "SAFFL is not Y" if flag != "Y" else "the treatment is not an arm of the study file"
    return f"not analysed: {why} (SAFFL {flag}, TRT01A {treatment})"


def _events(engine: Engine, usubjid: str) -> list[Fact]:
    """Return one fact for each event of a subject, those set aside last."""
    outcomes = {row["source_row"]: row for row in rows(engine, "emergent", USUBJID=usubjid)}
    days = {row["source_row"]: row["start_day"] for row in rows(engine, "adverse_event", USUBJID=usubjid)}
    facts = []
    used = rows(engine, "adae", USUBJID=usubjid)
    for record in sorted(used, key=lambda row: (float(row["AESEQ"]), int(row["source_row"]))):
        outcome = outcomes.get(record["source_row"])
        counted = (
            "not analysed"
            if outcome is None
            else "treatment-emergent"
            if outcome["emergent"]
            else "not treatment-emergent"
        )
        reason = "" if outcome is None else f" ({outcome['reason']})"
        dose = last_dose(engine, record["source_row"])
        after = f"; last dose {dose}" if dose else ""
        facts.append(Fact("events", f"{_event(record, days)}, {counted}{reason}{after}"))
    for record in rows(engine, "adae_set_aside", USUBJID=usubjid):
        what = f"AESEQ {shown(record['AESEQ'])}: {shown(record['AEDECOD'])}, row {record['source_row']}"
        facts.append(Fact("events", f"{what}, set aside"))
    return facts or [Fact("events", "none")]


def _event(record: Row, days: Mapping[int, int | None]) -> str:
    """Return an event with its start and its grade; the severity as recorded where there is no grade."""
    day = days.get(record["source_row"])
    start = shown(record["ASTDT"]) + ("" if day is None else f" (day {shown(day)})")
    term = record["AEDECOD"] or shown(record["AETERM"])
    severity = record["AESEV"] if record["AETOXGR"] is None else None
    return f"AESEQ {shown(record['AESEQ'])}: {term}, start {start}, {severity or 'grade ' + shown(record['AETOXGR'])}"
