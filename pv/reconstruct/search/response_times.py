"""Times to and durations of response that have the printed medians: who responds and when is changed until they do."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from pv.facts.course_model import RANDOMISED
from pv.facts.model import Facts
from pv.facts.printed import NOT_ESTIMABLE, interval
from pv.reconstruct.draw.random_stream import Draw
from pv.reconstruct.plan.durations import days_per_unit
from pv.reconstruct.search.analyses import OF_RESPONSE
from pv.reconstruct.search.arrays import Ints, Masks
from pv.reconstruct.search.responses import BEFORE, EVERY, Best, inside, response_day
from pv.reconstruct.search.search import Found, Missed

#: How many changes are tried, and the temperatures of the first and the last, in months.
_STEPS, _HOT, _COLD = 30_000, 0.2, 0.002
#: Days round a visit on which a response is seen at it; the first day of one.
_ROUND, _FIRST = 9, 32
#: So much of what prints as a median is left out at each end: a number that is half way is printed by its last digit.
_MARGIN = 0.02
_EQUAL = 1e-9
_HALF = 0.5


class _Target(NamedTuple):
    """A printed median: of durations (DOR) or times to response (TTR) of some subjects, in days."""

    figure: str
    duration: bool
    members: Masks
    low: float
    high: float


def fit_response_times(facts: Facts, found: Found, best: Best, event: Masks, draw: Draw) -> list[Missed]:
    """Change who responds, among subjects of whom the same is printed, and when, until the printed medians come out.

    Returns the medians that do not.

    Args:
        facts: the published figures.
        found: the times.
        best: the responses, changed.
        event: (subjects,) whether the time that ends a response ends with an event.
        draw: the stream of draws.
    """
    month = float(days_per_unit(facts)["months"])
    missed = []
    for number, arm in enumerate(facts.arm):
        targets = list(_targets(facts, found, arm.name, found.start.fixed.arm == number))
        pool = [one for one in best.day if found.start.fixed.arm[one] == number]
        if targets and pool:
            _anneal(best, pool, lambda: sum(_misses(targets, best, event)) / month, draw)  # noqa: B023  # called at once
        for target, miss in zip(targets, _misses(targets, best, event), strict=True):
            if miss > 0:
                missed.append(Missed(target.figure, f"{round(miss / month, 2)} months off"))
    return missed


def _targets(facts: Facts, found: Found, arm: str, of_arm: Masks) -> Iterator[_Target]:
    """Yield the printed medians of an arm."""
    units = days_per_unit(facts)
    analyses = {one.name: one for one in facts.endpoint if one.population == RANDOMISED and one.responders}
    for figure in facts.published.figure:
        one = analyses.get(str(figure.endpoint))
        if one is None or figure.arm != arm or figure.statistic != "median" or one.parameter not in OF_RESPONSE:
            continue
        if figure.value is not None and figure.value != NOT_ESTIMABLE:
            low, high = (float(bound * units[figure.unit]) for bound in interval(figure.value))
            members, margin = of_arm & inside(found, one.cohort), _MARGIN * (high - low)
            yield _Target(figure.id, one.parameter == "DOR", members, low + margin, high - margin)


def _misses(targets: Sequence[_Target], best: Best, event: Masks) -> list[float]:
    """Return how far each median is from the printed one, in days."""
    confirmed = np.array([one for one in best.day if one not in best.unconfirmed], dtype=np.int64)
    days = np.array([best.day[one] for one in confirmed.tolist()], dtype=np.int64)
    misses = []
    for target in targets:
        of = target.members[confirmed]
        subjects = confirmed[of]
        if target.duration:
            middle = median(best.length[subjects] - days[of] + 1, event[subjects])
        else:
            middle = median(days[of], np.ones(subjects.size, dtype=np.bool_))
        misses.append(max(target.low - middle, middle - target.high, 0.0))
    return misses


def median(time: Ints, event: Masks) -> float:
    """Return the Kaplan-Meier median, the middle of two times where the curve is one half between them."""
    # Events of one day one after the other, before the censored: the product is the same as of all of them at once.
    order = np.lexsort((~event, time))
    curve = np.cumprod(1 - event[order] / np.arange(time.size, 0, -1))
    below = np.flatnonzero(curve <= _HALF + _EQUAL)
    if not below.size:
        return float("inf")
    first = float(time[order[below[0]]])
    under = np.flatnonzero(curve < _HALF - _EQUAL)
    if abs(curve[below[0]] - _HALF) < _EQUAL and under.size:
        return (first + float(time[order[under[0]]])) / 2
    return first


def _anneal(best: Best, pool: list[int], misses: Callable[[], float], draw: Draw) -> None:
    """Try changes, those for the worse less and less often, until nothing is missed."""
    cost = misses()
    for step in range(_STEPS):
        if cost <= 0:
            return
        heat = _HOT * (_COLD / _HOT) ** (step / _STEPS)
        at = draw.integer(0, len(pool) - 1)
        one = pool[at]
        other = _other(best, one, draw) if draw.chance(_HALF) else None
        before = best.day[one]
        if other is not None:
            _exchange(best, one, other)
            pool[at] = other
        elif not _move(best, one, draw):
            continue
        new = misses()
        if new <= cost - heat * float(np.log(draw.one())):
            cost = new
        elif other is not None:
            _exchange(best, other, one)
            pool[at] = one
            best.day[one] = before
        else:
            best.day[one] = before


def _move(best: Best, one: int, draw: Draw) -> bool:
    """Move the day of a response; return whether it is at a visit and before the time ends."""
    before = best.day[one]
    day = before + draw.integer(-2, 2) if draw.chance(_HALF) else response_day(int(best.length[one]), draw)
    past = day % EVERY
    if day == before or not _FIRST <= day <= best.length[one] - BEFORE or min(past, EVERY - past) > _ROUND:
        return False
    best.day[one] = day
    return True


def _other(best: Best, one: int, draw: Draw) -> int | None:
    """Return somebody who is stable and can respond in the place of a subject."""
    day = best.day[one]
    able = [
        other
        for other, like in best.like.items()
        if like == best.like[one] and best.value[other] == "SD" and best.length[other] - BEFORE >= day
    ]
    return able[draw.integer(0, len(able) - 1)] if able else None


def _exchange(best: Best, one: int, other: int) -> None:
    """Let another respond in the place of a subject, on the same day."""
    best.value[other], best.value[one] = best.value[one], "SD"
    best.day[other] = best.day.pop(one)
    if one in best.unconfirmed:
        best.unconfirmed.remove(one)
        best.unconfirmed.add(other)
