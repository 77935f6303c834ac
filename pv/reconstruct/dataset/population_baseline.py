"""Baseline values of randomised subjects by population: of a cohort exactly its own, of the others what is left."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pv.facts.model import BaselinePart, Facts
from pv.reconstruct.dataset.adsl_of_course import set_by_course
from pv.reconstruct.dataset.baseline_values import in_order_of, number, spread_numbers
from pv.reconstruct.draw.random_stream import Draw
from pv.reconstruct.record.arm import Arm
from pv.reconstruct.record.subjects import Subject, largest_remainder
from pv.study.setting.endpoint_settings import SAFETY, AnalysisSetPart
from pv.study.setting.event_settings import NumberRange

_CLASS = re.compile(r"(>=|<=|>|<)?\s*([0-9]+)(?:\s*-\s*([0-9]+))?")


@dataclass(frozen=True)
class _Ring:
    """What a population has beyond the smaller ones.

    Attributes:
        part: the variable.
        counts: value -> subjects of the whole population.
        inner: the subjects of the smaller populations, whose values are known.
        left: the others.
    """

    part: BaselinePart
    counts: Mapping[str, int]
    inner: list[Subject]
    left: list[Subject]


def set_population_baseline(arm: Arm, place: int, facts: Facts, draw: Draw) -> None:
    """Hand out the values of variables that are said by population, to the smallest population first.

    Args:
        arm: its subjects, treated or not.
        place: of the arm in the facts file.
        facts: the published figures.
        draw: the stream of draws.
    """
    everyone = list(arm.everyone)
    for variable in dict.fromkeys(part.variable for part in facts.baseline if part.population is not None):
        if set_by_course(variable, everyone):
            continue
        parts = [part for part in facts.baseline if part.variable == variable and part.population is not None]
        by_size = sorted(((members(part, everyone, facts), part) for part in parts), key=lambda pair: len(pair[0]))
        done: list[Subject] = []
        for people, part in by_size:
            known = {id(person) for person in done}
            ring = _Ring(
                part,
                part.counts(place),
                [person for person in people if id(person) in known],
                [person for person in people if id(person) not in known],
            )
            if ring.left:
                _hand_out(ring, facts, draw)
            done += ring.left


def members(part: BaselinePart, people: list[Subject], facts: Facts) -> list[Subject]:
    """Return the subjects of the population of a variable."""
    if part.population == SAFETY:
        return [person for person in people if person.days]
    own = next((one for one in facts.analysis_set if one.name == part.population), None)
    return people if own is None or not own.cohort else [one for one in people if _in_cohort(one, own)]


def _in_cohort(person: Subject, population: AnalysisSetPart) -> bool:
    values = person.course.variables if person.course else {}
    return any(
        all(_meets(values.get(name, ""), condition) for name, condition in alternative.items())
        for alternative in population.cohort
    )


def _meets(value: str, condition: object) -> bool:
    if isinstance(condition, NumberRange):
        low, high = condition.at_least, condition.at_most
        return bool(value) and (low is None or float(value) >= low) and (high is None or float(value) <= high)
    return value in condition if isinstance(condition, tuple) else value == condition


def _hand_out(ring: _Ring, facts: Facts, draw: Draw) -> None:
    """Give the subjects outside the smaller populations what these leave of the published values."""
    part, left = ring.part, ring.left
    if part.classes is not None:
        _within_classes(ring, next(other for other in facts.baseline if other.variable == part.classes), draw)
        return
    before = [person.baseline[part.variable] for person in ring.inner]
    if part.values is None:
        values: list[object] = [*_numbers(part, [number(value) for value in before], left, draw)]
        order = draw.order(len(left))
    else:
        rest = {value: max(count - before.count(value), 0) for value, count in ring.counts.items()}
        # Counts that do not add up to the subjects, as of a population that is not printed whole, are a proportion.
        shares = largest_remainder([float(count) for count in rest.values()], len(left))
        values = [value for value, share in zip(rest, shares, strict=True) for _ in range(share)]
        order = in_order_of(part, left, facts, draw)
        order = order if part.along else _evenly(order, left)
    for at, value in zip(order, values, strict=False):
        left[at].baseline[part.variable] = value


def _evenly(order: list[int], people: list[Subject]) -> list[int]:
    """Return the order with the untreated at equal distances, so that the safety set has the same proportions."""
    untreated = [at for at in order if not people[at].days]
    found = [at for at in order if people[at].days]
    for rank, at in enumerate(untreated):
        found.insert(int((rank + 0.5) * len(order) / len(untreated)), at)
    return found


def _numbers(part: BaselinePart, before: list[float], left: list[Subject], draw: Draw) -> list[float]:
    """Return numbers that give the median and the range of the population with those of the smaller ones."""
    low, median, high = part.numbers(left[0].arm)
    if not before:
        return spread_numbers((low, median, high), len(left), draw)
    size = len(left)
    middle = min(1 if (len(before) + size) % 2 else 2, size)
    half = (len(before) + size - middle) // 2
    below = min(max(half - sum(value < median for value in before), 0), size - middle)
    under = [value for value in before if low <= value < median] or [low]
    over = [value for value in before if median < value <= high] or [high]
    found = [under[draw.integer(0, len(under) - 1)] for _ in range(below)]
    found += [median] * middle
    found += [over[draw.integer(0, len(over) - 1)] for _ in range(size - middle - below)]
    # The smallest and the largest of all can be outside the smaller populations.
    if below and low not in before:
        found[0] = low
    if size > middle + below and high not in before:
        found[-1] = high
    return found


def _within_classes(ring: _Ring, by_class: BaselinePart, draw: Draw) -> None:
    """Give each subject a whole number of its class, most often the smallest, and some subject the largest of all."""
    part, left = ring.part, ring.left
    low, _, high = part.numbers(left[0].arm)
    spans = {value: span for value in by_class.values or {} for span in _span(value, int(low), int(high))}
    for person in left:
        first, last = spans.get(str(person.baseline[by_class.variable]), (int(low), int(high)))
        found = first
        while found < last and draw.chance(0.45):
            found += 1
        person.baseline[part.variable] = float(found)
    numbers = {person.baseline[part.variable] for person in [*ring.inner, *left]}
    for extreme in (low, high):
        able = [one for one in left if _holds(spans.get(str(one.baseline[by_class.variable])), extreme)]
        if extreme not in numbers and able:
            able[draw.integer(0, len(able) - 1)].baseline[part.variable] = extreme


def _holds(span: tuple[int, int] | None, number: float) -> bool:
    return span is not None and span[0] <= number <= span[1]


def _span(value: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    """Yield the smallest and the largest number of a class: 2, 2-3, >=3, >2, <2 or <=2; nothing of another name."""
    found = _CLASS.fullmatch(value)
    if found is None:
        return
    sign, first, last = found.group(1), int(found.group(2)), found.group(3)
    spans = {
        None: (first, int(last or first)),
        ">=": (first, high),
        ">": (first + 1, high),
        "<=": (low, first),
        "<": (low, first - 1),
    }
    yield spans[sign]
