"""The normal distribution as the standard library has it."""

import math
from statistics import NormalDist


def quantile(level: float) -> float:
    """Return the two-sided quantile: 1.96 of 0.95."""
    return NormalDist().inv_cdf((1 + level) / 2)


def two_sided(z: float) -> float:
    """Return the two-sided p-value of a normal deviate."""
    return math.erfc(abs(z) / math.sqrt(2))
