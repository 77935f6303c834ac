"""The treatment durations that an arm's published exposure leaves possible, in whole days."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from pv.facts.category import parse
from pv.facts.contradiction import Found
from pv.facts.model import Facts
from pv.facts.printed import interval, rounded
from pv.facts.published_model import Figure, Statistic
from pv.reconstruct.plan.figure_count import figure_count

#: Statistic of exposure and of onset, in the order in which they must stand.
STATISTICS: tuple[Statistic, ...] = ("minimum", "median", "maximum")


@dataclass(frozen=True)
class Exposure:
    """Whole days: shortest, twice the median (an even number of subjects can have half a day), longest, sum of all."""

    minimum: int
    twice_median: int
    maximum: int
    total: int


def exposure(facts: Facts, arm: str, size: int, found: Found) -> Exposure:
    """Return the durations of an arm; a contradiction is reported and the nearest possible number taken."""
    figures = by_statistic(_of(facts, arm, "exposure"))
    total = _total(facts, arm, size, figures.get("patient_years"), found)
    mean = Fraction(sum(total), 2 * size) if total else None
    spread = ordered(figures, days_per_unit(facts), size, found, mean)
    if total is not None:
        spread = _stretched(spread, figures, size, total)
    low, high = _possible_total(spread, size)
    if total is None:
        return Exposure(*spread, total=(low + 2 * high) // 3)
    if total[1] < low or total[0] > high:
        year = Fraction(facts.study.days_per_year)
        message = (
            f"{size} durations with this minimum, median and maximum add up to {rounded(low / year, 2)} to "
            f"{rounded(high / year, 2)} patient-years"
        )
        ids = [figure.id for figure in figures.values()]
        found.add("patient-years impossible", ids, message, "the nearest possible total")
    return Exposure(*spread, total=min(max(sum(total) // 2, low), high))


def possible_days(facts: Facts, arm: str, size: int) -> tuple[int, int]:
    """Return the least and the largest sum of the durations of an arm that its published exposure allows."""
    unsaid = Found()  # what contradicts what is said by `exposure`
    figures = by_statistic(_of(facts, arm, "exposure"))
    total = _total(facts, arm, size, figures.get("patient_years"), unsaid)
    if total is not None:
        return total
    return _possible_total(ordered(figures, days_per_unit(facts), size, unsaid), size)


def _stretched(
    spread: tuple[int, int, int], figures: Mapping[Statistic, Figure], size: int, total: tuple[int, int]
) -> tuple[int, int, int]:
    """Return minimum, twice the median and maximum with those not published changed for the total to be possible."""
    minimum, twice, maximum = spread
    low, high = _possible_total(spread, size)
    if low <= total[1] and total[0] <= high:
        return spread
    if "median" not in figures:
        twice = min(max(2 * (sum(total) // (2 * size)), 2 * minimum), 2 * maximum)
    if "minimum" not in figures:
        minimum = 1 if total[1] < low else min(minimum, twice // 2)
    if "maximum" not in figures:
        maximum = (twice + 1) // 2
        low, high = _possible_total((minimum, twice, maximum), size)
        above = max((size - 1) // 2, 1)  # subjects who can be as long
        maximum += max(min(sum(total) // 2 - low, 2 * max(sum(total) // 2 - high, 0) // above), 0)
    return minimum, twice, maximum


def by_statistic(figures: Iterable[Figure]) -> dict[Statistic, Figure]:
    """Return the figures by their statistic."""
    return {figure.statistic: figure for figure in figures if figure.statistic is not None}


def ordered(
    figures: Mapping[Statistic, Figure],
    units: Mapping[str, Fraction],
    size: int,
    found: Found,
    mean: Fraction | None = None,
) -> tuple[int, int, int]:
    """Return minimum, twice the median and maximum in days, in this order, of `size` whole numbers of days."""
    ranges = {name: _doubled(figures[name], units, size, found) if name in figures else None for name in STATISTICS}
    middle = ranges["median"] or (2 * round(mean * 4 / 5) if mean else 180,) * 2
    lowest = ranges["minimum"] or (2, min(2 * 7, middle[0]))
    highest = ranges["maximum"] or (2 * middle[1], 3 * middle[1])
    ids = [figures[name].id for name in STATISTICS if name in figures]
    if lowest[0] > middle[1] or middle[0] > highest[1]:
        message = "the median is not between the minimum and the maximum"
        found.add("median outside its range", ids, message, "a median moved into the range")
        lowest = (min(lowest[0], highest[0]), min(lowest[1], highest[1]))
        middle = (min(max(middle[0], lowest[1]), highest[0]),) * 2
    twice = min(max(_printed(figures.get("median"), units, sum(middle) // 2), middle[0]), middle[1])
    twice -= twice % 2 if size % 2 else 0
    twice = twice if twice >= middle[0] else middle[1]
    return min(lowest[1], twice) // 2, twice, max(highest[0], twice + 1) // 2


def _printed(figure: Figure | None, units: Mapping[str, Fraction], otherwise: int) -> int:
    """Return twice the number of days of a figure as printed."""
    return otherwise if figure is None else round(2 * Fraction(figure.value or "0") * units[figure.unit])


def _doubled(figure: Figure, units: Mapping[str, Fraction], size: int, found: Found) -> tuple[int, int]:
    """Return the first and last twice-number of days that prints as the figure; even where half a day cannot be."""
    low, high = (bound * units[figure.unit] * 2 for bound in interval(figure.value or "0"))
    first, last = max(-(-low.numerator // low.denominator), 2), -(-high.numerator // high.denominator) - 1
    if figure.statistic != "median" or size % 2:
        first, last = first + first % 2, last - last % 2
    if first > last:
        message = f"no whole number of days is {figure.value} {figure.unit}"
        found.add("no such duration", [figure.id], message, "the nearest day")
        last = first
    return int(first), int(last)


def _total(facts: Facts, arm: str, size: int, figure: Figure | None, found: Found) -> tuple[int, int] | None:
    """Return the first and last number of days that print as the patient-years and as the rates made of them."""
    year = Fraction(facts.study.days_per_year)
    days: tuple[int, int] | None = None
    ids: list[str] = []
    if figure is not None:
        days, ids = _whole(*(bound * year for bound in interval(figure.value or "0"))), [figure.id]
    for rate in _of(facts, arm, "exposure_adjusted_rate"):
        if rate.statistic != "eair_total" or parse(rate.category) is None:
            continue
        count = figure_count(rate, size, found)
        low, high = interval(rate.value or "0")
        bounds = _whole(count * year / high, count * year / low if low > 0 else Fraction(10**9))
        if days is None:
            days, ids = bounds, [rate.id]
        elif bounds[1] < days[0] or bounds[0] > days[1]:
            here = " to ".join(rounded(count * year / total, 4) for total in (days[1], days[0]))
            message = f"{count} subjects per patient-year are {here} by the exposure, not the printed {rate.value}"
            found.add("rate and exposure", [*ids, rate.id], message, "the exposure")
        else:
            days, ids = (max(days[0], bounds[0]), min(days[1], bounds[1])), [*ids, rate.id]
    return days


def _whole(low: Fraction, high: Fraction) -> tuple[int, int]:
    """Return the first and last whole number in a half-open interval."""
    first = -(-low.numerator // low.denominator)
    return first, max(-(-high.numerator // high.denominator) - 1, first)


def _possible_total(spread: tuple[int, int, int], size: int) -> tuple[int, int]:
    minimum, twice, maximum = spread
    if size < 3:  # noqa: PLR2004  # the middle ones are also the shortest and the longest
        return size * twice // 2, size * twice // 2
    middle = twice // 2 if size % 2 else twice
    below = (size - 1) // 2  # subjects below the middle one or two; as many are above
    low_median, high_median = twice // 2, twice - twice // 2
    low = minimum + (below - 1) * minimum + middle + (below - 1) * high_median + maximum
    high = minimum + (below - 1) * low_median + middle + (below - 1) * maximum + maximum
    return low, high


def days_per_unit(facts: Facts) -> dict[str, Fraction]:
    """Return the days of each unit of time, by the conventions of the study."""
    months, years = Fraction(facts.study.days_per_month), Fraction(facts.study.days_per_year)
    return {"days": Fraction(1), "weeks": Fraction(7), "months": months, "years": years}


def _of(facts: Facts, arm: str, measure: str) -> list[Figure]:
    return [figure for figure in facts.published.figure if figure.arm == arm and figure.measure == measure]
