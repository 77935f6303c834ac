"""The preferred terms a facts file can use: where each stands, its grades, and what encloses what."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from pv import resources
from pv.reconstruct.facts import Facts, GroupPart, TermPart

BACKGROUND = "reports/reconstruct/background_terms.csv"
LEVELS = ("any", "SOC", "group", "PT")


@dataclass(frozen=True, order=True)
class Unit:
    """What subjects are counted for: any event, a class, a group or a preferred term."""

    level: str
    term: str

    def __str__(self) -> str:
        """Return it for a message."""
        return "any event" if self.level == "any" else f"{self.level} {self.term!r}"


ANY_UNIT = Unit("any", "any")


@dataclass(frozen=True)
class Terms:
    """The terms and groups of a facts file, and the common terms for everything else."""

    facts: Facts

    @cached_property
    def by_name(self) -> dict[str, TermPart]:
        """Term -> what is known of it: by the facts file, else by the list of common terms, else by its group."""
        named = {term.name: term for term in (*background(), *self.facts.terms.term)}
        of_groups = {
            term: TermPart(name=term, soc=group.soc) for group in self.facts.group if group.soc for term in group.terms
        }
        return of_groups | named

    @cached_property
    def groups(self) -> dict[str, tuple[str, ...]]:
        """Group -> its terms."""
        return {group.name: group.terms for group in self.facts.group}

    def class_of(self, group: GroupPart) -> str:
        """Return the system organ class of a group: its own, or the one that most of its terms' weight is in."""
        if group.soc:
            return group.soc
        weights: dict[str, float] = {}
        for term in (self.by_name[name] for name in group.terms):
            weights[term.soc] = weights.get(term.soc, 0) + term.weight
        return max(weights, key=lambda soc: weights[soc])

    @cached_property
    def background(self) -> list[TermPart]:
        """The common terms that the facts file says nothing of: in no group, narrative or adjudicated event."""
        said = {term.upper() for group in self.facts.group for term in group.terms}
        said |= {term.upper() for event in self.facts.event_of_interest for term in event.terms}
        said |= {term.upper() for lab in self.facts.laboratory for term in lab.terms}
        said |= {figure.term.upper() for figure in self.facts.published.figure if figure.level == "PT"}
        return [self.by_name[term.name] for term in background() if term.name.upper() not in said]

    def of(self, unit: Unit) -> frozenset[str]:
        """Return the preferred terms of a unit."""
        if unit.level == "any":
            return frozenset(self.by_name)
        if unit.level == "SOC":
            return frozenset(name for name, term in self.by_name.items() if term.soc == unit.term)
        return frozenset(self.groups[unit.term]) if unit.level == "group" else frozenset({unit.term})

    def encloses(self, outer: Unit, inner: Unit) -> bool:
        """Return whether every event of the inner unit is one of the outer."""
        return outer in (ANY_UNIT, inner) or self.of(inner) <= self.of(outer)

    def units_of(self, term: str, units: Iterable[Unit]) -> list[Unit]:
        """Return those of the units that an event of a term counts in."""
        return [unit for unit in units if unit.level == "any" or term in self.of(unit)]


def background() -> list[TermPart]:
    """Return the list of common preferred terms: individual words with a rough frequency, no dictionary."""
    rows = csv.DictReader(resources.read(BACKGROUND).splitlines())
    return [
        TermPart(
            name=row["term"],
            soc=row["soc"],
            weight=float(row["weight"]),
            grades=(int(row["lowest_grade"]), int(row["highest_grade"])),
        )
        for row in rows
    ]
