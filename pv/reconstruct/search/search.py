"""Search for times, events and strata: what is found, and what is printed that it does not give."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from pv.errors import InputError, Problem
from pv.facts.course_model import CoursePart, SearchPart
from pv.facts.model import Facts
from pv.reconstruct.plan.durations import days_per_unit
from pv.reconstruct.search.analyses import passed_over
from pv.reconstruct.search.arrays import Memory, State
from pv.reconstruct.search.compiled import Kernel
from pv.reconstruct.search.start import Start, start
from pv.stages import Stages

#: The temperatures of the first round, and of those after it, which begin from the best data and are a quarter as long.
_FIRST, _AGAIN = (2.0, 0.01), (0.12, 0.008)
_ROUNDS, _SHORTER = 6, 4
_PARTS = 40


class Missed(NamedTuple):
    """A figure that the data do not give, and in words what they give."""

    figure: str
    nearest: str


class Found(NamedTuple):
    """The data that came out, the figures that they do not give, and those of times that were not searched for."""

    start: Start
    state: State
    missed: tuple[Missed, ...]
    passed_over: tuple[str, ...]


def parts_of(facts: Facts) -> tuple[CoursePart, SearchPart]:
    """Return what the facts say of the courses and of the search for them.

    Raises:
        InputError: they do not say how to search.
    """
    if facts.course is None or facts.course.search is None:
        raise InputError(Problem("the facts do not say how to search for courses", "course.search", "[course.search]"))
    return facts.course, facts.course.search


def search(facts: Facts, kernel: Kernel, *, seed: int = 1, stages: Stages | None = None) -> Found:
    """Return data that give the numbers at risk exactly, and the other figures as far as they were reached.

    Args:
        facts: the published figures.
        kernel: the functions that the time is spent in, compiled or plain.
        seed: of the random draws; the same seed gives the same data.
        stages: hear how far the search is.

    Raises:
        InputError: the facts do not say how to search, or contradict themselves.
    """
    course, part = parts_of(facts)
    begun = start(facts, course, part, np.random.default_rng([seed, 0]))
    best = State(*(table.copy() for table in begun.state))
    memory = begun.memory
    given = (begun.fixed, begun.figures.printed, begun.wishes, memory)
    stages = stages or Stages()
    memory.cost[-1] = kernel.evaluate(begun.state, *given)
    for number in range(_ROUNDS):
        if number and not (memory.miss > 0).any():
            break
        steps = part.steps if number == 0 else max(part.steps // _SHORTER, 1)
        rng = np.random.default_rng([seed, number + 1])
        with stages.stage("search", total=_PARTS):
            for first, after in _pieces(steps):
                schedule = (first, after, steps, *(_AGAIN if number else _FIRST))
                kernel.anneal(begun.state, best, *given, rng, schedule)
                stages.advance()
        for table, kept in zip(begun.state, best, strict=True):
            table[:] = kept
        kernel.evaluate(begun.state, *given)
    missed = tuple(_missed(begun, memory, float(days_per_unit(facts)["months"])))
    return Found(begun, best, missed, tuple(passed_over(facts, course)))


def _pieces(steps: int) -> Iterator[tuple[int, int]]:
    """Yield the steps in pieces, so that there is something to hear between them."""
    edges = np.linspace(0, steps, _PARTS + 1).astype(int)
    yield from zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True)


def _missed(begun: Start, memory: Memory, month: float) -> Iterator[Missed]:
    """Yield the figures that do not come out, with what comes out in their place."""
    figures = begun.figures
    ids = [*figures.medians, *figures.ratios, *figures.totals, *figures.counts]
    ratios, totals = len(figures.medians), len(figures.medians) + len(figures.ratios)
    for row, (name, found, miss) in enumerate(zip(ids, memory.found, memory.miss, strict=True)):
        if miss > 0 and row < ratios:
            lower, value, upper = (round(float(x) / month, 2) for x in found[:3])
            yield Missed(name, f"{value} months ({lower}, {upper})")
        elif miss > 0 and row < totals:
            value, lower, upper, p = (float(x) for x in found[:4])
            yield Missed(name, f"{value:.4f} ({lower:.4f}, {upper:.4f}), p = {p:.6f}")
        elif miss > 0 and row < totals + len(figures.totals):
            yield Missed(name, f"{int(found[0])} events")
        elif miss > 0:
            _, _, what, day, low, high = figures.printed.count_of[row - totals - len(figures.totals)]
            how = ("without the event on", "with the event by", "who ended without the event by")[what]
            yield Missed(name, f"{int(found[0])} subjects {how} day {day}, where {low} to {high} leave room for them")
