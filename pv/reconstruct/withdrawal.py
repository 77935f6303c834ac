"""Who stops treatment for a case of an event of interest: exchanged with others, so that every count stays."""

from pv.reconstruct.category import RELATED, Category
from pv.reconstruct.events import Event
from pv.reconstruct.making import Making
from pv.reconstruct.terms import ANY_UNIT

_WITHDRAWN = "discontinuation"


def withdraw_for(making: Making, event: Event, taken: set[int]) -> None:
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
    members = making.events.sets.members
    keys = [key for key in members if key[1].flag == _WITHDRAWN]
    related = members[ANY_UNIT, Category(related=True, flag=_WITHDRAWN)]
    if any(unit != ANY_UNIT for unit, _ in keys) or not members[ANY_UNIT, RELATED][subject]:
        return False
    others = [p.number for p in making.people if related[p.number] and p.number not in taken and not p.death_day]
    if not others:
        return False
    other = others[making.draw.integer(0, len(others) - 1)]
    for key in keys:
        members[key][subject], members[key][other] = members[key][other], False
    making.people[subject].withdrawn, making.people[other].withdrawn = True, False
    return True
