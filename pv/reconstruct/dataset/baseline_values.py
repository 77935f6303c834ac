"""Baseline values that are drawn: numbers with their median and range, and who comes first where values go along."""

from pv.facts.model import BaselinePart, Facts
from pv.reconstruct.draw.random_stream import Draw
from pv.reconstruct.draw.spread import spread
from pv.reconstruct.plan.exposure_facts import Exposure
from pv.reconstruct.record.subjects import Subject


def spread_numbers(numbers: tuple[float, float, float], size: int, draw: Draw) -> list[float]:
    """Return numbers with this minimum, median and maximum, of one decimal, as printed; their mean is at the median."""
    low, median, high = numbers
    want = Exposure(round(low * 10), round(median * 20), round(high * 10), round(median * 10) * size)
    return [number / 10 for number in spread(size, want, draw)]


def in_order_of(part: BaselinePart, people: list[Subject], facts: Facts, draw: Draw) -> list[int]:
    """Return the places of the subjects as drawn, or in the order of the variable that a variable goes along with."""
    order = draw.order(len(people))
    if part.along:
        other = next(p for p in facts.baseline if p.variable == part.along)
        rank = {value: at for at, value in enumerate(other.values or {})}
        blur = part.blur * draw.normal(len(people))
        order.sort(key=lambda i: rank.get(str(people[i].baseline.get(other.variable)), 0) + blur[i])
    return order


def number(value: object) -> float:
    """Return a value that is a number; 0 of another."""
    return value if isinstance(value, float) else 0.0
