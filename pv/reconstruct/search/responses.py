"""The best response of each subject: as many as are printed of each cohort, those longest without an event first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from pv.facts.course_model import CoursePart
from pv.facts.model import Facts
from pv.reconstruct.draw.random_stream import Draw
from pv.reconstruct.plan.durations import days_per_unit
from pv.reconstruct.search.analyses import in_order
from pv.reconstruct.search.arrays import OWN_EVENT, Ints, Masks
from pv.reconstruct.search.printed_responses import BENEFIT_MONTHS, RESPONSES, VALUES, Wanted, of_randomised, wanted
from pv.reconstruct.search.search import Found
from pv.study.setting.event_settings import Alternative

#: The share of a rate of responses that are complete, where only the rate is printed.
_COMPLETE = 0.1
#: A response comes at one of the first visits, and so long before the time ends; days between two visits.
_VISITS, BEFORE, EVERY = (0.42, 0.30, 0.15, 0.08, 0.05), 29, 42
#: How much chance there is in who responds, in days of the time without the event.
_NOISE = 100.0


@dataclass
class Best:
    """The best responses, by subject.

    Attributes:
        length: (subjects,) the day on which the time ends that ends a response.
        own: (subjects,) whether it is an event that is no death.
        treated: who was treated.
        late: the day on which stable disease is a benefit.
        value: subject -> best response.
        day: subject with a response -> its day.
        unconfirmed: subjects whose response was not confirmed.
        like: subject -> subjects of one such number can exchange their responses.
    """

    length: Ints
    own: Masks
    treated: set[int]
    late: int
    value: dict[int, str] = field(default_factory=dict)
    day: dict[int, int] = field(default_factory=dict)
    unconfirmed: set[int] = field(default_factory=set)
    like: dict[int, tuple[int, ...]] = field(default_factory=dict)


def responses(facts: Facts, course: CoursePart, found: Found, treated: set[int], draw: Draw) -> Best:
    """Return the best response of every subject.

    The printed counts of responses of randomised subjects are kept, those of a cohort inside another first; what is not
    printed is drawn. Who has an event at once progresses, who is not treated is not evaluable.
    """
    late = int(np.ceil(float(BENEFIT_MONTHS * days_per_unit(facts)["months"])))
    best = Best(*_times(course, found), treated, late)
    parts = of_randomised(facts, {*found.start.values.names})
    cohorts = sorted({str(one.cohort): one for one in parts}.values(), key=lambda one: _size(found, one.cohort))
    for number, arm in enumerate(facts.arm):
        of_arm = found.start.fixed.arm == number
        for place, one in enumerate(cohorts):
            members = np.flatnonzero(of_arm & inside(found, one.cohort)).tolist()
            printed = _less(wanted(facts, one, arm.name, len(members)), members, best)
            _assign(_new(members, best), printed, best, (number, place), draw)
        rest = _new(np.flatnonzero(of_arm).tolist(), best)
        _assign(rest, Wanted({}, None, None, None, ()), best, (number, -1), draw)
    return best


def inside(found: Found, cohort: Sequence[Alternative]) -> Masks:
    """Return who is in a cohort by the values of the variables."""
    names, value = found.start.values.names, found.state.value
    chosen = np.full(value.shape[1] if value.size else found.state.day.shape[1], not cohort)
    for part in cohort:
        every = np.ones_like(chosen)
        for row, (name, known) in enumerate(names.items()):
            if name in part:
                of = {part[name]} if isinstance(part[name], str) else {*part[name]}
                every &= np.isin(value[row], [place for place, text in enumerate(known) if text in of])
        chosen |= every
    return chosen


def _size(found: Found, cohort: Sequence[Alternative]) -> int:
    return int(inside(found, cohort).sum())


def _new(members: Iterable[int], best: Best) -> list[int]:
    return [one for one in members if one not in best.value]


def _times(course: CoursePart, found: Found) -> tuple[Ints, Masks]:
    """Return the times that end a response, of the endpoint that is said to or the first of all, and own events."""
    day, kind = found.state.day, found.state.kind
    parameters = [one.parameter for one in in_order(course)]
    if course.response_ends_with is None:
        return day.min(axis=0), (kind[:-1] == OWN_EVENT).any(axis=0)
    row = parameters.index(course.response_ends_with)
    return day[row], kind[row] == OWN_EVENT


def _less(printed: Wanted, members: list[int], best: Best) -> Wanted:
    """Return what is printed of a cohort less what the subjects of cohorts inside it have already."""
    known = [one for one in members if one in best.value]
    values = {value: sum(best.value[one] == value for one in known) for value in VALUES}
    responders = sum(values[value] for value in RESPONSES)
    confirmed = responders - sum(one in best.unconfirmed for one in known)
    stable = sum(best.value[one] == "SD" and best.length[one] >= best.late for one in known)

    def rest(count: int | None, of: int) -> int | None:
        return None if count is None else max(count - of, 0)

    return Wanted(
        {value: max(count - values[value], 0) for value, count in printed.best.items()},
        rest(printed.responders, responders),
        rest(printed.confirmed, confirmed),
        rest(printed.benefit, responders + stable),
        printed.figures,
    )


def _assign(rest: list[int], printed: Wanted, best: Best, place: tuple[int, int], draw: Draw) -> None:
    """Say the best response of subjects of whom the same is printed."""
    first = sorted(rest, key=lambda one: (one in best.treated, bool(best.own[one]), int(best.length[one])))
    unable = printed.best.get("NE", sum(one not in best.treated for one in rest))
    best.value |= dict.fromkeys(first[:unable], "NE")
    failing = sorted((one for one in first[unable:] if best.own[one]), key=lambda one: int(best.length[one]))
    early = sum(int(best.length[one]) <= 2 * EVERY for one in failing)
    best.value |= dict.fromkeys(failing[: printed.best.get("PD", early)], "PD")
    left = _new(rest, best)
    noise = dict(zip(left, (_NOISE * draw.normal(len(left))).tolist(), strict=True))
    order = sorted(left, key=lambda one: -int(best.length[one]) - noise[one])
    responders = _responders(order, printed, best)
    best.value |= dict.fromkeys(order, "SD")
    complete = printed.best.get("CR", round(_COMPLETE * len(responders)))
    best.value |= {one: "CR" if at < complete else "PR" for at, one in enumerate(responders)}
    best.day |= {one: response_day(int(best.length[one]), draw) for one in responders}
    if printed.confirmed is not None and len(responders) > printed.confirmed:
        best.unconfirmed |= {*responders[printed.confirmed :]}
    split = printed.benefit is not None
    best.like |= {one: (*place, int(split and best.length[one] >= best.late)) for one in left}


def _responders(order: list[int], printed: Wanted, best: Best) -> list[int]:
    """Return who responds, the longest without an event first; as many others are stable for long as is printed."""
    number = printed.responders or 0
    able = [one for one in order if best.length[one] >= EVERY + BEFORE]
    if printed.benefit is None:
        return able[:number]
    long = [one for one in able if best.length[one] >= best.late]
    stable = max(printed.benefit - number, 0)
    chosen = long[: max(len(long) - stable, 0)][:number]
    short = [one for one in able if best.length[one] < best.late]
    return [*chosen, *short[: number - len(chosen)]]


def response_day(length: int, draw: Draw) -> int:
    """Return the day of a response: at a visit, and before the time ends."""
    visit = draw.choice(range(1, len(_VISITS) + 1), _VISITS)
    return min(EVERY * visit + draw.integer(-5, 5), length - BEFORE)
