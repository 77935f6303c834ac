"""The least counts that published counts and worst grades allow together, or that there are none."""

from collections import defaultdict, deque
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from pv.facts.category import Category
from pv.facts.terms import Terms, Unit
from pv.reconstruct.plan.grades import GRADES

Key = tuple[Unit, Category]
Group = tuple[Unit, bool]


@dataclass
class Printed:
    """What is published of one unit, related events or all: counts by exact worst grade, and the others; with ids."""

    exact: dict[int, tuple[int, str]] = field(default_factory=dict)
    other: dict[Category, tuple[int, str]] = field(default_factory=dict)

    def keys(self, unit: Unit, *, related: bool) -> dict[Key, int | None]:
        """Return what is to be counted of the unit, and the published counts of it."""
        keys: dict[Key, int | None] = {(unit, category): count for category, (count, _) in self.other.items()}
        if self.exact:
            keys = dict.fromkeys((unit, Category(related, grade)) for grade in GRADES) | keys
        return keys


def contains(outer: Key, inner: Key, terms: Terms) -> bool:
    """Return whether whoever has what one key counts also has what another counts."""
    return inner[1].implies(outer[1]) and terms.encloses(outer[0], inner[0])


def least_counts(published: Mapping[Group, Printed], size: int, terms: Terms) -> dict[Key, int] | None:
    """Return the least count of every key that all published ones allow; None where they contradict each other.

    Counts are bound by differences: a count of at least a grade is that of the next grade and the worst grade's more,
    and a set has no fewer subjects than one within it. Raising every count to what the others ask of it, until none
    has to be raised, ends at the least solution, or above a published count where there is none (Cormen et al.,
    Introduction to Algorithms, 4th ed. 2022, section 22.4: difference constraints by Bellman and Ford).

    Args:
        published: what is published of each unit, of its related events and of all.
        size: subjects of the arm.
        terms: what encloses what.
    """
    keys = {
        key: count
        for (unit, related), printed in published.items()
        for key, count in printed.keys(unit, related=related).items()
    }
    graded = {group for group, printed in published.items() if printed.exact}
    asks = _nested(keys, graded, terms)
    for unit, related in graded:
        for grade, (count, _) in published[unit, related].exact.items():
            whole, above = (unit, Category(related, grade)), (unit, Category(related, grade + 1))
            asks[above].append((whole, count))
            asks[whole].append((above, -count))
    return _raised(keys, asks, size)


def _nested(keys: Collection[Key], graded: Collection[Group], terms: Terms) -> dict[Key, list[tuple[Key, int]]]:
    """Return count -> those that contain it, where worst grades leave one of the two open."""
    asks: dict[Key, list[tuple[Key, int]]] = defaultdict(list)
    open_keys = {key for key in keys if (key[0], key[1].related) in graded}
    for one in open_keys:
        for other in keys:
            if one != other and contains(other, one, terms):
                asks[one].append((other, 0))
            if one != other and other not in open_keys and contains(one, other, terms):
                asks[other].append((one, 0))
    return asks


def _raised(
    keys: Mapping[Key, int | None], asks: Mapping[Key, list[tuple[Key, int]]], size: int
) -> dict[Key, int] | None:
    counts = {key: count or 0 for key, count in keys.items()}
    waiting = deque(counts)
    while waiting:
        key = waiting.popleft()
        known = keys[key]
        if counts[key] > (size if known is None else known):
            return None
        for other, more in asks.get(key, ()):
            if counts[key] + more > counts[other]:
                counts[other] = counts[key] + more
                waiting.append(other)
    return counts
