"""When each subject left the study: design, section 4, 'EAIR, time at risk'."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from pv.verify.given import Row, before, found, word
from pv.verify.subject.death import Death


class End(NamedTuple):
    """The end of a subject's study: its day, whether death alone tells it, and whether treatment goes on beyond."""

    day: date | None
    by_death: bool
    still_treated: bool


def end_of_study(subject: Row, death: Death | None, named: Mapping[str, date | None], study: Row) -> End:
    """Return when a subject left the study, by the first source that tells.

    Args:
        subject: the record of ADSL.
        death: its death, where that is counted.
        named: the day of the variable that the study file names, by subject.
        study: the settings.
    """
    cutoff, status = study["cutoff_date"], word(subject["EOSSTT"])
    treatment = word(subject["EOTSTT"]) or "ONGOING"
    died_on = death.day if death else None
    left = status is not None and status != "ONGOING"
    participation = _day(subject["RFPENDTC"])
    ongoing = End(cutoff, by_death=False, still_treated=False)
    by_death = False
    day: date | None = None
    if _usable(subject["EOSDT"], subject):
        day = subject["EOSDT"]
    elif _usable(participation, subject):
        day = participation
    elif left and died_on is None and _usable(subject["LSTALVDT"], subject):
        day = subject["LSTALVDT"]
    elif status == "ONGOING" and cutoff and not death:
        day = ongoing.day
    elif _usable(named.get(subject["USUBJID"]), subject):
        day = named[subject["USUBJID"]]
    elif died_on:
        day, by_death = died_on, True
    elif subject["TRTEDT"] is None and status is None and treatment == "ONGOING" and cutoff and not death:
        day = ongoing.day
    there = (status or "ONGOING") == "ONGOING" or before(cutoff, day)
    up_to_cutoff = not before(day, cutoff) if day and cutoff else cutoff is not None and day is None
    treated = subject["TRTEDT"] is None and treatment == "ONGOING" and not death and there and up_to_cutoff
    return End(day, by_death, treated)


def _usable(day: date | None, subject: Row) -> bool:
    """A date before the first dose is no end to count with."""
    return day is not None and not before(day, subject["TRTSDT"])


def _day(text: str | None) -> date | None:
    full = found("([0-9]{4}-[0-9]{2}-[0-9]{2})", text)
    try:
        return date.fromisoformat(full) if full else None
    except ValueError:
        return None
