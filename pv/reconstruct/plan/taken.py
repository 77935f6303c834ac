"""What is taken for a figure that others contradict, and the contradictions by figure."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from pv.errors import InputError
from pv.facts.category import parse
from pv.facts.contradiction import Contradiction
from pv.facts.model import Facts
from pv.facts.published_model import Figure
from pv.facts.terms import Unit
from pv.reconstruct.plan.durations import days_per_unit
from pv.reconstruct.plan.plan import ArmPlan, plan
from pv.reconstruct.plan.targets import counted


@dataclass(frozen=True)
class Taken:
    """What is taken for a figure that a contradiction names: a count of subjects, or a number in the figure's unit."""

    contradiction: Contradiction
    count: int | None
    value: Fraction | None


def taken(facts: Facts) -> Mapping[str, Taken]:
    """Return figure id -> what is taken for it, of the figures that cannot all be true."""
    try:
        wanted = plan(facts)
    except InputError:  # The size of an arm is not published: nothing can be held against it.
        return {}
    arms = {arm.name: arm for arm in wanted.arms}
    named = {figure: one for one in reversed(wanted.contradictions) for figure in one.figures}
    return {
        figure.id: Taken(named[figure.id], _count(figure, arms[figure.arm]), _value(figure, arms[figure.arm], facts))
        for figure in wanted.facts.published.figure
        if figure.id in named
    }


def _count(figure: Figure, arm: ArmPlan) -> int | None:
    """Return the subjects that the records have for a figure."""
    if figure.measure == "arm_size":
        return arm.size
    if figure.measure == "laboratory":
        return arm.laboratory[str(figure.parameter)].get(figure.category)
    if figure.measure == "adjudication":
        return _cases(figure, arm)
    if figure.measure == "deaths" and figure.item is not None and figure.item in arm.deaths:
        return arm.deaths[figure.item]
    what = counted(figure)
    if what is None:
        return None
    unit, category, is_exact = what
    whole = arm.counts.get((unit, category))
    return whole if not is_exact or whole is None else whole - _graver(arm, unit, figure)


def _graver(arm: ArmPlan, unit: Unit, figure: Figure) -> int:
    """Return the subjects whose worst grade is above that of a figure."""
    parsed = parse(figure.category)
    above = [
        n
        for (u, c), n in arm.counts.items()
        if parsed and u == unit and not c.flag and c.grade > parsed[0].grade and c.related == parsed[0].related
    ]
    return max(above, default=0)


def _cases(figure: Figure, arm: ArmPlan) -> int | None:
    by_grade = arm.adjudicated[str(figure.event)].by_grade
    parsed = parse(figure.category)
    return sum(by_grade.values()) if figure.category == "any" else by_grade.get(parsed[0].grade) if parsed else None


def _value(figure: Figure, arm: ArmPlan, facts: Facts) -> Fraction | None:
    """Return the duration of a figure in its unit, or the patient-years."""
    if figure.measure == "exposure" and figure.statistic == "patient_years":
        return Fraction(arm.exposure.total) / Fraction(facts.study.days_per_year)
    if figure.measure == "exposure":
        days = arm.exposure.minimum, arm.exposure.twice_median, arm.exposure.maximum
    elif figure.measure == "onset" and (onset := arm.adjudicated[str(figure.event)].onset):
        days = onset
    else:
        return None
    places = {"minimum": Fraction(days[0]), "median": Fraction(days[1], 2), "maximum": Fraction(days[2])}
    place = places.get(str(figure.statistic))
    return None if place is None else place / days_per_unit(facts)[figure.unit]
