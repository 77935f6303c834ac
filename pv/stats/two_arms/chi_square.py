"""Chi-square tests of two proportions."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc

from pv.stats.interval import FloatArray
from pv.stats.validate import binomial_counts


def pearson_chisq(x1: ArrayLike, n1: ArrayLike, x2: ArrayLike, n2: ArrayLike) -> FloatArray:
    """Two-sided p-value of Pearson's chi-square test, without continuity correction.

    NaN where nobody or everybody has the event, or an arm has no subjects: the statistic is 0 over 0.

    Args:
        x1: subjects with the event in arm 1. Arguments broadcast.
        n1: subjects of arm 1.
        x2: subjects with the event in arm 2.
        n2: subjects of arm 2.

    Returns:
        A p-value for each table, of the arguments' common shape.

    Raises:
        ValueError: naming the argument and index of a value that is wrong.

    Reference:
        Pearson K. On the criterion that a given system of deviations from the probable in the case of a correlated
        system of variables is such that it can be reasonably supposed to have arisen from random sampling.
        Philos Mag 1900;50:157-175.

    Examples:
        5 of 10 against 1 of 10: 20 (5 x 9 - 5 x 1)^2 / (6 x 14 x 10 x 10) = 3.8095 on 1 degree of freedom, p = 0.0510.

        >>> from pv.stats import pearson_chisq
        >>> print(f"{pearson_chisq(5, 10, 1, 10):.4f}")
        0.0510
    """
    return _chi_square(x1, n1, x2, n2, correction=0.0)


def pearson_chisq_yates(x1: ArrayLike, n1: ArrayLike, x2: ArrayLike, n2: ArrayLike) -> FloatArray:
    """Two-sided p-value of Pearson's chi-square test with Yates' continuity correction.

    The correction is not larger than the deviation from the expected count. NaN as without it.

    Args:
        x1: subjects with the event in arm 1. Arguments broadcast.
        n1: subjects of arm 1.
        x2: subjects with the event in arm 2.
        n2: subjects of arm 2.

    Returns:
        A p-value for each table, of the arguments' common shape.

    Raises:
        ValueError: naming the argument and index of a value that is wrong.

    Reference:
        Yates F. Contingency tables involving small numbers and the chi-square test.
        J R Stat Soc Suppl 1934;1:217-235.

    Examples:
        5 of 10 against 1 of 10: 20 (40 - 10)^2 / (6 x 14 x 10 x 10) = 2.1429 on 1 degree of freedom, p = 0.1432.

        >>> from pv.stats import pearson_chisq_yates
        >>> print(f"{pearson_chisq_yates(5, 10, 1, 10):.4f}")
        0.1432
    """
    return _chi_square(x1, n1, x2, n2, correction=0.5)


def _chi_square(x1: ArrayLike, n1: ArrayLike, x2: ArrayLike, n2: ArrayLike, *, correction: float) -> FloatArray:
    a, m, b, n = binomial_counts(x1, n1, x2, n2)
    events, total = a + b, m + n
    with np.errstate(divide="ignore", invalid="ignore"):
        # a - E(a) = (a n - b m) / N, and the cells' reciprocal expectations sum to N^3 / (product of the margins).
        deviation = np.maximum(np.abs(a * n - b * m) / total - correction, 0.0)
        statistic = (deviation / m) * (deviation / n) * total * (total / events) * (total / (total - events))
    return np.asarray(chdtrc(1.0, statistic))
