"""Which subjects have which kind of event: sets of the published sizes, each inside those that must contain it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from pv.errors import InputError, Problem
from pv.facts.category import Category
from pv.facts.terms import LEVELS, Terms, Unit
from pv.number_of import number_of
from pv.reconstruct.draw.random_stream import Draw, Mask, Numbers
from pv.reconstruct.plan.least_counts import Key
from pv.reconstruct.plan.targets import Counts

#: Raises the weight of subjects that must be taken before any other.
_FIRST = 1e6


@dataclass
class Sets:
    """The sets of one arm.

    Attributes:
        size: subjects of the arm.
        members: unit and category -> which subjects are in it.
        forced: unit and category -> subjects that a narrative puts into it.
        barred: unit and category -> subjects whose narrative says that they are not in it.
        limits: term -> what an event of it must not do, once asked for and until a set changes.
    """

    size: int
    terms: Terms
    counts: Counts
    members: dict[Key, Mask] = field(default_factory=dict)
    forced: Mapping[Key, set[int]] = field(default_factory=dict)
    barred: Mapping[Key, set[int]] = field(default_factory=dict)
    limits: dict[str, "_Limits"] = field(default_factory=dict)

    def fill(self, key: Key, members: Mask) -> None:
        """Let a set have these members."""
        self.members[key] = members
        self.limits.clear()

    def replace(self, keys: Iterable[Key], subject: int, other: int) -> None:
        """Let a subject be in each set that another one was in, and the other in none of them."""
        for key in keys:
            members = self.members[key].copy()
            members[subject], members[other] = members[other], False
            self.fill(key, members)

    def pool(self, key: Key) -> Mask:
        """Return the subjects who can be in a set, by the sets drawn so far that must contain it."""
        pool = np.ones(self.size, dtype=bool)
        for other, members in self.members.items():
            if other != key and self.contains(other, key):
                pool &= members
        return pool

    def contains(self, outer: Key, inner: Key) -> bool:
        """Return whether one set must contain another."""
        return inner[1].implies(outer[1]) and self.terms.encloses(outer[0], inner[0])

    def allows(self, subject: int, term: str, event: Category, flag: str = "") -> bool:
        """Return whether a subject can have an event of a term: it puts the subject into no other set."""
        limits = self.limits.get(term) or self._limits(term)
        outside = limits.outside.get((event, flag)) or self._outside(limits, event, flag)
        return not outside[subject]

    def _limits(self, term: str) -> "_Limits":
        """Return the sets that an event of a term can put a subject into; terms of the same sets share them."""
        around = tuple(key for key in self.members if key[0].level == "any" or term in self.terms.of(key[0]))
        alike = (limits for limits in self.limits.values() if limits.around == around)
        self.limits[term] = next(alike, None) or _Limits(around)
        return self.limits[term]

    def _outside(self, limits: "_Limits", event: Category, flag: str) -> list[bool]:
        """Return, by subject, whether an event would put the subject into a set of others."""
        both = (event, Category(event.related, event.grade, flag)) if flag else (event,)
        outside = np.zeros(self.size, dtype=bool)
        for key in limits.around:
            if any(one.implies(key[1]) for one in both):
                outside |= ~self.members[key]
        limits.outside[event, flag] = outside.tolist()
        return limits.outside[event, flag]


@dataclass
class _Limits:
    """The sets that an event of some terms can put a subject into.

    Attributes:
        around: unit and category of each.
        outside: event and flag -> by subject, whether such an event would put the subject into a set of others.
    """

    around: tuple[Key, ...]
    outside: dict[tuple[Category, str], list[bool]] = field(default_factory=dict)


def draw_sets(sets: Sets, log_weights: Numbers, draw: Draw) -> None:
    """Draw every set, from the widest to the narrowest.

    Args:
        sets: what is asked for; its members are filled.
        log_weights: how much more often a subject has events than another, which correlates the sets.
        draw: the stream of draws.

    Raises:
        InputError: no subjects are left for a set; with other figures or another seed there may be.
    """
    for key in sorted(sets.counts, key=lambda key: _breadth(key, sets.counts)):
        size = sets.counts[key]
        pool = sets.pool(key)
        forced = np.zeros(sets.size, dtype=bool)
        forced[list(sets.forced.get(key, ()))] = True
        barred = np.zeros(sets.size, dtype=bool)
        barred[list(sets.barred.get(key, ()))] = True
        weights = log_weights + _FIRST * _uncovered(sets, key)
        chosen = forced & pool
        for within, at_least in (*_quotas(sets, key), (pool, size)):
            wanted = at_least - int((chosen & within).sum())
            if wanted > 0:
                chosen |= draw.subset(pool & within & ~chosen & ~barred, wanted, weights)
        if chosen.sum() != size:
            required = number_of(size, "subject")
            message = f"{key[0]}, {key[1].name}: {required} required, but only {int(chosen.sum())} available"
            raise InputError(Problem(message, "figures", "another seed, or figures that are less restrictive"))
        sets.fill(key, chosen)


def _breadth(key: Key, counts: Counts) -> tuple[int, int, int, str, Category]:
    """Return an order: by level, then from what contains to what is contained."""
    unit, category = key
    above = sum(other.implies(category) for one, other in counts if one == unit)
    return (LEVELS.index(unit.level), -above, category.related, unit.term, category)


def _quotas(sets: Sets, key: Key) -> Iterator[tuple[Mask, int]]:
    """Yield subjects of whom the set must have so many, for the narrower sets that follow to find room."""
    inner = [other for other in sets.counts if other != key and sets.contains(key, other)]
    for other in sorted(inner, key=lambda other: (-other[1].grade, -other[1].related, other)):
        within = sets.pool(other)
        if not within.all():
            yield within, sets.counts[other]


def _uncovered(sets: Sets, key: Key) -> Numbers:
    """Return 1 for the members of a group who still need one of its terms, where all its terms are published."""
    result = np.zeros(sets.size)
    unit, category = key
    for group, terms in sets.terms.groups.items():
        whole = (Unit("group", group), category)
        parts = [(Unit("PT", term), category) for term in terms]
        if unit.level == "PT" and unit.term in terms and whole in sets.members and all(p in sets.counts for p in parts):
            covered = np.zeros(sets.size, dtype=bool)
            for part in parts:
                covered |= sets.members.get(part, np.zeros(sets.size, dtype=bool))
            result += sets.members[whole] & ~covered
    return result
