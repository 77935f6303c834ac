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
    {"or_mh_sato": mantel_haenszel.odds_ratio_sato, "or_mh": mantel_haenszel.odds_ratio}
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
    """Return the risk ratio common to all strata and its confidence limits, as `stratified_risk_difference` does.

    No event in arm 1 in any stratum: the estimate and the lower score limit are 0; none in arm 2: the estimate and the
    upper score limit are infinite; none in either: the estimate is NaN, 0 over 0, and the score limits are 0 and
    infinity. The limits of `rr_mh` are NaN in all three, for the variance of the logarithm is undefined.
    """
    known = known_method(method, STRATIFIED_RISK_RATIO_METHODS)
    return _over_strata(STRATIFIED_RISK_RATIO_METHODS[known], binomial_counts(x1, n1, x2, n2), level)


def stratified_odds_ratio(
    x1: ArrayLike, n1: ArrayLike, x2: ArrayLike, n2: ArrayLike, *, method: str = "or_mh_sato", level: ArrayLike = 0.95
) -> Interval:
    """Return the odds ratio common to all strata and its confidence limits, as `stratified_risk_difference` does.

    Where the estimate is 0 or infinite, so is the limit of `or_mh_sato` on that side; where it is NaN (0 over 0), its
    limits are 0 and infinity. The limits of `or_mh` are NaN in all three: the variance of the logarithm is undefined.
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
    """Return the rate ratio common to all strata and its confidence limits, as `stratified_risk_difference` does.

    Events and person-time take the place of subjects. Limits are NaN where the estimate is 0, infinite or NaN.
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
    """Return the rate difference common to all strata and its confidence limits, as `stratified_risk_difference` does.

    Events and person-time take the place of subjects.
    """
    table = STRATIFIED_RATE_DIFFERENCE_METHODS
    return _over_strata(table[known_method(method, table)], poisson_counts(events1, time1, events2, time2), level)


def _over_strata(method: StratifiedInterval, arms: tuple[FloatArray, ...], level: ArrayLike) -> Interval:
    x1, n1, x2, n2 = (np.atleast_1d(values) for values in arms)
    with np.errstate(all="ignore"):
        estimate, lower, upper = method(x1, n1, x2, n2, confidence_levels(level))
        return Interval(*np.broadcast_arrays(estimate, lower, upper))
