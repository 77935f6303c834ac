"""The adverse events of an arm, before their dates: none that its sets do not allow."""

from collections import defaultdict
from dataclasses import dataclass, field

from pv.facts.category import FATAL, Category
from pv.facts.published_model import TermPart
from pv.reconstruct.draw.random_stream import Draw
from pv.reconstruct.draw.sets import Sets
from pv.reconstruct.plan.least_counts import Key

#: How often an event has grade 1, 2, 3 or 4 where it may have any; grade 5 is only ever asked for.
_GRADE_WEIGHTS = (0.55, 0.33, 0.1, 0.02, 1.0)
_ACTIONS = ("discontinuation", "interruption", "reduction")


@dataclass
class Event:
    """One adverse event of a subject; days are study days, set later.

    Attributes:
        action: discontinuation, interruption, reduction or none.
        emergent: whether it is to start in the treatment-emergent window.
        after: an event that it follows.
        actions: the actions that it can still lead to, by its day.
    """

    subject: int
    term: str
    grade: int
    related: bool
    serious: bool = False
    action: str = ""
    emergent: bool = True
    day: int | None = None
    end: int | None = None
    outcome: str = ""
    after: "Event | None" = None
    actions: tuple[str, ...] = _ACTIONS

    def meets(self, category: Category) -> bool:
        """Return whether the event is in a category."""
        flagged = category.flag in ("", self.action) or (category.flag == "serious" and self.serious)
        return self.emergent and self.related >= category.related and self.grade >= category.grade and flagged


@dataclass
class Events:
    """The events of an arm under its sets.

    Attributes:
        cap: subjects of the arm in whom a term outside the published table of common events may be, at most.
        capped: the category of events that the table lists.
        listed: the terms that are in it.
        without_action: terms whose events change no dose; a laboratory visit sets their days.
    """

    sets: Sets
    draw: Draw
    cap: int
    capped: Category | None
    listed: frozenset[str]
    without_action: frozenset[str]
    by_subject: dict[int, list[Event]] = field(default_factory=lambda: defaultdict(list))
    had: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    @property
    def all(self) -> list[Event]:
        """Every event, by subject."""
        return [event for subject in sorted(self.by_subject) for event in self.by_subject[subject]]

    def add(self, event: Event) -> Event:
        """Keep an event and return it; a fatal one is serious."""
        event.serious = event.serious or event.grade == FATAL.grade
        self.by_subject[event.subject].append(event)
        if self.capped is not None and event.meets(self.capped):
            self.had[event.term].add(event.subject)
        return event

    def has(self, subject: int, key: Key) -> bool:
        """Return whether a subject has an event of a unit and category."""
        unit, category = key
        terms = None if unit.level == "any" else self.sets.terms.of(unit)
        return any(
            event.meets(category) and (terms is None or event.term in terms) for event in self.by_subject[subject]
        )

    def grade(self, subject: int, term: str, category: Category, *, related: bool, beyond: bool) -> int | None:
        """Return a grade of a category that the sets allow the subject, or None; `beyond` those the term has, too."""
        if category.grade == FATAL.grade:
            grades = [FATAL.grade]
        else:
            known = range(1, FATAL.grade) if beyond else self.sets.terms.grades(term)
            grades = [grade for grade in known if category.grade <= grade < FATAL.grade]
        able = [g for g in grades if self.sets.allows(subject, term, Category(related, g), category.flag)]
        return self.draw.choice(able, [_GRADE_WEIGHTS[g - 1] for g in able]) if able else None

    def below_cap(self, subject: int, term: str, event: Category) -> bool:
        """Return whether one more subject with the term leaves it out of the table of common events."""
        if self.capped is None or not event.implies(self.capped) or subject in self.had[term] or term in self.listed:
            return True
        return len(self.had[term]) < self.cap

    def try_term(
        self, subject: int, term: str, category: Category, *, related: bool, beyond: bool = False
    ) -> Event | None:
        """Return a new event of a term in a category, kept, or None where the sets do not allow it."""
        related = related or category.related
        grade = self.grade(subject, term, category, related=related, beyond=beyond)
        if grade is None or not self.below_cap(subject, term, Category(related, grade)):
            return None
        action = category.flag if category.flag in _ACTIONS else ""
        return self.add(Event(subject, term, grade, related, category.flag == "serious", action))

    def one_of(
        self, subject: int, category: Category, pool: list[TermPart], *, related: bool, beyond: bool = False
    ) -> Event | None:
        """Return a new event of one of the terms of a pool, kept, or None where none is possible."""
        left = [term for term in pool if beyond or term.grades[1] >= category.grade]
        weights = [part.weight for part in left]
        for _ in range(min(len(left), 25)):
            place = self.draw.choice(range(len(left)), weights)
            event = self.try_term(subject, left[place].name, category, related=related, beyond=beyond)
            if event is not None:
                return event
            del left[place], weights[place]
        return None
