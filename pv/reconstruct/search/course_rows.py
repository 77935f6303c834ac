"""The rows of the file of courses: treatment, dates and responses drawn to fit the times that were found."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple

import numpy as np

from pv.errors import InputError, Problem
from pv.facts.model import Facts
from pv.reconstruct.draw.random_stream import Draw
from pv.reconstruct.draw.spread import spread
from pv.reconstruct.plan.plan import ArmPlan, plan
from pv.reconstruct.search.analyses import in_order
from pv.reconstruct.search.arrays import CENSORED, DEATH
from pv.reconstruct.search.responses import Responses, responses
from pv.reconstruct.search.search import Found, parts_of

#: A first dose is given so many days after randomisation at most.
_WAIT = 3
#: Who leaves at the cut-off is seen so many days before it, on average.
_SEEN = 15.0
_ALIVE, _WITHOUT = "Last known to be alive", "Last assessment without the event"


class Treatment(NamedTuple):
    """The day of the first dose and the days of treatment of each subject; 0 of who got none."""

    first: list[int]
    days: list[int]


def course_rows(facts: Facts, found: Found, seed: int) -> list[dict[str, str]]:
    """Return a row for each randomised subject, by column.

    Args:
        facts: the published figures.
        found: the times, events and values.
        seed: of the random draws.

    Raises:
        InputError: more subjects are treated than were randomised, or treated longer than any is followed.
    """
    course, _ = parts_of(facts)
    endpoints = in_order(course)
    arms = found.start.fixed.arm
    given: dict[int, tuple[int, int]] = {}
    for number, arm in enumerate(plan(facts).arms):
        given.update(_treated(arm, np.flatnonzero(arms == number).tolist(), found, Draw(seed, "treatment", arm.name)))
    best = responses(facts, found, set(given), Draw(seed, "responses"))
    draw = Draw(seed, "dates")
    last = len(endpoints) - 1
    rows = []
    for subject in range(arms.size):
        end, dead = int(found.state.day[last, subject]), found.state.kind[last, subject] != CENSORED
        first, days = given.get(subject, (0, 0))
        row = {
            "ARM": facts.arm[arms[subject]].name,
            "RANDOMISED": str(_randomised(facts, end, draw, dead=dead)),
            "FIRST_DOSE": str(first or ""),
            "DAYS": str(days or ""),
            "ONGOING": "N",
            "DEATH": str(end) if dead else "",
            "LAST_ALIVE": str(end),
            **_response(best, subject),
        }
        for place, endpoint in enumerate(endpoints):
            row[endpoint.parameter] = str(found.state.day[place, subject])
            row[f"{endpoint.parameter}_END"] = _how(found, place, subject, endpoint.events, endpoints[-1].events[0])
        names: Mapping[str, Sequence[str]] = found.start.values.names
        row |= {name: known[found.state.value[at, subject]] for at, (name, known) in enumerate(names.items())}
        rows.append(row)
    return sorted(rows, key=lambda row: (row["RANDOMISED"], row["ARM"], int(row["LAST_ALIVE"])))


def _treated(arm: ArmPlan, subjects: list[int], found: Found, draw: Draw) -> dict[int, tuple[int, int]]:
    """Return first dose and duration of the treated of an arm: the durations of the figures, each where it has room.

    Who is not treated leaves early: alive if any does.
    """
    state = found.state
    last = state.day.shape[0] - 1
    if len(subjects) < arm.size:
        message = f"{arm.size} subjects of {arm.name} are treated, but {len(subjects)} randomised"
        raise InputError(Problem(message, "course.search.randomised", "as many at least"))
    events = (state.kind != CENSORED).any(axis=0)
    early = sorted(subjects, key=lambda one: (bool(events[one]), int(state.day[last, one])))
    treated = sorted(early[len(subjects) - arm.size :])
    first = {one: draw.integer(1, max(min(_WAIT, int(state.day[last, one])), 1)) for one in treated}
    room = {one: _room(found, one) - first[one] + 1 for one in treated}
    given: dict[int, tuple[int, int]] = {}
    for days in sorted(spread(arm.size, arm.exposure, draw), reverse=True):
        able = [one for one in treated if room[one] >= days] or [max(treated, key=lambda one: room[one])]
        chosen = able[draw.integer(0, len(able) - 1)]
        if int(state.day[last, chosen]) - first[chosen] + 1 < days:
            message = f"{arm.name}: no subject that is left is followed for the {days} days of a treatment"
            raise InputError(Problem(message, "durations of treatment", "durations that the times leave room for"))
        treated.remove(chosen)
        given[chosen] = (first[chosen], days)
    return given


def _room(found: Found, subject: int) -> int:
    """Return the last day on which treatment is plausible: that of the first event, or the last that is known."""
    return int(found.state.day[:, subject].min())


def _randomised(facts: Facts, end: int, draw: Draw, *, dead: bool) -> object:
    """Return a date that leaves the last day before the cut-off; who leaves alive leaves near it if possible."""
    start, stop = facts.assumed.accrual
    latest = min(stop, facts.study.cutoff_date - timedelta(days=end - 1))
    earliest = min(start, latest)
    if dead:
        return earliest + timedelta(days=draw.integer(0, (latest - earliest).days))
    return max(earliest, latest - timedelta(days=draw.geometric(_SEEN)))


def _how(found: Found, place: int, subject: int, events: Sequence[str], death: str) -> str:
    """Return how a time ends, in words."""
    kind = int(found.state.kind[place, subject])
    is_last = place == found.state.kind.shape[0] - 1
    if kind == CENSORED:
        return _ALIVE if is_last else _WITHOUT
    return death if kind == DEATH or is_last else next(event for event in events if event != death)


def _response(best: Responses, subject: int) -> dict[str, str]:
    value, day = best[subject]
    return {"RESPONSE": value, "CONFIRMED": "Y" if day else "N", "RESPONSE_DAY": str(day or "")}
