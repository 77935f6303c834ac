"""Confidence interval for one rate: events per unit of person-time."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammainccinv, gammaincinv

from pv.stats.interval import FloatArray, Interval, Limits, interval, normal_quantile, tail
from pv.stats.validate import known_method, poisson_arm

#: Limits of the expected number of events, of which the rate is a multiple.
EventLimits: TypeAlias = Callable[[FloatArray, FloatArray], Limits]


def garwood_exact(events: FloatArray, level: FloatArray) -> Limits:
    """Garwood exact Poisson limits of a rate.

    Reference:
        Garwood F. Fiducial limits for the Poisson distribution. Biometrika 1936;28:437-442.
    """
    lower = gammaincinv(np.maximum(events, 1.0), tail(level))
    return Limits(np.where(events == 0, 0.0, lower), gammainccinv(events + 1.0, tail(level)))


def rate_score(events: FloatArray, level: FloatArray) -> Limits:
    """Score limits of a rate.

    Reference:
        Rao CR. Large sample tests of statistical hypotheses concerning several parameters with applications to
        problems of estimation. Proc Camb Philos Soc 1948;44:50-57, applied to the Poisson distribution.
    """
    z = normal_quantile(level)
    upper = events + z * z / 2 + z * np.sqrt(events + z * z / 4)
    # The product of both limits is events^2: the lower one without a difference of near equals.
    return Limits(events * (events / upper), upper)


def byar_classic(events: FloatArray, level: FloatArray) -> Limits:
    """Byar limits of a rate: events in the lower limit, events + 1 in the upper; lower limit 0 at no events.

    Reference:
        Breslow NE, Day NE. Statistical methods in cancer research II: the design and analysis of cohort studies.
        Lyon: IARC; 1987, p. 69.
    """
    lower, _ = _byar(np.maximum(events, 1.0), level)
    return Limits(np.where(events == 0, 0.0, lower), _byar(events + 1.0, level).upper)


def byar_rothman(events: FloatArray, level: FloatArray) -> Limits:
    """Byar limits of a rate in Rothman's form: events + 0.5 in both limits.

    Used as published, without keeping the limits to the possible: at no events the lower one is slightly below 0 from
    a level of 0.95, and slightly above 0, so leaving out the estimate, up to 0.9.

    Reference:
        Rothman KJ, Boice JD. Epidemiologic analysis with a programmable calculator. Bethesda: NIH; 1979.
    """
    return _byar(events + 0.5, level)


def normal_log(events: FloatArray, level: FloatArray) -> Limits:
    """Limits of a rate, normal on the log scale; undefined at no events.

    Reference:
        Sahai H, Khurshid A. Statistics in epidemiology: methods, techniques, and applications. Boca Raton: CRC
        Press; 1996.
    """
    half = np.where(events > 0, normal_quantile(level) / np.sqrt(events), np.nan)
    return Limits(events * np.exp(-half), events * np.exp(half))


def normal(events: FloatArray, level: FloatArray) -> Limits:
    """Wald limits of a rate; may be below 0, and of no width at no events.

    Reference:
        Sahai H, Khurshid A. Statistics in epidemiology: methods, techniques, and applications. Boca Raton: CRC
        Press; 1996.
    """
    half = normal_quantile(level) * np.sqrt(events)
    return Limits(events - half, events + half)


RATE_METHODS: Mapping[str, EventLimits] = MappingProxyType(
    {
        "garwood_exact": garwood_exact,
        "rate_score": rate_score,
        "byar_classic": byar_classic,
        "byar_rothman": byar_rothman,
        "normal_log": normal_log,
        "normal": normal,
    }
)


def rate_interval(
    events: ArrayLike, time: ArrayLike, *, method: str = "garwood_exact", level: ArrayLike = 0.95
) -> Interval:
    """Return the rate events / time and its confidence limits, per one unit of person-time.

    Args:
        events: number of events, whole numbers of 0 or more. Arguments broadcast.
        time: person-time, 0 or more, in the unit the rate is wanted per.
        method: a key of `RATE_METHODS`, whose functions cite their sources.
        level: confidence level between 0 and 1.

    Returns:
        Estimate and limits. NaN where time is 0: nobody under observation.

    Raises:
        ValueError: naming the argument and index of a value that is wrong, or the methods there are.

    Examples:
        DESTINY-Breast04 prints 369 subjects in 283.55 patient-years as 1.30. Without an event the exact upper limit is
        -ln(0.025) / time: 3.6889 / 10.

        >>> from pv.stats import rate_interval
        >>> found = rate_interval([369, 0], [283.55, 10])
        >>> print(f"{found.estimate[0]:.2f}; {found.lower[1]:.0f} to {found.upper[1]:.4f}")
        1.30; 0 to 0.3689
    """
    limits = RATE_METHODS[known_method(method, RATE_METHODS)]
    counts, at_risk, levels = poisson_arm(events, time, level)
    with np.errstate(all="ignore"):
        lower, upper = limits(counts, levels)
        return interval(counts / at_risk, Limits(lower / at_risk, upper / at_risk), at_risk > 0)


def _byar(events: FloatArray, level: FloatArray) -> Limits:
    centre, half = 1.0 - 1.0 / (9.0 * events), normal_quantile(level) / (3.0 * np.sqrt(events))
    return Limits(events * (centre - half) ** 3, events * (centre + half) ** 3)
