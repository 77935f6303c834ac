"""The changes that the search tries, each of one or two subjects; a change that cannot be returns False."""

import numpy as np

from pv.reconstruct.search.arrays import DEATH, Fixed, Masks, State

#: A day is moved by so many days at most, or anywhere, each as often.
_NEAR_DAYS, _NEAR, _HALF = 6, 0.5, 0.5


def whole(rng: np.random.Generator, low: int, high: int) -> int:
    """Return a whole number from `low` to `high`, both included."""
    return low + int(rng.random() * (high - low + 1))


def possible(state: State, subject: int) -> bool:
    """Return whether the times of a subject fit the numbers at risk and one another."""
    last = state.day.shape[0] - 1
    dead = state.kind[last, subject] > 0
    end = state.day[last, subject]
    for endpoint in range(last + 1):
        day, kind = state.day[endpoint, subject], state.kind[endpoint, subject]
        if day < state.low[endpoint, subject] or day > state.high[endpoint, subject]:
            return False
        if endpoint < last:
            if kind == DEATH and not (dead and day == end):
                return False
            if kind != DEATH and day > end - dead:  # before the death, or on the last day alive at the latest
                return False
    return True


def move(state: State, rng: np.random.Generator, endpoint: int, subject: int, touched: Masks) -> bool:
    """Move the end of a time to another day, with the times that the same death ends."""
    last = state.day.shape[0] - 1
    if state.kind[endpoint, subject] == DEATH:
        endpoint = last
    day = state.day[endpoint, subject]
    if rng.random() < _NEAR:
        new = day + whole(rng, -_NEAR_DAYS, _NEAR_DAYS)
    else:
        new = whole(rng, state.low[endpoint, subject], state.high[endpoint, subject])
    if new == day:
        return False
    for other in range(last + 1):
        if other == endpoint or (endpoint == last and state.kind[other, subject] == DEATH):
            state.day[other, subject] = new
            touched[other] = True
    return True


def turn(state: State, rng: np.random.Generator, endpoint: int, subject: int, touched: Masks) -> bool:
    """Let a time end in another way."""
    last = state.day.shape[0] - 1
    touched[endpoint] = True
    kind = state.kind[endpoint, subject]
    if endpoint == last:
        state.kind[endpoint, subject] = 0 if kind > 0 else 1
        return True
    if kind == 0:
        state.kind[endpoint, subject] = 1
    elif kind == 1 and rng.random() < _HALF:
        state.kind[endpoint, subject] = 0
    elif kind == 1:
        state.kind[endpoint, subject] = 2
        state.day[endpoint, subject] = state.day[last, subject]
    else:
        state.kind[endpoint, subject] = 1
        high = min(state.high[endpoint, subject], state.day[last, subject] - 1)
        state.day[endpoint, subject] = whole(rng, state.low[endpoint, subject], max(high, 1))
    return True


def exchange_ends(state: State, endpoint: int, subject: int, other: int, touched: Masks) -> bool:
    """Let one time end as the other does: an event becomes censored, a censored time an event."""
    kind, its = state.kind[endpoint, subject], state.kind[endpoint, other]
    if (kind > 0) == (its > 0) or DEATH in (kind, its):  # a death is of its own subject
        return False
    state.kind[endpoint, subject] = its
    state.kind[endpoint, other] = kind
    touched[endpoint] = True
    return True


def exchange_times(state: State, fixed: Fixed, endpoint: int, subject: int, other: int, touched: Masks) -> bool:
    """Exchange two times of subjects with the same numbers at risk."""
    if fixed.place[endpoint, subject] != fixed.place[endpoint, other]:
        return False
    last = state.day.shape[0] - 1
    for row in range(last):
        if endpoint in (row, last) and (state.kind[row, subject] == DEATH or state.kind[row, other] == DEATH):
            return False
    for table in (state.day, state.kind, state.low, state.high):
        kept = table[endpoint, subject]
        table[endpoint, subject] = table[endpoint, other]
        table[endpoint, other] = kept
    touched[endpoint] = True
    return True


def exchange_values(state: State, fixed: Fixed, block: int, subject: int, other: int, touched: Masks) -> bool:
    """Exchange the values of a block of two subjects of whom the same is known."""
    if fixed.block[block, subject] < 0 or fixed.block[block, subject] != fixed.block[block, other]:
        return False
    differ = False
    for variable in range(fixed.of_block.shape[1]):
        if fixed.of_block[block, variable]:
            kept = state.value[variable, subject]
            differ = differ or kept != state.value[variable, other]
            state.value[variable, subject] = state.value[variable, other]
            state.value[variable, other] = kept
    touched[:] = differ
    return differ
