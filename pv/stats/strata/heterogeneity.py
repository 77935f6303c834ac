"""Do estimates of several groups differ more than by chance."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc


class Heterogeneity(NamedTuple):
    """A chi-squared test that groups have one common effect.

    Attributes:
        statistic: Cochran's Q; NaN with fewer than two groups.
        degrees_of_freedom: Groups with a finite estimate and error, less one; at least 0.
        p_value: Upper tail probability; NaN likewise.
    """

    statistic: float
    degrees_of_freedom: int
    p_value: float


def heterogeneity_test(estimate: ArrayLike, std_error: ArrayLike) -> Heterogeneity:
    """Cochran's test that groups have one common effect: the interaction of an effect with a subgroup.

    ``Q = sum w (b - m)^2`` with ``w = 1 / se^2`` and m the mean of the estimates weighted by w, compared with
    chi-squared on groups - 1 degrees of freedom. Groups whose estimate or error is not finite tell nothing and are left
    out.

    Args:
        estimate: The effect in each group, such as the log hazard ratio, one-dimensional.
        std_error: Its standard error, above 0.

    Returns:
        Statistic, degrees of freedom and p-value.

    Raises:
        ValueError: For arrays of different length, or an error that is not above 0.

    Reference:
        Cochran WG. The combination of estimates from different experiments. Biometrics 1954;10:101-129.

    Examples:
        Two effects 0 and 1 with error 0.5 each: weights 4, mean 0.5, Q = 4 x 0.25 + 4 x 0.25 = 2.

        >>> from pv.stats import heterogeneity_test
        >>> heterogeneity_test([0, 1], [0.5, 0.5]).statistic
        2.0
    """
    effect, error = np.asarray(estimate, dtype=np.float64), np.asarray(std_error, dtype=np.float64)
    if effect.ndim != 1 or effect.shape != error.shape:
        raise ValueError(f"std_error has shape {error.shape}: it must be one-dimensional, as estimate {effect.shape}")
    told = np.isfinite(effect) & np.isfinite(error)
    if (error[told] <= 0).any():
        index = int(np.argmax(told & (error <= 0)))
        raise ValueError(f"std_error[{index}] = {error[index]:.17g} is not above 0")
    freedom = max(int(told.sum()) - 1, 0)
    if not freedom:
        return Heterogeneity(np.nan, 0, np.nan)
    weight = 1 / error[told] ** 2
    statistic = float(np.sum(weight * (effect[told] - np.average(effect[told], weights=weight)) ** 2))
    return Heterogeneity(statistic, freedom, float(chdtrc(freedom, statistic)))
