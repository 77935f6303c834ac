"""The cases that a committee adjudicated: who, when, at which grade by the investigator and by the committee."""

from dataclasses import dataclass, field

import numpy as np

from pv.errors import InputError, Problem
from pv.facts.category import ANY, FATAL, RELATED
from pv.facts.terms import ANY_UNIT
from pv.facts.told_model import CasePart, EventOfInterestPart
from pv.reconstruct.draw.events import Event
from pv.reconstruct.draw.spread import spread
from pv.reconstruct.draw.swap_discontinuation import wanted_withdrawals, withdraw_for_cases
from pv.reconstruct.plan.exposure_facts import Exposure, study_days
from pv.reconstruct.record.arm_state import Making
from pv.reconstruct.record.subjects import Subject

_SEVERE = 3
_LATE_CASE_DAYS = 100  # treated long enough for an onset on treatment
_WITHDRAWN_WITHIN_DAYS = 42
#: How often the committee dates an onset before the investigator's date, and by how many days at most.
_LATER_REPORTED = 0.2
_REPORTED_WITHIN_DAYS = 9
#: How many windows after the last dose a case that is not treatment-emergent can start.
_LATEST_WINDOWS = 3
_UNRESOLVED = "NOT RECOVERED/NOT RESOLVED"


@dataclass
class Case:
    """One adjudicated case: the event the investigator reported, and what the committee made of it."""

    name: str
    event: Event
    grade: int | None
    related: bool
    onset: int | None


@dataclass
class _Open:
    """What is left to hand out of an event of interest: grades, onset days, and who has a case already."""

    part: EventOfInterestPart
    grades: list[int]
    onsets: list[int]
    cases: list[Case] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)

    def add(self, event: Event, grade: int | None, onset: int | None) -> None:
        self.cases.append(Case(self.part.name, event, grade, related=grade is not None, onset=onset))
        self.taken.add(event.subject)


def late_cases(making: Making) -> dict[int, CasePart]:
    """Return subjects for cases of grade 5 whose event is not fatal by the investigator; they die after the window."""
    chosen: dict[int, CasePart] = {}
    plan, facts = making.plan, making.facts
    room = study_days(facts) - facts.study.window_days - 1
    for part in facts.event_of_interest:
        fatal = sum(r.term in part.terms and r.grade == FATAL.grade for n in plan.narratives for r in n.records)
        told = [c for c in part.case if c.arm == plan.name and c.committee_grade == FATAL.grade]
        missing = max(plan.adjudicated[part.name].by_grade[FATAL.grade] - fatal, 0)
        usual = CasePart(arm=plan.name, committee_grade=5, death_after_window="UNKNOWN")
        for case in [*told, *[usual] * missing][:missing]:
            grade = case.investigator_grade or _SEVERE
            able = [
                i
                for i in making.draw.order(len(making.people))
                if making.allows(i, part.terms[0], grade)
                and not making.fatal[i]
                and i not in chosen
                and making.people[i].can_die_late
                and _LATE_CASE_DAYS <= making.people[i].days <= room
            ]
            chosen[_first(able, part.name)] = case
    return chosen


def add_cases(making: Making, late: dict[int, CasePart]) -> list[Case]:
    """Return the cases of an arm; the events that they are about are added, or taken from the narratives."""
    cases: list[Case] = []
    for part in making.facts.event_of_interest:
        left = _Open(part, making.plan.adjudicated[part.name].cases, _onsets(making, part))
        told = [e for e in making.events.all if e.term in part.terms and e.grade == FATAL.grade]
        for event in told[: left.grades.count(FATAL.grade)]:
            event.day = _latest(left.onsets, making.last_day(event.subject))
            left.add(event, left.grades.pop(0), event.day)
        for subject, case in late.items():
            day = _latest(left.onsets, making.last_day(subject))
            grade = case.investigator_grade or _SEVERE
            event = making.events.add(Event(subject, _term(making, part), grade, related=True, day=day))
            event.outcome, event.actions = _UNRESOLVED, _actions(making.people[subject], day)
            left.add(event, left.grades.pop(0), day)
        _ordinary(making, left)
        _not_confirmed(making, left)
        cases += left.cases
    return cases


def _onsets(making: Making, part: EventOfInterestPart) -> list[int]:
    """Return the onset days of all cases, in ascending order."""
    wanted = making.plan.adjudicated[part.name]
    size = len(wanted.cases)
    if wanted.onset is None or size == 0:
        longest = max(person.days for person in making.people)
        return sorted(1 + making.draw.geometric(100) % longest for _ in range(size))
    low, twice, high = wanted.onset
    mean = (2 * twice + low + high) // 6
    return spread(size, Exposure(low, twice, high, size * mean), making.draw)


