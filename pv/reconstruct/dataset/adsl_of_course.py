"""What ADSL has where the courses of the randomised subjects are given: randomisation, the end of the study, strata."""

from datetime import timedelta

from pv.facts.course_model import AGENT
from pv.facts.model import Facts
from pv.reconstruct.course.course import Course
from pv.reconstruct.dataset.dataset import Row, Variable
from pv.reconstruct.draw.random_stream import Draw
from pv.reconstruct.record.subjects import Subject

_VARIABLES = (
    Variable("RANDDT", "Date of Randomization", "date"),
    Variable("ITTFL", "Intent-To-Treat Population Flag"),
    Variable("LSTALVDT", "Date Last Known Alive", "date"),
)
#: Who was last known to be alive so long before the cut-off has left the study.
_LEFT_DAYS = 90
#: So long after the end of treatment a progression is still its reason: an investigator sees it before reviewers do.
_PROGRESSED_WITHIN_DAYS = 126
_PROGRESSION = "Disease progression"
_OTHER_REASONS = {"WITHDRAWAL BY SUBJECT": 0.6, "PHYSICIAN DECISION": 0.4}


def course_variables(facts: Facts) -> list[Variable]:
    """Return the variables that only courses give."""
    if facts.course is None:
        return []
    known = {part.variable for part in facts.baseline}
    agent = [Variable(AGENT, "Agent Chosen Before Randomization")] if facts.agent else []
    return [
        *_VARIABLES,
        *agent,
        *(Variable(one.name, one.label) for one in facts.course.variable if one.name not in known),
    ]


def set_by_course(variable: str, people: list[Subject]) -> bool:
    """Return whether the courses of subjects give a variable; then it is set."""
    courses = [person.course for person in people]
    if not all(course is not None and variable in course.variables for course in courses):
        return False
    for person, course in zip(people, courses, strict=True):
        if course is not None:
            person.baseline[variable] = course.variables[variable]
    return True


def course_row(person: Subject, facts: Facts, draw: Draw) -> Row:
    """Return the values that a course gives, none without one."""
    course = person.course
    if course is None:
        return {}
    last = course.on(course.last_alive)
    row: dict[str, object] = {
        "RANDDT": course.randomised,
        "ITTFL": "Y",
        "LSTALVDT": last,
        **({AGENT: person.agent} if facts.agent else {}),
        **{name: value for name, value in course.variables.items() if name not in person.baseline},
    }
    if course.death is not None:
        return {**row, "EOSSTT": "DISCONTINUED", "DCSREAS": "DEATH", "EOSDT": last, "DTHFL": "Y", "DTHDT": last}
    if last < facts.study.cutoff_date - timedelta(days=_LEFT_DAYS):
        reason = "LOST TO FOLLOW-UP" if course.days and draw.chance(0.3) else "WITHDRAWAL BY SUBJECT"
        return {**row, "EOSSTT": "DISCONTINUED", "DCSREAS": reason, "EOSDT": last}
    return {**row, "EOSSTT": "ONGOING"}


def reason_by_course(course: Course, draw: Draw) -> str:
    """Return why treatment stopped that no event and no death stopped."""
    stopped = (course.first_dose or 1) + course.days - 1
    progressed = [end.day for end in course.ends.values() if end.description == _PROGRESSION]
    if any(day <= stopped + _PROGRESSED_WITHIN_DAYS for day in progressed):
        return "PROGRESSIVE DISEASE"
    return draw.choice(list(_OTHER_REASONS), list(_OTHER_REASONS.values()))
