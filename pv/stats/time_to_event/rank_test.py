"""A test of equal groups from scores that sum to zero: what the log-rank and Gray's test share."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import chdtrc

from pv.stats.interval import FloatArray
from pv.stats.time_to_event.subject_times import GroupTable, checked_status, checked_times, group_table, same_length

#: Eigenvalues below this share of the largest are directions without information.
_RANK_TOLERANCE = 1e-10


class RankTest(NamedTuple):
    """A chi-squared test that groups are equal; arrays have one entry per group, in the order of ``groups``.

    Attributes:
        statistic: Chi-squared statistic.
        degrees_of_freedom: Rank of the covariance, groups - 1 unless a group was never at risk at an event.
        p_value: Upper tail probability; NaN where the degrees of freedom are 0 (no events, or one group at risk).
        groups: The groups, sorted.
        observed: Events observed.
        expected: Events expected if the groups were equal.
        covariance: Covariance of observed - expected, groups by groups.
    """

    statistic: float
    degrees_of_freedom: int
    p_value: float
    groups: NDArray[np.generic]
    observed: FloatArray
    expected: FloatArray
    covariance: FloatArray


def rank_test(
    groups: NDArray[np.generic],
    observed: FloatArray,
    expected: FloatArray,
    covariance: FloatArray,
) -> RankTest:
    """Return the test of observed against expected; any generalised inverse gives the same statistic."""
    if not np.isfinite(covariance).all():
        return RankTest(np.nan, 0, np.nan, groups, observed, expected, covariance)
    values, vectors = np.linalg.eigh(covariance)
    kept = values > _RANK_TOLERANCE * max(float(values.max(initial=0.0)), np.finfo(np.float64).tiny)
    rank = int(kept.sum())
    along = vectors[:, kept].T @ (observed - expected)
    statistic = float(np.sum(along**2 / values[kept])) if rank else np.nan
    p_value = float(chdtrc(rank, statistic)) if rank else np.nan
    return RankTest(statistic, rank, p_value, groups, observed, expected, covariance)


def tables_by_stratum(
    time: ArrayLike, status: ArrayLike, group: ArrayLike, strata: ArrayLike | None, *, cause: int, largest: int | None
) -> tuple[NDArray[np.generic], Iterator[GroupTable]]:
    """Return the sorted groups and the counts by group at each event time, one table per stratum.

    Raises:
        ValueError: For a wrong argument, naming it and the index.
    """
    times = checked_times("time", time)
    ended = checked_status("event" if largest == 1 else "status", status, largest=largest)
    labels, layers = np.asarray(group), np.zeros(times.shape) if strata is None else np.asarray(strata)
    same_length(time=times, status=ended, group=labels, strata=layers)
    groups, column = np.unique(labels, return_inverse=True)
    layer = np.unique(layers, return_inverse=True)[1]
    chosen = (layer == number for number in range(int(layer.max(initial=-1)) + 1))
    tables = (group_table(times[s], ended[s], column[s], groups.size, cause=cause) for s in chosen)
    return groups, tables
