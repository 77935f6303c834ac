"""ADSL: one row per subject."""

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from pv.facts.model import Facts
from pv.reconstruct.dataset.adsl_of_course import course_row, course_variables, reason_by_course
from pv.reconstruct.dataset.baseline import set_baseline, set_baseline_of_untreated
from pv.reconstruct.dataset.dataset import STUDYID, USUBJID, Dataset, Row, Variable, dataset
from pv.reconstruct.dataset.population_baseline import set_population_baseline
from pv.reconstruct.draw.random_stream import Draw
from pv.reconstruct.record.arm import Arm
from pv.reconstruct.record.subjects import Subject

if TYPE_CHECKING:
    from datetime import date

_BEFORE = (
    STUDYID,
    USUBJID,
    Variable("SUBJID", "Subject Identifier for the Study"),
    Variable("SITEID", "Study Site Identifier"),
    Variable("ARM", "Description of Planned Arm"),
    Variable("TRT01P", "Planned Treatment for Period 01"),
    Variable("TRT01A", "Actual Treatment for Period 01"),
    Variable("SAFFL", "Safety Population Flag"),
    Variable("TRTAGENT", "Agent Given"),
    Variable("TRTSDT", "Date of First Exposure to Treatment", "date"),
    Variable("TRTEDT", "Date of Last Exposure to Treatment", "date"),
    Variable("TRTDURD", "Total Treatment Duration (Days)", "number"),
)
_AFTER = (
    Variable("EOTSTT", "End of Treatment Status"),
    Variable("DCTREAS", "Reason for Discontinuation of Treatment"),
    Variable("EOSSTT", "End of Study Status"),
    Variable("DCSREAS", "Reason for Discontinuation from Study"),
    Variable("EOSDT", "End of Study Date", "date"),
    Variable("DTHFL", "Subject Death Flag"),
    Variable("DTHDT", "Date of Death", "date"),
    Variable("DTHCAUS", "Cause of Death"),
)
_AGE_GROUP = Variable("AGEGR1", "Pooled Age Group 1")
_OLD = 65
_SITES = 24
#: Why treatment stopped where no event or death did it, and how often.
_REASONS = {"PROGRESSIVE DISEASE": 0.86, "WITHDRAWAL BY SUBJECT": 0.08, "PHYSICIAN DECISION": 0.06}

Ids = Mapping[tuple[str, int], str]


def identifiers(arms: list[Arm], facts: Facts) -> dict[tuple[str, int], str]:
    """Return arm and number of a subject -> USUBJID, numbered by the first day in the study; SYN says synthetic."""
    people: list[tuple[date, str, int]] = sorted(
        (person.course.randomised if person.course else person.first_dose, arm.plan.name, person.number)
        for arm in arms
        for person in arm.everyone
    )
    return {(arm, number): f"{facts.study.id}-SYN{place:04d}" for place, (_, arm, number) in enumerate(people, start=1)}


def adsl(arms: list[Arm], facts: Facts, ids: Ids, seed: int) -> Dataset:
    """Return ADSL, in the order of USUBJID; baseline values come close to the published ones of all randomised."""
    rows: list[Row] = []
    for arm in arms:
        draw = Draw(seed, "adsl", arm.plan.name)
        place = [a.name for a in facts.arm].index(arm.plan.name)
        set_baseline(arm.people, place, facts, draw)
        set_baseline_of_untreated(arm, place, facts, draw)
        set_population_baseline(arm, place, facts, draw)
        rows += [_row(person, facts, ids[arm.plan.name, person.number], draw) for person in arm.everyone]
    variables = [*_BEFORE, *_baseline_variables(facts), *_AFTER, *course_variables(facts)]
    return dataset(
        "adsl", "Subject-Level Analysis Dataset", variables, sorted(rows, key=lambda row: str(row["USUBJID"]))
    )


def _baseline_variables(facts: Facts) -> list[Variable]:
    variables: list[Variable] = []
    for part in {part.variable: part for part in facts.baseline}.values():
        variables.append(Variable(part.variable, part.label, "number" if part.number is not None else "text"))
        if part.variable == "AGE":
            variables += [Variable("AGEU", "Age Units"), _AGE_GROUP]
    return variables


def _row(person: Subject, facts: Facts, usubjid: str, draw: Draw) -> Row:
    region = f"{_region(person, facts)}{draw.integer(1, _SITES):02d}"
    common = {"STUDYID": facts.study.id, "USUBJID": usubjid, "SUBJID": usubjid.rsplit("-", 1)[-1], "SITEID": region}
    randomised = {"ARM": person.arm, "TRT01P": person.arm}
    of_course = course_row(person, facts, draw)
    if person.days == 0:
        return {**common, **randomised, "SAFFL": "N", **_baseline(person), **of_course}
    return {**common, **randomised, **_treated(person, facts, draw), **_baseline(person), **of_course}


def _baseline(person: Subject) -> Row:
    age = person.baseline.get("AGE")
    aged = {"AGEU": "YEARS", "AGEGR1": ">=65" if age >= _OLD else "<65"} if isinstance(age, float) else {}
    return {**person.baseline, **aged}


def _treated(person: Subject, facts: Facts, draw: Draw) -> Row:
    dead = person.death_day is not None
    treated = person.first_dose + timedelta(days=person.days - 1)
    return {
        "TRT01A": person.arm,
        "SAFFL": "Y",
        "TRTAGENT": person.agent,
        "TRTSDT": person.first_dose,
        "TRTEDT": treated,
        "TRTDURD": person.days,
        "EOTSTT": "ONGOING" if person.ongoing else "DISCONTINUED",
        "DCTREAS": None if person.ongoing else _reason(person, facts, draw),
        "EOSSTT": "DISCONTINUED" if dead else "ONGOING",
        "DCSREAS": "DEATH" if dead else None,
        "EOSDT": person.day(person.death_day) if person.death_day else None,
        "DTHFL": "Y" if dead else None,
        "DTHDT": person.day(person.death_day) if person.death_day else None,
        "DTHCAUS": (person.death_cause or "ADVERSE EVENT") if dead else None,
    }


def _region(person: Subject, facts: Facts) -> int:
    """Return the first digit of the site: sites of a region share it."""
    regions = next((list(part.values) for part in facts.baseline if part.variable == "REGION1" and part.values), [])
    return 1 + regions.index(str(person.baseline["REGION1"])) if regions else 1


def _reason(person: Subject, facts: Facts, draw: Draw) -> str:
    if person.withdrawn:
        return "ADVERSE EVENT"
    if person.death_day is not None and person.death_day <= person.days + facts.study.window_days // 4:
        return "DEATH"
    if person.course is not None:
        return reason_by_course(person.course, draw)
    return draw.choice(list(_REASONS), list(_REASONS.values()))
