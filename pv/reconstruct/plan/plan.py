"""The facts of a trial, made consistent: what the records of each arm must give, and the contradictions found."""

from collections.abc import Mapping
from dataclasses import dataclass

from pv.errors import InputError, Problem
from pv.facts.contradiction import Contradiction, Found
from pv.facts.model import Facts
from pv.facts.told_model import NarrativePart
from pv.reconstruct.plan import other_targets, published_lists
from pv.reconstruct.plan.death_counts import deaths
from pv.reconstruct.plan.exposure_facts import Exposure, exposure
from pv.reconstruct.plan.overruled import overruled_grades
from pv.reconstruct.plan.rate_counts import with_rate_counts
from pv.reconstruct.plan.targets import Counts, targets


@dataclass(frozen=True)
class ArmPlan:
    """One arm: subjects, counts by unit and category, durations, deaths by item, and the rest by name."""

    name: str
    size: int
    counts: Counts
    exposure: Exposure
    deaths: Mapping[str, int]
    adjudicated: Mapping[str, other_targets.Adjudicated]
    laboratory: Mapping[str, Mapping[str, int]]
    narratives: list[NarrativePart]


@dataclass(frozen=True)
class Plan:
    """What a facts file asks for; `facts` has a count for every published rate, `notes` says what was overruled."""

    facts: Facts
    arms: tuple[ArmPlan, ...]
    contradictions: tuple[Contradiction, ...]
    notes: tuple[str, ...]


def plan(facts: Facts) -> Plan:
    """Return what the records must give; figures that contradict each other are named and resolved.

    Raises:
        InputError: an arm has no published size.
    """
    found = Found()
    sizes = _sizes(facts, found)
    facts = with_rate_counts(facts, sizes, found)
    counted = {arm: targets(facts, arm, size, found) for arm, size in sizes.items()}
    published_lists.common(facts, counted, found)
    arms = []
    for arm, size in sizes.items():
        durations = exposure(facts, arm, size, found)
        extent = other_targets.Extent(arm, size, durations.maximum)
        published_lists.agents(facts, arm, found)
        published_lists.accrual(facts, arm, durations, found)
        arms.append(
            ArmPlan(
                arm,
                size,
                counted[arm].counts,
                durations,
                deaths(facts, arm, counted[arm], found),
                {e.name: other_targets.adjudicated(facts, extent, e, found) for e in facts.event_of_interest},
                {part.parameter: other_targets.decreases(facts, arm, part, size, found) for part in facts.laboratory},
                published_lists.narratives(facts, arm, counted[arm], found),
            )
        )
    return Plan(facts, tuple(arms), tuple(found.contradictions), overruled_grades(facts))


def _sizes(facts: Facts, found: Found) -> dict[str, int]:
    sizes: dict[str, int] = {}
    for arm in facts.arm:
        figures = [f for f in facts.published.figure if f.measure == "arm_size" and f.arm == arm.name]
        counts = [figure.count for figure in figures if figure.count]
        if not counts:
            right = 'a figure with measure = "arm_size" and a count of at least 1'
            raise InputError(Problem("the size of the arm is not published", f"arm {arm.name}", right))
        sizes[arm.name] = counts[0]
        if len(set(counts)) > 1:
            message = f"{arm.name} has {' and '.join(str(count) for count in counts)} subjects"
            found.add("stated twice", [figure.id for figure in figures], message, f"{counts[0]}, the first")
    return sizes
