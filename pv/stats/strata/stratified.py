"""Risks and rates compared over strata: one result from arrays whose last axis is the stratum."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from pv.stats.interval import FloatArray, Interval
from pv.stats.strata import mantel_haenszel, stratified_difference, stratified_ratio
from pv.stats.validate import binomial_counts, confidence_levels, known_method, poisson_counts

#: Counts (or events) and subjects (or person-time) of both arms by stratum, and the level, to one result.
StratifiedInterval: TypeAlias = Callable[[FloatArray, FloatArray, FloatArray, FloatArray, FloatArray], Interval]


STRATIFIED_RISK_DIFFERENCE_METHODS: Mapping[str, StratifiedInterval] = MappingProxyType(
    {
        "rd_mh_miettinen_nurminen": stratified_difference.risk_difference_score,
        "rd_mh_sato": mantel_haenszel.sato,
        "rd_mh_weights_wald": mantel_haenszel.weights_wald,
        "rd_strat_newcombe_cmh": stratified_difference.newcombe,
    }
)
STRATIFIED_RISK_RATIO_METHODS: Mapping[str, StratifiedInterval] = MappingProxyType(
    {"rr_mh_miettinen_nurminen": stratified_ratio.risk_ratio_score, "rr_mh": mantel_haenszel.risk_ratio}
)
STRATIFIED_ODDS_RATIO_METHODS: Mapping[str, StratifiedInterval] = MappingProxyType(
    {"or_mh": mantel_haenszel.odds_ratio}
)
STRATIFIED_RATE_RATIO_METHODS: Mapping[str, StratifiedInterval] = MappingProxyType(
    {"irr_mh": mantel_haenszel.rate_ratio}
)
STRATIFIED_RATE_DIFFERENCE_METHODS: Mapping[str, StratifiedInterval] = MappingProxyType(
    {"ird_mh_miettinen_nurminen": stratified_difference.rate_difference_score}
)


def stratified_risk_difference(
    x1: ArrayLike,
    n1: ArrayLike,
    x2: ArrayLike,
    n2: ArrayLike,
    *,
    method: str = "rd_mh_miettinen_nurminen",
    level: ArrayLike = 0.95,
) -> Interval:
    """Return the risk difference common to all strata and its confidence limits.

    Args:
        x1: subjects with the event in arm 1, by stratum along the last axis; leading axes give as many results.
        n1: subjects of arm 1. A stratum with an empty arm counts for nothing.
        x2: subjects with the event in arm 2.
        n2: subjects of arm 2.
        method: a key of `STRATIFIED_RISK_DIFFERENCE_METHODS`, whose functions cite their sources.
        level: confidence level between 0 and 1, one or as many as there are results.

    Returns:
        Estimate and limits. NaN where no stratum has subjects in both arms.

    Raises:
        ValueError: naming the argument and index of a value that is wrong, or the methods there are.

    Examples:
        Strata 5/10 - 1/10 = 0.4 with weight 10 x 10 / 20 = 5, and 10/20 - 10/20 = 0 with weight 10: 0.4 x 5 / 15 =
        0.1333.

        >>> from pv.stats import stratified_risk_difference
        >>> print(f"{stratified_risk_difference([5, 10], [10, 20], [1, 10], [10, 20]).estimate:.4f}")
        0.1333
    """
    known = known_method(method, STRATIFIED_RISK_DIFFERENCE_METHODS)
    return _over_strata(STRATIFIED_RISK_DIFFERENCE_METHODS[known], binomial_counts(x1, n1, x2, n2), level)


def stratified_risk_ratio(
    x1: ArrayLike,
    n1: ArrayLike,
    x2: ArrayLike,
    n2: ArrayLike,
    *,
    method: str = "rr_mh_miettinen_nurminen",
    level: ArrayLike = 0.95,
) -> Interval:
    """Return the risk ratio common to all strata and its confidence limits.

    No event in arm 1 in any stratum: the estimate and the lower score limit are 0; none in arm 2: the estimate and the
    upper score limit are infinite; none in either: the estimate is NaN, 0 over 0, and the score limits are 0 and
    infinity. The limits of `rr_mh` are NaN in all three, for the variance of the logarithm is undefined.

    Args:
        x1: subjects with the event in arm 1, by stratum along the last axis; leading axes give as many results.
        n1: subjects of arm 1. A stratum with an empty arm counts for nothing.
        x2: subjects with the event in arm 2.
        n2: subjects of arm 2.
        method: a key of `STRATIFIED_RISK_RATIO_METHODS`, whose functions cite their sources.
        level: confidence level between 0 and 1, one or as many as there are results.

    Returns:
        Estimate and limits, 0 to infinity. NaN where no stratum has subjects in both arms.

    Raises:
        ValueError: naming the argument and index of a value that is wrong, or the methods there are.

    Examples:
        (5 x 10 / 20 + 10 x 20 / 40) / (1 x 10 / 20 + 10 x 20 / 40) = 7.5 / 5.5 = 1.3636.

        >>> from pv.stats import stratified_risk_ratio
        >>> print(f"{stratified_risk_ratio([5, 10], [10, 20], [1, 10], [10, 20]).estimate:.4f}")
        1.3636
    """
    known = known_method(method, STRATIFIED_RISK_RATIO_METHODS)
    return _over_strata(STRATIFIED_RISK_RATIO_METHODS[known], binomial_counts(x1, n1, x2, n2), level)


def stratified_odds_ratio(
    x1: ArrayLike, n1: ArrayLike, x2: ArrayLike, n2: ArrayLike, *, method: str = "or_mh", level: ArrayLike = 0.95
) -> Interval:
    """Return the odds ratio common to all strata and its confidence limits.

    Where the estimate is 0, infinite or NaN (0 over 0), the limits are NaN: the variance of the logarithm is undefined.

    Args:
        x1: subjects with the event in arm 1, by stratum along the last axis; leading axes give as many results.
        n1: subjects of arm 1. A stratum with an empty arm counts for nothing.
        x2: subjects with the event in arm 2.
        n2: subjects of arm 2.
        method: a key of `STRATIFIED_ODDS_RATIO_METHODS`, whose functions cite their sources.
        level: confidence level between 0 and 1, one or as many as there are results.

    Returns:
        Estimate and limits, 0 to infinity. NaN where no stratum has subjects in both arms.

    Raises:
        ValueError: naming the argument and index of a value that is wrong, or the methods there are.

    Examples:
        (5 x 9 / 20 + 10 x 10 / 40) / (1 x 5 / 20 + 10 x 10 / 40) = 4.75 / 2.75 = 1.7273.

        >>> from pv.stats import stratified_odds_ratio
        >>> print(f"{stratified_odds_ratio([5, 10], [10, 20], [1, 10], [10, 20]).estimate:.4f}")
        1.7273
    """
    known = known_method(method, STRATIFIED_ODDS_RATIO_METHODS)
    return _over_strata(STRATIFIED_ODDS_RATIO_METHODS[known], binomial_counts(x1, n1, x2, n2), level)


def stratified_rate_ratio(
    events1: ArrayLike,
    time1: ArrayLike,
    events2: ArrayLike,
    time2: ArrayLike,
    *,
    method: str = "irr_mh",
    level: ArrayLike = 0.95,
) -> Interval:
    """Return the rate ratio common to all strata and its confidence limits.

    Limits are NaN where the estimate is 0, infinite or NaN.

    Args:
        events1: events in arm 1, by stratum along the last axis; leading axes give as many results.
        time1: person-time of arm 1. A stratum without person-time in an arm counts for nothing.
        events2: events in arm 2.
        time2: person-time of arm 2, in the same unit.
        method: a key of `STRATIFIED_RATE_RATIO_METHODS`, whose functions cite their sources.
        level: confidence level between 0 and 1, one or as many as there are results.

    Returns:
        Estimate and limits, 0 to infinity. NaN where no stratum has person-time in both arms.

    Raises:
        ValueError: naming the argument and index of a value that is wrong, or the methods there are.

    Examples:
        (10 x 100 / 200 + 6 x 100 / 300) / (5 x 100 / 200 + 3 x 200 / 300) = 7 / 4.5 = 1.5556.

        >>> from pv.stats import stratified_rate_ratio
        >>> print(f"{stratified_rate_ratio([10, 6], [100, 200], [5, 3], [100, 100]).estimate:.4f}")
        1.5556
    """
    known = known_method(method, STRATIFIED_RATE_RATIO_METHODS)
    return _over_strata(STRATIFIED_RATE_RATIO_METHODS[known], poisson_counts(events1, time1, events2, time2), level)


def stratified_rate_difference(
    events1: ArrayLike,
    time1: ArrayLike,
    events2: ArrayLike,
    time2: ArrayLike,
    *,
    method: str = "ird_mh_miettinen_nurminen",
    level: ArrayLike = 0.95,
) -> Interval:
    """Return the rate difference common to all strata and its confidence limits.

    Args:
        events1: events in arm 1, by stratum along the last axis; leading axes give as many results.
        time1: person-time of arm 1. A stratum without person-time in an arm counts for nothing.
        events2: events in arm 2.
        time2: person-time of arm 2, in the same unit.
        method: a key of `STRATIFIED_RATE_DIFFERENCE_METHODS`, whose functions cite their sources.
        level: confidence level between 0 and 1, one or as many as there are results.

    Returns:
        Estimate and limits, per one unit of person-time. NaN where no stratum has person-time in both arms.

    Raises:
        ValueError: naming the argument and index of a value that is wrong, or the methods there are.

    Examples:
        0.10 - 0.05 with weight 100 x 100 / 200 = 50, and 0.03 - 0.03 with weight 66.667: 0.05 x 50 / 116.667 = 0.0214.

        >>> from pv.stats import stratified_rate_difference
        >>> print(f"{stratified_rate_difference([10, 6], [100, 200], [5, 3], [100, 100]).estimate:.4f}")
        0.0214
    """
    table = STRATIFIED_RATE_DIFFERENCE_METHODS
    return _over_strata(table[known_method(method, table)], poisson_counts(events1, time1, events2, time2), level)


def _over_strata(method: StratifiedInterval, arms: tuple[FloatArray, ...], level: ArrayLike) -> Interval:
    x1, n1, x2, n2 = (np.atleast_1d(values) for values in arms)
    with np.errstate(all="ignore"):
        estimate, lower, upper = method(x1, n1, x2, n2, confidence_levels(level))
        return Interval(*np.broadcast_arrays(estimate, lower, upper))
