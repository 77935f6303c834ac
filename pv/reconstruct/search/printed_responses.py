"""What is printed of responses in each cohort of the randomised subjects, and what that asks of their times."""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from pv.facts.course_model import RANDOMISED, CoursePart
from pv.facts.model import Facts
from pv.facts.printed import counts, neighbours
from pv.facts.published_model import Figure
from pv.reconstruct.plan.durations import days_per_unit
from pv.study.setting.endpoint_settings import ResponsePart

VALUES = ("CR", "PR", "SD", "PD", "NE")
RESPONSES = ("CR", "PR")
#: Stable for so many months is a benefit, as a response is.
BENEFIT_MONTHS = 6
#: Who progresses at best does so by the second visit, who is not evaluable leaves by then; days.
_PROGRESSED, _LEFT = 91, 56


class Wanted(NamedTuple):
    """How many subjects of an arm and cohort have which best response, as far as it is printed.

    Attributes:
        best: best response -> subjects.
        responders: subjects with CR or PR.
        confirmed: subjects whose response was confirmed.
        benefit: subjects with a response, or stable for six months.
        figures: the ids of the figures.
    """

    best: dict[str, int]
    responders: int | None
    confirmed: int | None
    benefit: int | None
    figures: tuple[str, ...]


class Asked(NamedTuple):
    """How many subjects of an arm and cohort must be free of the event on a day, or have ended by it."""

    response: ResponsePart
    arm: str
    what: int
    day: int
    low: int
    high: int
    figure: str


def of_randomised(facts: Facts, variables: set[str]) -> list[ResponsePart]:
    """Return the responses of randomised subjects, in cohorts by variables of the courses."""
    return [
        one
        for one in facts.response
        if one.population == RANDOMISED
        and {name for part in one.cohort for name in part} <= variables
        and not any(isinstance(condition, dict) for part in one.cohort for condition in part.values())
    ]


def wanted(facts: Facts, like: ResponsePart, arm: str, size: int) -> Wanted:
    """Return what is printed of the responses of a cohort in an arm of `size` subjects, by all that have the cohort."""
    same = {one.name: one for one in facts.response if (one.population, one.cohort) == (like.population, like.cohort)}
    of = [f for f in facts.published.figure if f.measure == "response" and f.arm == arm and f.endpoint in same]

    def rate(parameter: str, values: tuple[str, ...]) -> int | None:
        found = [f for f in of if _is_rate(f, same[str(f.endpoint)], parameter, values)]
        return _count(found[0], size) if found else None

    best = {
        str(f.response): _count(f, size)
        for f in of
        if same[str(f.endpoint)].parameter == "BOR" and f.response in VALUES
    }
    confirmed = rate("CBOR", RESPONSES)
    both = sum(best[value] for value in RESPONSES) if {*RESPONSES} <= {*best} else rate("BOR", RESPONSES)
    responders = confirmed if both is None else both
    return Wanted(best, responders, confirmed, rate("CBEN", ("Y",)), tuple(f.id for f in of))


def _is_rate(figure: Figure, part: ResponsePart, parameter: str, values: tuple[str, ...]) -> bool:
    return part.parameter == parameter and {*part.rates.get(str(figure.response), ())} == {*values}


def _count(figure: Figure, size: int) -> int:
    """Return the count of a figure, or the middle one of those that print as its percentage."""
    if figure.count is not None:
        return figure.count
    text = figure.percent or "0"
    possible = counts(text, size) or neighbours(text, size)
    return min(possible, key=lambda count: abs(Fraction(100 * count, size) - Fraction(text)))


def asked(facts: Facts, course: CoursePart, size: int) -> Iterator[Asked]:
    """Yield what the printed responses ask of the times of the endpoint that ends a response.

    Args:
        facts: the published figures.
        course: the courses.
        size: subjects at most.
    """
    if course.response_ends_with is None:
        return
    seen = set()
    for one in of_randomised(facts, {variable.name for variable in course.variable}):
        for arm in facts.arm if str(one.cohort) not in seen else ():
            printed = wanted(facts, one, arm.name, size)
            ids = ", ".join(printed.figures)
            if printed.benefit is not None and printed.responders is not None:
                day = ceil(BENEFIT_MONTHS * days_per_unit(facts)["months"])
                yield Asked(one, arm.name, 0, day, printed.benefit - printed.responders, printed.benefit, ids)
            if "PD" in printed.best:
                yield Asked(one, arm.name, 1, _PROGRESSED, printed.best["PD"], size, ids)
            if "NE" in printed.best:
                yield Asked(one, arm.name, 2, _LEFT, printed.best["NE"], size, ids)
        seen.add(str(one.cohort))
