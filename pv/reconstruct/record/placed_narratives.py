"""Which subject has which narrative, and what that and a given course say of the sets of subjects."""

from collections.abc import Iterator, Mapping

import numpy as np

from pv.facts.category import FATAL, Category
from pv.facts.terms import ANY_UNIT
from pv.reconstruct.draw.random_stream import Draw, Numbers
from pv.reconstruct.draw.sets import Sets
from pv.reconstruct.plan.least_counts import Key
from pv.reconstruct.plan.plan import ArmPlan
from pv.reconstruct.record.subjects import Subject

DISCONTINUED = Category(flag="discontinuation")
_NARRATIVE_DAYS = 60


def place_narratives(plan: ArmPlan, sets: Sets, people: list[Subject], weights: Numbers, draw: Draw) -> dict[int, int]:
    """Return subject -> number of its narrative; the sets are told who is in them by it and who is not.

    Args:
        plan: the arm.
        sets: its sets of subjects, not drawn yet.
        people: its subjects; a given course says who can die of an event and who can stop for one.
        weights: how much more often a subject has events than another.
        draw: the stream of draws.
    """
    forced: dict[Key, set[int]] = {key: set() for key in plan.counts}
    barred: dict[Key, set[int]] = {key: set(_barred(key, people)) for key in plan.counts}
    told: dict[int, int] = {}
    for number, narrative in enumerate(plan.narratives):
        fatal = any(record.grade == FATAL.grade for record in narrative.records)
        within = barred.get((ANY_UNIT, FATAL), set()) if fatal else set[int]()
        able = np.array([p.days >= _NARRATIVE_DAYS and p.number not in told and p.number not in within for p in people])
        chosen = np.flatnonzero(draw.subset(able, 1, weights))
        subject = int(chosen[0]) if len(chosen) else next(i for i in range(plan.size) if i not in told)
        told[subject] = number
        for unit, category in plan.counts:
            of_unit = [record for record in narrative.records if record.term in sets.terms.of(unit)]
            meets = any(Category(record.related, record.grade).implies(category) for record in of_unit)
            if meets:
                forced[unit, category].add(subject)
            elif of_unit and (unit.level in ("PT", "group") or category.grade == FATAL.grade):
                barred[unit, category].add(subject)
    for subject in _fatal(plan, people, told, draw) if any(person.survives_window for person in people) else ():
        for unit, category in plan.counts:
            if unit == ANY_UNIT and FATAL.implies(category):
                forced[unit, category].add(subject)
    sets.forced, sets.barred = forced, barred
    return told


def _fatal(plan: ArmPlan, people: list[Subject], told: Mapping[int, int], draw: Draw) -> list[int]:
    """Return who has a fatal event where given courses leave only some for it; the narratives name the first."""
    named = [i for i, n in told.items() if any(r.grade == FATAL.grade for r in plan.narratives[n].records)]
    others = [i for i in draw.order(plan.size) if not people[i].survives_window and i not in told]
    return [*named, *others][: plan.counts.get((ANY_UNIT, FATAL), 0)]


def _barred(key: Key, people: list[Subject]) -> Iterator[int]:
    """Yield who cannot be in a set of any event by a given course: survivors of the window, and the still treated."""
    for person in people:
        survived = person.survives_window and key[1].implies(FATAL)
        treated = person.course is not None and person.ongoing and key[1].implies(DISCONTINUED)
        if key[0] == ANY_UNIT and (survived or treated):
            yield person.number
