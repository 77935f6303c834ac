"""Simulated annealing (Kirkpatrick, Gelatt, Vecchi 1983): changes for the worse are taken less and less often."""

import numpy as np

from pv.reconstruct.search.arrays import Fixed, Floats, Ints, Masks, Memory, Printed, State, Wishes
from pv.reconstruct.search.kernel.changes import (
    exchange_ends,
    exchange_times,
    exchange_values,
    move,
    possible,
    turn,
    whole,
)
from pv.reconstruct.search.kernel.misses import endpoint_misses, place_subject
from pv.reconstruct.search.kernel.oddness import oddness

#: How often each change is tried: a day moved, a time ended otherwise, ends exchanged, times exchanged, else values.
_MOVE, _TURN, _ENDS, _TIMES = 0.45, 0.53, 0.65, 0.75
_GAIN = 1e-9
#: Most pairs that are not of one arm are passed over.
_PASSED = 0.8


def evaluate(state: State, fixed: Fixed, printed: Printed, wishes: Wishes, memory: Memory) -> float:
    """Return the cost of the data; what they give and the cost of each endpoint are noted."""
    for subject in range(fixed.arm.size):
        place_subject(subject, state, printed, memory)
    endpoints = state.day.shape[0]
    for endpoint in range(endpoints):
        memory.cost[endpoint] = endpoint_misses(endpoint, state, fixed, printed, memory)
    memory.cost[endpoints] = oddness(state, fixed, wishes)
    return float(memory.cost[: endpoints + 1].sum())


def anneal(
    state: State,
    best: State,
    fixed: Fixed,
    printed: Printed,
    wishes: Wishes,
    memory: Memory,
    rng: np.random.Generator,
    schedule: tuple[int, int, int, float, float],
) -> None:
    """Try changes; the best data are copied into `best`, their cost is the last of `memory.cost`.

    Args:
        state: the data, changed.
        best: the best data so far, changed.
        fixed: what does not change.
        printed: what is printed.
        wishes: what is plausible.
        memory: what `evaluate` noted of the data.
        rng: the random numbers.
        schedule: first step, the one after the last, all steps; the temperatures of the first and of the last of all.
    """
    first, after, steps, hot, cold = schedule
    touched = np.zeros(state.day.shape[0], np.bool_)
    kept = np.zeros((2, 4 * state.day.shape[0] + state.value.shape[0]), np.int64)
    cost = np.zeros(memory.cost.size)
    for step in range(first, after):
        heat = hot * (cold / hot) ** (step / steps)
        touched[:] = False
        subject, other = whole(rng, 0, fixed.arm.size - 1), whole(rng, 0, fixed.arm.size - 1)
        if fixed.arm[subject] != fixed.arm[other] and rng.random() < _PASSED:
            continue
        keep(state, subject, kept[0], True)
        keep(state, other, kept[1], True)
        limit = memory.cost[:-1].sum() - heat * np.log(max(rng.random(), 1e-300))
        changed = change(state, fixed, rng, subject, other, touched)
        if changed and better(state, fixed, printed, wishes, memory, (subject, other), touched, limit, cost):
            memory.cost[:-1] = cost[:-1]
            if cost[:-1].sum() < memory.cost[-1] - _GAIN:
                memory.cost[-1] = cost[:-1].sum()
                copy(state, best)
        else:
            keep(state, subject, kept[0], False)
            keep(state, other, kept[1], False)
            if changed and touched.all():
                place_subject(subject, state, printed, memory)
                place_subject(other, state, printed, memory)
        if memory.cost[-1] <= _GAIN:
            return


def change(state: State, fixed: Fixed, rng: np.random.Generator, subject: int, other: int, touched: Masks) -> bool:
    """Try one change."""
    chance = rng.random()
    endpoint = whole(rng, 0, state.day.shape[0] - 1)
    blocks = fixed.block.shape[0]
    if blocks > 0 and chance >= _TIMES:
        return subject != other and exchange_values(state, fixed, whole(rng, 0, blocks - 1), subject, other, touched)
    if chance >= _TIMES or chance < _MOVE:
        return move(state, rng, endpoint, subject, touched)
    if chance < _TURN or subject == other:
        return turn(state, rng, endpoint, subject, touched)
    if chance < _ENDS:
        return exchange_ends(state, endpoint, subject, other, touched)
    return exchange_times(state, fixed, endpoint, subject, other, touched)


def better(
    state: State,
    fixed: Fixed,
    printed: Printed,
    wishes: Wishes,
    memory: Memory,
    pair: tuple[int, int],
    touched: Masks,
    limit: float,
    cost: Floats,
) -> bool:
    """Return whether the changed data cost no more than the limit; `cost` gets the parts."""
    subject, other = pair
    if not possible(state, subject) or not possible(state, other):
        return False
    last = state.day.shape[0]
    cost[:] = memory.cost
    cost[last] = oddness(state, fixed, wishes)
    if touched.all():
        place_subject(subject, state, printed, memory)
        place_subject(other, state, printed, memory)
    for endpoint in range(last):
        if touched[endpoint]:
            cost[endpoint] = 0.0
    for endpoint in range(last):
        # What the others rule out already needs no figures.
        if touched[endpoint] and cost[: last + 1].sum() <= limit:
            cost[endpoint] = endpoint_misses(endpoint, state, fixed, printed, memory)
    return bool(cost[: last + 1].sum() <= limit)


def keep(state: State, subject: int, kept: Ints, store: bool) -> None:
    """Store what there is of a subject, or give it back."""
    place = 0
    for table in (state.day, state.kind, state.low, state.high, state.value):
        for row in range(table.shape[0]):
            if store:
                kept[place] = table[row, subject]
            else:
                table[row, subject] = kept[place]
            place += 1


def copy(state: State, best: State) -> None:
    """Copy the data."""
    best.day[:] = state.day
    best.kind[:] = state.kind
    best.low[:] = state.low
    best.high[:] = state.high
    best.value[:] = state.value
    best.order[:] = state.order
