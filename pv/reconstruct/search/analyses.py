"""The analyses of times in all randomised subjects that figures are printed of, and the figures as numbers."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from pv.facts.course_model import RANDOMISED, CoursePart
from pv.facts.course_model import EndpointPart as CourseEndpoint
from pv.facts.model import Facts
from pv.facts.printed import NOT_ESTIMABLE, interval
from pv.facts.published_model import EVERY_ARM, Figure
from pv.reconstruct.plan.durations import days_per_unit
from pv.reconstruct.search.arrays import Floats, Ints, Printed
from pv.reconstruct.search.printed_responses import Asked, asked, of_randomised
from pv.reconstruct.search.printed_treatment import Followed, followed
from pv.study.setting.endpoint_settings import EndpointPart, ResponsePart

Names = Mapping[str, Sequence[str]]
#: The durations of response and times to response, which are fitted after the search.
OF_RESPONSE = ("DOR", "TTR")
#: The analysis of the last endpoint in all subjects.
_EVERYONE = "everyone"


class Figures(NamedTuple):
    """What is printed as arrays, and the ids of the figures of each row, of a comparison those of ratio and p-value."""

    printed: Printed
    medians: list[str]
    ratios: list[str]
    totals: list[str]
    counts: list[str]


def in_order(course: CoursePart) -> list[CourseEndpoint]:
    """Return the endpoints, that one last whose events end every other too."""
    last = next(one for one in course.endpoint if all({*one.events} <= {*other.events} for other in course.endpoint))
    return [*(one for one in course.endpoint if one is not last), last]


def searched(facts: Facts, course: CoursePart) -> list[EndpointPart]:
    """Return the analyses that the search can give: of all who were randomised, in cohorts by what the courses have."""
    parameters = {one.parameter for one in course.endpoint}
    known = {one.name for one in course.variable}
    return [
        one
        for one in facts.endpoint
        if one.parameter in parameters
        and one.population == RANDOMISED
        and one.responders is None
        and {*one.strata, *(name for part in one.cohort for name in part)} <= known
        and not any(isinstance(condition, dict) for part in one.cohort for condition in part.values())
    ]


def passed_over(facts: Facts, course: CoursePart) -> list[str]:
    """Return the figures of times that the search does not look at: those of other analyses."""
    names = {one.name for one in searched(facts, course)}
    if course.response_ends_with:
        names |= {one.name for one in facts.endpoint if one.responders and one.parameter in OF_RESPONSE}
    of_times = ("survival", "survival_comparison", "at_risk")
    return [f.id for f in facts.published.figure if f.measure in of_times and f.endpoint not in names]


def comparator(facts: Facts) -> str:
    """Return the arm that others are compared with: the one of that role, or the last."""
    said = [arm.name for arm in facts.arm if arm.role == "comparator"]
    return said[0] if said else facts.arm[-1].name


def figures(facts: Facts, course: CoursePart, names: Names) -> Figures:
    """Return what is printed of the analyses.

    Args:
        facts: the published figures.
        course: the courses, whose endpoints and variables they are.
        names: the values of each variable.
    """
    analyses = searched(facts, course)
    responses = of_randomised(facts, {*names}) if course.response_ends_with else []
    everyone = EndpointPart(name=_EVERYONE, label=_EVERYONE, parameter=in_order(course)[-1].parameter)
    every: list[EndpointPart | ResponsePart] = [*analyses, *responses, everyone]
    place = {one.name: number for number, one in enumerate(every)}
    parameters = [one.parameter for one in in_order(course)]
    ending = parameters.index(course.response_ends_with) if course.response_ends_with else 0
    randomised = course.search.randomised if course.search else ()
    counted: list[Asked | Followed] = [*asked(facts, course, sum(randomised)), *followed(facts, randomised)]
    of = [figure for figure in facts.published.figure if figure.endpoint in place]
    arms = {arm.name: number for number, arm in enumerate(facts.arm)} | {EVERY_ARM: -1}
    medians = [one for one in of if one.measure == "survival" and one.statistic in ("median", "follow_up")]
    totals = [one for one in of if one.measure == "survival" and one.statistic == "events"]
    ratios = list(dict.fromkeys((one.endpoint, one.arm) for one in of if one.measure == "survival_comparison"))
    compared = [_merged(of, *pair) for pair in ratios]
    against = arms[comparator(facts)]
    alternative, allowed = _cohorts(every, names)
    printed = Printed(
        endpoint=np.array(
            [ending if isinstance(one, ResponsePart) else parameters.index(one.parameter) for one in every]
        ),
        alternative=alternative,
        allowed=allowed,
        radix=_radix(every, names),
        median_of=_table([[place[str(f.endpoint)], arms[f.arm], f.statistic == "follow_up"] for f in medians]),
        median_low=_bounds(medians, facts, 0),
        median_high=_bounds(medians, facts, 1),
        ratio_of=_table([[place[str(endpoint)], arms[arm], against] for endpoint, arm in ratios]),
        ratio_low=np.array([[low for low, _ in row] for row in compared]).reshape(-1, 4),
        ratio_high=np.array([[high for _, high in row] for row in compared]).reshape(-1, 4),
        total_of=_table([[place[str(f.endpoint)], arms[f.arm], f.count or 0] for f in totals]),
        count_of=_counts(counted, place, arms),
    )
    ids = [", ".join(f.id for f in of if _compares(f, *pair)) for pair in ratios]
    return Figures(printed, [f.id for f in medians], ids, [f.id for f in totals], [one.figure for one in counted])


def _counts(counted: Sequence[Asked | Followed], place: Mapping[str, int], arms: Mapping[str, int]) -> Ints:
    names = [one.response.name if isinstance(one, Asked) else _EVERYONE for one in counted]
    rows = [
        [place[name], arms[one.arm], one.what, one.day, one.low, one.high]
        for name, one in zip(names, counted, strict=True)
    ]
    return np.array(rows, dtype=np.int64).reshape(-1, 6)


def _table(rows: list[list[int]]) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    return np.array(rows, dtype=np.int64).reshape(-1, 3)


def _cohorts(
    analyses: Sequence[EndpointPart | ResponsePart], names: Names
) -> tuple[np.ndarray[tuple[int], np.dtype[np.int64]], np.ndarray[tuple[int, int, int], np.dtype[np.bool_]]]:
    """Return the analysis of each alternative of a cohort, and the values that are in it."""
    parts = [(number, part) for number, one in enumerate(analyses) for part in (one.cohort or ({},))]
    widest = max((len(values) for values in names.values()), default=1)
    allowed = np.ones((len(parts), len(names), widest), dtype=np.bool_)
    for row, (_, part) in enumerate(parts):
        for column, (name, values) in enumerate(names.items()):
            if name in part:
                wanted = part[name]
                of = {wanted} if isinstance(wanted, str) else {*wanted}
                allowed[row, column, : len(values)] = [value in of for value in values]
    return np.array([number for number, _ in parts], dtype=np.int64), allowed


def _radix(
    analyses: Sequence[EndpointPart | ResponsePart], names: Names
) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """Return what a value adds to the number of the stratum; without strata all are in one."""
    radix = np.zeros((len(analyses), len(names)), dtype=np.int64)
    for row, one in enumerate(analyses):
        step = 1
        for column, (name, values) in enumerate(names.items()):
            if isinstance(one, EndpointPart) and name in one.strata:
                radix[row, column] = step
                step *= len(values)
    return radix


def _interval(text: str | None, scale: Fraction = Fraction(1)) -> tuple[float, float]:
    """Return what prints so: NaN where nothing is printed, infinite where it is not reached, from 0 below a bound."""
    if text is None:
        return np.nan, np.nan
    if text == NOT_ESTIMABLE:
        return np.inf, np.inf
    if text.startswith("<"):
        return 0.0, float(text[1:])
    low, high = interval(text)
    return float(low * scale), float(high * scale)


def _bounds(medians: Sequence[Figure], facts: Facts, side: int) -> Floats:
    units = days_per_unit(facts)
    rows = [[_interval(text, units[f.unit])[side] for text in (f.lower, f.value, f.upper)] for f in medians]
    return np.array(rows, dtype=np.float64).reshape(-1, 3)


def _compares(figure: Figure, endpoint: str | None, arm: str) -> bool:
    return figure.measure == "survival_comparison" and (figure.endpoint, figure.arm) == (endpoint, arm)


def _merged(figures: Sequence[Figure], endpoint: str | None, arm: str) -> list[tuple[float, float]]:
    """Return hazard ratio, limits and p-value of a comparison, which may be figures of their own."""
    of = [one for one in figures if _compares(one, endpoint, arm)]

    def first(name: str) -> str | None:
        return next((text for one in of if (text := getattr(one, name)) is not None), None)

    return [_interval(first(name)) for name in ("value", "lower", "upper", "p_value")]
