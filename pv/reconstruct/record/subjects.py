"""The subjects of an arm: durations, agents, and what is set later: death, dates, baseline values."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from pv.facts.model import Facts
from pv.reconstruct.course.course import Course
from pv.reconstruct.draw.random_stream import Draw, Numbers
from pv.reconstruct.draw.spread import spread
from pv.reconstruct.plan.plan import ArmPlan


@dataclass
class Subject:
    """One synthetic subject; days count from the first dose, which is day 1."""

    number: int
    arm: str
    days: int
    frailty: float
    agent: str = ""
    first_dose: date = date.min
    death_day: int | None = None
    death_cause: str = ""
    ongoing: bool = False
    withdrawn: bool = False
    cutoff_day: int = 0
    course: Course | None = None
    survives_window: bool = False
    baseline: dict[str, object] = field(default_factory=dict)

    def day(self, number: int) -> date:
        """Return the date of a study day."""
        return self.first_dose + timedelta(days=number - (1 if number > 0 else 0))

    @property
    def can_die_late(self) -> bool:
        """Whether a death after the window can be given to the subject, or is."""
        return self.course is None or (self.survives_window and self.death_day is not None)

    def last_day(self, window_days: int) -> int:
        """Return the last study day on which an event is treatment-emergent."""
        last = min(self.days + window_days, self.cutoff_day)
        return last if self.death_day is None else min(last, self.death_day)


def subjects(plan: ArmPlan, facts: Facts, draw: Draw, courses: Sequence[Course] = ()) -> list[Subject]:
    """Return the subjects of an arm with their durations and agents; dates only where their courses are given.

    Args:
        plan: the arm.
        facts: the published figures.
        draw: the stream of draws.
        courses: the courses of the treated subjects of the arm, or none.
    """
    durations = [course.days for course in courses] or spread(plan.size, plan.exposure, draw)
    frailty = draw.normal(plan.size)
    order = draw.order(plan.size)
    names = _agents(plan, facts, plan.size)
    places = draw.order(plan.size)
    people = [
        Subject(number, plan.name, durations[order[number]], float(frailty[number]), names[places[number]])
        for number in range(plan.size)
    ]
    for person in people if courses else []:
        _follow(person, courses[order[person.number]], facts.study.window_days)
    return people


def untreated(plan: ArmPlan, facts: Facts, courses: Sequence[Course]) -> list[Subject]:
    """Return the subjects of an arm who got no dose, numbered after the treated ones."""
    people: list[Subject] = []
    never = [course for course in courses if course.first_dose is None]
    # The agent is chosen before randomisation: of all subjects of the arm those that the treated leave.
    left = Counter(_agents(plan, facts, plan.size + len(never))) - Counter(_agents(plan, facts, plan.size))
    agents = [*left.elements(), *[plan.name] * len(never)]
    for course, agent in zip(never, agents, strict=False):
        person = Subject(plan.size + len(people), plan.name, days=0, frailty=0, agent=agent)
        _follow(person, course, facts.study.window_days)
        people.append(person)
    return people


def _agents(plan: ArmPlan, facts: Facts, size: int) -> list[str]:
    """Return the agents of so many subjects in their shares; the name of an arm that has none."""
    agents = [agent for agent in facts.agent if agent.arm == plan.name]
    shares = largest_remainder([agent.share for agent in agents], size)
    return [agent.name for agent, share in zip(agents, shares, strict=True) for _ in range(share)] or [plan.name] * size


def _follow(person: Subject, course: Course, window_days: int) -> None:
    """Give a subject the dates of a course; nothing is known of it after the last day alive."""
    person.course, person.ongoing = course, course.ongoing
    person.first_dose = course.started or course.randomised
    person.death_day = None if course.death is None else course.study_day(course.death)
    person.cutoff_day = course.study_day(course.last_alive)
    person.survives_window = person.death_day is None or person.death_day > person.days + window_days


def largest_remainder(shares: list[float], size: int) -> list[int]:
    """Return whole numbers in proportion to the shares that add up to `size` (Hamilton's method)."""
    if not shares or sum(shares) == 0:
        return []
    exact = [share * size / sum(shares) for share in shares]
    whole = [int(number) for number in exact]
    by_rest = sorted(range(len(shares)), key=lambda place: (whole[place] - exact[place], place))
    for place in by_rest[: size - sum(whole)]:
        whole[place] += 1
    return whole


def log_weights(people: list[Subject]) -> Numbers:
    """Return how much more often a subject has events: the frail, and the longer treated."""
    return np.array([0.7 * person.frailty + 0.35 * float(np.log(person.days)) for person in people])
