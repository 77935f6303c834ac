"""Who stops treatment for a case of an event of interest: exchanged with others, so that every count stays."""

from collections.abc import Iterable

import numpy as np

from pv.errors import InputError, Problem
from pv.facts.category import RELATED, Category
from pv.facts.model import Facts
from pv.facts.terms import ANY_UNIT, Terms
from pv.facts.told_model import EventOfInterestPart
from pv.number_of import number_of
from pv.reconstruct.draw.events import Event
from pv.reconstruct.plan.least_counts import Key
from pv.reconstruct.plan.targets import Counts
from pv.reconstruct.record.arm_state import Making

_WITHDRAWN = "discontinuation"


def case_withdrawals(facts: Facts, counts: Counts) -> dict[Key, frozenset[str]]:
    """Return the published sets of subjects withdrawn for an event of interest, each with its preferred terms.

    Who is in them follows from the cases, which are handed out by their onsets: they are not drawn as other sets are.
    """
    terms = Terms(facts)
    of_interest = [frozenset(part.terms) for part in facts.event_of_interest]
    return {
        key: terms.of(key[0])
        for key in counts
        if key[1] == Category(flag=_WITHDRAWN) and any(terms.of(key[0]) == names for names in of_interest)
    }


def wanted_withdrawals(making: Making, part: EventOfInterestPart) -> list[Key]:
    """Return the published sets of subjects withdrawn for the terms of an event of interest."""
    every = case_withdrawals(making.facts, making.plan.counts)
    return [key for key, terms in every.items() if terms == frozenset(part.terms)]


def withdraw_for_cases(
    making: Making, part: EventOfInterestPart, cases: Iterable[tuple[int, Event]], taken: set[int]
) -> None:
    """Let cases end treatment: those above grade 1, or as many as are published, the graver ones first.

    Args:
        making: the arm.
        part: the event of interest.
        cases: the committee's grade and the related, treatment-emergent event of each case.
        taken: subjects who keep their own reason.

    Raises:
        InputError: fewer of them can end treatment than are published.
    """
    keys = wanted_withdrawals(making, part)
    wanted = making.plan.counts[keys[0]] if keys else None
    stopped: set[int] = set()
    for grade, event in sorted(cases, key=lambda case: -case[0]):
        if len(stopped) == wanted or (wanted is None and grade == 1):
            break
        _withdraw_for(making, event, taken)
        if event.action == _WITHDRAWN:
            stopped.add(event.subject)
    if wanted is not None and len(stopped) < wanted:
        message = f"{keys[0][0]}: {number_of(wanted, 'withdrawn subject')} required, but only {len(stopped)} available"
        raise InputError(Problem(message, "figures", "another seed, or figures that are less restrictive"))
    for key in keys:
        sets = making.events.sets
        sets.fill(key, np.isin(np.arange(sets.size), sorted(stopped)))


def _withdraw_for(making: Making, event: Event, taken: set[int]) -> None:
    """Let an event end the treatment of its subject, if the day, the sets and another subject's place allow it.

    Args:
        making: the arm.
        event: a related event, shortly before the end of treatment.
        taken: subjects who keep their own reason.
    """
    person, sets = making.people[event.subject], making.events.sets
    if _WITHDRAWN not in event.actions or person.ongoing:
        return
    if not person.withdrawn and not _exchange(making, event.subject, taken):
        return
    if sets.allows(event.subject, event.term, Category(event.related, event.grade), _WITHDRAWN):
        event.action = _WITHDRAWN


def _exchange(making: Making, subject: int, taken: set[int]) -> bool:
    """Put a subject into the sets of withdrawal in the place of another; False where nobody's place is free."""
    sets = making.events.sets
    members = sets.members
    keys = [key for key in members if key[1].flag == _WITHDRAWN]
    related = members[ANY_UNIT, Category(related=True, flag=_WITHDRAWN)]
    if any(unit != ANY_UNIT for unit, _ in keys) or not members[ANY_UNIT, RELATED][subject]:
        return False
    free = [p.number for p in making.people if p.survives_window or not p.death_day]
    others = [number for number in free if related[number] and number not in taken]
    if not others:
        return False
    other = others[making.draw.integer(0, len(others) - 1)]
    sets.replace(keys, subject, other)
    making.people[subject].withdrawn, making.people[other].withdrawn = True, False
    return True
