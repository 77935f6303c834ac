"""The hazard ratio of two arms from Cox's partial likelihood."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import expit, ndtr

from pv.stats.interval import FloatArray
from pv.stats.time_to_event.pointwise_limits import critical_value
from pv.stats.time_to_event.rank_test import tables_by_stratum

_STEPS = 200


class HazardRatio(NamedTuple):
    """A hazard ratio of arm 1 over arm 2 with Wald limits.

    Attributes:
        estimate: Hazard ratio; 0 or infinity where the likelihood rises without end (such as no events in one arm).
        lower: Lower limit; NaN where the estimate is 0 or infinite: the Wald method has none there.
        upper: Upper limit; NaN likewise.
        coefficient: Natural logarithm of the estimate.
        std_error: Standard error of the coefficient, from the observed information; NaN likewise.
        p_value: Two-sided Wald p-value; NaN likewise.
    """

    estimate: float
    lower: float
    upper: float
    coefficient: float
    std_error: float
    p_value: float


def hazard_ratio(
    time: ArrayLike, event: ArrayLike, arm: ArrayLike, *, level: float = 0.95, strata: ArrayLike | None = None
) -> HazardRatio:
    """Cox hazard ratio of arm 1 over arm 2 with Efron ties and Wald limits, stratified where strata are given.

    With one binary covariate each of Efron's terms is a logistic function of the coefficient, so the log likelihood is
    concave and its derivative has at most one root. All values are NaN where the data say nothing on the ratio (no
    events while both arms are at risk).

    Args:
        time: Time to event or censoring of each subject, one-dimensional, finite and at least 0.
        event: 1 (or True) where the time ended with the event, 0 where it was censored.
        arm: 1 for the investigational arm, 2 for the comparator.
        level: Confidence level.
        strata: Stratum of each subject, each with its own baseline hazard; none means one stratum.

    Returns:
        The ratio of arm 1 over arm 2 with its limits and p-value, numbers.

    Raises:
        ValueError: For a wrong argument, naming it and the index.

    Reference:
        Cox DR. Regression models and life-tables. J R Stat Soc B 1972;34:187-220.
        Efron B. The efficiency of Cox's likelihood function for censored data. J Am Stat Assoc 1977;72:557-565.

    Examples:
        Arm 1 fails at 1 and 3, arm 2 at 2. The likelihood HR / (2 HR + 1) x 1 / (HR + 1) is greatest where 2 HR^2 = 1.

        >>> from pv.stats import hazard_ratio
        >>> print(f"{hazard_ratio([1, 2, 3], [1, 1, 1], [1, 2, 1]).estimate:.4f}")
        0.7071
    """
    z = critical_value(level)
    check_arm(arm)
    groups, tables = tables_by_stratum(time, event, arm, strata, cause=1, largest=1)
    if groups.size < 2:  # noqa: PLR2004 - a ratio of two arms
        return HazardRatio(*[np.nan] * 6)
    terms = [efron_terms(table.at_risk, table.events) for table in tables]
    first, second = (np.concatenate(parts) for parts in zip(*((a, b) for a, b, _ in terms), strict=True))
    coefficient = _root(first, second, float(sum(events for _, _, events in terms)))
    if not np.isfinite(coefficient):
        return HazardRatio(float(np.exp(coefficient)), np.nan, np.nan, coefficient, np.nan, np.nan)
    share = share_of_first(coefficient, first, second)
    error = 1 / np.sqrt(np.sum(share * (1 - share)))
    lower, upper = np.exp(coefficient - z * error), np.exp(coefficient + z * error)
    p_value = 2 * ndtr(-abs(coefficient) / error)
    return HazardRatio(*map(float, (np.exp(coefficient), lower, upper, coefficient, error, p_value)))


def check_arm(arm: ArrayLike) -> None:
    """Raise ValueError for the first arm that is neither 1 nor 2."""
    codes = np.asarray(arm)
    wrong = ~np.isin(codes, (1, 2))
    if wrong.any():
        index = int(np.argmax(wrong.ravel()))
        raise ValueError(f"arm[{index}] = {codes.ravel()[index]} is not 1 (investigational) or 2 (comparator)")


def efron_terms(at_risk: FloatArray, events: FloatArray) -> tuple[FloatArray, FloatArray, float]:
    """Return subjects at risk in arm 1 and arm 2 for each event, and the number of events of arm 1.

    Of d tied events the (l + 1)-th is drawn from those at risk less the share l / d of the tied subjects.
    """
    tied = events.sum(axis=1).astype(np.int64)
    row = np.repeat(np.arange(tied.size), tied)
    rank = np.arange(row.size) - np.repeat(np.cumsum(tied) - tied, tied)
    left = at_risk[row] - (rank / tied[row])[:, np.newaxis] * events[row]
    return left[:, 0], left[:, 1], float(events[:, 0].sum())


def share_of_first(coefficient: float, first: FloatArray, second: FloatArray) -> FloatArray:
    """Return the probability of each event to fall in arm 1."""
    with np.errstate(divide="ignore"):
        return expit(coefficient + np.log(first) - np.log(second))


def _root(first: FloatArray, second: FloatArray, events: float) -> float:
    """Return the coefficient at which arm 1 has its expected number of events; infinite or NaN where there is none."""
    certain = float(np.sum(second == 0))
    possible = float(np.sum(first > 0))
    if certain == possible:
        return np.nan
    if events in (certain, possible):
        return -np.inf if events == certain else np.inf
    low, high, value = -np.inf, np.inf, 0.0
    for _ in range(_STEPS):
        share = share_of_first(value, first, second)
        excess = events - float(share.sum())
        low, high = (value, high) if excess > 0 else (low, value)
        step = excess / float(np.sum(share * (1 - share)))
        # Newton can overshoot far from the root; a step is bounded, and kept within the bracket found so far.
        following = value + float(np.clip(step, -2.0, 2.0))
        if not low <= following <= high:
            following = (low + high) / 2
        if abs(following - value) <= 1e-14 * max(1.0, abs(value)):
            return following
        value = following
    return value
