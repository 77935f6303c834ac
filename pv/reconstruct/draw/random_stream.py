"""Random draws that a seed fixes: everything is made of one generator's uniform numbers."""

import zlib
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from statistics import NormalDist
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Numbers = NDArray[np.float64]
T = TypeVar("T")

_SMALLEST, _LARGEST = 1e-12, 1 - 1e-12


class Draw:
    """A stream of draws. Streams of other names do not disturb it."""

    def __init__(self, seed: int, *names: str) -> None:
        """Start the stream of a seed and a name."""
        words = [seed, *(zlib.crc32(name.encode()) for name in names)]
        self._generator = np.random.Generator(np.random.PCG64(np.random.SeedSequence(words)))

    def uniform(self, size: int) -> Numbers:
        """Return `size` numbers between 0 and 1, neither of them included."""
        return np.clip(self._generator.random(size), _SMALLEST, _LARGEST)

    def one(self) -> float:
        """Return a number between 0 and 1."""
        return min(max(self._generator.random(), _SMALLEST), _LARGEST)

    def normal(self, size: int) -> Numbers:
        """Return `size` standard normal numbers."""
        inverse = NormalDist().inv_cdf
        return np.array([inverse(float(u)) for u in self.uniform(size)])

    def integer(self, low: int, high: int) -> int:
        """Return a whole number from `low` to `high`, both included; `low` where high is below it."""
        return low + int(self.one() * max(high - low + 1, 1))

    def geometric(self, mean: float) -> int:
        """Return a whole number of at least 0 with a long tail."""
        return int(-mean * np.log(self.one()))

    def chance(self, probability: float) -> bool:
        """Return True with a probability."""
        return self.one() < probability

    def choice(self, items: Sequence[T], weights: Sequence[float]) -> T:
        """Return one of the items."""
        edges = list(accumulate(weights))
        return items[min(bisect_right(edges, self.one() * edges[-1]), len(items) - 1)]

    def order(self, size: int) -> list[int]:
        """Return 0 .. size - 1 in a random order."""
        return [int(place) for place in np.argsort(self.uniform(size), kind="stable")]

    def subset(self, pool: Mask, size: int, log_weights: Numbers) -> Mask:
        """Return `size` members of the pool, those of larger weight more often (Efraimidis and Spirakis 2006)."""
        keys = log_weights - np.log(-np.log(self.uniform(len(pool))))
        keys[~pool] = -np.inf
        chosen = np.zeros(len(pool), dtype=bool)
        chosen[np.argsort(-keys, kind="stable")[:size]] = True
        return chosen & pool
