"""Score limits of a risk ratio common to all strata, after Miettinen and Nurminen; the last axis is the stratum."""

import numpy as np

from pv.stats.interval import FloatArray, Interval, normal_quantile
from pv.stats.root import bracketed_root
from pv.stats.strata.stratified_difference import comparable
from pv.stats.strata.stratified_score import balance

_DOUBLINGS = 1000


def risk_ratio_score(x1: FloatArray, n1: FloatArray, x2: FloatArray, n2: FloatArray, level: FloatArray) -> Interval:
    """Mantel-Haenszel risk ratio over strata with Miettinen-Nurminen score limits.

    The limits are the ratios at which the weighted sum of p1 - ratio p2 over the strata is z times its standard
    error: in each stratum that of the estimates restricted to the ratio, times N / (N - 1). The weights are n1 n2 / N.

    Reference:
        Miettinen O, Nurminen M. Comparative analysis of two rates. Stat Med 1985;4:213-226, with the weights
        n1 n2 / (n1 + n2). Greenland S, Robins JM. Biometrics 1985;41:55-68 (the estimate).
    """
    x1, n1, x2, n2, weight = comparable(x1, n1, x2, n2)
    risk1, risk2 = np.sum(weight * x1 / n1, axis=-1), np.sum(weight * x2 / n2, axis=-1)
    z = normal_quantile(level)
    lower = _lower_limit((x1, n1, x2, n2), weight, z)
    return Interval(risk1 / risk2, lower, 1.0 / _lower_limit((x2, n2, x1, n1), weight, z))


def _lower_limit(arms: tuple[FloatArray, ...], weight: FloatArray, z: FloatArray) -> FloatArray:
    """Return the ratio below the estimate at which the score reaches z; 0 where arm 1 has no event, NaN undefined."""
    x1, n1, x2, n2 = arms
    risk1, risk2 = np.sum(weight * x1 / n1, axis=-1), np.sum(weight * x2 / n2, axis=-1)
    some = (risk1 > 0) & np.isfinite(z)

    def beyond(ratio: FloatArray) -> FloatArray:
        variance = ratio_variance(x1, n1, x2, n2, ratio[..., None])
        error = z * np.sqrt(np.sum(weight**2 * variance, axis=-1))
        return balance(risk1 - ratio * risk2, error)

    high = np.asarray(np.where(some, np.where(risk2 > 0, risk1 / risk2, 1.0), 0.0))
    for _ in range(_DOUBLINGS):  # Without an event in arm 2 every ratio is below the estimate: until one is refuted.
        short = some & (risk2 == 0) & (beyond(high) > 0)
        if not np.any(short):
            break
        high = np.where(short, 2.0 * high, high)
    low, high = np.broadcast_arrays(np.zeros_like(high), high)
    limit = np.where(some, bracketed_root(beyond, low, high), 0.0)
    return np.where(np.isnan(risk1), np.nan, limit)


def ratio_variance(x1: FloatArray, n1: FloatArray, x2: FloatArray, n2: FloatArray, ratio: FloatArray) -> FloatArray:
    """Return each stratum's variance of p1 - ratio p2, of the risks restricted to p1 = ratio p2, times N / (N - 1)."""
    total, y1, y2 = n1 + n2, n1 - x1, n2 - x2
    one, two = n2 + x1, n1 + x2
    # The likelihood equation is N ratio p2^2 - (one + ratio two) p2 + x1 + x2 = 0; its discriminant without cancelling.
    root = np.hypot(one - ratio * two, 2.0 * np.sqrt(ratio * y1 * y2))
    p2 = 2.0 * (x1 + x2) / (one + ratio * two + root)
    p1 = np.minimum(ratio * p2, 1.0)
    # 1 - p solves such an equation too: near p = 1 the difference itself would lose its digits.
    q1 = _complement(one + ratio * two - 2.0 * total, (1.0 - ratio) * y1, root, total)
    q2 = _complement(one + ratio * two - 2.0 * ratio * total, (ratio - 1.0) * y2, root, ratio * total)
    return np.asarray((p1 * q1 / n1 + ratio * ratio * p2 * q2 / n2) * (total / (total - 1.0)))


def _complement(linear: FloatArray, constant: FloatArray, root: FloatArray, square: FloatArray) -> FloatArray:
    """Return the larger root of `square q^2 + linear q + constant`, by the form that does not subtract near equals."""
    negative = linear <= 0
    found = np.where(
        negative, (root - linear) / (2.0 * square), -2.0 * constant / np.where(negative, 1.0, root + linear)
    )
    return np.clip(found, 0.0, 1.0)
