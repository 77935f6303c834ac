"""What an interval function returns, and the normal quantile of a confidence level."""

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

FloatArray: TypeAlias = NDArray[np.float64]


class Limits(NamedTuple):
    """Confidence limits, element by element.

    Attributes:
        lower: lower limit.
        upper: upper limit.
    """

    lower: FloatArray
    upper: FloatArray


class Interval(NamedTuple):
    """An estimate and its confidence limits, arrays of one shape; NaN where undefined.

    Attributes:
        estimate: point estimate.
        lower: lower limit.
        upper: upper limit.
    """

    estimate: FloatArray
    lower: FloatArray
    upper: FloatArray


def tail(level: FloatArray) -> FloatArray:
    """Return the probability left in each tail by a two-sided confidence level."""
    return np.asarray((1.0 - level) / 2.0)


def normal_quantile(level: FloatArray) -> FloatArray:
    """Return the upper standard normal quantile of a two-sided confidence level, 1.96 for 0.95."""
    return np.asarray(-ndtri(tail(level)))


def interval(estimate: FloatArray, limits: Limits, defined: NDArray[np.bool_]) -> Interval:
    """Return the estimate with its limits, NaN all three where not `defined`."""
    return Interval(*(np.where(defined, values, np.nan) for values in (estimate, *limits)))
