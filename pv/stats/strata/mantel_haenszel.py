"""Mantel-Haenszel estimates over strata in closed form; the last axis of every array is the stratum.

A stratum without subjects in one arm adds 0 to every sum, as it should: it compares nothing.
"""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc

from pv.stats.interval import FloatArray, Interval, normal_quantile
from pv.stats.validate import binomial_counts


def sato(x1: FloatArray, n1: FloatArray, x2: FloatArray, n2: FloatArray, level: FloatArray) -> Interval:
    """Mantel-Haenszel risk difference over strata with Sato's variance.

    Consistent for few large strata and for many small ones; of no width where no stratum has an event.

    Reference:
        Sato T. On the variance estimator for the Mantel-Haenszel risk difference. Biometrics 1989;45:1323-1324.
        Mantel N, Haenszel W. J Natl Cancer Inst 1959;22:719-748.
    """
    total = _total(n1, n2)
    weight = np.sum(n1 * n2 / total, axis=-1)
    difference = _mean_difference(x1, n1, x2, n2)
    p = (n1 * n1 * x2 - n2 * n2 * x1 + n1 * n2 * (n2 - n1) / 2.0) / (total * total)
    q = (x1 * (n2 - x2) + x2 * (n1 - x1)) / (2.0 * total)
    error = np.sqrt(difference * np.sum(p, axis=-1) + np.sum(q, axis=-1)) / weight
    return _symmetric(difference, normal_quantile(level) * error)


def weights_wald(x1: FloatArray, n1: FloatArray, x2: FloatArray, n2: FloatArray, level: FloatArray) -> Interval:
    """Mantel-Haenszel risk difference over strata with the variance of fixed weights.

    Consistent for few large strata only; of no width where every stratum has no event or only events in each arm.

    Reference:
        Greenland S, Robins JM. Estimation of a common effect parameter from sparse follow-up data.
        Biometrics 1985;41:55-68.
    """
    weight = n1 * n2 / _total(n1, n2)
    m1, m2 = np.maximum(n1, 1.0), np.maximum(n2, 1.0)
    variance = x1 * (n1 - x1) / m1**3 + x2 * (n2 - x2) / m2**3
    error = np.sqrt(np.sum(weight**2 * variance, axis=-1)) / np.sum(weight, axis=-1)
    return _symmetric(_mean_difference(x1, n1, x2, n2), normal_quantile(level) * error)


def risk_ratio(x1: FloatArray, n1: FloatArray, x2: FloatArray, n2: FloatArray, level: FloatArray) -> Interval:
    """Mantel-Haenszel risk ratio over strata; limits undefined where an arm has no event in any stratum.

    Reference:
        Greenland S, Robins JM. Estimation of a common effect parameter from sparse follow-up data.
        Biometrics 1985;41:55-68.
    """
    total, events = _total(n1, n2), x1 + x2
    r, s = np.sum(x1 * n2 / total, axis=-1), np.sum(x2 * n1 / total, axis=-1)
    spread = np.sum((n1 * n2 * events - x1 * x2 * total) / (total * total), axis=-1)
    return _on_log_scale(r / s, np.sqrt(spread / (r * s)), level)


def odds_ratio(x1: FloatArray, n1: FloatArray, x2: FloatArray, n2: FloatArray, level: FloatArray) -> Interval:
    """Mantel-Haenszel odds ratio over strata, Robins-Breslow-Greenland limits; undefined at an estimate of 0 or inf.

    Reference:
        Robins J, Breslow N, Greenland S. Estimators of the Mantel-Haenszel variance consistent in both sparse data
        and large-strata limiting models. Biometrics 1986;42:311-323.
    """
    total, y1, y2 = _total(n1, n2), n1 - x1, n2 - x2
    r, s = x1 * y2 / total, x2 * y1 / total
    p, q = (x1 + y2) / total, (x2 + y1) / total
    sum_r, sum_s = np.sum(r, axis=-1), np.sum(s, axis=-1)
    variance = (
        np.sum(p * r, axis=-1) / (2.0 * sum_r**2)
        + np.sum(p * s + q * r, axis=-1) / (2.0 * sum_r * sum_s)
        + np.sum(q * s, axis=-1) / (2.0 * sum_s**2)
    )
    return _on_log_scale(sum_r / sum_s, np.sqrt(variance), level)


