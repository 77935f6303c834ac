"""The events that put every member of every set there: those there are, flagged, or new ones."""

import numpy as np

from pv.facts.category import FATAL, RELATED_FATAL, Category
from pv.facts.published_model import TermPart
from pv.facts.terms import ANY_UNIT, LEVELS, Unit
from pv.reconstruct.draw.events import Event, Events
from pv.reconstruct.plan.least_counts import Key

#: How often someone with a serious event, an interruption or a reduction has another one.
_FLAGGED_AGAIN = 0.35


def cover(events: Events) -> list[Key]:
    """Give every member of every set an event that puts it there; return the sets for which this failed."""
    failed: list[Key] = []
    order = sorted(events.sets.members, key=lambda key: (-LEVELS.index(key[0].level), *_narrowness(key)))
    for key in order:
        members = (int(i) for i in np.flatnonzero(events.sets.members[key]))
        failed += [key for subject in members if not events.has(subject, key) and not _meet(events, subject, key)]
    return failed


def flag_again(events: Events, subject: int) -> None:
    """Flag, in some of those who have one such event, another one."""
    for flag in ("serious", "interruption", "reduction"):
        key = (ANY_UNIT, Category(flag=flag))
        if events.sets.members[key][subject] and events.draw.chance(_FLAGGED_AGAIN):
            _flag(events, subject, key)


def _narrowness(key: Key) -> tuple[int, int, int, str]:
    unit, category = key
    return (-category.grade, -(category.flag != ""), -category.related, unit.term)


def _meet(events: Events, subject: int, key: Key) -> bool:
    """Give a subject an event of a unit and category: one flagged that is there already, or a new one."""
    unit, category = key
    if category.flag and _flag(events, subject, key):
        return True
    related = category.related or events.draw.chance(0.6)
    if category.grade == FATAL.grade:
        # One fatal event is enough: it is related if the subject has a related one at all.
        related = bool(events.sets.members[ANY_UNIT, RELATED_FATAL][subject])
    pool = _pool(events, unit)
    # A published grade stands even where the terminology has none such for the term.
    beyond = (False, True) if unit.level in ("group", "PT") else (False,)
    choices = [(choice, grades) for grades in beyond for choice in (related, False, True)]
    return any(
        events.one_of(subject, category, pool, related=choice, beyond=grades) is not None for choice, grades in choices
    )


def _pool(events: Events, unit: Unit) -> list[TermPart]:
    terms = events.sets.terms
    if unit.level in ("group", "PT"):
        return [terms.by_name[name] for name in sorted(terms.of(unit))]
    return [term for term in terms.background if unit == ANY_UNIT or term.soc == unit.term]


def _can_lead_to(event: Event, action: str, events: Events) -> bool:
    free = not event.action and action in event.actions and event.term not in events.without_action
    return free and event.grade < FATAL.grade


def _flag(events: Events, subject: int, key: Key) -> bool:
    """Flag one of the events of a subject, graver ones more often; False where none can be."""
    unit, category = key
    terms = None if unit.level == "any" else events.sets.terms.of(unit)
    flag = category.flag
    fitting = [
        event
        for event in events.by_subject[subject]
        if event.emergent
        and event.meets(Category(category.related, category.grade))
        and (terms is None or event.term in terms)
        and (flag == "serious" or _can_lead_to(event, flag, events))
        and events.sets.allows(subject, event.term, Category(event.related, event.grade), flag)
    ]
    if not fitting:
        return False
    event = events.draw.choice(fitting, [float(event.grade**2) for event in fitting])
    if flag == "serious":
        event.serious = True
    else:
        event.action = flag
    return True
