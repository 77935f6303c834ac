"""First dose and duration of treatment of each subject, drawn to fit the times that were found."""

from collections.abc import Sequence
from typing import NamedTuple

from pv.errors import InputError, Problem
from pv.facts.model import Facts
from pv.number_of import number_of
from pv.reconstruct.draw.random_stream import Draw
from pv.reconstruct.plan.plan import ArmPlan
from pv.reconstruct.search.arrays import CENSORED
from pv.reconstruct.search.durations import durations
from pv.reconstruct.search.printed_treatment import WAIT
from pv.reconstruct.search.search import Found

#: Who is treated at the cut-off had the last dose at most so many days before it.
_ONGOING = 13
#: Treatment goes on so long after the first event at most: the least of these that leaves room for every duration.
_BEYOND = (0, 21, 42, 84, 168, 100_000)


class Treatment(NamedTuple):
    """The day of the first dose, the days of treatment, and whether it goes on at the cut-off."""

    first: int
    days: int
    ongoing: bool


class _Fate(NamedTuple):
    """What is known of a treated subject: first dose, last day, the first event's, and how the treatment ends."""

    subject: int
    first: int
    end: int
    event: int
    dead: bool
    during: bool = False
    ongoing: bool = False


def treatments(arm: ArmPlan, subjects: list[int], facts: Facts, found: Found, draw: Draw) -> dict[int, Treatment]:
    """Return the treatment of the treated subjects of an arm.

    The durations are those of the exposure figures; without any, treatment ends by the first event. As many die on
    treatment or in the window after it as is printed, or as have a fatal event. Who is not treated leaves early, alive
    if any does.

    Args:
        arm: the published figures of the arm.
        subjects: the subjects randomised to it.
        facts: the published figures.
        found: the times.
        draw: the stream of draws.

    Raises:
        InputError: more subjects are treated than were randomised, or the times leave no room for the durations.
    """
    if len(subjects) < arm.size:
        message = f"{arm.size} subjects of {arm.name} are treated, but {len(subjects)} randomised"
        raise InputError(Problem(message, "course.search.randomised", "as many at least"))
    events = (found.state.kind != CENSORED).any(axis=0)
    ends = found.state.day[-1]
    early = sorted(subjects, key=lambda one: (bool(events[one]), int(ends[one])))
    fates = [_fate(one, found, draw) for one in sorted(early[len(subjects) - arm.size :])]
    printed = any(figure.measure == "exposure" and figure.arm == arm.name for figure in facts.published.figure)
    during = arm.deaths.get("death_on_treatment", arm.deaths.get("fatal_event", 0))
    shortest, longest = (arm.exposure.minimum, arm.exposure.maximum) if printed else (1, 1)
    window = facts.study.window_days
    told = _dying(fates, (shortest, longest), during, window, draw)
    staying = round(facts.assumed.ongoing_percent.get(arm.name, 0) * arm.size / 100)
    followed = (facts.study.cutoff_date - facts.assumed.accrual[1]).days + 1
    told = _staying(told, staying, followed)
    if not printed:
        return {one.subject: _drawn(one, window, draw) for one in told}
    for every in dict.fromkeys((told, tuple(one._replace(ongoing=False) for one in told))):
        for beyond in _BEYOND:
            given = durations([_room(one, window, beyond) for one in every], arm.exposure, draw)
            if given is not None:
                pairs = zip(every, given.tolist(), strict=True)
                return {one.subject: Treatment(one.first, days, one.ongoing) for one, days in pairs}
    message = f"{arm.name}: the times leave no room for the durations, with {number_of(during, 'death')} on treatment"
    raise InputError(Problem(message, "durations of treatment", "another seed, or figures that leave more room"))


def _fate(subject: int, found: Found, draw: Draw) -> _Fate:
    day, kind = found.state.day[:, subject], found.state.kind[:, subject]
    first = draw.integer(1, max(min(WAIT, int(day.min())), 1))
    return _Fate(subject, first, int(day[-1]), int(day.min()), bool(kind[-1] != CENSORED))


def _dying(fates: Sequence[_Fate], ends: tuple[int, int], wanted: int, window: int, draw: Draw) -> tuple[_Fate, ...]:
    """Say who dies on treatment or in the window: who dies too early or late for else, then who has no event before."""
    dead = sorted((one for one in fates if one.dead), key=lambda one: (one.end, one.subject))
    forced = sum(one.end - one.first + 1 <= ends[0] + window for one in dead)
    if dead and all(_room(one, window, _BEYOND[-1])[1] < ends[1] for one in fates):
        dead.insert(0, dead.pop())  # the longest treatment is of who dies last
        forced += 1
    during = {one.subject for one in dead[:forced]}
    if wanted > forced:
        others = [dead[forced:][place] for place in draw.order(len(dead) - forced)]
        others.sort(key=lambda one: one.event < one.end)
        during |= {one.subject for one in others[: wanted - forced]}
    return tuple(one._replace(during=one.subject in during) for one in fates)


def _staying(fates: Sequence[_Fate], wanted: int, followed: int) -> tuple[_Fate, ...]:
    """Say who is treated at the cut-off: alive, in the study since the accrual, and longest without an event."""
    able = [one for one in fates if not one.dead and one.event >= one.end - _ONGOING and one.end >= followed]
    chosen = {one.subject for one in sorted(able, key=lambda one: (one.end, one.subject))[:wanted]}
    return tuple(one._replace(ongoing=one.subject in chosen) for one in fates)


def _drawn(one: _Fate, window: int, draw: Draw) -> Treatment:
    """Return a treatment of which nothing is printed."""
    low, high = _room(one, window, 0)
    return Treatment(one.first, draw.integer(max(low, high // 2), max(high, low)), one.ongoing)


def _room(one: _Fate, window: int, beyond: int) -> tuple[int, int]:
    """Return the shortest and the longest duration that a subject can have."""
    longest = one.end - one.first + 1
    if one.ongoing:
        return max(longest - _ONGOING, 1), longest
    if one.during:
        return max(longest - window, 1), longest
    last = longest - window - 1 if one.dead else longest
    return 1, min(last, max(one.event - one.first + 1, 1) + beyond)