def _latest(onsets: list[int], last_day: int) -> int:
    """Take the latest onset that is not after a day."""
    possible = [day for day in onsets if day <= last_day]
    if not possible:
        raise InputError(Problem(f"no published onset is on or before day {last_day}", "onset", "another seed"))
    onsets.remove(possible[-1])
    return possible[-1]


def _ordinary(making: Making, left: _Open) -> None:
    """Add the cases that nothing more is told of, the latest onsets first: few subjects are treated so long."""
    part, draw = left.part, making.draw
    agents = [case.agent for case in part.case if case.arm == making.plan.name and case.agent]
    mixed = [left.grades[place] for place in draw.order(len(left.grades))]
    after_window = part.assumed.after_window
    handed: list[tuple[int, Event]] = []
    for grade, day in zip(mixed, sorted(left.onsets, reverse=True), strict=True):
        able = _able(making, left, day, agents.pop() if agents else None)
        outside = [i for i in able if making.last_day(i) < day]
        inside = [i for i in able if i not in outside and making.allows(i, part.terms[0], 1)]
        late = bool(outside) and (after_window > 0 or not inside)
        after_window -= late
        subject = outside[0] if late else _subject(making, left, inside, grade, day)
        event = Event(subject, _term(making, part), _reported(making, left, grade), related=True, day=day)
        event.emergent = not late
        if not late:
            while event.grade > 1 and not making.allows(subject, event.term, event.grade):
                event.grade -= 1
            if draw.chance(_LATER_REPORTED):
                event.day = min(day + draw.integer(1, _REPORTED_WITHIN_DAYS), making.last_day(subject))
        event.actions = _actions(making.people[subject], event.day or day)
        left.add(making.events.add(event), grade, day)
        handed.append((grade, event))
    withdraw_for_cases(making, part, [(grade, event) for grade, event in handed if event.emergent], left.taken)


def _subject(making: Making, left: _Open, inside: list[int], grade: int, day: int) -> int:
    """Return a subject for a case: one who can have the grade and stopped treatment soon after, if there is one."""
    fit = [i for i in inside if making.allows(i, left.part.terms[0], min(grade, 4))] or inside
    people = making.people
    stopped = [i for i in fit if not people[i].ongoing and "discontinuation" in _actions(people[i], day)]
    ended = stopped if stopped and (grade > 1 or wanted_withdrawals(making, left.part)) else fit
    return _first([ended[place] for place in making.draw.order(len(ended))], left.part.name)


def _reported(making: Making, left: _Open, grade: int) -> int:
    """Return the investigator's grade: the committee's, or one beside it."""
    agrees = making.draw.chance(left.part.assumed.agreement_percent / 100)
    return min(max(grade if agrees else grade + making.draw.choice([-1, 1], [1, 1]), 1), 4)


def _actions(person: Subject, day: int) -> tuple[str, ...]:
    """Return what an event on a day can have done to the treatment, by how long it went on."""
    if day > person.days:
        return ()
    return ("interruption", *(["discontinuation"] if day + _WITHDRAWN_WITHIN_DAYS >= person.days else []))


def _able(making: Making, left: _Open, day: int, agent: str | None) -> list[int]:
    """Return who can have a case on a day: alive then, of the agent, with no case and no fatal event."""
    follow_up = making.facts.study.window_days * _LATEST_WINDOWS
    able = [
        person
        for person in making.people
        if person.number not in left.taken
        and not making.fatal[person.number]
        and day <= min(person.cutoff_day, person.death_day or person.cutoff_day)
        and (agent is None or person.agent == agent)
    ]
    followed = [person for person in able if day <= person.days + follow_up]
    return [person.number for person in followed or able]


def _not_confirmed(making: Making, left: _Open) -> None:
    """Add cases that the committee found not to be the event."""
    wanted = round(left.part.assumed.not_confirmed_percent / 100 * len(left.cases))
    members = np.flatnonzero(making.events.sets.members[ANY_UNIT, RELATED])
    for place in making.draw.order(len(members)):
        subject = int(members[place])
        if wanted and subject not in left.taken:
            event = making.events.try_term(subject, left.part.terms[0], ANY, related=True)
            if event is not None:
                left.add(event, None, None)
                wanted -= 1


def _term(making: Making, part: EventOfInterestPart) -> str:
    return making.draw.choice(part.terms, [making.events.sets.terms.by_name[term].weight for term in part.terms])


def _first(able: list[int], name: str) -> int:
    if not able:
        raise InputError(Problem(f"no subject can have a case of {name}", "event_of_interest", "another seed"))
    return able[0]
