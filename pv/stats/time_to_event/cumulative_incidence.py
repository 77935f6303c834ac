"""Cumulative incidence of an event when another event can come first: the Aalen-Johansen estimator."""

import numpy as np
from numpy.typing import ArrayLike

from pv.stats.interval import FloatArray
from pv.stats.time_to_event.pointwise_limits import pointwise_limits
from pv.stats.time_to_event.step_function import StepFunction
from pv.stats.time_to_event.subject_times import (
    IntArray,
    checked_cause,
    checked_status,
    checked_times,
    risk_table,
    same_length,
)
from pv.stats.validate import known_method

#: How the variance of the increments is taken where times are tied.
VARIANCES = ("aalen", "infinitesimal_jackknife")

#: A variance below this share of the terms it is the difference of is rounding, and is 0.
_ROUNDING = 1e-12


def aalen_johansen(
    time: ArrayLike,
    status: ArrayLike,
    *,
    cause: int = 1,
    level: float = 0.95,
    limits: str = "log-log",
    variance: str = "aalen",
) -> StepFunction:
    """Aalen-Johansen cumulative incidence of one cause with standard errors and pointwise limits.

    ``F(t) = sum S(t-) d / n`` over times up to t, S the Kaplan-Meier probability of being free of every cause. With no
    competing events F is 1 minus the Kaplan-Meier curve, and the infinitesimal jackknife standard error is Greenwood's.
    Limits are taken on F itself (``F ** exp(-+ z s / (F ln F))`` for log-log, Choudhury 2002), so they are not 1 minus
    those of Kaplan-Meier; they are NaN where the estimate is 0 or 1, in particular before the first event.

    Args:
        time: Time to the first of event, competing event or censoring of each subject, one-dimensional, at least 0.
        status: What ended the time: 0 censored, 1, 2, ... the causes.
        cause: The cause of interest; every other cause competes.
        level: Confidence level of each pair of limits.
        limits: ``log-log``, ``log`` or ``plain``.
        variance: ``aalen`` (tied times as sampling without replacement) or ``infinitesimal_jackknife``.

    Returns:
        The curve: one entry per distinct observed time, in the unit of `time`; estimates between 0 and 1.

    Raises:
        ValueError: For a wrong argument, naming it and the index.

    Reference:
        Aalen OO, Johansen S. An empirical transition matrix for non-homogeneous Markov chains based on censored
        observations. Scand J Stat 1978;5:141-150.
        Aalen OO. Nonparametric estimation of partial transition probabilities in multiple decrement models.
        Ann Stat 1978;6:534-545.
        Choudhury JB. Non-parametric confidence interval estimation for competing risks analysis. Stat Med
        2002;21:1129-1144.

    Examples:
        Event at 1, competing event at 2, event at 3, censored at 4: 1/4, then 1/4 + 1/2 x 1/2 = 1/2.

        >>> from pv.stats import aalen_johansen
        >>> aalen_johansen([1, 2, 3, 4], [1, 2, 1, 0]).estimate.tolist()
        [0.25, 0.25, 0.5, 0.5]
    """
    times = checked_times("time", time)
    ended = checked_status("status", status)
    same_length(time=times, status=ended)
    table = risk_table(times, ended, checked_cause(cause))
    _, estimate, error = incidence(table.at_risk, table.events, table.competing, variance=variance)
    lower, upper = pointwise_limits(estimate, error, level=level, limits=limits)
    return StepFunction(*table, estimate=estimate, std_error=error, lower=lower, upper=upper, start=0.0)


def incidence(
    at_risk: IntArray, events: IntArray, competing: IntArray, *, variance: str
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return event-free probability, cumulative incidence and its standard error along the last axis (the times).

    The estimate is a function of the increments ``d1 / n`` and ``d2 / n`` at each time; its derivatives at time j are
    ``S(j-) (1 - (F - F_j) / S_j)`` and ``-S(j-) (F - F_j) / S_j``. The variance sums the squared derivatives times the
    variance of the increments, which are taken as

    - ``aalen``: independent, ``d (n - d) / (n^2 (n - 1))`` (Aalen 1978),
    - ``infinitesimal_jackknife``: multinomial, ``d (n - d) / n^3`` and covariance ``-d1 d2 / n^3``. This is exactly
      the sum of the subjects' squared influences, for their influences at two times cancel out in the sum.

    Expanding the square in F leaves running sums, so nothing is computed for pairs of times.
    """
    known_method(variance, VARIANCES)
    n = np.maximum(at_risk, 1).astype(np.float64)
    free = np.cumprod((n - events - competing) / n, axis=-1, dtype=np.float64)
    before = np.concatenate([np.ones_like(free[..., :1]), free[..., :-1]], axis=-1)
    # Until the first competing event F is 1 - S; said so, it is exactly 1 when nobody is left.
    alone = np.cumsum(competing, axis=-1) == 0
    estimate: FloatArray = np.where(alone, 1 - free, np.cumsum(before * events / n, axis=-1))

    if variance == "aalen":
        others = np.maximum(n - 1, 1)
        var1, var2 = (d * np.where(n > 1, n - d, 1) / others for d in (events, competing))
        cov = np.zeros_like(n)
    else:
        var1, var2 = (d * (n - d) / n for d in (events, competing))
        cov = -events * competing / n

    with np.errstate(divide="ignore"):
        inverse = np.where(free > 0, 1 / free, 0.0)
    weight = (before / n) ** 2
    other = estimate * inverse
    own = 1 + other
    constant = np.cumsum(weight * (var1 * own**2 + var2 * other**2 + 2 * cov * own * other), axis=-1)
    linear = np.cumsum(weight * inverse * (var1 * own + var2 * other + cov * (own + other)), axis=-1)
    square = np.cumsum(weight * inverse**2 * (var1 + var2 + 2 * cov), axis=-1)
    total: FloatArray = constant - 2 * estimate * linear + estimate**2 * square
    total = np.where(total > _ROUNDING * (constant + estimate**2 * square), total, 0.0)
    return free, estimate, np.sqrt(total)