def rate_ratio(
    events1: FloatArray, time1: FloatArray, events2: FloatArray, time2: FloatArray, level: FloatArray
) -> Interval:
    """Mantel-Haenszel rate ratio over strata; limits undefined where an arm has no event in any stratum.

    Reference:
        Greenland S, Robins JM. Estimation of a common effect parameter from sparse follow-up data.
        Biometrics 1985;41:55-68.
    """
    total = np.where(time1 + time2 > 0, time1 + time2, 1.0)
    r, s = np.sum(events1 * time2 / total, axis=-1), np.sum(events2 * time1 / total, axis=-1)
    spread = np.sum((events1 + events2) * (time1 / total) * (time2 / total), axis=-1)
    return _on_log_scale(r / s, np.sqrt(spread / (r * s)), level)


def cmh(x1: ArrayLike, n1: ArrayLike, x2: ArrayLike, n2: ArrayLike) -> FloatArray:
    """Two-sided p-value of the Cochran-Mantel-Haenszel test, without continuity correction.

    NaN where no stratum has both events and non-events in comparable arms.

    Args:
        x1: subjects with the event in arm 1, by stratum along the last axis. Arguments broadcast.
        n1: subjects of arm 1.
        x2: subjects with the event in arm 2.
        n2: subjects of arm 2.

    Returns:
        A p-value; one for each leading index, where there are axes before the strata.

    Raises:
        ValueError: naming the argument and index of a value that is wrong.

    Reference:
        Mantel N, Haenszel W. Statistical aspects of the analysis of data from retrospective studies of disease.
        J Natl Cancer Inst 1959;22:719-748.

    Examples:
        One stratum, 5 of 10 against 1 of 10: expected 3, variance 10 x 10 x 6 x 14 / (20^2 x 19), chi-square 3.619.

        >>> from pv.stats import cmh
        >>> print(f"{cmh([5], [10], [1], [10]):.4f}")
        0.0571
    """
    return _cmh(x1, n1, x2, n2, correction=0.0)


def cmh_cc(x1: ArrayLike, n1: ArrayLike, x2: ArrayLike, n2: ArrayLike) -> FloatArray:
    """Two-sided p-value of the Cochran-Mantel-Haenszel test with continuity correction.

    As in R's mantelhaen.test the correction of one half is left out where the deviation is smaller than it.

    Args:
        x1: subjects with the event in arm 1, by stratum along the last axis. Arguments broadcast.
        n1: subjects of arm 1.
        x2: subjects with the event in arm 2.
        n2: subjects of arm 2.

    Returns:
        A p-value; one for each leading index, where there are axes before the strata.

    Raises:
        ValueError: naming the argument and index of a value that is wrong.

    Reference:
        Mantel N, Haenszel W. Statistical aspects of the analysis of data from retrospective studies of disease.
        J Natl Cancer Inst 1959;22:719-748.

    Examples:
        One stratum, 5 of 10 against 1 of 10: (2 - 0.5)^2 / 1.10526 = 2.0357 on 1 degree of freedom, p = 0.1536.

        >>> from pv.stats import cmh_cc
        >>> print(f"{cmh_cc([5], [10], [1], [10]):.4f}")
        0.1536
    """
    return _cmh(x1, n1, x2, n2, correction=0.5)


def _cmh(x1: ArrayLike, n1: ArrayLike, x2: ArrayLike, n2: ArrayLike, *, correction: float) -> FloatArray:
    a, m, b, n = (np.atleast_1d(values) for values in binomial_counts(x1, n1, x2, n2))
    total, events = _total(m, n), a + b
    deviation = np.abs(np.sum((a * n - b * m) / total, axis=-1))
    margins = (m / total) * (n / total) * events * (m + n - events)
    variance = np.sum(margins / np.maximum(total - 1.0, 1.0), axis=-1)
    deviation = np.where(deviation >= correction, deviation - correction, deviation)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(chdtrc(1.0, deviation * deviation / variance))


def _total(n1: FloatArray, n2: FloatArray) -> FloatArray:
    return np.maximum(n1 + n2, 1.0)


def _mean_difference(x1: FloatArray, n1: FloatArray, x2: FloatArray, n2: FloatArray) -> FloatArray:
    total = _total(n1, n2)
    return np.asarray(np.sum((x1 * n2 - x2 * n1) / total, axis=-1) / np.sum(n1 * n2 / total, axis=-1))


def _symmetric(estimate: FloatArray, half: FloatArray) -> Interval:
    return Interval(estimate, estimate - half, estimate + half)


def _on_log_scale(ratio: FloatArray, error: FloatArray, level: FloatArray) -> Interval:
    half = np.where((ratio > 0) & np.isfinite(ratio), normal_quantile(level) * error, np.nan)
    return Interval(ratio, ratio * np.exp(-half), ratio * np.exp(half))
