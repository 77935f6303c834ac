"""Why an adverse event counts where it counts."""

from pv.engine import Engine
from pv.errors import InputError, Problem
from pv.explain.assessment import assessment
from pv.explain.categories import categories
from pv.explain.counts import headline, levels
from pv.explain.death import death, other_death
from pv.explain.dose import last_dose
from pv.explain.emergence import emergence
from pv.explain.explanation import Explanation, Fact
from pv.explain.groups import groups
from pv.explain.interest_and_laboratory import adjudicated_cases
from pv.explain.queries import queries
from pv.explain.rows import Row, nearest_number, rows, shown
from pv.explain.subject import also_in, finding_facts, has_subject, not_analysed

#: The terms that a record is coded by, and their codes.
_CODED = (("AELLT", "AELLTCD"), ("AEDECOD", "AEPTCD"))


def explain_record(engine: Engine, usubjid: str, aeseq: float) -> Explanation:
    """Return why an adverse event counts where it counts, or why it does not.

    Args:
        engine: the database of a study with its results.
        usubjid: the subject.
        aeseq: the number of the event.

    Raises:
        InputError: there is no such subject or event; the nearest is named.
    """
    used = rows(engine, "adae", USUBJID=usubjid, AESEQ=aeseq)
    aside = rows(engine, "adae_set_aside", USUBJID=usubjid, AESEQ=aeseq)
    if not used and not aside:
        raise InputError(_no_event(engine, usubjid, aeseq))
    facts = _several([*used, *aside])
    for record in used:
        facts += [*_what(engine, record), *_counted(engine, record)]
        facts += finding_facts(engine, "adae", record["source_row"])
    for record in aside:
        facts.append(Fact("set aside", f"row {record['source_row']} of the file is not counted anywhere"))
        facts += [*_what(engine, record), *finding_facts(engine, "adae", record["source_row"])]
    return Explanation(f"USUBJID={usubjid}, AESEQ={shown(aeseq)}", tuple(facts))


def _several(records: list[Row]) -> list[Fact]:
    """Return that a number is of several records, where it is."""
    if len(records) == 1:
        return []
    places = sorted(int(record["source_row"]) for record in records)
    listed = f"{', '.join(map(str, places[:-1]))} and {places[-1]}"
    return [Fact("records", f"{len(records)} have this AESEQ: rows {listed} of the file")]


def _no_event(engine: Engine, usubjid: str, aeseq: float) -> Problem:
    """Return that a subject has no event of this number, and which it has, set aside or not.

    Raises:
        InputError: there is no such subject; the nearest is named.
    """
    message, place = f"there is no event with AESEQ {shown(aeseq)}", f"USUBJID={usubjid}"
    in_adsl = has_subject(engine, usubjid)
    events = (row["AESEQ"] for table in ("adae", "adae_set_aside") for row in rows(engine, table, USUBJID=usubjid))
    known = sorted({number for number in events if number is not None})
    if in_adsl:
        return Problem(message, place, nearest_number(aeseq, known))
    there = ", ".join(map(shown, known)) or "missing"
    return Problem(f"{message}; the subject is not in ADSL, its events are set aside", place, f"their AESEQ: {there}")


def _what(engine: Engine, record: Row) -> list[Fact]:
    """Return what was reported and each term it is coded as, those marked that were filled from MedDRA."""
    facts = [Fact("record", f"{shown(record['AETERM'])}, row {record['source_row']} of the file")]
    filled = (record.get("AEHIERFL") or "").split(", ")
    meddra = ", ".join(f"MedDRA {row['version']}" for row in rows(engine, "dictionary", dictionary="MedDRA"))
    for name, code in (*_CODED, ("AEHLT", None), ("AEHLGT", None), ("AEBODSYS", None)):
        if record[name] is not None:
            facts.append(
                Fact("coded as", f"{name} {record[name]}" + (f", filled from {meddra}" if name in filled else ""))
            )
        elif code is not None and record[code] is not None:
            facts.append(Fact("coded as", f"{code} {shown(record[code])}, without {name}"))
    if record["AEDECOD"] is None:
        facts.append(Fact("coded as", "without AEDECOD: counted as (uncoded) among the preferred terms"))
    return facts


def _counted(engine: Engine, record: Row) -> list[Fact]:
    """Return whether a record that is used counts, and where."""
    usubjid, place = record["USUBJID"], record["source_row"]
    subjects = rows(engine, "subject", USUBJID=usubjid)
    if not subjects:
        people = rows(engine, "adsl", USUBJID=usubjid)
        return [Fact("population", not_analysed(person)) for person in people]
    study, event, subject = rows(engine, "study")[0], rows(engine, "emergent", source_row=place)[0], subjects[0]
    assessed = rows(engine, "adverse_event", source_row=place)[0]
    times = next(iter(rows(engine, "first_day_time", source_row=place)), None)
    emergent, arm = bool(event["emergent"]), str(subject["arm"])
    why_not = "after the cut-off" if event["reason"] == "after cut-off" else "not treatment-emergent"
    dose = last_dose(engine, place)
    counted = [*levels(engine, usubjid, place), *headline(engine, usubjid, place, arm)]
    return [
        Fact("population", f"analysed in {arm}{also_in(engine, arm)}"),
        *emergence(record, event, subject, study, times),
        *([Fact("last dose at onset", dose)] if dose else []),
        *assessment(engine, record, assessed),
        *categories(engine, place),
        *groups(engine, record, emergent=emergent),
        *queries(engine, record, emergent=emergent),
        *(counted if emergent else [Fact("headline", f"not counted in any event table: {why_not}")]),
        *(death(engine, subject) if assessed["fatal"] else other_death(engine, subject)),
        *adjudicated_cases(engine, usubjid, float(record["AESEQ"])),
    ]
