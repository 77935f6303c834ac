"""Whole numbers with a given minimum, median, maximum and sum."""

import numpy as np

from pv.reconstruct.draw.random_stream import Draw, Numbers
from pv.reconstruct.plan.exposure_facts import Exposure

_STEEPEST = 8.0
_HALVINGS = 60


def spread(size: int, want: Exposure, draw: Draw) -> list[int]:
    """Return `size` whole numbers in ascending order with exactly the minimum, median, maximum and sum asked for.

    Below and above the median the numbers follow powers of uniform numbers, whose exponent gives the sum.
    """
    below, above = (size - 1) // 2, (size - 1) // 2
    low_median, high_median = want.twice_median // 2, want.twice_median - want.twice_median // 2
    middle = [low_median] if size % 2 else [low_median, high_median]
    if below == 0:
        return [want.minimum, *([low_median] if size % 2 else []), want.maximum][:size]
    u, v = np.sort(draw.uniform(below - 1)), np.sort(draw.uniform(above - 1))

    def numbers(steepness: float) -> list[int]:
        # The half above the median bends first: few are treated very long, and the others are spread evenly.
        left = want.minimum + (low_median - want.minimum) * u ** float(np.exp(steepness * abs(steepness) / _STEEPEST))
        right = high_median + (want.maximum - high_median) * v ** float(np.exp(steepness))
        return [want.minimum, *_whole(left), *middle, *_whole(right), want.maximum]

    flat, steep = -_STEEPEST, _STEEPEST
    for _ in range(_HALVINGS):
        mid = (flat + steep) / 2
        flat, steep = (mid, steep) if sum(numbers(mid)) > want.total else (flat, mid)
    found = numbers(steep)
    return _exact(found, want, low_median, high_median)


def _whole(numbers: Numbers) -> list[int]:
    return [int(number) for number in np.rint(numbers)]


def _exact(numbers: list[int], want: Exposure, low_median: int, high_median: int) -> list[int]:
    """Return the numbers with the rest of the sum spread over them, one by one, within the bounds of each half."""
    half = (len(numbers) - 1) // 2
    bounds = [(want.minimum, low_median)] * half + [(want.twice_median, 0)] + [(high_median, want.maximum)] * half
    if len(numbers) % 2 == 0:
        bounds.insert(half, (want.twice_median, 0))  # the middle ones stay
    result, rest = list(numbers), want.total - sum(numbers)
    step = 1 if rest > 0 else -1
    while rest:
        before = rest
        for place in range(1, len(result) - 1):
            low, high = bounds[place]
            if rest and low <= result[place] + step <= high:
                result[place] += step
                rest -= step
        if rest == before:
            break
    return sorted(result)
