"""An arm while its records are made: what is asked for, its subjects, and the events so far."""

from dataclasses import dataclass

from pv.facts.category import FATAL, Category
from pv.facts.model import Facts
from pv.facts.terms import ANY_UNIT
from pv.reconstruct.draw.events import Events
from pv.reconstruct.draw.random_stream import Draw, Mask
from pv.reconstruct.plan.plan import ArmPlan
from pv.reconstruct.record.subjects import Subject


@dataclass(frozen=True)
class Making:
    """The plan of an arm, the facts, the subjects and their events."""

    plan: ArmPlan
    facts: Facts
    people: list[Subject]
    events: Events

    @property
    def draw(self) -> Draw:
        """The stream of draws of the arm."""
        return self.events.draw

    @property
    def fatal(self) -> Mask:
        """Who has a fatal event."""
        return self.events.sets.members[ANY_UNIT, FATAL]

    def last_day(self, subject: int) -> int:
        """Return the last study day on which an event of a subject is treatment-emergent."""
        return self.people[subject].last_day(self.facts.study.window_days)

    def allows(self, subject: int, term: str, grade: int) -> bool:
        """Return whether a subject can have a related event of a term and grade."""
        return self.events.sets.allows(subject, term, Category(related=True, grade=grade))
