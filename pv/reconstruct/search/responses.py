"""The best response of each subject: as many as are printed, those who are longest without an event before others."""

from fractions import Fraction

import numpy as np

from pv.facts.model import Facts
from pv.facts.printed import counts, neighbours
from pv.facts.published_model import Figure
from pv.reconstruct.draw.random_stream import Draw
from pv.reconstruct.search.arrays import OWN_EVENT
from pv.reconstruct.search.search import Found
from pv.study.setting.endpoint_settings import SAFETY

#: Subject -> best response, and the day of it where it is one.
Responses = dict[int, tuple[str, int | None]]
_VALUES = ("CR", "PR", "SD", "PD", "NE")
_RESPONSES = ("CR", "PR")
#: The share of a rate of responses that are complete, where only the rate is printed.
_COMPLETE = 0.1
#: A response comes at one of the first visits, and that long before the time ends; days between two visits.
_VISITS, _BEFORE, _EVERY = (0.5, 0.3, 0.2), 29, 42
#: How much chance there is in who responds, in days of the time without the event.
_NOISE = 120.0


def responses(facts: Facts, found: Found, treated: set[int], draw: Draw) -> Responses:
    """Return the best response of every subject.

    The printed counts of values, or of the rate of CR and PR, of a response of all randomised subjects are kept; what
    is not printed is drawn. Who has an event at once progresses, who is not treated is not evaluable.
    """
    best: Responses = {}
    for number, arm in enumerate(facts.arm):
        subjects = np.flatnonzero(found.start.fixed.arm == number).tolist()
        wanted = _wanted(facts, arm.name, len(subjects))
        order = sorted(subjects, key=lambda one: -_length(found, one) - _NOISE * float(draw.normal(1)[0]))
        able = [one for one in order if one in treated and _length(found, one) >= _EVERY + _BEFORE]
        responders = able[: wanted["CR"] + wanted["PR"]]
        complete = set(draw.order(len(responders))[: wanted["CR"]])
        for place, one in enumerate(responders):
            best[one] = ("CR" if place in complete else "PR", _day(_length(found, one), draw))
        rest = [one for one in order if one not in best]
        best |= dict.fromkeys(rest, ("SD", None))
        _others(rest, found, treated, wanted, best)
    return best


def _length(found: Found, subject: int) -> int:
    return int(found.state.day[:, subject].min())


def _others(rest: list[int], found: Found, treated: set[int], wanted: dict[str, int], best: Responses) -> None:
    """Say who progressed at best and who was not evaluable, in the printed numbers where there are any."""
    first = sorted(rest, key=lambda one: (one in treated, _length(found, one)))
    untreated = sum(one not in treated for one in rest)
    for one in first[: wanted.get("NE", untreated)]:
        best[one] = ("NE", None)
    later = [one for one in first if best[one][0] == "SD"]
    progressed = [one for one in later if (found.state.kind[:-1, one] == OWN_EVENT).any()]
    early = sum(_length(found, one) <= 2 * _EVERY for one in progressed)
    for one in progressed[: wanted.get("PD", early)]:
        best[one] = ("PD", None)


def _day(length: int, draw: Draw) -> int:
    """Return the day of a response."""
    visit = draw.choice(range(1, len(_VISITS) + 1), _VISITS)
    return min(_EVERY * visit + draw.integer(-4, 4), length - _BEFORE)


def _wanted(facts: Facts, arm: str, size: int) -> dict[str, int]:
    """Return how many subjects of an arm have which response, as far as it is printed."""
    whole = {one.name: one for one in facts.response if one.population != SAFETY and not one.cohort}
    figures = [f for f in facts.published.figure if f.measure == "response" and f.arm == arm and f.endpoint in whole]
    wanted = {str(f.response): _count(f, size) for f in figures if f.response in _VALUES}
    if not {*_RESPONSES} <= {*wanted}:
        rates = [f for f in figures if set(whole[str(f.endpoint)].rates.get(str(f.response), ())) == {*_RESPONSES}]
        every = _count(rates[0], size) if rates else 0
        wanted["CR"] = wanted.get("CR", round(_COMPLETE * every))
        wanted["PR"] = every - wanted["CR"]
    return wanted


def _count(figure: Figure, size: int) -> int:
    """Return the count of a figure, or the middle one of those that print as its percentage."""
    if figure.count is not None:
        return figure.count
    text = figure.percent or "0"
    possible = counts(text, size) or neighbours(text, size)
    return min(possible, key=lambda count: abs(Fraction(100 * count, size) - Fraction(text)))
