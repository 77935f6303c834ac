"""Durations of treatment with the printed minimum, median, maximum and sum, each within the room of its subject."""

from collections.abc import Sequence

import numpy as np

from pv.reconstruct.draw.random_stream import Draw
from pv.reconstruct.plan.exposure_facts import Exposure
from pv.reconstruct.search.arrays import Floats, Ints

_HALVINGS = 50


def durations(room: Sequence[tuple[int, int]], want: Exposure, draw: Draw) -> Ints | None:
    """Return a duration of each subject; None where they have no room for such durations.

    Args:
        room: the shortest and the longest duration of each subject.
        want: the printed figures, in days.
        draw: the stream of draws.
    """
    low, high = np.array(room).T
    low, high = np.maximum(low, want.minimum), np.minimum(high, want.maximum)
    split = _split(low, high, want)
    if (low > high).any() or split is None:
        return None
    below, middle, above = split
    small, large = want.twice_median // 2, want.twice_median - want.twice_median // 2
    high[below] = np.minimum(high[below], small)
    low[above] = np.maximum(low[above], large)
    for place, one in enumerate(middle):
        low[one] = high[one] = small if place == 0 else large
    for ends, value in ((below, want.minimum), (above, want.maximum)):
        able = [one for one in ends if low[one] <= value <= high[one]]
        if not able:
            return None
        one = min(able, key=lambda one: (abs(high[one] - value), one))
        low[one] = high[one] = value
    if (low > high).any() or not low.sum() <= want.total <= high.sum():
        return None
    return _with_sum(low, high, want.total, draw.uniform(low.size))


def _split(low: Ints, high: Ints, want: Exposure) -> tuple[list[int], list[int], list[int]] | None:
    """Return who is below the median, at it, and above it: those with more room above."""
    small, large = want.twice_median // 2, want.twice_median - want.twice_median // 2
    order = sorted(range(low.size), key=lambda one: (low[one] > small, high[one] >= large, high[one], one))
    half = (low.size - 1) // 2
    below, middle, above = order[:half], order[half : low.size - half], order[low.size - half :]
    ends = [small, large]
    fits = (
        all(low[one] <= small for one in below)
        and all(high[one] >= large for one in above)
        and all(low[one] <= ends[place] <= high[one] for place, one in enumerate(middle))
    )
    return (below, middle, above) if fits else None


def _with_sum(low: Ints, high: Ints, total: int, shares: Floats) -> Ints:
    """Return whole numbers between two bounds with a sum: powers of uniform numbers, whose exponent gives it."""

    def numbers(steepness: float) -> Ints:
        found: Ints = np.rint(low + (high - low) * shares ** np.exp(steepness)).astype(np.int64)
        return found

    short, long = -8.0, 8.0
    for _ in range(_HALVINGS):
        middle = (short + long) / 2
        short, long = (middle, long) if numbers(middle).sum() > total else (short, middle)
    found = numbers(long)
    for one in np.argsort(-shares):
        rest = total - int(found.sum())
        found[one] = min(max(found[one] + rest, low[one]), high[one])
    return found
