"""Contradictions between what a facts file lists: narratives, agents, tables of common events, accrual."""

from pv.facts.category import Category, parse
from pv.facts.contradiction import Found
from pv.facts.model import Facts
from pv.facts.terms import Terms
from pv.facts.told_model import NarrativePart
from pv.reconstruct.plan.exposure_facts import Exposure, study_days
from pv.reconstruct.plan.targets import Targets

_ROUNDING = 0.5
FULL = 100


def narratives(facts: Facts, arm: str, targets: Targets, found: Found) -> list[NarrativePart]:
    """Return the narratives of an arm, one a subject, as many as the counts have room for."""
    terms = Terms(facts)
    told: list[NarrativePart] = []
    used = dict.fromkeys(targets.counts, 0)
    every = [part for part in facts.narrative if part.arm == arm for _ in range(part.subjects)]
    for part in every:
        keys = {
            (unit, category)
            for unit, category in targets.counts
            for record in part.records
            if record.term in terms.of(unit) and Category(record.related, record.grade).implies(category)
        }
        full = sorted(key for key in keys if used[key] >= targets.counts[key])
        if full:
            key = full[0]
            message = (
                f"{key[0]}, {key[1].name}: the narratives describe more subjects than the {targets.counts[key]} counted"
            )
            found.add(
                "more narratives than counted", [targets.figures.get(key, "assumed")], message, "fewer narratives"
            )
            continue
        told.append(part)
        for key in keys:
            used[key] += 1
    return told


def common(facts: Facts, targets: dict[str, Targets], found: Found) -> None:
    """Find events of the table of common events that reach its threshold in no arm."""
    parsed = parse(facts.common.category) if facts.common else None
    if facts.common is None or parsed is None:
        return
    listed = {key for arm in targets.values() for key in arm.figures if key[1] == parsed[0] and key[0].level != "any"}
    for key in sorted(listed):
        rates = [FULL * arm.counts[key] / arm.size for arm in targets.values() if key in arm.counts]
        if max(rates) < facts.common.percent:
            message = (
                f"{key[0]} is listed among the events of at least {facts.common.percent:g}%, "
                f"but the arms have at most {max(rates):.1f}%"
            )
            ids = [arm.figures[key] for arm in targets.values() if key in arm.figures]
            found.add("below the threshold of its table", ids, message, "the counts as listed")


def agents(facts: Facts, arm: str, found: Found) -> None:
    """Find shares of agents that are more than the whole arm."""
    shares = [agent for agent in facts.agent if agent.arm == arm]
    total = sum(agent.share for agent in shares)
    if total > FULL + _ROUNDING * len(shares) / 2:
        names = [f"agent {agent.name}" for agent in shares]
        found.add("more than the arm", names, f"the agents of {arm} add up to {total:g}%", "the shares scaled to 100%")


def accrual(facts: Facts, arm: str, exposure: Exposure, found: Found) -> None:
    """Find a longest treatment that does not fit between the first subject and the cut-off."""
    span = study_days(facts)
    if exposure.maximum > span:
        message = f"{arm}: treated for {exposure.maximum} days, but the cut-off is {span} days after the first subject"
        found.add("longer than the study", ["assumed.accrual"], message, "an earlier first subject")
