"""One arm of synthetic records: subjects, events, cases and laboratory results that give its figures."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pv.errors import InputError, Problem
from pv.facts.category import Category, parse
from pv.facts.model import Facts
from pv.facts.terms import ANY_UNIT, Terms, Unit
from pv.reconstruct.course.course import Course
from pv.reconstruct.draw.background_events import fill
from pv.reconstruct.draw.events import Event, Events
from pv.reconstruct.draw.random_stream import Draw, Numbers
from pv.reconstruct.draw.required_events import cover
from pv.reconstruct.draw.sets import Sets, draw_sets
from pv.reconstruct.draw.swap_discontinuation import case_withdrawals
from pv.reconstruct.draw.timing import set_times
from pv.reconstruct.plan.least_counts import Key
from pv.reconstruct.plan.plan import ArmPlan
from pv.reconstruct.record.adjudicated_cases import Case, add_cases, late_cases
from pv.reconstruct.record.arm_state import Making
from pv.reconstruct.record.death_and_disposition import Fates, set_fates
from pv.reconstruct.record.laboratory import Worst, draw_worst
from pv.reconstruct.record.placed_narratives import DISCONTINUED, place_narratives
from pv.reconstruct.record.subjects import Subject, log_weights, subjects, untreated

#: After so many attempts the sets are drawn along one order of the subjects: each is then inside every larger one.
_FREE_ATTEMPTS = 4
#: More than the chance in a draw (`Draw.subset`) can turn round.
_APART = 100.0


@dataclass(frozen=True)
class Arm:
    """The records of an arm, in study days; `untreated` are subjects randomised to it who got no dose."""

    plan: ArmPlan
    people: list[Subject]
    events: Events
    cases: list[Case]
    worst: dict[str, dict[int, Worst]]
    untreated: list[Subject]

    @property
    def everyone(self) -> list[Subject]:
        """The treated subjects and after them the others who were randomised to the arm."""
        return [*self.people, *self.untreated]


def build_arm(plan: ArmPlan, facts: Facts, seed: int, attempt: int = 0, courses: Sequence[Course] = ()) -> Arm:
    """Return the records of an arm; another attempt draws others, for the same courses where they are given.

    Raises:
        InputError: the sets leave no room for a figure; another seed or other figures may.
    """
    draw = Draw(seed, plan.name, *(["again"] * attempt))
    of_arm = [course for course in courses if course.arm == plan.name]
    people = subjects(plan, facts, draw, [course for course in of_arm if course.first_dose is not None])
    weights = log_weights(people) if attempt < _FREE_ATTEMPTS else _in_one_order(log_weights(people))
    later = case_withdrawals(facts, plan.counts)
    sets = Sets(plan.size, Terms(facts), {key: count for key, count in plan.counts.items() if key not in later})
    told = place_narratives(plan, sets, people, weights, draw)
    draw_sets(sets, weights, draw)
    measured = frozenset(term for part in facts.laboratory for term in part.terms)
    making = Making(plan, facts, people, Events(sets, draw, *_cap(facts, plan.size), measured))
    late = late_cases(making)
    causes = {subject: (case.death_after_window or "").upper() for subject, case in late.items()}
    set_fates(people, plan, facts, Fates(making.fatal, sets.members[ANY_UNIT, DISCONTINUED], causes), draw)
    for subject, number in told.items():
        _tell(making, subject, number)
    cases = add_cases(making, late)
    failed = cover(making.events)
    if failed:
        raise InputError([_uncovered(key, plan.name) for key in dict.fromkeys(failed)])
    fill(making)
    worst = {part.parameter: draw_worst(making, part) for part in facts.laboratory}
    set_times(making)
    return Arm(plan, people, making.events, cases, worst, untreated(plan, facts, of_arm))


def _in_one_order(weights: Numbers) -> Numbers:
    """Return weights so far apart that every draw takes the subjects in the same order."""
    return _APART * np.argsort(np.argsort(weights)).astype(float)


def _uncovered(key: Key, arm: str) -> Problem:
    message = f"{arm}: {key[0]}, {key[1].name}: no event that the other figures allow gives it"
    # A published term has the subjects that its own figures say; the others of the class need another one.
    further = "in [terms] a term of the class that no figure counts, " if key[0].level == "SOC" else ""
    return Problem(message, "figures", f"{further}another seed, or figures that leave more room")


def _cap(facts: Facts, size: int) -> tuple[int, Category | None, frozenset[str]]:
    """Return the most subjects that an event outside the table of common events can have, its category, its terms."""
    parsed = parse(facts.common.category) if facts.common else None
    if facts.common is None or parsed is None:
        return size, None, frozenset()
    terms = Terms(facts)
    rows = [figure for figure in facts.published.figure if figure.category == facts.common.category]
    listed = {term for row in rows if row.level in ("group", "PT") for term in terms.of(Unit(row.level, row.term))}
    return max(int(np.ceil(facts.common.percent * size / 100)) - 1, 0), parsed[0], frozenset(listed)


def _tell(making: Making, subject: int, number: int) -> None:
    """Add the events of a narrative, each after the one before it."""
    before: Event | None = None
    for record in making.plan.narratives[number].records:
        before = making.events.add(Event(subject, record.term, record.grade, record.related, after=before))
