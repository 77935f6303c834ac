"""Why an adverse event counts where it counts."""

from pv.engine import Engine
from pv.errors import InputError, Problem
from pv.explain.counts import categories, headline, levels
from pv.explain.emergence import emergence
from pv.explain.explanation import Explanation, Fact
from pv.explain.rows import Row, nearest_number, rows, shown
from pv.explain.subject import finding_facts, require_subject


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
        require_subject(engine, usubjid)
        known = [row["AESEQ"] for row in rows(engine, "adae", USUBJID=usubjid)]
        message = f"there is no event with AESEQ {aeseq:g}"
        raise InputError(Problem(message, f"USUBJID={usubjid}", nearest_number(aeseq, known)))
    facts: list[Fact] = []
    for record in used:
        facts += [*_what(record), *_counted(engine, record), *finding_facts(engine, "adae", record["source_row"])]
    for record in aside:
        facts += [Fact("set aside", f"row {record['source_row']} of the file counts nowhere"), *_what(record)]
        facts += finding_facts(engine, "adae", record["source_row"])
    return Explanation(f"USUBJID={usubjid}, AESEQ={aeseq:g}", tuple(facts))


def _what(record: Row) -> list[Fact]:
    terms = ", ".join(
        f"{name} {record[name]}" for name in ("AEDECOD", "AEHLT", "AEHLGT", "AEBODSYS") if record[name] is not None
    )
    return [
        Fact("record", f"{shown(record['AETERM'])}, row {record['source_row']} of the file"),
        Fact("coded as", terms or "not coded"),
    ]


def _counted(engine: Engine, record: Row) -> list[Fact]:
    """Return whether a record that is used counts, and where."""
    usubjid, place = record["USUBJID"], record["source_row"]
    subjects = rows(engine, "subject", USUBJID=usubjid)
    if not subjects:
        return [
            Fact("population", "the subject is not analysed: not in the safety set, or in no arm of the study file")
        ]
    study, event = rows(engine, "study")[0], rows(engine, "emergent", source_row=place)[0]
    assessed = rows(engine, "adverse_event", source_row=place)[0]
    facts = [
        Fact("population", f"analysed in {subjects[0]['arm']}"),
        *emergence(record, event, subjects[0], study),
        Fact("grade", _grade(record)),
        Fact("serious", f"{_yes(assessed['serious'])}: AESER is {shown(record['AESER'])}"),
        Fact("related", f"{_yes(assessed['related'])}: AEREL is {shown(record['AEREL'])}"),
        Fact("fatal", f"{_yes(assessed['fatal'])}: {_fatal(record)}"),
        *categories(engine, place),
    ]
    if not event["emergent"]:
        return [*facts, Fact("headline", "in no count: not treatment-emergent")]
    arm = str(subjects[0]["arm"])
    return [*facts, *levels(engine, usubjid, place), *headline(engine, usubjid, place, arm)]


def _yes(value: object) -> str:
    return "yes" if value else "no"


def _fatal(record: Row) -> str:
    return ", ".join(f"{name} is {shown(record[name])}" for name in ("AEOUT", "AESDTH", "AETOXGR"))


def _grade(record: Row) -> str:
    """Return the grade and where it is from; a severity is never called a grade."""
    if record["AETOXGR"] is not None:
        return f"{record['AETOXGR']}, from AETOXGR"
    if record["AESEV"] is not None:
        return f"missing (AETOXGR); the severity is {record['AESEV']}, from AESEV, which is no CTCAE grade"
    return "missing: neither AETOXGR nor AESEV"
