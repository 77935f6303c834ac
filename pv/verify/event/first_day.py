"""What the times say of events that start or end on the day of the first dose: design, section 4."""

import re
from datetime import date
from typing import NamedTuple

from pv.verify.given import Row
from pv.verify.subject.followed import Subject

_CLOCK = re.compile(
    r"[T ](?P<minutes>(?:[01][0-9]|2[0-3]):[0-5][0-9])(?::(?P<seconds>[0-5][0-9])(?:[.,][0-9]+)?)?"
    r"(?P<offset>Z|[-+][0-9]{2}:?[0-9]{0,2})?"
)


class _Time(NamedTuple):
    """A time of the day as text, with the offset from UTC that it was written with."""

    clock: str
    offset: str


class FirstDay(NamedTuple):
    """Whether an event certainly starts, or ends, before the first dose of the same day."""

    starts_before: bool
    ends_before: bool


def first_day(event: Row, subject: Subject) -> FirstDay:
    """Return what the times say of an event; nothing where one of them is not recorded."""
    dose = _time(subject.first, subject.record["TRTSDTM"], subject.record["TRTSTMF"], missing="00")
    if dose is None:
        return FirstDay(starts_before=False, ends_before=False)
    onset = _on_first(event, "AST", subject, dose)
    end = _on_first(event, "AEN", subject, dose)
    ordered = end is not None and (onset is None or onset <= end)
    return FirstDay(onset is not None and onset < dose.clock, ordered and (end or "") < dose.clock)


def _on_first(event: Row, variable: str, subject: Subject, dose: _Time) -> str | None:
    """Return the time of a start or an end on the day of the first dose, comparable with that of the dose."""
    day = event[f"{variable}DT"]
    if day is None or day != subject.first or event[f"{variable}DTF"] is not None:
        return None
    # Without seconds an event is at the last of its minute: one that may be after the dose is not made one before.
    time = _time(day, event[f"{variable}DTM"], event[f"{variable}TMF"], missing="59")
    return time.clock if time and time.offset == dose.offset else None


def _time(day: date | None, text: str | None, flag: str | None, *, missing: str) -> _Time | None:
    """Return the time that a date and time has; none where it is imputed, or midnight, which stands for none."""
    if day is None or text is None or (flag or "") not in {"", "S"} or text[:10] != day.isoformat():
        return None
    clock = _CLOCK.fullmatch(text[10:])
    if clock is None:
        return None
    seconds = "" if flag == "S" else clock["seconds"] or ""
    if clock["minutes"] == "00:00" and seconds in {"", "00"}:
        return None
    return _Time(f"{clock['minutes']}:{seconds or missing}", clock["offset"] or "")
