"""Who died, by any source, and on which day: design, section 4, 'Death'."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from pv.verify.event.said import fatal
from pv.verify.given import Row, before, capitals, latest, word
from pv.verify.subject.dates import NEVER, Days, imputed, written


class Death(NamedTuple):
    """A death: its day where one is known, the days that are possible, whether the cut-off leaves it in."""

    day: date | None
    first: date | None
    last: date | None
    counted: bool


class _Source(NamedTuple):
    """What says that a subject died: the rank of the source, the day that it gives, the days that it allows."""

    rank: int
    day: date | None
    days: Days


def deaths(adsl: Iterable[Row], adae: Iterable[Row], until: date | None) -> dict[str, Death]:
    """Return the deaths by subject.

    Args:
        adsl: the subjects.
        adae: their adverse events.
        until: the day after which nothing counts; None where nothing is cut.
    """
    events: dict[str, list[Row]] = defaultdict(list)
    for event in adae:
        events[event["USUBJID"]].append(event)
    found = {}
    for subject in adsl:
        own = events[subject["USUBJID"]]
        sources = [*_of_subject(subject), *(source for event in own for source in _of_event(event))]
        if sources:
            found[subject["USUBJID"]] = _death(subject, own, min(sources, key=_precedence), until)
    return found


def _precedence(source: _Source) -> tuple[int, int, date, date]:
    """A full day comes before a partial one, then the order of the sources, then the earlier day."""
    known = 1 if source.day else 2 if source.days.first else 3
    return known, source.rank, source.days.first or date.max, source.days.last or date.max


def _by_death(text: str | None) -> bool:
    return text is not None and (capitals(text).startswith("DEATH") or capitals(text) == "DIED")


def _of_subject(subject: Row) -> Iterator[_Source]:
    if (day := subject["DTHDT"]) is not None:
        yield _Source(1, day, Days(day, day))
    if (days := written(subject["DTHDTC"])) != NEVER:
        yield _Source(2, days.first if days.first == days.last else None, days)
    if subject["DTHFL"] == "Y":
        yield _Source(3, None, NEVER)
    if _by_death(subject["DCSREAS"]) or capitals(subject["EOSSTT"] or "") in {"DEATH", "DIED", "DEAD"}:
        yield _Source(4, subject["EOSDT"], Days(subject["EOSDT"], subject["EOSDT"]))
    if _by_death(subject["DCTREAS"]):
        yield _Source(5, None, NEVER)


def _of_event(event: Row) -> Iterator[_Source]:
    if (day := event["AEDTHDT"]) is not None:
        yield _Source(6, day, Days(day, day))
    elif (days := written(event["AEDTHDTC"])) != NEVER:
        yield _Source(6, days.first if days.first == days.last else None, days)
    if fatal(event):
        # Only the end that is recorded in full is the day of death; an imputed one bounds it.
        full = event["AENDT"] if event["AENDTF"] is None else None
        yield _Source(7, full, imputed(event["AENDT"], event["AENDTF"]))


def _death(subject: Row, events: list[Row], source: _Source, until: date | None) -> Death:
    """Return the death that the first source tells; where it has no day, bounded by what else is known."""
    first, last = source.days
    if source.day is None:
        alive = latest(subject["LSTALVDT"], _left_alive(subject))
        contradicted = before(last, alive)
        first = latest(first, None if contradicted else alive, _begun(events))
    return Death(source.day, first, last, counted=not before(until, first))


def _left_alive(subject: Row) -> date | None:
    """Return the day on which a subject left the study alive."""
    status, reason = subject["EOSSTT"], subject["DCSREAS"]
    if (status is None and reason is None) or word(status) == "ONGOING":
        return None
    said = capitals(f"{status or ''} {reason or ''}")
    return None if re.search("DEATH|DIED|DEAD|DECEASED", said) else subject["EOSDT"]


def _begun(events: list[Row]) -> date | None:
    """Return the day on which the first event that tells of the death began; None where one of them has no day."""
    telling = [event for event in events if any(True for _ in _of_event(event))]
    days = [imputed(event["ASTDT"], event["ASTDTF"]).first for event in telling]
    return min((day for day in days if day), default=None) if all(days) else None
