"""The mean number of events per subject up to each time, every event of a subject counted."""

import numpy as np
from numpy.typing import ArrayLike

from pv.stats.interval import FloatArray, Limits
from pv.stats.time_to_event.pointwise_limits import critical_value
from pv.stats.time_to_event.step_function import StepFunction
from pv.stats.time_to_event.subject_times import IntArray, RiskTable, checked_times, refuse, same_length
from pv.stats.validate import known_method

#: The scales on which limits of a mean are taken; it has no upper bound, so there is no log-log.
LIMITS = ("log", "plain")

#: A variance below this share of the terms it is the difference of is rounding, and is 0.
_ROUNDING = 1e-12


def mean_cumulative_function(
    subject: ArrayLike, event_time: ArrayLike, end_time: ArrayLike, *, level: float = 0.95, limits: str = "log"
) -> StepFunction:
    """Mean cumulative function of recurrent events with robust standard errors and pointwise limits.

    ``M(t) = sum d / n`` over times up to t, d the events and n the subjects under observation. The variance is the sum
    over subjects of ``(sum_j (d_ij - d_j / n_j) / n_j)^2`` over the times j at which the subject is observed, so it
    asks nothing of the dependence between the events of a subject. Limits: log ``M exp(-+ z s / M)``, plain
    ``M -+ z s`` (not below 0); NaN where the standard error is 0.

    Args:
        subject: Index of each event's subject in ``end_time``, one-dimensional.
        event_time: Time of each event, at most the end of the subject's observation; several may be equal.
        end_time: End of observation of each subject, one-dimensional, finite and at least 0.
        level: Confidence level of each pair of limits.
        limits: ``log`` or ``plain``.

    Returns:
        A step function whose ``events`` are events (not subjects), ``at_risk`` the subjects under observation and
        ``censored`` those whose observation ends at the time; ``competing`` is 0.

    Raises:
        ValueError: For a wrong argument, naming it and the index.

    Reference:
        Nelson W. Graphical analysis of system repair data. J Qual Technol 1988;20:24-35.
        Lawless JF, Nadeau C. Some simple robust methods for the analysis of recurrent events. Technometrics
        1995;37:158-168.

    Examples:
        A is observed to 10 with events at 2 and 5, B to 5 with an event at 2, C to 4 with none: 2/3 at 2, and 2/3 + 1/2
        = 7/6 at 5, when two are observed.

        >>> from pv.stats import mean_cumulative_function, values_at
        >>> curve = mean_cumulative_function(subject=[0, 0, 1], event_time=[2, 5, 2], end_time=[10, 5, 4])
        >>> values_at(curve, [2, 5]).estimate.round(4).tolist()
        [0.6667, 1.1667]
    """
    known_method(limits, LIMITS)
    z = critical_value(level)
    who, when, ends = _checked(subject, event_time, end_time)
    time = np.unique(np.concatenate([when, ends]))
    ending = np.bincount(np.searchsorted(time, ends), minlength=time.size)
    events = np.bincount(np.searchsorted(time, when), minlength=time.size)
    at_risk = ends.size - np.cumsum(ending) + ending
    table = RiskTable(time, at_risk, events, np.zeros_like(events), ending)
    estimate = np.cumsum(events / np.maximum(at_risk, 1), dtype=np.float64)
    error = np.sqrt(_robust_variance(who, when, ends, table))
    lower, upper = _limits(estimate, z * error, limits)
    return StepFunction(*table, estimate=estimate, std_error=error, lower=lower, upper=upper, start=0.0)


def _checked(subject: ArrayLike, event_time: ArrayLike, end_time: ArrayLike) -> tuple[IntArray, FloatArray, FloatArray]:
    when, ends = checked_times("event_time", event_time), checked_times("end_time", end_time)
    who = np.asarray(subject, dtype=np.float64)
    same_length(end_time=ends)
    same_length(event_time=when, subject=who)
    known = (who >= 0) & (who < ends.size) & (who == np.floor(who))
    refuse(~known, "subject", who, f"is not an index of end_time, 0 to {ends.size - 1}")
    refuse(when > ends[who.astype(np.int64)], "event_time", when, "is after the end of the subject's observation")
    return who.astype(np.int64), when, ends


def _limits(estimate: FloatArray, width: FloatArray, limits: str) -> Limits:
    defined = width > 0
    if limits == "plain":
        lower, upper = np.maximum(estimate - width, 0), estimate + width
    else:
        stretch = np.exp(np.divide(width, estimate, out=np.zeros_like(width), where=defined))
        lower, upper = estimate / stretch, estimate * stretch
    return Limits(np.where(defined, lower, np.nan), np.where(defined, upper, np.nan))


def _robust_variance(who: IntArray, when: FloatArray, ends: FloatArray, table: RiskTable) -> FloatArray:
    """Return the variance at each time from running sums, without a matrix of subjects by times.

    A subject's term at t is ``E - H``: E its own events each over n, H the running ``d / n^2`` until t or its end. The
    sum of ``(E - H)^2`` is expanded; who has left keeps E and H as they were at the end.
    """
    n = np.maximum(table.at_risk, 1).astype(np.float64)
    hazard = np.cumsum(table.events / n**2, dtype=np.float64)
    last = np.searchsorted(table.time, ends)
    order = np.lexsort((when, who))
    row = np.searchsorted(table.time, when[order])
    step = 1 / n[row]
    own = np.bincount(who[order], weights=step, minlength=ends.size).astype(np.float64)
    own_before = np.cumsum(step) - step - (np.cumsum(own) - own)[who[order]]

    def until(rows: IntArray, values: FloatArray) -> FloatArray:
        return np.cumsum(np.bincount(rows, weights=values, minlength=n.size), dtype=np.float64)

    def left(values: FloatArray) -> FloatArray:
        """Return the sum of the values of subjects whose observation ended before each time."""
        return np.concatenate([[0.0], until(last, values)[:-1]])[: n.size]

    own_square = until(row, (2 * own_before + step) * step)
    cross = left(own * hazard[last]) + hazard * (until(row, step) - left(own))
    hazard_square = left(hazard[last] ** 2) + table.at_risk * hazard**2
    variance = own_square - 2 * cross + hazard_square
    return np.where(variance > _ROUNDING * (own_square + hazard_square), variance, 0.0)
