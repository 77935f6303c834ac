"""Confidence interval for one mean."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtrit

from pv.stats.interval import Interval, Limits, interval, tail
from pv.stats.validate import mean_arm


def mean_interval(mean: ArrayLike, sd: ArrayLike, n: ArrayLike, *, level: ArrayLike = 0.95) -> Interval:
    """Student's t limits of a mean.

    Args:
        mean: of the values, in their unit. All arguments broadcast.
        sd: standard deviation of the values (divisor n - 1), 0 or more, in their unit; any where n is below 2.
        n: number of values, whole numbers of 0 or more.
        level: confidence level between 0 and 1.

    Returns:
        The mean and its limits, arrays of the arguments' common shape, in the unit of the values; NaN all three where n
        is below 2.

    Raises:
        ValueError: naming the argument and index of a value that is wrong.

    Reference:
        Student. The probable error of a mean. Biometrika 1908;6:1-25.

    Examples:
        Mean 10, standard deviation 2, 16 values: 10 -+ 2.131 x 2 / 4 (t with 15 degrees of freedom).

        >>> from pv.stats import mean_interval
        >>> found = mean_interval(10, 2, 16)
        >>> print(f"{found.estimate:.0f} ({found.lower:.2f}, {found.upper:.2f})")
        10 (8.93, 11.07)
    """
    estimate, spread, number, levels = mean_arm(mean, sd, n, level)
    defined = number > 1
    count = np.where(defined, number, 2.0)
    half = stdtrit(count - 1, 1 - tail(levels)) * spread / np.sqrt(count)
    return interval(estimate, Limits(estimate - half, estimate + half), defined)
