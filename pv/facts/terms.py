"""The preferred terms a facts file can use: where each stands, its grades, and what encloses what."""

import csv
from dataclasses import dataclass
from functools import cache, cached_property

from pv import resources
from pv.facts.model import Facts
from pv.facts.published_model import GroupPart, TermPart
from pv.study.table.ctcae import term_grades

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
        parts = of_groups | named
        spans = {name: {"grades": (min(grades), max(grades))} for name, grades in self._ctcae.items()}
        return {name: part.model_copy(update=spans.get(name)) for name, part in parts.items()}

    @cached_property
    def _ctcae(self) -> dict[str, frozenset[int]]:
        """Term -> the grades it has in the study's version of CTCAE, unless the facts file says which."""
        usual = {part.name: frozenset(range(part.grades[0], part.grades[1] + 1)) for part in background()}
        names = {*usual, *(part.name for part in self.facts.terms.term)}
        names |= {term for group in self.facts.group for term in group.terms}
        names -= {part.name for part in self.facts.terms.term if "grades" in part.model_fields_set}
        known = term_grades(self.facts.study.ctcae, sorted(names))
        return {
            name: (usual.get(name, frozenset(grades)) & set(grades)) or frozenset(grades)
            for name, grades in known.items()
        }

    def grades(self, term: str) -> list[int]:
        """Return the grades of a term in order; CTCAE leaves out some between the lowest and the highest."""
        low, high = self.by_name[term].grades
        return [grade for grade in range(low, high + 1) if grade in self._ctcae.get(term, (grade,))]

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
        """The terms of no figure: common ones of which the file says nothing, and those it has only an entry for."""
        said = {term.upper() for group in self.facts.group for term in group.terms}
        said |= {term.upper() for event in self.facts.event_of_interest for term in event.terms}
        said |= {term.upper() for lab in self.facts.laboratory for term in lab.terms}
        said |= {figure.term.upper() for figure in self.facts.published.figure if figure.level == "PT"}
        common = [term.name for term in background()]
        told = {*common, *(record.term for part in self.facts.narrative for record in part.records)}
        own = [term.name for term in self.facts.terms.term if term.name not in told]
        return [self.by_name[name] for name in (*common, *own) if name.upper() not in said]

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


@cache
def background() -> tuple[TermPart, ...]:
    """Return the list of common preferred terms: individual words with a rough frequency, no dictionary."""
    rows = csv.DictReader(resources.read(BACKGROUND).splitlines())
    return tuple(
        TermPart(
            name=row["term"],
            soc=row["soc"],
            weight=float(row["weight"]),
            grades=(int(row["lowest_grade"]), int(row["highest_grade"])),
        )
        for row in rows
    )
