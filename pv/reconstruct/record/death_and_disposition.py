"""How each subject ends: death, disposition, and dates that fit the cut-off."""

from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from pv.facts.model import Facts
from pv.reconstruct.draw.random_stream import Draw, Mask
from pv.reconstruct.plan.exposure_facts import study_days
from pv.reconstruct.plan.plan import ArmPlan
from pv.reconstruct.record.subjects import Subject

_LATE_MEAN_DAYS = 200
_LATE_FATAL_DAYS = 30
#: A subject on treatment at the cut-off had the last dose at most so many days before it.
_ONGOING_WITHIN_DAYS = 13
_PROGRESSION = "DISEASE PROGRESSION"


@dataclass(frozen=True)
class Fates:
    """Who has a fatal event, who withdraws for an event, and who dies after the window: subject to cause."""

    fatal: Mask
    withdrawn: Mask
    late: dict[int, str]


def set_fates(people: list[Subject], plan: ArmPlan, facts: Facts, fates: Fates, draw: Draw) -> None:
    """Give every subject a death or none, a disposition, and dates that fit the cut-off; a course says them already."""
    if any(person.course for person in people):
        _set_causes(people, fates)
        return
    window = facts.study.window_days
    fatal = [int(i) for i in np.flatnonzero(fates.fatal)]
    on_treatment = plan.deaths.get("death_on_treatment", len(fatal))
    rest = [people[i] for i in draw.order(len(people)) if not fates.fatal[i] and i not in fates.late]
    others = rest[: max(on_treatment - len(fatal), 0)]
    for person in [*(people[i] for i in fatal[:on_treatment]), *others]:
        room = max(study_days(facts) - person.days, 0)
        person.death_day = person.days + draw.integer(min(1, window, room), min(window, room))
    for i in fatal[on_treatment:]:
        people[i].death_day = people[i].days + window + draw.integer(1, _LATE_FATAL_DAYS)
    alive = rest[len(others) :]
    staying = [person for person in alive if not fates.withdrawn[person.number]]
    for person in sorted(staying, key=lambda p: -p.days * draw.one())[: _ongoing(plan, facts)]:
        person.ongoing = True
    for person in others:
        person.death_cause = _PROGRESSION
    fatal_after = max(len(fatal) - on_treatment, 0)
    wanted = _deaths_after_window(plan, facts, on_treatment, fatal_after + len(fates.late))
    assumed = not plan.deaths.keys() & {"death", "death_after_treatment"}
    after_window = _later(alive, wanted, study_days(facts) - window, assumed=assumed)
    for i, cause in {**dict.fromkeys(after_window, _PROGRESSION), **fates.late}.items():
        first = people[i].days + window + 1
        people[i].death_day = min(first + draw.geometric(_LATE_MEAN_DAYS), max(first, study_days(facts)))
        people[i].death_cause = cause
    for person in people:
        person.withdrawn = bool(fates.withdrawn[person.number])
        _set_dates(person, facts, draw)


def _set_causes(people: list[Subject], fates: Fates) -> None:
    """Say who withdraws for an event, and what those die of whose death is given and is of no event."""
    for person in people:
        person.withdrawn = bool(fates.withdrawn[person.number])
        if person.death_day is not None and not fates.fatal[person.number]:
            person.death_cause = fates.late.get(person.number, _PROGRESSION)


def _later(alive: list[Subject], wanted: int, room: int, *, assumed: bool) -> list[int]:
    """Return who dies after the window: first those off treatment whose window ends before the cut-off.

    Published deaths take others where these are too few, assumed ones do not.
    """
    usual = [person.number for person in alive if not person.ongoing and person.days < room]
    if assumed or wanted <= len(usual):
        return usual[:wanted]
    chosen = sorted(alive, key=lambda person: (person.ongoing, person.days >= room))[:wanted]
    for person in chosen:
        person.ongoing = False
    return [person.number for person in chosen]


def _ongoing(plan: ArmPlan, facts: Facts) -> int:
    return round(facts.assumed.ongoing_percent.get(plan.name, 0) * plan.size / 100)


def _deaths_after_window(plan: ArmPlan, facts: Facts, on_treatment: int, fatal_after: int) -> int:
    """Return how many die after the window without a fatal event: as published, or as the assumed share says."""
    if "death_after_treatment" in plan.deaths:
        return max(plan.deaths["death_after_treatment"] - fatal_after, 0)
    if "death" in plan.deaths:
        return max(plan.deaths["death"] - on_treatment - fatal_after, 0)
    return round(facts.assumed.late_death_percent.get(plan.name, 0) * plan.size / 100)


def _set_dates(person: Subject, facts: Facts, draw: Draw) -> None:
    """Set the first dose so that treatment, window and death end before the cut-off, as far as the accrual allows."""
    start, end = facts.assumed.accrual
    room = max(study_days(facts), person.days)
    if person.ongoing:
        needed = person.days + draw.integer(0, _ONGOING_WITHIN_DAYS)
        earliest = latest = facts.study.cutoff_date - timedelta(days=min(needed, room) - 1)
    else:
        needed = person.death_day or min(person.days + facts.study.window_days, room)
        latest = min(facts.study.cutoff_date - timedelta(days=needed - 1), end)
        earliest = min(start, latest)
    person.first_dose = earliest + timedelta(days=draw.integer(0, (latest - earliest).days))
    person.cutoff_day = (facts.study.cutoff_date - person.first_dose).days + 1
