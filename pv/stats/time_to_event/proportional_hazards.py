"""Does the hazard ratio of two arms change with time."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc

from pv.stats.interval import FloatArray
from pv.stats.time_to_event.cox import check_arm, efron_terms, hazard_ratio, share_of_first
from pv.stats.time_to_event.rank_test import tables_by_stratum
from pv.stats.time_to_event.subject_times import IntArray, checked_status, checked_times
from pv.stats.time_to_event.survival import kaplan_meier


class ProportionalHazards(NamedTuple):
    """A test that the hazard ratio is the same at all times.

    Attributes:
        statistic: Chi-squared statistic on one degree of freedom; NaN where the hazard ratio is not finite, or all
            events are at one time.
        p_value: Upper tail probability; NaN likewise.
    """

    statistic: float
    p_value: float


def proportional_hazards_test(
    time: ArrayLike, event: ArrayLike, arm: ArrayLike, *, strata: ArrayLike | None = None
) -> ProportionalHazards:
    """Score test that the hazard ratio of two arms does not change with time (Schoenfeld residuals).

    The log hazard ratio is held to be ``b + c g(t)`` with g(t) = 1 - S(t-), the share of all subjects who have had the
    event before t by Kaplan-Meier; tested is c = 0. The residuals of Schoenfeld are what arm 1 has of each event less
    what is expected; those late and those early must cancel alike. Ties by Efron, as of :func:`hazard_ratio`.

    Args:
        time: Time to event or censoring of each subject, one-dimensional, finite and at least 0.
        event: 1 (or True) where the time ended with the event, 0 where it was censored.
        arm: 1 for the investigational arm, 2 for the comparator.
        strata: Stratum of each subject, each with its own baseline hazard; none means one stratum.

    Returns:
        The statistic and its p-value.

    Raises:
        ValueError: For a wrong argument, naming it and the index.

    Reference:
        Grambsch PM, Therneau TM. Proportional hazards tests and diagnostics based on weighted residuals. Biometrika
        1994;81:515-526.

    Examples:
        Arms that take turns: at times 1 to 4 the events are of arm 1, 2, 2 and 1, so the hazard ratio is near 1 early
        and late.

        >>> from pv.stats import proportional_hazards_test
        >>> found = proportional_hazards_test([1, 2, 3, 4, 5, 5], [1, 1, 1, 1, 0, 0], [1, 2, 2, 1, 1, 2])
        >>> found.p_value > 0.5
        True
    """
    check_arm(arm)
    times, ended = checked_times("time", time), checked_status("event", event, largest=1)
    coefficient = hazard_ratio(time, event, arm, strata=strata).coefficient
    if not np.isfinite(coefficient):
        return ProportionalHazards(np.nan, np.nan)
    _, tables = tables_by_stratum(time, event, arm, strata, cause=1, largest=1)
    score, information = 0.0, np.zeros((2, 2))
    layers = np.zeros(times.size) if strata is None else np.unique(np.asarray(strata), return_inverse=True)[1]
    for layer, table in enumerate(tables):
        happened = np.unique(times[(ended == 1) & (layers == layer)])
        had = _had_before(times, ended, happened)
        first, second, _ = efron_terms(table.at_risk, table.events)
        share = share_of_first(coefficient, first, second)
        had_of_each = np.repeat(had, table.events.sum(axis=1).astype(np.int64))
        score += float(had @ table.events[:, 0] - had_of_each @ share)
        spread = share * (1 - share)
        information += np.array([[np.sum(spread * had_of_each**power) for power in (k, k + 1)] for k in (0, 1)])
    # What is left of the information on c once the hazard ratio itself is estimated.
    left = information[1, 1] - information[0, 1] ** 2 / information[0, 0]
    if left <= np.finfo(np.float64).eps * max(information[1, 1], np.finfo(np.float64).tiny):
        return ProportionalHazards(np.nan, np.nan)
    statistic = score**2 / left
    return ProportionalHazards(float(statistic), float(chdtrc(1, statistic)))


def _had_before(times: FloatArray, ended: IntArray, at: FloatArray) -> FloatArray:
    """Return the share of all subjects who have had the event before each time, by Kaplan-Meier."""
    curve = kaplan_meier(times, ended)
    return np.asarray(1 - np.concatenate([[1.0], curve.estimate])[np.searchsorted(curve.time, at, side="left")])
