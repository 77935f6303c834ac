"""The rows of the file of courses: treatment, dates and responses drawn to fit the times that were found."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from pv.facts.course_model import CoursePart, EndpointPart
from pv.facts.model import Facts
from pv.reconstruct.draw.random_stream import Draw
from pv.reconstruct.plan.plan import plan
from pv.reconstruct.search.analyses import in_order
from pv.reconstruct.search.arrays import CENSORED, DEATH, Masks
from pv.reconstruct.search.response_times import fit_response_times
from pv.reconstruct.search.responses import Best, responses
from pv.reconstruct.search.search import Found, Missed, parts_of
from pv.reconstruct.search.treatment import Treatment, treatments

#: Who leaves at the cut-off is seen so many days before it, on average.
_SEEN = 15.0
_ALIVE, _WITHOUT = "Last known to be alive", "Last assessment without the event"


class Courses(NamedTuple):
    """A row for each randomised subject, by column, and the medians of response that do not come out."""

    rows: list[dict[str, str]]
    missed: list[Missed]


def course_rows(facts: Facts, found: Found, seed: int) -> Courses:
    """Return the rows of the file of courses.

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
    names: Mapping[str, Sequence[str]] = found.start.values.names
    given: dict[int, Treatment] = {}
    for number, arm in enumerate(plan(facts).arms):
        subjects = np.flatnonzero(arms == number).tolist()
        given.update(treatments(arm, subjects, facts, found, Draw(seed, "treatment", arm.name)))
    best = responses(facts, course, found, set(given), Draw(seed, "responses"))
    missed = fit_response_times(facts, found, best, _ended(course, found), Draw(seed, "response times"))
    draw = Draw(seed, "dates")
    rows = [
        {
            "ARM": facts.arm[arms[subject]].name,
            **_dates(facts, found, subject, given.get(subject), draw),
            **_response(best, subject),
            **_ends(endpoints, found, subject),
            **{name: known[found.state.value[at, subject]] for at, (name, known) in enumerate(names.items())},
        }
        for subject in range(arms.size)
    ]
    return Courses(sorted(rows, key=lambda row: (row["RANDOMISED"], row["ARM"], int(row["LAST_ALIVE"]))), missed)


def _dates(facts: Facts, found: Found, subject: int, given: Treatment | None, draw: Draw) -> dict[str, str]:
    """Return randomisation, treatment and the last day known."""
    end, dead = int(found.state.day[-1, subject]), found.state.kind[-1, subject] != CENSORED
    return {
        "RANDOMISED": str(_randomised(facts, end, draw, dead=dead, ongoing=given is not None and given.ongoing)),
        "FIRST_DOSE": str(given.first) if given else "",
        "DAYS": str(given.days) if given else "",
        "ONGOING": "Y" if given and given.ongoing else "N",
        "DEATH": str(end) if dead else "",
        "LAST_ALIVE": str(end),
    }


def _ends(endpoints: Sequence[EndpointPart], found: Found, subject: int) -> dict[str, str]:
    """Return the day and the end of each time."""
    row = {}
    for place, endpoint in enumerate(endpoints):
        row[endpoint.parameter] = str(found.state.day[place, subject])
        row[f"{endpoint.parameter}_END"] = _how(found, place, subject, endpoint.events, endpoints[-1].events[0])
    return row


def _randomised(facts: Facts, end: int, draw: Draw, *, dead: bool, ongoing: bool) -> date:
    """Return a date that leaves the last day before the cut-off; who leaves alive leaves near it if possible."""
    start, stop = facts.assumed.accrual
    latest = min(stop, facts.study.cutoff_date - timedelta(days=end - 1))
    earliest = min(start, latest)
    if ongoing:
        return latest
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


def _ended(course: CoursePart, found: Found) -> Masks:
    """Return whose response an event ends."""
    parameters = [one.parameter for one in in_order(course)]
    row = parameters.index(course.response_ends_with) if course.response_ends_with else 0
    ended: Masks = found.state.kind[row] != CENSORED
    return ended


def _response(best: Best, subject: int) -> dict[str, str]:
    """Return the best response; of one that was not confirmed the day is kept too."""
    confirmed = subject in best.day and subject not in best.unconfirmed
    return {
        "RESPONSE": best.value[subject],
        "CONFIRMED": "Y" if confirmed else "N",
        "RESPONSE_DAY": str(best.day.get(subject, "")),
    }
