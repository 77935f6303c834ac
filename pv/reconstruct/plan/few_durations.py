"""One or two durations: they are the shortest and the longest themselves, and their median gives their sum."""

from collections.abc import Mapping

from pv.facts.published_model import Statistic

#: Of fewer durations than this the middle ones are the shortest and the longest.
FEW = 3
#: First and last whole number.
Range = tuple[int, int]
#: Days of the minimum, twice the median, and the maximum.
Spread = tuple[int, int, int]


def few(
    wanted: Spread, ranges: Mapping[Statistic, Range], size: int, longest: int, total: Range | None
) -> Spread | None:
    """Return one or two durations as near as possible to those wanted, or None where there are none.

    Args:
        wanted: what would be usual, in days, the median doubled.
        ranges: the twice-numbers of days that print as each published statistic.
        size: 1 or 2 durations.
        longest: days that none should exceed where no published number asks for it.
        total: the possible sums in days.
    """
    (least, most), top = medians(ranges, size, longest, total), _top(ranges, longest, total)
    if least > most:
        return None
    twice = min(max(wanted[1], least), most)
    twice -= twice % 2 if size == 1 else 0
    if size == 1:
        return twice // 2, twice, twice // 2
    (a, b), (e, f) = _days(ranges, "minimum", top), _days(ranges, "maximum", top)
    latest = min(b, twice - e, twice // 2)
    if "maximum" not in ranges:
        f = min(f, max(longest, twice - latest))
    first = min(max(wanted[0], a, twice - f), latest)
    return first, twice, twice - first


def medians(ranges: Mapping[Statistic, Range], size: int, longest: int, total: Range | None = None) -> Range:
    """Return the least and the largest twice-median that one or two durations can have; the first above: none."""
    top = _top(ranges, longest, total)
    (a, b), (e, f) = _days(ranges, "minimum", top), _days(ranges, "maximum", top)
    c, d = ranges.get("median", (2, top))
    if total is not None:  # the sum of two is twice their median, the sum of one half of that
        c, d = max(c, 2 // size * total[0]), min(d, 2 // size * total[1])
    if size == 1:
        return 2 * max(a, e, -(-c // 2)), 2 * min(b, f, d // 2)
    return max(c, a + e, 2 * a), min(d, b + f, 2 * f)


def _top(ranges: Mapping[Statistic, Range], longest: int, total: Range | None) -> int:
    """Return twice-days that no duration needs to exceed."""
    return 2 * max(longest, *(high for _, high in ranges.values()), *(total or (0, 0)))


def _days(ranges: Mapping[Statistic, Range], name: Statistic, top: int) -> Range:
    low, high = ranges.get(name, (2, top))
    return -(-low // 2), high // 2
