"""Gray's test that groups have the same cumulative incidence of an event with competing events."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from pv.stats.interval import FloatArray
from pv.stats.time_to_event.rank_test import RankTest, rank_test, tables_by_stratum
from pv.stats.time_to_event.subject_times import GroupTable, checked_cause

#: A pooled incidence this close to 1 is 1.
_ROUNDING = 1e-12


class _Curves(NamedTuple):
    """What each group's own data say at each event time; times by groups, ``pooled`` by times.

    ``weight`` is n_k / S_k(t-), the subjects of the group as if none had left; ``pooled`` is the cumulative incidence
    under the hypothesis that all groups share it, and ``pooled_before`` the same just before the time.
    """

    before: FloatArray
    after: FloatArray
    incidence_before: FloatArray
    weight: FloatArray
    pooled: FloatArray
    pooled_before: FloatArray


def gray_test(
    time: ArrayLike, status: ArrayLike, group: ArrayLike, *, cause: int = 1, strata: ArrayLike | None = None
) -> RankTest:
    """Gray's test of equal cumulative incidence (rho = 0), stratified where strata are given.

    The score is a log-rank score in which group k weighs ``R_k = n_k (1 - F_k(t-)) / S_k(t-)``: subjects who had a
    competing event stay, thinned by the censoring of their group. Without competing events the score is the log-rank
    score; the variance is Gray's (his section 3), in which tied events are drawn without replacement, as in the
    author's own implementation. In very small groups the pooled incidence can reach 1 while events are still to come
    (a group with nobody left has no weight): then the variance, and with it the p-value, is undefined, NaN.

    Args:
        time: Time to the first of event, competing event or censoring of each subject, one-dimensional, at least 0.
        status: What ended the time: 0 censored, 1, 2, ... the causes.
        group: Group of each subject; any labels that sort.
        cause: The cause of interest; every other cause competes.
        strata: Stratum of each subject; none means one stratum.

    Returns:
        Statistic, degrees of freedom and p-value; observed and expected events, one entry per group in sorted order.

    Raises:
        ValueError: For a wrong argument, naming it and the index.

    Reference:
        Gray RJ. A class of K-sample tests for comparing the cumulative incidence of a competing risk. Ann Stat
        1988;16:1141-1154.

    Examples:
        Group 1: competing event at 1, event at 2; group 2: events at 3 and 4. At 2 group 1 counts 1 / (1/2) = 2
        subjects, as group 2 does, so half an event is expected in it; after that it has nobody left.

        >>> from pv.stats import gray_test
        >>> found = gray_test([1, 2, 3, 4], [2, 1, 1, 1], [1, 1, 2, 2])
        >>> found.observed.tolist(), found.expected.tolist()
        ([1.0, 2.0], [0.5, 2.5])
    """
    groups, tables = tables_by_stratum(time, status, group, strata, cause=checked_cause(cause), largest=None)
    observed, expected = np.zeros(groups.size), np.zeros(groups.size)
    covariance = np.zeros((groups.size, groups.size))
    for table in tables:
        curves = _curves(table)
        remaining = curves.weight * (1 - curves.incidence_before)
        share = remaining / remaining.sum(axis=1, keepdims=True)
        observed += table.events.sum(axis=0)
        expected += table.events.sum(axis=1) @ share
        covariance += _covariance(table, curves)
    return rank_test(groups, observed, expected, covariance)


def _curves(table: GroupTable) -> _Curves:
    """Return the group curves and the common cumulative incidence at each event time."""
    n = np.maximum(table.at_risk, 1)
    after = np.cumprod((n - table.events - table.competing) / n, axis=0, dtype=np.float64)
    before = np.concatenate([np.ones_like(after[:1]), after[:-1]])
    incidence = np.cumsum(before * table.events / n, axis=0, dtype=np.float64)
    weight = np.divide(table.at_risk, before, out=np.zeros_like(before), where=table.at_risk > 0)
    pooled = np.cumsum(table.events.sum(axis=1) / weight.sum(axis=1), dtype=np.float64)
    return _Curves(
        before=before,
        after=after,
        incidence_before=np.concatenate([np.zeros_like(incidence[:1]), incidence[:-1]]),
        weight=weight,
        pooled=pooled,
        pooled_before=np.concatenate([[0.0], pooled[:-1]])[: pooled.size],
    )


def _covariance(table: GroupTable, curves: _Curves) -> FloatArray:
    """Return the covariance of the scores: per time and group, the influence of an event times its variance.

    An event of group k at t moves the score of group i at once (``now``) and, through F and S of its group, all later
    terms (``later``). Variances are those of the events of interest under the pooled incidence and of the competing
    events of the group itself. NaN where the pooled incidence has reached 1 before the last event.
    """
    total, d = curves.weight.sum(axis=1), table.events.sum(axis=1)
    if (curves.pooled_before[d > 0] > 1 - _ROUNDING).any():
        return np.full((table.at_risk.shape[1],) * 2, np.nan)
    n = np.maximum(table.at_risk, 1)
    now = curves.weight[:, :, np.newaxis] * (
        np.eye(table.at_risk.shape[1]) - (curves.weight / total[:, np.newaxis])[:, np.newaxis, :]
    )
    running = np.cumsum(now * (d / (total * (1 - curves.pooled_before)))[:, np.newaxis, np.newaxis], axis=0)
    later = running[-1:] - running
    ratio = np.divide(
        (1 - curves.pooled)[:, np.newaxis], curves.after, out=np.zeros_like(curves.after), where=curves.after > 0
    )
    own = now + (1 - ratio)[:, np.newaxis, :] * later
    other = ratio[:, np.newaxis, :] * later
    # Ties: 1 - (d - 1) / (m - 1) of the variance, m the subjects the d events are drawn from; 1 where d is 0 or 1.
    drawn = total[:, np.newaxis] * curves.before
    own_variance = curves.before * d[:, np.newaxis] / (total[:, np.newaxis] * n) * _tied(d[:, np.newaxis], drawn)
    own_variance[table.at_risk == 0] = 0
    other_variance = (curves.before / n) ** 2 * table.competing * _tied(table.competing, n)
    covariance: FloatArray = np.einsum("tik,tlk,tk->il", own, own, own_variance)
    covariance += np.einsum("tik,tlk,tk->il", other, other, other_variance)
    return covariance


def _tied(events: FloatArray, subjects: FloatArray) -> FloatArray:
    """Return the factor by which sampling without replacement reduces the variance of tied events."""
    several = (events > 1) & (subjects > 1)
    used = np.zeros(several.shape)
    np.divide(events - 1, subjects - 1, out=used, where=several)
    return 1 - used
