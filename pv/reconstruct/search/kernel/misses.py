"""How far the data are from what is printed: nothing inside what prints so, else more the farther."""

import numpy as np

from pv.reconstruct.search.arrays import OWN_EVENT, Fixed, Ints, Memory, Printed, State
from pv.reconstruct.search.kernel.curve import median_limits, sort_again
from pv.reconstruct.search.kernel.ratio import hazard_ratio

#: So much of the interval at each end is left out: programs differ in the last digits.
_MARGIN = 0.04
#: The slope of the cost falls with the distance, and never to nothing: the search must know the way from afar.
_NEAR, _SLOPE = 3.0, 0.3
#: Of a limit that is to be reached and is not; the scale on which one goes beyond one half that is not to reach it.
_NOT_REACHED, _BEYOND = 6.0, 0.05
_HALF = 0.2
_OF_A_SUBJECT = 0.5


def miss(value: float, low: float, high: float) -> float:
    """Return 0 inside the interval, else its distance in widths and a fixed part."""
    if np.isnan(low):
        return 0.0
    if np.isinf(value):
        return _NOT_REACHED
    margin = _MARGIN * (high - low)
    far = max(low + margin - value, value - high + margin) / (high - low)
    if far <= 0:
        return 0.0
    return 0.5 + min(far, _NEAR) + _SLOPE * max(far - _NEAR, 0.0)


def p_miss(value: float, low: float, high: float) -> float:
    """Return 0 inside the interval, else its distance on the scale of logarithms and a fixed part."""
    if (
        np.isnan(low)
        or low + _MARGIN * (high - low) <= value < high - _MARGIN * (high - low)
        or (low == 0 and value < high)
    ):
        return 0.0
    far = np.log(max(low, 1e-12) / max(value, 1e-12)) if value < (low + high) / 2 else np.log(value / high)
    return float(0.5 + 5.0 * min(max(far, 0.0), 5.0))


def endpoint_misses(endpoint: int, state: State, fixed: Fixed, printed: Printed, memory: Memory) -> float:
    """Return the misses of all that is printed of an endpoint; what was found is noted."""
    order, day, kind = state.order[endpoint], state.day[endpoint], state.kind[endpoint]
    sort_again(order, day)
    medians, ratios = printed.median_of.shape[0], printed.ratio_of.shape[0]
    cost = 0.0
    for row in range(medians):
        if printed.endpoint[printed.median_of[row, 0]] == endpoint:
            cost += _median_miss(row, order, day, kind, fixed, printed, memory)
    for row in range(ratios):
        if printed.endpoint[printed.ratio_of[row, 0]] == endpoint:
            cost += _ratio_miss(row, medians + row, order, day, kind, fixed, printed, memory)
    for row in range(printed.total_of.shape[0]):
        if printed.endpoint[printed.total_of[row, 0]] == endpoint:
            cost += _total_miss(row, medians + ratios + row, kind, fixed, printed, memory)
    before = medians + ratios + printed.total_of.shape[0]
    for row in range(printed.count_of.shape[0]):
        if printed.endpoint[printed.count_of[row, 0]] == endpoint:
            cost += _count_miss(row, before + row, day, kind, fixed, printed, memory)
    return cost


def _median_miss(row: int, order: Ints, day: Ints, kind: Ints, fixed: Fixed, printed: Printed, memory: Memory) -> float:
    arm = printed.median_of[row, 1]
    counted = memory.member[printed.median_of[row, 0]]
    if arm >= 0:
        counted = counted & (fixed.arm == arm)
    found = memory.found[row]
    halves = median_limits(order, day, kind, counted, printed.median_of[row, 2] == 1, found)
    cost = 0.0
    for k in range(3):
        if not np.isinf(printed.median_low[row, k]):
            cost += miss(found[k], printed.median_low[row, k], printed.median_high[row, k])
        elif not np.isinf(found[k]):
            cost += 0.5 + found[3 + k] / _BEYOND
    memory.miss[row] = cost
    return cost + _HALF * halves


def _ratio_miss(
    row: int, place: int, order: Ints, day: Ints, kind: Ints, fixed: Fixed, printed: Printed, memory: Memory
) -> float:
    analysis, arm, comparator = printed.ratio_of[row, 0], printed.ratio_of[row, 1], printed.ratio_of[row, 2]
    side = np.where(fixed.arm == arm, 0, np.where(fixed.arm == comparator, 1, -1))
    found = memory.found[place]
    member, stratum = memory.member[analysis], memory.stratum[analysis]
    memory.beta[row] = hazard_ratio(order, day, kind, side, member, stratum, memory.beta[row], found)
    cost = p_miss(found[3], printed.ratio_low[row, 3], printed.ratio_high[row, 3])
    for k in range(3):
        cost += miss(found[k], printed.ratio_low[row, k], printed.ratio_high[row, k])
    memory.miss[place] = cost
    return cost


def _total_miss(row: int, place: int, kind: Ints, fixed: Fixed, printed: Printed, memory: Memory) -> float:
    analysis, arm = printed.total_of[row, 0], printed.total_of[row, 1]
    events = 0.0
    for subject in range(kind.size):
        if memory.member[analysis, subject] and (arm < 0 or fixed.arm[subject] == arm) and kind[subject] > 0:
            events += 1
    memory.found[place, 0] = events
    miss_of_total = _SLOPE * abs(events - float(printed.total_of[row, 2]))
    memory.miss[place] = miss_of_total
    return miss_of_total


def _count_miss(row: int, place: int, day: Ints, kind: Ints, fixed: Fixed, printed: Printed, memory: Memory) -> float:
    wanted = printed.count_of[row]
    analysis, arm, what, limit = wanted[0], wanted[1], wanted[2], wanted[3]
    subjects = 0.0
    for subject in range(kind.size):
        if memory.member[analysis, subject] and fixed.arm[subject] == arm:
            early = day[subject] <= limit
            own = kind[subject] == OWN_EVENT
            subjects += day[subject] >= limit if what == 0 else early and own == (what == 1)
    memory.found[place, 0] = subjects
    miss_of_count = _OF_A_SUBJECT * float(max(wanted[4] - subjects, subjects - wanted[5], 0.0))
    memory.miss[place] = miss_of_count
    return miss_of_count


def place_subject(subject: int, state: State, printed: Printed, memory: Memory) -> None:
    """Say of which cohorts and strata a subject is, by its values."""
    analyses, variables = printed.radix.shape
    for analysis in range(analyses):
        memory.member[analysis, subject] = False
        number = 0
        for variable in range(variables):
            number += printed.radix[analysis, variable] * state.value[variable, subject]
        memory.stratum[analysis, subject] = number
    for row in range(printed.alternative.size):
        inside = True
        for variable in range(variables):
            inside = inside and printed.allowed[row, variable, state.value[variable, subject]]
        if inside:
            memory.member[printed.alternative[row], subject] = True
