"""ADEX: one row per dosing interval, from the dose to the day before the next one or to the end of treatment."""

from collections.abc import Iterator

from pv.facts.model import AgentPart, Facts
from pv.reconstruct.dataset.adsl import Ids
from pv.reconstruct.dataset.dataset import STUDYID, USUBJID, Dataset, Row, Variable, dataset
from pv.reconstruct.record.arm import Arm
from pv.reconstruct.record.subjects import Subject

_VARIABLES = (
    STUDYID,
    USUBJID,
    Variable("EXSEQ", "Sequence Number", "number"),
    Variable("EXTRT", "Name of Treatment"),
    Variable("EXDOSE", "Dose", "number"),
    Variable("EXDOSU", "Dose Units"),
    Variable("EXDOSFRQ", "Dosing Frequency per Interval"),
    Variable("EXADJ", "Reason for Dose Adjustment"),
    Variable("VISITNUM", "Cycle", "number"),
    Variable("ASTDT", "Analysis Start Date", "date"),
    Variable("AENDT", "Analysis End Date", "date"),
)
_DELAY_DAYS = 7


def adex(arms: list[Arm], facts: Facts, ids: Ids) -> Dataset:
    """Return ADEX, in the order of USUBJID and EXSEQ; events that reduced or interrupted the dose are seen in it."""
    agents = {(agent.arm, agent.name): agent for agent in facts.agent}
    rows: list[Row] = []
    for arm in arms:
        for person in arm.people:
            agent = agents.get((person.arm, person.agent)) or _usual(person, facts)
            days = {
                action: sorted(e.day for e in arm.events.by_subject[person.number] if e.action == action and e.day)
                for action in ("reduction", "interruption")
            }
            key = {"STUDYID": facts.study.id, "USUBJID": ids[person.arm, person.number]}
            rows += [{**key, **row} for row in _rows(person, agent, days)]
    rows.sort(key=lambda row: str(row["USUBJID"]))
    return dataset("adex", "Exposure Analysis Dataset", _VARIABLES, rows)


def _usual(person: Subject, facts: Facts) -> AgentPart:
    """Return what a subject is given where the file does not say: a placebo as CDISC has it, or doses of the arm."""
    arm = next(arm for arm in facts.arm if arm.name == person.arm)
    if arm.is_placebo:
        # No dose, in the unit and on the days of the treatment that it looks like.
        given = facts.agent[0].model_dump() if facts.agent else {"unit": "DOSE"}
        return AgentPart(**given | {"arm": arm.name, "name": "Placebo", "percent": 100, "dose": (0.0,)})
    return AgentPart(arm=arm.name, name=person.agent, percent=100, dose=(1.0,), unit="DOSE")


def _rows(person: Subject, agent: AgentPart, days: dict[str, list[int]]) -> Iterator[Row]:
    doses = list(_doses(person.days, agent, days["interruption"]))
    weeks = agent.cycle_days // 7
    on = f"DAYS {', '.join(str(day) for day in agent.days)} " if len(agent.days) > 1 else ""
    given = f"DAYS 1-{agent.given_days} " if agent.given_days > 1 else on
    before = 0
    for number, (cycle, day) in enumerate(doses, start=1):
        level = min(sum(reduced < day for reduced in days["reduction"]), len(agent.dose) - 1)
        end = doses[number][1] - 1 if number < len(doses) else person.days
        yield {
            "EXSEQ": number,
            "EXTRT": agent.name.upper(),
            "EXDOSE": agent.dose[level],
            "EXDOSU": agent.unit,
            "EXDOSFRQ": f"{given}Q{weeks}W",
            "EXADJ": "ADVERSE EVENT" if level > before else None,
            "VISITNUM": cycle,
            "ASTDT": person.day(day),
            "AENDT": person.day(end),
        }
        before = level


def _doses(last_day: int, agent: AgentPart, interruptions: list[int]) -> Iterator[tuple[int, int]]:
    """Yield cycle and study day of each dose; an interruption puts the next cycle off by a week."""
    cycle, start = 1, 1
    while start <= last_day:
        yield from ((cycle, start + day - 1) for day in agent.days if start + day - 1 <= last_day)
        following = start + agent.cycle_days
        following += _DELAY_DAYS * any(start <= day < following for day in interruptions)
        cycle, start = cycle + 1, following
