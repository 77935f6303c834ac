"""Survival from subject-level times: the Kaplan-Meier curve and its quantiles."""

import numpy as np
from numpy.typing import ArrayLike

from pv.stats.interval import FloatArray, Interval
from pv.stats.time_to_event.pointwise_limits import pointwise_limits
from pv.stats.time_to_event.step_function import StepFunction
from pv.stats.time_to_event.subject_times import checked_status, checked_times, refuse, risk_table, same_length

#: Steps this close to the wanted survival are taken as equal to it (products of fractions are inexact).
_TIE = float(np.sqrt(np.finfo(np.float64).eps))


def kaplan_meier(time: ArrayLike, event: ArrayLike, *, level: float = 0.95, limits: str = "log-log") -> StepFunction:
    """Kaplan-Meier survival curve with Greenwood standard errors and pointwise limits.

    ``S(t) = prod (1 - d / n)`` over event times up to t; ``std_error = S sqrt(sum d / (n (n - d)))``. Where the curve
    reaches 0 the standard error is 0, its limiting value. Where the curve is 1 or 0 the limits are NaN on every scale:
    the formulas have no width to give (R prints 1 to 1 before the first event on the log and plain scales).

    Args:
        time: Time to event or censoring of each subject, one-dimensional, finite and at least 0, any unit.
        event: 1 (or True) where the time ended with the event, 0 where it was censored.
        level: Confidence level of each pair of limits.
        limits: ``log-log``, ``log`` or ``plain``.

    Returns:
        The curve: one entry per distinct observed time, in the unit of `time`; estimates between 0 and 1.

    Raises:
        ValueError: For a wrong argument, naming it and the index.

    Reference:
        Kaplan EL, Meier P. Nonparametric estimation from incomplete observations. J Am Stat Assoc 1958;53:457-481.
        Greenwood M. The natural duration of cancer. Reports on Public Health and Medical Subjects 1926;33:1-26.
        Kalbfleisch JD, Prentice RL. The Statistical Analysis of Failure Time Data. 2nd ed. Wiley 2002, section 1.4.

    Examples:
        Four subjects, one censored at 2: 3/4, then 3/4 x 1/2, then 0.

        >>> from pv.stats import kaplan_meier
        >>> kaplan_meier([1, 2, 3, 4], [1, 0, 1, 1]).estimate.tolist()
        [0.75, 0.75, 0.375, 0.0]
    """
    times = checked_times("time", time)
    ended = checked_status("event", event, largest=1)
    same_length(time=times, event=ended)
    table = risk_table(times, ended)
    left = table.at_risk - table.events
    survival = np.cumprod(left / table.at_risk, dtype=np.float64)
    # At n = d the sum is infinite and the curve 0; the limit of their product is 0.
    greenwood = np.cumsum(table.events / (table.at_risk * np.maximum(left, 1)))
    error = survival * np.sqrt(greenwood)
    lower, upper = pointwise_limits(survival, error, level=level, limits=limits)
    return StepFunction(*table, estimate=survival, std_error=error, lower=lower, upper=upper, start=1.0)


def survival_quantile(curve: StepFunction, probability: ArrayLike = 0.5) -> Interval:
    """Quantiles of the time to event with Brookmeyer-Crowley limits.

    The estimate is the time at which the survival curve falls to 1 - probability; the limits are the times at which its
    lower and upper limits do, so they are on the curve's own scale. Where the curve runs level at exactly that value,
    the estimate is the middle of the level stretch (as in R and SAS). NaN where a curve does not fall that far.

    Args:
        curve: A survival curve of :func:`kaplan_meier`.
        probability: Share of subjects with the event, between 0 and 1 (0.5 for the median), any shape.

    Returns:
        Time and its limits, of the shape of `probability`, in the curve's unit; NaN where the curve ends before.

    Raises:
        ValueError: For a probability outside 0 to 1.

    Reference:
        Brookmeyer R, Crowley J. A confidence interval for the median survival time. Biometrics 1982;38:29-41.

    Examples:
        The curve is 3/4 from 1 on and 3/8 from 3 on: it falls to one half at 3.

        >>> from pv.stats import kaplan_meier, survival_quantile
        >>> float(survival_quantile(kaplan_meier([1, 2, 3, 4], [1, 0, 1, 1])).estimate)
        3.0
    """
    share = np.asarray(probability, dtype=np.float64)
    refuse(~((share > 0) & (share < 1)), "probability", share, "is not between 0 and 1")
    steps = (curve.estimate, curve.lower, curve.upper)
    return Interval(*(_first_at_or_below(curve.time, step, 1 - share) for step in steps))


def _first_at_or_below(time: FloatArray, step: FloatArray, wanted: FloatArray) -> FloatArray:
    """Return the time a falling step function reaches the value; the middle of a stretch level at the value."""
    if time.size == 0:
        return np.full(wanted.shape, np.nan)
    reached = step[:, np.newaxis] <= wanted.ravel() + _TIE
    below = step[:, np.newaxis] < wanted.ravel() - _TIE
    row = np.argmax(reached, axis=0)
    # A curve level to the end of observation stands for at least that stretch.
    leaves = np.where(below.any(axis=0), time[np.argmax(below, axis=0)], time[-1])
    level = ~below[row, np.arange(wanted.size)]
    found = np.where(level, (time[row] + leaves) / 2, time[row])
    return np.where(reached.any(axis=0), found, np.nan).reshape(wanted.shape)
