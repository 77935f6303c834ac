"""ADAE: one row per adverse event."""

from pv.facts.category import FATAL
from pv.facts.model import Facts
from pv.reconstruct.dataset.adsl import Ids
from pv.reconstruct.dataset.dataset import STUDYID, USUBJID, Dataset, Row, Variable, dataset
from pv.reconstruct.draw.events import Event
from pv.reconstruct.draw.random_stream import Draw
from pv.reconstruct.record.arm import Arm
from pv.reconstruct.record.subjects import Subject

_VARIABLES = (
    STUDYID,
    USUBJID,
    Variable("AESEQ", "Sequence Number", "number"),
    Variable("TRTA", "Actual Treatment"),
    Variable("AETERM", "Reported Term for the Adverse Event"),
    Variable("AEDECOD", "Dictionary-Derived Term"),
    Variable("AEBODSYS", "Body System or Organ Class"),
    Variable("ASTDT", "Analysis Start Date", "date"),
    Variable("ASTDY", "Analysis Start Relative Day", "number"),
    Variable("AENDT", "Analysis End Date", "date"),
    Variable("AENDY", "Analysis End Relative Day", "number"),
    Variable("AETOXGR", "Standard Toxicity Grade"),
    Variable("AESER", "Serious Event"),
    Variable("AESDTH", "Results in Death"),
    Variable("AESLIFE", "Is Life Threatening"),
    Variable("AESHOSP", "Requires or Prolongs Hospitalization"),
    Variable("AESDISAB", "Persist or Signif Disability/Incapacity"),
    Variable("AESCONG", "Congenital Anomaly or Birth Defect"),
    Variable("AESMIE", "Other Medically Important Serious Event"),
    Variable("AEREL", "Causality"),
    Variable("AEACN", "Action Taken with Study Treatment"),
    Variable("AEOUT", "Outcome of Adverse Event"),
    Variable("TRTEMFL", "Treatment Emergent Analysis Flag"),
)
_ACTIONS = {
    "discontinuation": "DRUG WITHDRAWN",
    "interruption": "DRUG INTERRUPTED",
    "reduction": "DOSE REDUCED",
}
_LIFE_THREATENING = 4


def sequence(events: list[Event]) -> list[tuple[int, Event]]:
    """Return the events of a subject with their AESEQ: numbered by start, then term."""
    return list(enumerate(sorted(events, key=lambda event: (event.day or 1, event.term)), start=1))


def adae(arms: list[Arm], facts: Facts, ids: Ids, seed: int) -> Dataset:
    """Return ADAE, in the order of USUBJID and AESEQ."""
    rows: list[Row] = []
    for arm in arms:
        draw = Draw(seed, "adae", arm.plan.name)
        for person in arm.people:
            for number, event in sequence(arm.events.by_subject[person.number]):
                key = {"STUDYID": facts.study.id, "USUBJID": ids[person.arm, person.number], "AESEQ": number}
                term = arm.events.sets.terms.by_name[event.term]
                rows.append({**key, "AEBODSYS": term.soc, **_row(event, person, draw)})
    rows.sort(key=lambda row: str(row["USUBJID"]))
    return dataset("adae", "Adverse Event Analysis Dataset", _VARIABLES, rows)


def _row(event: Event, person: Subject, draw: Draw) -> Row:
    day = event.day or 1
    criterion = _criterion(event, draw) if event.serious else ""
    idle = event.grade == FATAL.grade or not 0 < day <= person.days
    return {
        "TRTA": person.arm,
        "AETERM": event.term.upper(),
        "AEDECOD": event.term,
        "ASTDT": person.day(day),
        "ASTDY": day,
        "AENDT": person.day(event.end) if event.end else None,
        "AENDY": event.end,
        "AETOXGR": str(event.grade),
        "AESER": "Y" if event.serious else "N",
        **{name: "Y" if name == criterion else "N" for name in _CRITERIA},
        "AEREL": "RELATED" if event.related else "NOT RELATED",
        "AEACN": _ACTIONS.get(event.action) or ("NOT APPLICABLE" if idle else "DOSE NOT CHANGED"),
        "AEOUT": event.outcome,
        "TRTEMFL": "Y" if event.emergent else None,
    }


_CRITERIA = ("AESDTH", "AESLIFE", "AESHOSP", "AESDISAB", "AESCONG", "AESMIE")


def _criterion(event: Event, draw: Draw) -> str:
    if event.grade >= _LIFE_THREATENING:
        return "AESDTH" if event.grade == FATAL.grade else "AESLIFE"
    return "AESHOSP" if draw.chance(0.8) else "AESMIE"
