"""The data that the search begins with: they give the numbers at risk and the counts of values already."""

from typing import NamedTuple

import numpy as np

from pv.facts.course_model import CoursePart, SearchPart
from pv.facts.model import Facts
from pv.reconstruct.plan.durations import days_per_unit
from pv.reconstruct.search.analyses import Figures, figures, in_order, searched
from pv.reconstruct.search.arrays import CENSORED, OWN_EVENT, Fixed, Floats, Ints, Masks, Memory, State, Wishes
from pv.reconstruct.search.assigned import Assigned, assigned
from pv.reconstruct.search.kernel.misses import place_subject
from pv.reconstruct.search.slots import AtRisk, Slots, matched, slots

#: The share of events at the start, which the search changes.
_EVENTS = 0.6


class Start(NamedTuple):
    """All that the search needs."""

    state: State
    fixed: Fixed
    figures: Figures
    wishes: Wishes
    memory: Memory
    values: Assigned


def start(facts: Facts, course: CoursePart, part: SearchPart, rng: np.random.Generator) -> Start:
    """Return data of the right sizes, with times that the numbers at risk allow.

    Raises:
        InputError: numbers at risk or counts of values that contradict each other.
    """
    arm = np.repeat(np.arange(len(part.randomised)), part.randomised)
    analyses = searched(facts, course)
    counted = {figure.endpoint for figure in facts.published.figure if figure.measure == "at_risk"}
    held = {name for one in analyses if one.name in counted for cohort in one.cohort for name in cohort}
    values = assigned([one.name for one in course.variable], part.assigned, arm, held, rng)
    printed = figures(facts, course, values.names)
    memory = _memory(printed, len(course.endpoint), arm.size)
    day, kind, low, high, order = np.zeros((5, len(course.endpoint), arm.size), dtype=np.int64)
    state = State(day, kind, low, high, values.value, order)
    for subject in range(arm.size):
        place_subject(subject, state, printed.printed, memory)
    parameters = [one.parameter for one in in_order(course)]
    longest = (facts.study.cutoff_date - facts.assumed.accrual[0]).days + 1
    of = {
        row: slots(_at_risk(facts, _analyses_of(facts, course, name), memory.member, arm), arm, longest, rng)
        for row, name in enumerate(parameters)
    }
    last = len(parameters) - 1
    matched(of, last, rng)
    place = np.array([of[row].place for row in range(len(parameters))])
    fixed = Fixed(arm, place, values.block, values.of_block)
    _fill(state, of, fixed, _usual(printed, last, len(facts.arm), longest), rng)
    return Start(state, fixed, printed, _wishes(part, parameters, len(facts.arm)), memory, values)


def _wishes(part: SearchPart, parameters: list[str], arms: int) -> Wishes:
    """Return what is plausible, as the facts say."""
    deaths = [part.deaths.get(name, (-1,) * arms) for name in parameters]
    later = -1 if part.later_deaths is None else part.later_deaths
    return Wishes(part.visit_days or 0, np.array(deaths, dtype=np.int64), later)


def _analyses_of(facts: Facts, course: CoursePart, parameter: str) -> dict[str, int]:
    """Return the analyses of an endpoint: name -> number."""
    return {one.name: row for row, one in enumerate(searched(facts, course)) if one.parameter == parameter}


def _memory(printed: Figures, endpoints: int, subjects: int) -> Memory:
    analyses = printed.printed.endpoint.size
    rows = len(printed.medians) + len(printed.ratios) + len(printed.totals) + len(printed.counts)
    return Memory(
        member=np.zeros((analyses, subjects), dtype=np.bool_),
        stratum=np.zeros((analyses, subjects), dtype=np.int64),
        beta=np.zeros(len(printed.ratios)),
        cost=np.zeros(endpoints + 2),
        found=np.full((rows, 6), np.nan),
        miss=np.zeros(rows),
    )


def _at_risk(facts: Facts, analyses: dict[str, int], member: Masks, arm: Ints) -> list[AtRisk]:
    """Return the numbers at risk of an endpoint."""
    units = days_per_unit(facts)
    arms = [one.name for one in facts.arm]
    return [
        AtRisk(
            figure.id,
            member[analyses[figure.endpoint]] & (arm == arms.index(figure.arm)),
            figure.at_risk,
            float(figure.every * units[figure.unit]),
        )
        for figure in facts.published.figure
        if figure.measure == "at_risk" and figure.endpoint in analyses
    ]


def _fill(state: State, of: dict[int, Slots], fixed: Fixed, usual: Floats, rng: np.random.Generator) -> None:
    """Draw days and events that fit each other, deaths as often as the printed median of an arm has them."""
    for row, one in of.items():
        state.low[row], state.high[row] = one.low, one.high
    last = len(of) - 1
    for subject in range(state.day.shape[1]):
        latest = max((int(state.low[row, subject]) for row in range(last)), default=0)
        low, high = int(state.low[last, subject]), int(state.high[last, subject])
        first = max(low, min(latest + 1, high))
        dies = int(rng.exponential(usual[fixed.arm[subject]] / np.log(2)))
        leaves = int(rng.integers(first, high + 1))
        # Without numbers at risk on a day as the median has them, otherwise on any day of the time between two of them.
        wide = high - low >= usual[fixed.arm[subject]]
        end = min(max(dies, first), max(leaves, high // 2)) if wide else leaves
        dead = end > latest and (end < leaves if wide else rng.random() < _EVENTS)
        state.day[last, subject], state.kind[last, subject] = end, OWN_EVENT if dead else CENSORED
        for row in range(last):
            until = min(int(state.high[row, subject]), end - dead)
            state.day[row, subject] = rng.integers(int(state.low[row, subject]), until + 1)
            state.kind[row, subject] = OWN_EVENT if rng.random() < _EVENTS else CENSORED
    for row in of:
        state.order[row] = np.argsort(state.day[row], kind="stable")


def _usual(printed: Figures, last: int, arms: int, longest: int) -> Floats:
    """Return a printed median of the last endpoint in each arm; half of the longest time without one."""
    usual = np.full(arms, longest / 2)
    for row, (analysis, arm, follow_up) in enumerate(printed.printed.median_of):
        middle = printed.printed.median_low[row, 1]
        if printed.printed.endpoint[analysis] == last and arm >= 0 and not follow_up and np.isfinite(middle):
            usual[arm] = middle
    return usual
