"""When each event starts and ends: early rather than late, and where its action, outcome and sequence put it."""

from pv.facts.category import FATAL
from pv.facts.model import Facts
from pv.reconstruct.draw.events import Event
from pv.reconstruct.draw.random_stream import Draw
from pv.reconstruct.record.arm_state import Making
from pv.reconstruct.record.subjects import Subject

#: The larger, the more events start in the first cycles.
_SKEW = 2.2
_MEAN_DAYS = 16
_WITHDRAWN_WITHIN_DAYS = 21
_DEATH_WITHIN_DAYS = 20
_TRIES = 40


def set_times(making: Making) -> None:
    """Give every event its days and outcome; no two of one term start on one day in a subject."""
    events = making.events.by_subject
    for subject in sorted(events):
        person = making.people[subject]
        used: set[tuple[str, int]] = {(e.term, e.day) for e in events[subject] if e.day is not None}
        for event in events[subject]:
            if event.day is None:
                event.day = _free_day(event, person, used, making)
                used.add((event.term, event.day))
            _end(event, person, making.draw)


def _free_day(event: Event, person: Subject, used: set[tuple[str, int]], making: Making) -> int:
    first, last = _bounds(event, person, making.facts)
    for _ in range(_TRIES):
        day = first + int((last - first + 1) * making.draw.one() ** _SKEW) if event.grade < FATAL.grade else last
        if day != 0 and (event.term, day) not in used:
            return day
        last = max(last - 1, first) if event.grade == FATAL.grade else last
    return next((day for day in range(first, last + 1) if day and (event.term, day) not in used), max(first, 1))


def _bounds(event: Event, person: Subject, facts: Facts) -> tuple[int, int]:
    """Return the first and last study day on which an event can start."""
    window = facts.study.window_days
    last = person.last_day(window)
    if not event.emergent:
        after = (person.days + window + 1, min(person.cutoff_day, person.death_day or person.cutoff_day))
        return after if event.outcome == "after" and after[0] <= after[1] else (-20, -1)
    if event.after is not None and event.after.day is not None:
        return min(event.after.day + 14, last), last
    if event.grade == FATAL.grade and person.death_day is not None:
        last = min(last, person.death_day)
        return max(last - _DEATH_WITHIN_DAYS, 1), last
    if event.action == "discontinuation":
        return max(person.days - _WITHDRAWN_WITHIN_DAYS, 1), min(person.days, last)
    return (1, max(min(person.days - 1, last), 1)) if event.action else (1, last)


def _end(event: Event, person: Subject, draw: Draw) -> None:
    """Set the last day and the outcome of an event; one that lasts at death or cut-off has no end."""
    day = event.day or 1
    if event.grade == FATAL.grade:
        event.end, event.outcome = person.death_day, "FATAL"
        return
    if event.outcome == "NOT RECOVERED/NOT RESOLVED":
        return
    end = day + draw.geometric(_MEAN_DAYS * (1 + 0.3 * event.grade))
    end += 1 if day < 0 <= end else 0  # there is no day 0
    if end > min(person.cutoff_day, person.death_day or person.cutoff_day):
        event.outcome = "NOT RECOVERED/NOT RESOLVED" if draw.chance(0.7) else "RECOVERING/RESOLVING"
    elif draw.chance(0.08):
        event.outcome = "NOT RECOVERED/NOT RESOLVED"
    else:
        event.end, event.outcome = end, "RECOVERED/RESOLVED"
