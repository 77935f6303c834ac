"""ADJUDICATION: one row per case that a committee adjudicated, the investigator's view beside the committee's."""

from pv.facts.category import FATAL
from pv.facts.model import Facts
from pv.reconstruct.dataset.adae import sequence
from pv.reconstruct.dataset.adsl import Ids
from pv.reconstruct.dataset.dataset import STUDYID, USUBJID, Dataset, Row, Variable, dataset
from pv.reconstruct.draw.random_stream import Draw
from pv.reconstruct.record.adjudicated_cases import Case
from pv.reconstruct.record.arm import Arm
from pv.reconstruct.record.subjects import Subject

_VARIABLES = (
    STUDYID,
    USUBJID,
    Variable("ADJSEQ", "Number of the Case", "number"),
    Variable("ADJEVENT", "Event of Interest"),
    Variable("AESEQ", "First Linked Adverse Event", "number"),
    Variable("AELNK", "Linked Adverse Events"),
    Variable("INVTERM", "Investigator's Term"),
    Variable("INVGR", "Investigator's Grade"),
    Variable("INVSTDT", "Investigator's Onset Date", "date"),
    Variable("ADJTERM", "Committee's Term"),
    Variable("ADJGR", "Committee's Grade"),
    Variable("ADJSTDT", "Committee's Onset Date", "date"),
    Variable("ADJREL", "Related to Treatment by the Committee"),
    Variable("ADJDEC", "Committee's Decision"),
    Variable("ADJDT", "Date of the Decision", "date"),
    Variable("ADJOUT", "Outcome"),
)


def adjudication(arms: list[Arm], facts: Facts, ids: Ids, seed: int) -> Dataset:
    """Return ADJUDICATION, in the order of USUBJID and ADJSEQ."""
    rows: list[Row] = []
    for arm in arms:
        draw = Draw(seed, "adjudication", arm.plan.name)
        number: dict[int, int] = {}
        for case in arm.cases:
            person = arm.people[case.event.subject]
            number[person.number] = number.get(person.number, 0) + 1
            key = {
                "STUDYID": facts.study.id,
                "USUBJID": ids[person.arm, person.number],
                "ADJSEQ": number[person.number],
            }
            rows.append({**key, **_row(arm, case, person, draw)})
    rows.sort(key=lambda row: (str(row["USUBJID"]), row["ADJSEQ"]))
    return dataset("adjudication", "Adjudicated Events of Interest", _VARIABLES, rows, member="ADJUD")


def _row(arm: Arm, case: Case, person: Subject, draw: Draw) -> Row:
    event = case.event
    linked = [
        number
        for number, other in sequence(arm.events.by_subject[person.number])
        if other.term == event.term and (other.day or 1) >= (event.day or 1)
    ]
    confirmed = case.grade is not None
    decided = min((event.day or 1) + draw.integer(45, 150), person.cutoff_day)
    return {
        "ADJEVENT": case.name,
        "AESEQ": linked[0],
        "AELNK": ";".join(str(number) for number in linked),
        "INVTERM": event.term,
        "INVGR": str(event.grade),
        "INVSTDT": person.day(event.day or 1),
        "ADJTERM": case.name if confirmed else None,
        "ADJGR": str(case.grade) if confirmed else None,
        "ADJSTDT": person.day(case.onset) if case.onset else None,
        "ADJREL": "Y" if case.related else "N",
        "ADJDEC": "CONFIRMED" if confirmed else "NOT CONFIRMED",
        "ADJDT": person.day(decided),
        "ADJOUT": "FATAL" if case.grade == FATAL.grade else event.outcome,
    }
