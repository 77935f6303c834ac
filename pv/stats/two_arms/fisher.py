"""Fisher's exact test of two proportions, and the conditional odds ratio with its exact limits."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pv.stats.interval import FloatArray, Interval, tail
from pv.stats.root import bracketed_root
from pv.stats.two_arms.hypergeometric import Tables, blocks
from pv.stats.validate import binomial_counts

#: Tables as likely as the one observed, up to rounding, are as extreme (the rule of R's fisher.test).
_AS_LIKELY = float(np.log1p(1e-7))


def fisher_exact(x1: ArrayLike, n1: ArrayLike, x2: ArrayLike, n2: ArrayLike) -> FloatArray:
    """Two-sided p-value of Fisher's exact test: all tables no likelier than the one observed.

    With no events, all subjects with the event, or an empty arm only one table is possible and p is 1.

    Args:
        x1: subjects with the event in arm 1. Arguments broadcast; equal tables are computed once.
        n1: subjects of arm 1.
        x2: subjects with the event in arm 2.
        n2: subjects of arm 2.

    Returns:
        A p-value for each table, of the arguments' common shape.

    Raises:
        ValueError: naming the argument and index of a value that is wrong.

    Reference:
        Fisher RA. The logic of inductive inference. J R Stat Soc 1935;98:39-82. Freeman GH, Halton JH. Note on an
        exact treatment of contingency. Biometrika 1951;38:141-149.

    Examples:
        Fisher's lady tasting tea names 3 of 4 cups: of the 70 tables 1 + 16 + 16 + 1 are no likelier, 34/70 = 0.4857.

        >>> from pv.stats import fisher_exact
        >>> print(f"{fisher_exact(3, 4, 1, 4):.4f}")
        0.4857
    """
    a, m, b, n = binomial_counts(x1, n1, x2, n2)
    unique, inverse = np.unique(np.stack([a.ravel(), m.ravel(), b.ravel(), n.ravel()]), axis=1, return_inverse=True)
    p = np.empty(unique.shape[1])
    for tables in blocks(*unique):
        p[tables.place] = _two_sided(tables)
    return np.asarray(p[inverse.ravel()].reshape(a.shape))


def conditional(x1: FloatArray, n1: FloatArray, x2: FloatArray, n2: FloatArray, level: FloatArray) -> Interval:
    """Conditional odds ratio: maximum likelihood estimate and exact limits given all events.

    Where only one table is possible (no events, or all) every odds ratio explains it equally: the estimate is NaN,
    the limits are 0 and infinity. R's fisher.test prints 0 as estimate there.

    Reference:
        Cornfield J. A statistical problem arising from retrospective studies. Proc Third Berkeley Symp
        1956;4:135-148. Fisher RA. J R Stat Soc 1935;98:39-82.
    """
    shape = x1.shape
    columns = np.stack([c.ravel() for c in (x1, n1, x2, n2, level)])
    unique, inverse = np.unique(columns, axis=1, return_inverse=True)
    found = np.empty((3, unique.shape[1]))
    for tables in blocks(*unique[:4]):
        found[:, tables.place] = _estimate_and_limits(tables, tail(unique[4, tables.place]))
    return Interval(*found[:, inverse.ravel()].reshape(3, *shape))


def _two_sided(tables: Tables) -> FloatArray:
    observed = np.max(
        tables.log_weight, axis=1, where=tables.possible == tables.observed, initial=-np.inf, keepdims=True
    )
    weight = np.exp(tables.log_weight)
    extreme = np.sum(weight, axis=1, where=tables.log_weight <= observed + _AS_LIKELY)
    return np.asarray(extreme / np.sum(weight, axis=1))


def _estimate_and_limits(tables: Tables, probability: FloatArray) -> FloatArray:
    """Return estimate, lower and upper limit of the odds ratio, three rows."""
    away = tables.possible - tables.observed
    inside = tables.log_weight > -np.inf
    lowest, highest = ~np.any(inside & (away < 0), axis=1), ~np.any(inside & (away > 0), axis=1)
    # Neighbouring tables differ in weight by less than total^2, so beyond this one side has almost all the weight.
    reach = 2.0 * np.log(tables.total) + np.log(2.0 / probability) + 1.0

    def weight(log_odds: FloatArray) -> FloatArray:
        log_weight = tables.log_weight + away * log_odds[:, None]
        return np.asarray(np.exp(log_weight - np.max(log_weight, axis=1, keepdims=True)))

    def excess_count(log_odds: FloatArray) -> FloatArray:
        return np.asarray(-np.sum(away * weight(log_odds), axis=1) / np.sum(weight(log_odds), axis=1))

    def upper_tail(log_odds: FloatArray) -> FloatArray:
        return np.log(probability) - _log_share(weight(log_odds), away >= 0)

    def lower_tail(log_odds: FloatArray) -> FloatArray:
        return _log_share(weight(log_odds), away <= 0) - np.log(probability)

    estimate, lower, upper = (np.exp(bracketed_root(f, -reach, reach)) for f in (excess_count, upper_tail, lower_tail))
    estimate = np.where(lowest, np.where(highest, np.nan, 0.0), np.where(highest, np.inf, estimate))
    return np.stack([estimate, np.where(lowest, 0.0, lower), np.where(highest, np.inf, upper)])


def _log_share(weight: FloatArray, where: NDArray[np.bool_]) -> FloatArray:
    """Return the log of the share of each row's weight in the chosen columns."""
    share = np.sum(weight, axis=1, where=where) / np.sum(weight, axis=1)
    return np.asarray(np.log(np.maximum(share, np.finfo(np.float64).tiny)))
