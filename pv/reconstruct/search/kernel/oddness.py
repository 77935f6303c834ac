"""How implausible the data are beyond what is printed."""

import numpy as np

from pv.reconstruct.search.arrays import DEATH, Fixed, State, Wishes

#: Days round a visit on which an event is seen at it, and the share of the others.
_ROUND, _OTHERS = 8, 0.10
_OFF_VISIT, _ASIDE = 0.05, 0.3


def oddness(state: State, fixed: Fixed, wishes: Wishes) -> float:
    """Return how far the data are from what is wished."""
    last = state.day.shape[0] - 1
    cost = 0.0
    for endpoint in range(last):
        deaths = np.zeros(wishes.deaths.shape[1])
        later, own, off = 0, 0, 0
        for subject in range(fixed.arm.size):
            kind = state.kind[endpoint, subject]
            if kind == DEATH:
                deaths[fixed.arm[subject]] += 1
            elif kind == 1:
                own += 1
                off += off_visit(state.day[endpoint, subject], wishes.visit)
            else:
                later += state.kind[last, subject] > 0
        if wishes.visit > 0:
            cost += _OFF_VISIT * max(off - _OTHERS * own, 0.0)
        if wishes.later >= 0:
            cost += _ASIDE * max(later - wishes.later, 0.0)
        for arm in range(deaths.size):
            if wishes.deaths[endpoint, arm] >= 0:
                cost += _ASIDE * abs(deaths[arm] - wishes.deaths[endpoint, arm])
    return cost


def off_visit(day: int, visit: int) -> bool:
    """Return whether a day is far from every visit; visits are `visit` days apart, the first after as many days."""
    if visit == 0:
        return False
    past = day % visit
    return day < visit - _ROUND or min(past, visit - past) > _ROUND
