"""ADLB: one row per subject, parameter and visit, with the change from baseline."""

from pv.facts.model import Facts
from pv.facts.told_model import LaboratoryPart
from pv.reconstruct.dataset.adsl import Ids
from pv.reconstruct.dataset.dataset import STUDYID, USUBJID, Dataset, Row, Variable, dataset
from pv.reconstruct.draw.random_stream import Draw
from pv.reconstruct.record.arm import Arm
from pv.reconstruct.record.laboratory import END_OF_TREATMENT, results
from pv.reconstruct.record.subjects import Subject

_VARIABLES = (
    STUDYID,
    USUBJID,
    Variable("LBSEQ", "Sequence Number", "number"),
    Variable("PARAMCD", "Parameter Code"),
    Variable("PARAM", "Parameter"),
    Variable("AVAL", "Analysis Value", "number"),
    Variable("AVALU", "Analysis Value Unit"),
    Variable("BASE", "Baseline Value", "number"),
    Variable("CHG", "Change from Baseline", "number"),
    Variable("ADT", "Analysis Date", "date"),
    Variable("ADY", "Analysis Relative Day", "number"),
    Variable("AVISIT", "Analysis Visit"),
    Variable("AVISITN", "Analysis Visit (N)", "number"),
    Variable("ABLFL", "Baseline Record Flag"),
    Variable("ANRLO", "Analysis Normal Range Lower Limit", "number"),
    Variable("ANRHI", "Analysis Normal Range Upper Limit", "number"),
)
_SCREENING_DAYS = 21


def adlb(arms: list[Arm], facts: Facts, ids: Ids, seed: int) -> Dataset:
    """Return ADLB, in the order of USUBJID and LBSEQ."""
    rows: list[Row] = []
    for arm in arms:
        draw = Draw(seed, "adlb", arm.plan.name)
        for person in arm.people:
            number = 0
            for part in facts.laboratory:
                for row in _rows(arm, part, person, facts, draw):
                    number += 1
                    key = {"STUDYID": facts.study.id, "USUBJID": ids[person.arm, person.number], "LBSEQ": number}
                    rows.append({**key, **row})
    rows.sort(key=lambda row: str(row["USUBJID"]))
    return dataset("adlb", "Laboratory Analysis Dataset", _VARIABLES, rows)


def _rows(arm: Arm, part: LaboratoryPart, person: Subject, facts: Facts, draw: Draw) -> list[Row]:
    baseline, after = results(part, person, arm.worst[part.parameter].get(person.number), facts, draw)
    common = {
        "PARAMCD": part.parameter,
        "PARAM": part.label,
        "AVALU": part.unit,
        "BASE": baseline,
        "ANRLO": part.assumed.normal[0],
        "ANRHI": part.assumed.normal[1],
    }
    day = -draw.integer(1, _SCREENING_DAYS)
    at_baseline = {
        "AVAL": baseline,
        "ADT": person.day(day),
        "ADY": day,
        "AVISIT": "Baseline",
        "AVISITN": 0,
        "ABLFL": "Y",
    }
    return [
        {**common, **at_baseline},
        *(
            {
                **common,
                "AVAL": value,
                "CHG": value - baseline,
                "ADT": person.day(visit.day),
                "ADY": visit.day,
                "AVISIT": "End of Treatment" if visit.number == END_OF_TREATMENT else f"Visit {visit.number}",
                "AVISITN": visit.number,
            }
            for visit, value in after
        ),
    ]
