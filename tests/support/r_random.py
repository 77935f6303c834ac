"""The random numbers of early versions of R, to rebuild the data behind published R output.

Marsaglia's multicarry generator and the exponential of Ahrens and Dieter (Commun ACM 1972;15:873-882), as RNGversion
"1.6.2" selects them.
"""

import math
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

_WORD = 1 << 32
_LOW = 0xFFFF
#: Partial sums of the Poisson series of ln 2.
_SUMS = list(accumulate(math.log(2) ** i / math.factorial(i) for i in range(1, 17)))


class Random:
    """A stream as after `set.seed(seed)`."""

    def __init__(self, seed: int) -> None:
        """Scramble the seed as R does."""
        seeds = list(accumulate(range(52), lambda value, _: (69069 * value + 1) % _WORD, initial=seed))
        self._first, self._second = seeds[-2], seeds[-1]

    def uniform(self) -> float:
        """Return a number between 0 and 1."""
        self._first = (36969 * (self._first & _LOW) + (self._first >> 16)) % _WORD
        self._second = (18000 * (self._second & _LOW) + (self._second >> 16)) % _WORD
        return ((self._first << 16) % _WORD ^ (self._second & _LOW)) * 2.328306437080797e-10

    def exponentials(self, size: int) -> NDArray[np.float64]:
        """Return what `rexp(size)` gives."""
        return np.array([self._exponential() for _ in range(size)])

    def sample(self, low: int, high: int, size: int) -> NDArray[np.int64]:
        """Return what `sample(low:high, size, replace=TRUE)` gives."""
        return np.array([low + int((high - low + 1) * self.uniform()) for _ in range(size)])

    def _exponential(self) -> float:
        whole, rest = 0.0, 2 * self.uniform()
        while rest <= 1:
            whole, rest = whole + _SUMS[0], 2 * rest
        rest -= 1
        if rest <= _SUMS[0]:
            return whole + rest
        smallest, term = self.uniform(), 0
        while True:
            smallest, term = min(smallest, self.uniform()), term + 1
            if rest <= _SUMS[term]:
                return whole + smallest * _SUMS[0]
