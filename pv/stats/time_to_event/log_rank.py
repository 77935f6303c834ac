"""The log-rank test that groups have the same time to event."""

import numpy as np
from numpy.typing import ArrayLike

from pv.stats.time_to_event.rank_test import RankTest, rank_test, tables_by_stratum


def log_rank(time: ArrayLike, event: ArrayLike, group: ArrayLike, *, strata: ArrayLike | None = None) -> RankTest:
    """Log-rank test of equal time to event, stratified where strata are given.

    At each event time the events of the groups are hypergeometric given the totals, which is exact for ties: expected
    ``d n_k / n``, covariance ``d (n - d) / (n - 1) (n_k / n) (1[k = l] - n_l / n)``. Sums over times and strata are
    compared with chi-squared on groups - 1 degrees of freedom.

    Args:
        time: Time to event or censoring of each subject, one-dimensional, finite and at least 0.
        event: 1 (or True) where the time ended with the event, 0 where it was censored.
        group: Group of each subject; any labels that sort.
        strata: Stratum of each subject; none means one stratum.

    Returns:
        Statistic, degrees of freedom and p-value; observed and expected events, one entry per group in sorted order.

    Raises:
        ValueError: For a wrong argument, naming it and the index.

    Reference:
        Mantel N. Evaluation of survival data and two new rank order statistics arising in its consideration. Cancer
        Chemother Rep 1966;50:163-170.
        Peto R, Peto J. Asymptotically efficient rank invariant test procedures. J R Stat Soc A 1972;135:185-207.

    Examples:
        Group 1 fails at 1 and 2, group 2 at 3 and 4: expected 2/4 + 1/3 = 5/6, variance 1/4 + 2/9 = 17/36, so the
        statistic is (2 - 5/6)^2 / (17/36) = 49/17 = 2.8824.

        >>> from pv.stats import log_rank
        >>> found = log_rank([1, 2, 3, 4], [1, 1, 1, 1], [1, 1, 2, 2])
        >>> print(f"{found.expected[0]:.4f} {found.statistic:.4f}")
        0.8333 2.8824
    """
    groups, tables = tables_by_stratum(time, event, group, strata, cause=1, largest=1)
    observed, expected = np.zeros(groups.size), np.zeros(groups.size)
    covariance = np.zeros((groups.size, groups.size))
    for table in tables:
        n = table.at_risk.sum(axis=1)
        d = table.events.sum(axis=1)
        share = table.at_risk / n[:, np.newaxis]
        spread = d * (n - d) / np.maximum(n - 1, 1)
        observed += table.events.sum(axis=0)
        expected += d @ share
        covariance += np.diag(spread @ share) - np.einsum("t,tk,tl->kl", spread, share, share)
    return rank_test(groups, observed, expected, covariance)
