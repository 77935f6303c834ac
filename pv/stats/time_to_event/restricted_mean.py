"""The mean time up to a limit that subjects are without the event: the area under the survival curve."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr

from pv.stats.time_to_event.cox import check_arm
from pv.stats.time_to_event.pointwise_limits import critical_value
from pv.stats.time_to_event.survival import kaplan_meier


class RestrictedMean(NamedTuple):
    """A restricted mean, or the difference of two, with normal limits; NaN where a curve is not known up to the limit.

    Attributes:
        estimate: The mean time without the event, or arm 1 minus arm 2.
        lower: Lower limit.
        upper: Upper limit.
        std_error: Its standard error.
        p_value: Of a difference, two-sided; NaN of a mean.
    """

    estimate: float
    lower: float
    upper: float
    std_error: float
    p_value: float


def restricted_mean(time: ArrayLike, event: ArrayLike, until: float, *, level: float = 0.95) -> RestrictedMean:
    """Restricted mean survival time: the area under the Kaplan-Meier curve up to a limit.

    ``var = sum d / (n (n - d)) A(t)^2`` over event times t up to the limit, A(t) the area from t to the limit. A curve
    is known up to its last time, and beyond where that is an event of all who are left.

    Args:
        time: Time to event or censoring of each subject, one-dimensional, finite and at least 0, any unit.
        event: 1 (or True) where the time ended with the event, 0 where it was censored.
        until: The limit, above 0, in the unit of `time`.
        level: Confidence level.

    Returns:
        The mean with its limits, in the unit of `time`.

    Raises:
        ValueError: For a wrong argument, naming it and the index.

    Reference:
        Royston P, Parmar MK. Restricted mean survival time: an alternative to the hazard ratio for the design and
        analysis of randomized trials with a time-to-event outcome. BMC Med Res Methodol 2013;13:152.
        Klein JP, Moeschberger ML. Survival Analysis. 2nd ed. Springer 2003, section 4.5.

    Examples:
        The curve is 1 up to 1, 3/4 up to 3, 3/8 up to 4: the area is 1 + 2 x 3/4 + 3/8 = 2.875.

        >>> from pv.stats import restricted_mean
        >>> restricted_mean([1, 2, 3, 4], [1, 0, 1, 1], 4).estimate
        2.875
    """
    estimate, variance = _area(time, event, until)
    return _with_limits(estimate, variance, level, tested=False)


def restricted_mean_difference(
    time: ArrayLike, event: ArrayLike, arm: ArrayLike, until: float, *, level: float = 0.95
) -> RestrictedMean:
    """Difference of two restricted mean survival times, with normal limits and test.

    Args:
        time: Time to event or censoring of each subject, one-dimensional, finite and at least 0, any unit.
        event: 1 (or True) where the time ended with the event, 0 where it was censored.
        arm: 1 for the investigational arm, 2 for the comparator.
        until: The limit, above 0, in the unit of `time`.
        level: Confidence level.

    Returns:
        Arm 1 minus arm 2 with its limits and p-value, in the unit of `time`.

    Raises:
        ValueError: For a wrong argument, naming it and the index.

    Reference:
        Royston P, Parmar MK. Restricted mean survival time: an alternative to the hazard ratio for the design and
        analysis of randomized trials with a time-to-event outcome. BMC Med Res Methodol 2013;13:152.

    Examples:
        Up to 4, arm 1 is without the event for 2.875, arm 2, whose curve is 1/2 from 1 on and 0 from 3 on, for 2.

        >>> from pv.stats import restricted_mean_difference
        >>> found = restricted_mean_difference([1, 2, 3, 4, 1, 3], [1, 0, 1, 1, 1, 1], [1, 1, 1, 1, 2, 2], 4)
        >>> found.estimate
        0.875
    """
    check_arm(arm)
    times, ended, arms = np.asarray(time), np.asarray(event), np.asarray(arm)
    (first, its_variance), (second, other_variance) = (
        _area(times[arms == number], ended[arms == number], until) for number in (1, 2)
    )
    return _with_limits(first - second, its_variance + other_variance, level, tested=True)


def _area(time: ArrayLike, event: ArrayLike, until: float) -> tuple[float, float]:
    """Return the area under a curve and its variance; NaN where the curve is not known up to the limit."""
    if not (np.isfinite(until) and until > 0):
        raise ValueError(f"until = {until} is not a time above 0")
    curve = kaplan_meier(time, event)
    known = curve.time.size > 0 and (curve.time[-1] >= until or curve.censored[-1] == 0)
    if not known:
        return np.nan, np.nan
    within = curve.time < until
    steps = np.concatenate([[0.0], curve.time[within], [until]])
    areas = np.diff(steps) * np.concatenate([[1.0], curve.estimate[within]])
    # From each time to the limit.
    beyond = np.cumsum(areas[::-1])[::-1][1:]
    n, d = curve.at_risk[within], curve.events[within]
    variance = np.sum(beyond**2 * d / (n * np.maximum(n - d, 1)))
    return float(areas.sum()), float(variance)


def _with_limits(estimate: float, variance: float, level: float, *, tested: bool) -> RestrictedMean:
    error = float(np.sqrt(variance))
    width = critical_value(level) * error
    p_value = float(2 * ndtr(-abs(estimate) / error)) if tested and error > 0 else np.nan
    return RestrictedMean(estimate, estimate - width, estimate + width, error, p_value)
