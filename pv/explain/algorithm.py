"""How the events of a subject meet an algorithm of a query: which alternative, by which events, or what it lacks."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pv.explain.rows import Row


@dataclass(frozen=True)
class Had:
    """A treatment-emergent event of the subject that matches a term of the query.

    Attributes:
        category: of the term.
        weight: of the term.
        place: row of the record in its file.
        event: the record in words.
    """

    category: str
    weight: int
    place: int
    event: str


@dataclass(frozen=True)
class Alternative:
    """The conditions of an alternative: categories of which a term is had, and sums that weights are more than."""

    categories: tuple[str, ...]
    more_than: tuple[int, ...]

    def __str__(self) -> str:
        """Return the alternative as the algorithm would say it: 'B and C'."""
        return " and ".join([*self.categories, *(f"sum of weights > {limit}" for limit in self.more_than)])

    def lacks(self, had: Sequence[Had]) -> list[str]:
        """Return what the events do not have: 'no C', 'the sum is 6'."""
        categories, total = {one.category for one in had}, sum(_weights(had).values())
        return [
            *(f"no {name}" for name in self.categories if name not in categories),
            *(f"the sum is {total}" for limit in self.more_than if total <= limit),
        ]

    def asks_for(self, event: Had) -> bool:
        """Return whether an event is part of the alternative, where it is met."""
        return event.category in self.categories or (bool(self.more_than) and event.weight > 0)


def alternatives(conditions: list[Row]) -> list[Alternative]:
    """Return the alternatives of the rows of query_condition of one query, in their order."""
    grouped: dict[int, list[Row]] = defaultdict(list)
    for row in sorted(conditions, key=lambda row: (int(row["alternative"]), int(row["condition_no"]))):
        grouped[row["alternative"]].append(row)
    return [
        Alternative(
            tuple(row["category"] for row in own if row["category"] is not None),
            tuple(int(row["more_than"]) for row in own if row["more_than"] is not None),
        )
        for own in grouped.values()
    ]


def entered(listed: Sequence[Alternative], had: Sequence[Had], place: int) -> list[str]:
    """Return the alternatives that are met and that an event is part of, with the events that complete each."""
    own = [one for one in had if one.place == place]
    return [
        f"{alternative} ({_completed(alternative, had, place)})"
        for alternative in listed
        if not alternative.lacks(had) and any(alternative.asks_for(one) for one in own)
    ]


def not_entered(listed: Sequence[Alternative], had: Sequence[Had], place: int) -> str:
    """Return why an event that matches a term of a query does not count in it."""
    met = [alternative for alternative in listed if not alternative.lacks(had)]
    own = [one for one in had if one.place == place]
    asking = [alternative for alternative in listed if any(alternative.asks_for(one) for one in own)]
    if not asking:
        return "no alternative requires it"
    lacking = "; ".join(f"{alternative} ({', '.join(alternative.lacks(had))})" for alternative in asking)
    if not met:
        return f"no alternative is met: {lacking}"
    by = "; ".join(f"{alternative} ({_completed(alternative, had, place)})" for alternative in met)
    return f"the subject is a case without it, by {by}, and no alternative with it is met: {lacking}"


def _completed(alternative: Alternative, had: Sequence[Had], place: int) -> str:
    """Return the events that meet each condition of an alternative; of a category that the event has, it alone."""
    if str(alternative) in alternative.categories:
        return _events(had, str(alternative), place)
    texts = [f"{name} by {_events(had, name, place)}" for name in alternative.categories]
    if alternative.more_than:
        weights = _weights(had)
        parts = [f"{weight} for {name} by {_events(had, name, place)}" for name, weight in weights.items() if weight]
        texts.append(f"{', '.join(parts)}, in all {sum(weights.values())}")
    return ", ".join(texts)


def _events(had: Sequence[Had], category: str, place: int) -> str:
    """Return 'this event' where it is of the category, else every event of the subject that is."""
    own = [one for one in had if one.category == category]
    if any(one.place == place for one in own):
        return "this event"
    return " or ".join(dict.fromkeys(one.event for one in own))


def _weights(had: Sequence[Had]) -> dict[str, int]:
    """Return the weight of each category had, once, at its highest."""
    names = sorted({one.category for one in had})
    return {name: max(one.weight for one in had if one.category == name) for name in names}
