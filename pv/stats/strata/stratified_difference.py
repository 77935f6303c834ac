"""Differences of risks and rates over strata, with Mantel-Haenszel weights; the last axis is the stratum."""

import numpy as np

from pv.stats.interval import FloatArray, Interval, Limits, normal_quantile
from pv.stats.one_arm.proportion import score_lower, score_upper
from pv.stats.strata.stratified_score import Variance, lower_limit, rate_bound, restricted_rates, restricted_risks


def risk_difference_score(
    x1: FloatArray, n1: FloatArray, x2: FloatArray, n2: FloatArray, level: FloatArray
) -> Interval:
    """Mantel-Haenszel risk difference over strata with Miettinen-Nurminen score limits.

    Reference:
        Miettinen O, Nurminen M. Comparative analysis of two rates. Stat Med 1985;4:213-226, with the weights
        n1 n2 / (n1 + n2).
    """
    x1, n1, x2, n2, weight = comparable(x1, n1, x2, n2)
    difference, z = x1 / n1 - x2 / n2, normal_quantile(level)
    inflation = (n1 + n2) / (n1 + n2 - 1.0)

    def variance(common: FloatArray) -> FloatArray:
        p1, p2 = restricted_risks(x1, n1, x2, n2, common)
        return inflation * (p1 * (1.0 - p1) / n1 + p2 * (1.0 - p2) / n2)

    end = np.full_like(np.sum(weight * difference, axis=-1), -1.0)
    lower, upper = _both_sides(difference, weight, variance, z, below=end, above=end)
    return Interval(np.sum(weight * difference, axis=-1), lower, upper)


def newcombe(x1: FloatArray, n1: FloatArray, x2: FloatArray, n2: FloatArray, level: FloatArray) -> Interval:
    """Stratified Newcombe limits of a risk difference, with Cochran-Mantel-Haenszel weights.

    Undefined where in one arm every stratum has no event or only events: the quantile of its strata is then 0 over 0.

    Reference:
        Yan X, Su XG. Stratified Wilson and Newcombe confidence intervals for multiple binomial proportions.
        Stat Biopharm Res 2010;2:329-335.
    """
    x1, n1, x2, n2, weight = comparable(x1, n1, x2, n2)
    z = normal_quantile(level)
    estimate = np.sum(weight * (x1 / n1 - x2 / n2), axis=-1)
    lower1, upper1 = _wilson(x1, n1, weight, z)
    lower2, upper2 = _wilson(x2, n2, weight, z)
    size1, size2 = np.sum(weight**2 / n1, axis=-1), np.sum(weight**2 / n2, axis=-1)
    below = z * np.sqrt(size1 * lower1 * (1.0 - lower1) + size2 * upper2 * (1.0 - upper2))
    above = z * np.sqrt(size1 * upper1 * (1.0 - upper1) + size2 * lower2 * (1.0 - lower2))
    return Interval(estimate, estimate - below, estimate + above)


def rate_difference_score(
    events1: FloatArray, time1: FloatArray, events2: FloatArray, time2: FloatArray, level: FloatArray
) -> Interval:
    """Mantel-Haenszel rate difference over strata with Miettinen-Nurminen score limits.

    Reference:
        Miettinen O, Nurminen M. Comparative analysis of two rates. Stat Med 1985;4:213-226, with the weights
        t1 t2 / (t1 + t2).
    """
    events1, time1, events2, time2, weight = comparable(events1, time1, events2, time2)
    difference, z = events1 / time1 - events2 / time2, normal_quantile(level)

    def variance(common: FloatArray) -> FloatArray:
        rate1, rate2 = restricted_rates(events1, time1, events2, time2, common)
        return rate1 / time1 + rate2 / time2

    below = rate_bound(difference, weight, variance, z)
    above = rate_bound(-difference, weight, lambda common: variance(-common), z)
    lower, upper = _both_sides(difference, weight, variance, z, below=below, above=above)
    return Interval(np.sum(weight * difference, axis=-1), lower, upper)


def comparable(x1: FloatArray, n1: FloatArray, x2: FloatArray, n2: FloatArray) -> tuple[FloatArray, ...]:
    """Return the counts and Mantel-Haenszel weights summing to 1; a stratum with an empty arm has weight 0."""
    both = (n1 > 0) & (n2 > 0)
    weight = np.where(both, n1 * (n2 / (n1 + n2)), 0.0)
    weight = weight / np.sum(weight, axis=-1, keepdims=True)
    return np.where(both, x1, 0.0), np.where(both, n1, 1.0), np.where(both, x2, 0.0), np.where(both, n2, 1.0), weight


def _both_sides(
    difference: FloatArray,
    weight: FloatArray,
    variance: Variance,
    z: FloatArray,
    *,
    below: FloatArray,
    above: FloatArray,
) -> Limits:
    """Return both score limits; the upper one is the lower one of the arms exchanged."""
    lower = lower_limit(difference, weight, variance, z, below)
    return Limits(lower, -lower_limit(-difference, weight, lambda common: variance(-common), z, above))


def _wilson(x: FloatArray, n: FloatArray, weight: FloatArray, z: FloatArray) -> Limits:
    """Return Yan and Su's stratified Wilson limits of one arm's risk."""
    error = weight * np.sqrt(x * (n - x) / n) / n
    # A smaller quantile for each stratum, so that the weighted sum of their errors is the error of the sum.
    quantile = (z * np.sqrt(np.sum(error**2, axis=-1)) / np.sum(error, axis=-1))[..., None]
    defined = np.isfinite(quantile)
    lower = np.where(defined, score_lower(x, n, quantile), np.nan)
    upper = np.where(defined, score_upper(x, n, quantile), np.nan)
    return Limits(np.sum(weight * lower, axis=-1), np.sum(weight * upper, axis=-1))
