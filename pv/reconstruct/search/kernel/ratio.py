"""A hazard ratio with its limits (Cox, Efron's ties) and the p-value of the log-rank test, stratified."""

import math

import numpy as np

from pv.reconstruct.search.arrays import Floats, Ints, Masks

_Z = 1.959963984540054
_STEPS = 12
_CLOSE = 1e-5


def hazard_ratio(
    order: Ints, day: Ints, kind: Ints, side: Ints, counted: Masks, stratum: Ints, beta: float, out: Floats
) -> float:
    """Put hazard ratio, lower limit, upper limit and p-value into `out`, and return the logarithm of the ratio.

    Args:
        order: the subjects by day.
        day: the day on which each time ends.
        kind: how it ends, 0: censored.
        side: 0 in the arm, 1 in the comparator, -1 in neither.
        counted: who is in the cohort.
        stratum: the number of the stratum, from 0.
        beta: where the search for the logarithm begins.
        out: (4,) is written.
    """
    strata = stratum.max() + 1
    at_risk = np.zeros((strata, 2))
    events = np.zeros((strata, 2))
    terms = np.empty((2, order.size))
    sums = np.zeros(4)  # how many terms, events in the arm, log-rank score, its variance
    i = order.size - 1
    while i >= 0:
        now = day[order[i]]
        last = i
        while i >= 0 and day[order[i]] == now:
            subject = order[i]
            if counted[subject] and side[subject] >= 0:
                at_risk[stratum[subject], side[subject]] += 1
                events[stratum[subject], side[subject]] += kind[subject] > 0
            i -= 1
        for k in range(i + 1, last + 1):
            here = stratum[order[k]]
            if events[here, 0] + events[here, 1] > 0:
                _add_table(at_risk[here], events[here], terms, sums)
                events[here, :] = 0
    return _estimate(terms[:, : int(sums[0])], sums, beta, out)


def _add_table(at_risk: Floats, events: Floats, terms: Floats, sums: Floats) -> None:
    """Add the two-by-two table of one day and stratum."""
    died = events[0] + events[1]
    every = at_risk[0] + at_risk[1]
    place = int(sums[0])
    for k in range(int(died)):
        terms[0, place + k] = at_risk[0] - k / died * events[0]
        terms[1, place + k] = at_risk[1] - k / died * events[1]
    sums[0] += died
    sums[1] += events[0]
    sums[2] += events[0] - died * at_risk[0] / every
    if every > 1:
        sums[3] += died * at_risk[0] * at_risk[1] * (every - died) / (every * every * (every - 1))


def _estimate(terms: Floats, sums: Floats, beta: float, out: Floats) -> float:
    """Find the largest likelihood (Newton), from a near logarithm of the ratio."""
    information = 0.0
    for _ in range(_STEPS):
        score = sums[1]
        information = 1e-12
        scale = np.exp(beta)
        for k in range(terms.shape[1]):
            share = terms[0, k] * scale / (terms[0, k] * scale + terms[1, k])
            score -= share
            information += share * (1.0 - share)
        step = min(max(score / information, -1.0), 1.0)
        beta = min(max(beta + step, -10.0), 10.0)
        if abs(step) < _CLOSE:
            break
    half = _Z / np.sqrt(information)
    out[0] = np.exp(beta)
    out[1] = np.exp(beta - half)
    out[2] = np.exp(beta + half)
    out[3] = math.erfc(abs(sums[2]) / np.sqrt(2 * max(sums[3], 1e-12)))
    return beta
