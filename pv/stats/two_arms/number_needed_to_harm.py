"""Number needed to harm: the reciprocal of a risk difference."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from pv.stats.interval import FloatArray
from pv.stats.two_arms.risk_difference import risk_difference


class NumberNeededToHarm(NamedTuple):
    """Number of subjects for one more (harm) or one fewer (benefit) with the event, and the numbers not refuted.

    Attributes:
        estimate: 1 / risk difference: positive a number needed to harm, negative one to benefit (its size),
            infinite where the risks are equal.
        harm_lower: smallest number needed to harm within the confidence region; NaN where harm is refuted.
        harm_upper: largest one, infinite where the region reaches equal risks.
        benefit_lower: smallest number needed to benefit within the region; NaN where benefit is refuted.
        benefit_upper: largest one, infinite where the region reaches equal risks.
    """

    estimate: FloatArray
    harm_lower: FloatArray
    harm_upper: FloatArray
    benefit_lower: FloatArray
    benefit_upper: FloatArray


def number_needed_to_harm(
    x1: ArrayLike,
    n1: ArrayLike,
    x2: ArrayLike,
    n2: ArrayLike,
    *,
    method: str = "rd_miettinen_nurminen",
    level: ArrayLike = 0.95,
) -> NumberNeededToHarm:
    """Number needed to harm with its confidence region, one or two intervals.

    Where the risk difference's interval spans 0, the region is two disjoint intervals, from `harm_lower` and from
    `benefit_lower`, both to infinity: it passes through equal risks, where the number is infinite, not through 0.

    Args:
        x1: subjects with the event in arm 1, whole numbers of 0 or more. All arguments broadcast.
        n1: subjects of arm 1, at least x1.
        x2: subjects with the event in arm 2.
        n2: subjects of arm 2, at least x2.
        method: a method of `risk_difference`.
        level: confidence level between 0 and 1.

    Returns:
        Estimate and region, arrays of the arguments' common shape, in subjects.

    Raises:
        ValueError: naming the argument and index of a value that is wrong, or the methods there are.

    Reference:
        Altman DG. Confidence intervals for the number needed to treat. BMJ 1998;317:1309-1312.

    Examples:
        30 of 100 against 10 of 100: 1 / 0.2 = 5; Wald limits 0.2 -+ 1.96 sqrt(0.0021 + 0.0009), so 1 / 0.30735 = 3.25
        and 1 / 0.09265 = 10.79.

        >>> from pv.stats import number_needed_to_harm
        >>> found = number_needed_to_harm(30, 100, 10, 100, method="rd_wald")
        >>> print(f"{found.estimate:.0f} ({found.harm_lower:.2f}, {found.harm_upper:.2f})")
        5 (3.25, 10.79)
    """
    estimate, lower, upper = risk_difference(x1, n1, x2, n2, method=method, level=level)
    with np.errstate(divide="ignore"):
        # Equal risks: one infinity, that of harm, whatever the sign of the zero.
        number = np.where(estimate == 0, np.inf, 1.0 / estimate)
        return NumberNeededToHarm(number, *_region(lower, upper), *_region(-upper, -lower))


def _region(lower: FloatArray, upper: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the reciprocals of the positive part of an interval, NaN where it has none."""
    positive = upper > 0
    smallest = np.where(positive, 1.0 / np.where(positive, upper, 1.0), np.nan)
    return smallest, np.where(positive, 1.0 / np.maximum(lower, 0.0), np.nan)
