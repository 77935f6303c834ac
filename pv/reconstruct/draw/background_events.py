"""Events beside the published ones: recurrences, common terms, and a few outside the treatment-emergent window."""

import numpy as np

from pv.facts.category import ANY, FATAL
from pv.facts.terms import ANY_UNIT
from pv.reconstruct.draw.events import Event
from pv.reconstruct.draw.required_events import flag_again
from pv.reconstruct.record.arm_state import Making
from pv.reconstruct.record.subjects import Subject

_USUAL_RECORDS = 10.0
#: Shares of the events added: related to treatment, recurrences, terms of the published groups (not related).
_RELATED, _RECURRENT, _LISTED = 0.55, 0.3, 0.1
#: Shares of the subjects with an event before the first dose, and after the window.
_BEFORE, _AFTER = 0.08, 0.12


def fill(making: Making) -> None:
    """Add events up to a usual number a subject, more in the frail and the longer treated."""
    usual = making.facts.assumed.records_per_subject.get(making.plan.name, _USUAL_RECORDS)
    median = making.plan.exposure.twice_median / 2
    any_event = making.events.sets.members[ANY_UNIT, ANY]
    special = {t for part in making.facts.event_of_interest for t in part.terms}
    special |= {t for part in making.facts.laboratory for t in part.terms}
    listed = sorted({term for part in making.facts.group for term in part.terms} - special)
    for person in making.people:
        if any_event[person.number]:
            busy = float(np.exp(0.45 * person.frailty - 0.1)) * (0.5 + 0.5 * min((person.days / median) ** 0.5, 2))
            for _ in range(round(usual * busy) - len(making.events.by_subject[person.number])):
                _one_more(making, person.number, listed, special)
            flag_again(making.events, person.number)
        _outside_window(making, person)


def _one_more(making: Making, subject: int, listed: list[str], special: set[str]) -> None:
    events, draw = making.events, making.draw
    terms = events.sets.terms
    related, kind = draw.chance(_RELATED), draw.one()
    had = [e.term for e in events.by_subject[subject] if e.term not in special and e.grade < FATAL.grade]
    if kind < _RECURRENT and had:
        events.try_term(subject, draw.choice(had, [1.0] * len(had)), ANY, related=related)
    elif kind < _RECURRENT + _LISTED and listed:
        term = draw.choice(listed, [terms.by_name[name].weight for name in listed])
        events.try_term(subject, term, ANY, related=False)
    elif not events.one_of(subject, ANY, terms.background, related=related) and related:
        events.one_of(subject, ANY, terms.background, related=False)


def _outside_window(making: Making, person: Subject) -> None:
    """Add, in a few subjects, an event before the first dose or one after the window, neither of them severe."""
    alive = min(person.cutoff_day, person.death_day or person.cutoff_day)
    room = alive - person.days - making.facts.study.window_days
    mild = [term for term in making.events.sets.terms.background if term.grades[0] == 1]
    for when, share in (("before", _BEFORE), ("after", _AFTER if room > 1 else 0.0)):
        if making.draw.chance(share):
            term = making.draw.choice(mild, [part.weight for part in mild])
            event = Event(person.number, term.name, 1, related=False, emergent=False, outcome=when)
            making.events.by_subject[person.number].append(event)
