"""What is wrong in the baseline variables of a facts file, and in the populations that they and the figures name."""

from collections.abc import Iterator

from pv.errors import nearest
from pv.facts.course_model import RANDOMISED
from pv.facts.model import BaselinePart, Facts
from pv.study.setting.endpoint_settings import SAFETY

#: Those that the study file of `reconstruct` always has: the safety set, and all randomised subjects.
POPULATIONS = (SAFETY, RANDOMISED)

Mistake = tuple[str, str, str]


def baseline_mistakes(facts: Facts) -> Iterator[Mistake]:
    """Yield (key, what is wrong, what would be right) of every variable and population."""
    for place, part in enumerate(facts.baseline, start=1):
        key = f"baseline[{place}]"
        if (part.number is None) == (part.values is None):
            yield key, f"{part.variable} needs number or values", "one of the two"
        if part.values and any(len(counts) != len(facts.arm) for counts in part.values.values()):
            yield f"{key}.values", "a value must have one count per arm", f"{len(facts.arm)} counts"
        yield from _numbers(facts, part, f"{key}.number")
        yield from _beside(facts, place, key)
    yield from _populations(facts)


def _numbers(facts: Facts, part: BaselinePart, key: str) -> Iterator[Mistake]:
    """Yield arms without the numbers of a variable, and numbers in another order."""
    right = "minimum, median, maximum"
    for arm in facts.arm:
        if part.number is not None and arm.name not in part.number:
            yield key, f"{part.variable} has no numbers for the arm {arm.name!r}", f'"{arm.name}" = [{right}]'
    for name in part.number or {}:
        numbers = part.numbers(name)
        if list(numbers) != sorted(numbers):
            yield f"{key}.{name}", f"{', '.join(f'{number:g}' for number in numbers)} are not in order", right


def _beside(facts: Facts, place: int, key: str) -> Iterator[Mistake]:
    """Yield the variables that a variable goes along with, or has for its classes, and that are not before it."""
    part, before = facts.baseline[place - 1], facts.baseline[: place - 1]
    known = [other.variable for other in facts.baseline if other.values is not None]
    for name, variable in (("along", part.along), ("classes", part.classes)):
        if variable is not None and variable not in [other.variable for other in before]:
            yield f"{key}.{name}", f"{variable!r} is not before it", nearest(variable, known)


def _populations(facts: Facts) -> Iterator[Mistake]:
    """Yield populations that there are not, and conditions on what the courses do not have."""
    own = [one.name for one in facts.analysis_set]
    for place, name in enumerate(own, start=1):
        if name in POPULATIONS:
            yield f"analysis_set[{place}].name", f"{name!r} is a population of every such study", "another name"
    known = (*POPULATIONS, *own)
    named: dict[str, list[str | None]] = {
        "endpoint": [one.population for one in facts.endpoint],
        "response": [one.population for one in facts.response],
        "baseline": [one.population for one in facts.baseline],
        "published.figure": [one.population for one in facts.published.figure],
    }
    for table, populations in named.items():
        for place, population in enumerate(populations, start=1):
            if population is not None and population not in known:
                message = f"{population!r} is not a population of the records"
                yield f"{table}[{place}].population", message, nearest(population, known)
    variables = [one.name for one in facts.course.variable] if facts.course else []
    described = {part.population for part in facts.baseline}
    for place, one in enumerate(facts.analysis_set, start=1):
        for variable in dict.fromkeys(name for alternative in one.cohort for name in alternative):
            if one.name in described and variable not in variables:
                message = f"{variable!r} is no variable of the courses, which say whose baseline it is"
                yield f"analysis_set[{place}].cohort", message, nearest(variable, variables)
