"""When subjects can leave the risk set, as the numbers at risk of nested cohorts say."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import ceil
from typing import NamedTuple

import numpy as np

from pv.errors import InputError, Problem
from pv.reconstruct.search.arrays import Ints, Masks


class AtRisk(NamedTuple):
    """The numbers at risk of one endpoint in the subjects of an arm that are in a cohort.

    Attributes:
        figure: the id of the figure.
        cohort: (subjects,) who is in the cohort and the arm.
        numbers: from time 0 on.
        days: days between two of them.
    """

    figure: str
    cohort: Masks
    numbers: tuple[int, ...]
    days: float


class Slots(NamedTuple):
    """Of every subject the first and last day on which its time can end; subjects of one place can exchange them."""

    low: Ints
    high: Ints
    place: Ints


def slots(tables: Sequence[AtRisk], arm: Ints, longest: int, rng: np.random.Generator) -> Slots:
    """Return when each subject leaves, at random among those of whom the same numbers count.

    A subject is of the smallest cohort that it is in; who of a cohort is in none inside it leaves when the numbers of
    the cohort, less those of the cohorts inside it, say so. A time counts at a time at or before its day.

    Args:
        tables: the numbers at risk of one endpoint, of all arms and cohorts.
        arm: (subjects,) the number of the arm; who is in no table can leave on any day.
        longest: the last day of all.
        rng: the random numbers.

    Raises:
        InputError: cohorts that overlap, another number at time 0 than the cohort has, or numbers that rise.
    """
    problems = list(_overlaps(tables))
    if problems:
        raise InputError(problems)
    low, high, place = np.ones_like(arm), np.full_like(arm, longest), arm.copy()
    for number, table in enumerate(sorted(tables, key=lambda one: int(one.cohort.sum())), start=int(arm.max()) + 1):
        inside = _largest_inside(table, tables)
        rest = table.cohort & ~np.any([one.cohort for one in inside], axis=0) if inside else table.cohort
        numbers = np.array(table.numbers)
        for one in inside:
            numbers = numbers - _as_long(one, numbers.size)
        problems += _mistakes(table, inside, numbers, int(rest.sum()))
        if not problems:
            subjects = rng.permutation(np.flatnonzero(rest))
            left = np.repeat(np.arange(numbers.size), -np.diff(np.append(numbers, 0)))
            bounds = _bounds(table, numbers.size, longest)
            low[subjects], high[subjects] = bounds[left], bounds[left + 1] - 1
            place[subjects] = number
    if problems:
        raise InputError(problems)
    return Slots(low, high, place)


def _bounds(table: AtRisk, times: int, longest: int) -> Ints:
    """Return the first day at or after each time, and the day after the last of all."""
    days = [max(ceil(time * table.days), 1) for time in range(times)]
    return np.array([*days, max(longest, days[-1]) + 1])


def _as_long(table: AtRisk, size: int) -> Ints:
    """Return the numbers of a table, filled with zeros where another goes on."""
    numbers = np.zeros(size, dtype=np.int64)
    numbers[: len(table.numbers)] = table.numbers[:size]
    return numbers


def _largest_inside(table: AtRisk, tables: Sequence[AtRisk]) -> list[AtRisk]:
    """Return the largest cohorts inside another one."""
    inside = [one for one in tables if one is not table and _within(one, table)]
    return [one for one in inside if not any(_within(one, other) for other in inside if other is not one)]


def _within(one: AtRisk, other: AtRisk) -> bool:
    return bool((one.cohort <= other.cohort).all() and one.cohort.sum() < other.cohort.sum())


def _overlaps(tables: Sequence[AtRisk]) -> Iterator[Problem]:
    """Yield cohorts of which neither is inside the other, that are the same, or that are counted at other times."""
    for place, one in enumerate(tables):
        for other in tables[:place]:
            if (one.cohort & other.cohort).any():
                if not (_within(one, other) or _within(other, one)):
                    yield Problem(
                        f"{other.figure} and {one.figure} have subjects in common", "numbers at risk", "nested"
                    )
                elif one.days != other.days:
                    yield Problem(
                        f"{other.figure} and {one.figure} are at other times", "numbers at risk", "the same times"
                    )


def _mistakes(table: AtRisk, inside: Sequence[AtRisk], numbers: Ints, size: int) -> Iterator[Problem]:
    """Yield another number at time 0 than there are subjects, and numbers that rise."""
    less = " less ".join([table.figure, *(one.figure for one in inside)])
    if numbers[0] != size:
        yield Problem(f"{less}: {numbers[0]} at risk at time 0", "numbers at risk", f"{size}, by [course.search]")
    for time, (before, after) in enumerate(pairwise(numbers), start=1):
        if after > before or after < 0:
            message = f"{less}: {after} at risk at number {time + 1} after {before}"
            yield Problem(message, "numbers at risk", "numbers that do not rise")


def matched(slots_of: Mapping[int, Slots], last: int, rng: np.random.Generator) -> None:
    """Exchange the slots of the other endpoints so that no subject must end one after the last endpoint.

    Args:
        slots_of: the slots by endpoint, changed.
        last: the endpoint that a death ends.
        rng: the random numbers.

    Raises:
        InputError: more subjects are at risk of another endpoint than of the last.
    """
    until = slots_of[last].high
    for endpoint, of in slots_of.items():
        for number in np.unique(of.place) if endpoint != last else ():
            free = list(np.flatnonzero(of.place == number))
            pairs = sorted(zip(of.low[free], of.high[free], strict=True), reverse=True)
            for low, high in pairs:
                able = [subject for subject in free if until[subject] >= low]
                if not able:
                    message = (
                        f"fewer subjects are at risk of the last endpoint than of endpoint {endpoint + 1} on day {low}"
                    )
                    raise InputError(Problem(message, "numbers at risk", "as many at least"))
                chosen = able[int(rng.random() * len(able))]
                free.remove(chosen)
                of.low[chosen], of.high[chosen] = low, high
