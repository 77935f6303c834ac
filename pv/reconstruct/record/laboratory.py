"""The results of a laboratory parameter by visit, whose worst decreases are those published."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from pv.errors import InputError, Problem
from pv.facts.model import Facts
from pv.facts.told_model import Decrease, LaboratoryPart
from pv.reconstruct.draw.events import Event
from pv.reconstruct.draw.random_stream import Draw
from pv.reconstruct.record.arm_state import Making
from pv.reconstruct.record.subjects import Subject

END_OF_TREATMENT = 99
_AFTER_TREATMENT_DAYS = 21


@dataclass(frozen=True)
class Visit:
    """A visit of the schedule; the number of the visit at the end of treatment is END_OF_TREATMENT."""

    number: int
    day: int


@dataclass(frozen=True)
class Worst:
    """The worst decrease of a subject: its category and the visit."""

    category: Decrease
    visit: Visit


def visits(person: Subject, facts: Facts, part: LaboratoryPart) -> list[Visit]:
    """Return the visits of a subject after the baseline: every so many days on treatment, and one at its end."""
    step = part.assumed.visit_days
    on_treatment = [Visit(number, 1 + number * step) for number in range(1, (person.days - 1) // step + 1)]
    end = min(person.days + _AFTER_TREATMENT_DAYS, person.last_day(facts.study.window_days))
    if person.ongoing or (on_treatment and end <= on_treatment[-1].day):
        return on_treatment
    return [*on_treatment, Visit(END_OF_TREATMENT, max(end, 2))]


def draw_worst(making: Making, part: LaboratoryPart) -> dict[int, Worst]:
    """Return the subjects of each category; those whose reported event has its grade come first.

    The reported event of a term of the parameter starts on the day of the visit.

    Raises:
        InputError: too few subjects have a visit.
    """
    worst: dict[int, Worst] = {}
    people, facts, events, draw = making.people, making.facts, making.events, making.draw
    for place, category in sorted(enumerate(part.category), reverse=True):
        able = np.array([person.number not in worst and bool(visits(person, facts, part)) for person in people])
        weights = np.array([_affinity(events.by_subject[person.number], part, place + 2) for person in people])
        wanted = making.plan.laboratory[part.parameter].get(category.name, 0)
        chosen = draw.subset(able, wanted, weights)
        if chosen.sum() != wanted:
            message = f"{category.name}: {wanted} subjects are asked for, {int(chosen.sum())} have a visit"
            raise InputError(Problem(message, f"laboratory {part.parameter}", "another seed"))
        for subject in (int(i) for i in np.flatnonzero(chosen)):
            able_visits = visits(people[subject], facts, part)
            visit = draw.choice(able_visits, [1.0] * len(able_visits))
            if any(event.term in part.terms for event in events.by_subject[subject]):
                visit = able_visits[0]  # what is reported after it has time to happen
            worst[subject] = Worst(category, visit)
    for event in events.all:
        if event.term in part.terms and event.subject in worst and event.after is None and event.day is None:
            event.day = worst[event.subject].visit.day
    return worst


def _affinity(reported: list[Event], part: LaboratoryPart, grade: int) -> float:
    """Return a weight: large where an event was reported at the grade, small where it would be another one's."""
    grades = [event.grade for event in reported if event.term in part.terms and event.after is None]
    return 0.0 if not grades else 50.0 if max(grades) == grade else -50.0


@cache
def _fitting(
    baseline: tuple[int, int], result: tuple[int, int], decrease: tuple[int, int]
) -> tuple[tuple[int, int], ...]:
    """Return every baseline and result in their ranges, both ends included, whose difference is in its own."""
    return tuple(
        (before, after)
        for before in range(baseline[0], baseline[1] + 1)
        for after in range(result[0], result[1] + 1)
        if decrease[0] <= before - after <= decrease[1]
    )


def results(
    part: LaboratoryPart, person: Subject, worst: Worst | None, facts: Facts, draw: Draw
) -> tuple[int, list[tuple[Visit, int]]]:
    """Return the baseline of a subject and the result of each visit.

    Raises:
        InputError: no baseline and result fit a category.
    """
    low, high = part.assumed.baseline
    if worst is None:
        baseline = draw.integer(low, high)
        steady = baseline - min(c.decrease[0] for c in part.category) + 1
        lowest = min(max(steady, *(c.result[1] + 1 for c in part.category)), baseline)
    else:
        fitting = _fitting((low, high), worst.category.result, worst.category.decrease)
        if not fitting:
            message = f"no baseline from {low} to {high} falls to a result of {worst.category.name}"
            raise InputError(Problem(message, f"laboratory {part.parameter}", "other ranges"))
        baseline, lowest = draw.choice(fitting, [1.0] * len(fitting))
    top = min(baseline + 4, part.assumed.highest)
    drawn = [(visit, draw.integer(lowest, top)) for visit in visits(person, facts, part)]
    if worst is not None:
        drawn = [(visit, lowest if visit == worst.visit else value) for visit, value in drawn]
    return baseline, drawn
