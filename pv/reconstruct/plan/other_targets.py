"""The other figures of an arm: adjudicated events, laboratory decreases."""

from collections.abc import Mapping
from dataclasses import dataclass

from pv.facts.category import parse
from pv.facts.contradiction import Found
from pv.facts.model import Facts
from pv.facts.told_model import EventOfInterestPart, LaboratoryPart
from pv.number_of import number_of
from pv.reconstruct.plan.durations import STATISTICS, Durations, by_statistic, days_per_unit, ordered
from pv.reconstruct.plan.exposure_facts import study_days
from pv.reconstruct.plan.figure_count import figure_count
from pv.reconstruct.plan.grades import at_least


@dataclass(frozen=True)
class Adjudicated:
    """An adjudicated event in one arm: subjects by the committee's worst grade; onset days, the median doubled."""

    by_grade: Mapping[int, int]
    onset: tuple[int, int, int] | None

    @property
    def cases(self) -> list[int]:
        """The committee's grade of each case, the gravest first."""
        return [grade for grade in sorted(self.by_grade, reverse=True) for _ in range(self.by_grade[grade])]


@dataclass(frozen=True)
class Extent:
    """An arm: its name, its subjects, and its longest treatment in days."""

    arm: str
    size: int
    longest: int


def adjudicated(facts: Facts, extent: Extent, event: EventOfInterestPart, found: Found) -> Adjudicated:
    """Return the cases of an event of interest in an arm."""
    exact: dict[int, int] = {}
    whole: int | None = None
    ids = []
    for figure in facts.published.figure:
        if (figure.measure, figure.arm, figure.event) != ("adjudication", extent.arm, event.name):
            continue
        parsed = parse(figure.category)
        count = figure_count(figure, extent.size, found)
        ids.append(figure.id)
        if figure.category == "any":
            whole = count
        elif parsed is not None:
            exact[parsed[0].grade] = count
    by_grade, _ = at_least(exact, whole, tuple(ids), found)
    for grade in sorted({case.committee_grade for case in event.case if case.arm == extent.arm}):
        told = sum(case.arm == extent.arm and case.committee_grade == grade for case in event.case)
        if told > by_grade[grade]:
            cases = number_of(told, "case")
            message = f"{event.name}: {cases} of grade {grade} in the narratives, but {by_grade[grade]} in the counts"
            found.add("more cases than counted", ids or [event.name], message, number_of(by_grade[grade], "case"))
    return Adjudicated(by_grade, _onset(facts, extent, event, sum(by_grade.values()), found))


def _onset(
    facts: Facts, extent: Extent, event: EventOfInterestPart, cases: int, found: Found
) -> tuple[int, int, int] | None:
    figures = by_statistic(
        figure
        for figure in facts.published.figure
        if (figure.measure, figure.arm, figure.event) == ("onset", extent.arm, event.name)
    )
    if not figures or cases == 0:
        return None
    span = study_days(facts)
    onset = ordered(figures, Durations(cases, days_per_unit(facts), min(extent.longest, span)), found)
    if onset[2] > span:
        ids = [figures[name].id for name in STATISTICS if name in figures]
        message = f"{event.name}: an onset on day {onset[2]}, but the study lasted {number_of(span, 'day')}"
        last = min(extent.longest, span)
        found.add("onset after the cut-off", ids, message, f"day {last}, the end of the longest treatment")
        onset = (min(onset[0], last), min(onset[1], 2 * last), last)
    return onset


def decreases(facts: Facts, arm: str, part: LaboratoryPart, size: int, found: Found) -> dict[str, int]:
    """Return the subjects of an arm by category of their worst decrease of a parameter."""
    result: dict[str, int] = {}
    ids = []
    for figure in facts.published.figure:
        if (figure.measure, figure.arm, figure.parameter) == ("laboratory", arm, part.parameter):
            result[figure.category] = figure_count(figure, size, found)
            ids.append(figure.id)
    total = sum(result.values())
    if total > size:
        message = f"{part.parameter}: {number_of(total, 'subject')} by maximum decrease in an arm of {size}"
        found.add("more than the arm", ids, message, f"{number_of(size, 'subject')}, with the last category changed")
        last = list(result)[-1]
        result[last] = max(result[last] - (total - size), 0)
    return result
