"""The sums that durations of a given minimum, median and maximum can have."""

from collections.abc import Mapping

from pv.facts.published_model import Statistic
from pv.reconstruct.plan.durations import STATISTICS, Durations
from pv.reconstruct.plan.few_durations import FEW, Range, Spread, medians


def possible_total(spread: Spread, size: int) -> Range:
    """Return the least and the largest sum of durations with this minimum, twice the median and maximum."""
    minimum, twice, maximum = spread
    if size < FEW:  # the middle ones are also the shortest and the longest
        return size * twice // 2, size * twice // 2
    middle = twice // 2 if size % 2 else twice
    below = (size - 1) // 2  # subjects below the middle one or two; as many are above
    low_median, high_median = twice // 2, twice - twice // 2
    low = minimum + (below - 1) * minimum + middle + (below - 1) * high_median + maximum
    high = minimum + (below - 1) * low_median + middle + (below - 1) * maximum + maximum
    return low, high


def reached(spread: Spread, ranges: Mapping[Statistic, Range], of: Durations, total: Range) -> Spread:
    """Return the durations moved, day by day within what is printed, until they can have the sum, if they ever can."""
    limits = [ranges.get(name, (2, 2 * max(of.longest, spread[2]))) for name in STATISTICS]
    even = of.size % 2 + 1
    steps = {"down": ((-1, 0, 0), (0, -even, 0), (0, 0, -1)), "up": ((0, 0, 1), (0, even, 0), (1, 0, 0))}
    while True:
        low, high = possible_total(spread, of.size)
        if low <= total[1] and total[0] <= high:
            return spread
        moved = spread
        for step in steps["down" if low > total[1] else "up"]:
            to = moved[0] + step[0], moved[1] + step[1], moved[2] + step[2]
            doubled = (2 * to[0], to[1], 2 * to[2])
            if doubled == tuple(sorted(doubled)) and all(
                first <= day <= last for day, (first, last) in zip(doubled, limits, strict=True)
            ):
                moved = to
                low, high = possible_total(moved, of.size)
                if low <= total[1] and total[0] <= high:
                    return moved
        if moved == spread:
            return spread
        spread = moved


def every_sum(ranges: Mapping[Statistic, Range], of: Durations) -> Range:
    """Return the least and the largest sum of durations that print as published, none longer than the study."""
    if of.size < FEW:
        low, high = medians(ranges, of.size, of.longest)
        return low * of.size // 2, high * of.size // 2
    (a, b), (c, d), (e, f) = (ranges.get(name, (2, 2 * of.longest)) for name in STATISTICS)
    middle = max(c, a)
    least = a // 2, middle, max(e, middle + 1) // 2
    middle = min(d, f)
    most = min(b, middle) // 2, middle, f // 2
    return possible_total(least, of.size)[0], possible_total(most, of.size)[1]
