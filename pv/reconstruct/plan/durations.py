"""The shortest, middle and longest of some durations, in whole days, as printed figures leave them possible."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from pv.facts.contradiction import Found
from pv.facts.model import Facts
from pv.facts.printed import interval
from pv.facts.published_model import Figure, Statistic
from pv.number_of import number_of
from pv.reconstruct.plan.few_durations import FEW, Range, Spread, few

#: Statistic of exposure and of onset, in the order in which they must stand.
STATISTICS: tuple[Statistic, ...] = ("minimum", "median", "maximum")


@dataclass(frozen=True)
class Durations:
    """How many durations there are, what they can last, and what is known of their sum, in days."""

    size: int
    units: Mapping[str, Fraction]
    longest: int
    total: Range | None = None

    @property
    def mean(self) -> Fraction | None:
        """The middle of the possible sums, by duration."""
        return Fraction(sum(self.total), 2 * self.size) if self.total else None


def by_statistic(figures: Iterable[Figure]) -> dict[Statistic, Figure]:
    """Return the figures by their statistic."""
    return {figure.statistic: figure for figure in figures if figure.statistic is not None}


def days_per_unit(facts: Facts) -> dict[str, Fraction]:
    """Return the days of each unit of time, by the conventions of the study."""
    months, years = Fraction(facts.study.days_per_month), Fraction(facts.study.days_per_year)
    return {"days": Fraction(1), "weeks": Fraction(7), "months": months, "years": years}


def printed_days(figures: Mapping[Statistic, Figure], of: Durations, found: Found) -> dict[Statistic, Range]:
    """Return the twice-numbers of days that print as each figure."""
    return {name: _doubled(figures[name], of, found) for name in STATISTICS if name in figures}


def ordered(figures: Mapping[Statistic, Figure], of: Durations, found: Found) -> Spread:
    """Return minimum, twice the median and maximum in days, in this order; what is not published is chosen.

    Args:
        figures: what is published, by statistic.
        of: the durations.
        found: where figures that cannot stand in this order go.
    """
    before = len(found.contradictions)
    ranges = printed_days(figures, of, found)
    spread = _in_order(figures, ranges, of, found)
    if of.size >= FEW:
        return spread
    for total in (of.total, None):  # without the sum, which `exposure` then holds against them
        nearest = few(spread, ranges, of.size, of.longest, total)
        if nearest is not None:
            return nearest
    if len(found.contradictions) == before:
        ids = [figures[name].id for name in STATISTICS if name in figures]
        message = f"{number_of(of.size, 'subject')} cannot have this minimum, median and maximum"
        found.add("too few subjects", ids, message, "the median")
    first = max(spread[1] // 2, 1)
    return (first, spread[1], spread[1] - first) if of.size > 1 else (first, 2 * first, first)


def _in_order(
    figures: Mapping[Statistic, Figure], ranges: Mapping[Statistic, Range], of: Durations, found: Found
) -> Spread:
    last = 2 * of.longest
    usual = 2 * round(of.mean * 4 / 5) if of.mean else 180
    lowest, highest = ranges.get("minimum"), ranges.get("maximum")
    middle = ranges.get("median")
    if middle is None:
        usual = max(min(usual, highest[1] if highest else last), lowest[0] if lowest else 2)
        middle = (usual, usual)
    lowest = lowest or (2, min(2 * 7, middle[0]))
    highest = highest or (max(min(2 * middle[1], last), middle[1]), 3 * middle[1])
    if lowest[0] > middle[1] or middle[0] > highest[1]:
        ids = [figures[name].id for name in STATISTICS if name in figures]
        message = "the median is not between the minimum and the maximum"
        found.add("median outside its range", ids, message, "a median moved into the range")
        lowest = (min(lowest[0], highest[0]), min(lowest[1], highest[1]))
        middle = (min(max(middle[0], lowest[1]), highest[0]),) * 2
    middle = (max(middle[0], lowest[0]), min(middle[1], highest[1]))
    twice = min(max(_printed(figures.get("median"), of.units, sum(middle) // 2), middle[0]), middle[1])
    twice -= twice % 2 if of.size % 2 else 0
    twice = twice if twice >= middle[0] else middle[1]
    return min(lowest[1], twice) // 2, twice, max(highest[0], twice + 1) // 2


def _printed(figure: Figure | None, units: Mapping[str, Fraction], otherwise: int) -> int:
    """Return twice the number of days of a figure as printed."""
    return otherwise if figure is None else round(2 * Fraction(figure.value or "0") * units[figure.unit])


def _doubled(figure: Figure, of: Durations, found: Found) -> Range:
    """Return the first and last twice-number of days that prints as the figure; even where half a day cannot be."""
    low, high = (bound * of.units[figure.unit] * 2 for bound in interval(figure.value or "0"))
    first, last = max(-(-low.numerator // low.denominator), 2), -(-high.numerator // high.denominator) - 1
    if figure.statistic != "median" or of.size % 2:
        first, last = first + first % 2, last - last % 2
    if first > last:
        message = f"no whole number of days is {figure.value} {figure.unit}"
        found.add("no such duration", [figure.id], message, "the nearest day")
        last = first
    return int(first), int(last)
