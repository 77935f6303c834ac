"""Baseline values of the safety set in the published proportions, and of who was not treated what these leave."""

from pv.facts.model import BaselinePart, Facts
from pv.reconstruct.dataset.adsl_of_course import set_by_course
from pv.reconstruct.dataset.baseline_values import in_order_of, number, spread_numbers
from pv.reconstruct.draw.random_stream import Draw
from pv.reconstruct.record.arm import Arm
from pv.reconstruct.record.subjects import Subject, largest_remainder


def set_baseline(people: list[Subject], place: int, facts: Facts, draw: Draw) -> None:
    """Hand out baseline values in the published proportions; `place` is the arm's in the facts file."""
    for part in facts.baseline:
        if part.population is not None or set_by_course(part.variable, people):
            continue
        values = _values(part, people, place, draw)
        for i, value in zip(in_order_of(part, people, facts, draw), values, strict=True):
            people[i].baseline[part.variable] = value


def set_baseline_of_untreated(arm: Arm, place: int, facts: Facts, draw: Draw) -> None:
    """Hand out what the treated subjects leave of the published counts, and numbers that leave medians as they are."""
    size = len(arm.untreated)
    for part in facts.baseline if size else ():
        if part.population is not None or set_by_course(part.variable, arm.untreated):
            continue
        treated = [person.baseline[part.variable] for person in arm.people]
        left = [value for value, count in part.counts(place).items() for _ in range(_left(value, count, treated))]
        values = left if len(left) == size else _round_the_middle(treated, size, draw)
        for person, at in zip(arm.untreated, draw.order(size), strict=True):
            person.baseline[part.variable] = values[at]


def _left(value: str, count: int, taken: list[object]) -> int:
    return max(count - taken.count(value), 0)


def _round_the_middle(values: list[object], size: int, draw: Draw) -> list[object]:
    """Return so many of the values: half from below their middle, half from above."""
    ranked = sorted(values, key=lambda value: (number(value), str(value)))
    half = len(ranked) // 2
    below = [ranked[draw.integer(0, half - 1)] for _ in range(size // 2)]
    above = [ranked[draw.integer(len(ranked) - half, len(ranked) - 1)] for _ in range(size // 2)]
    return [*below, *above, *[ranked[half]] * (size % 2)]


def _values(part: BaselinePart, people: list[Subject], place: int, draw: Draw) -> list[object]:
    if part.values is not None:
        counts = part.counts(place)
        shares = largest_remainder([float(count) for count in counts.values()], len(people))
        return [value for value, share in zip(counts, shares, strict=True) for _ in range(share)]
    return [*spread_numbers(part.numbers(people[0].arm), len(people), draw)]
