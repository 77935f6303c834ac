"""What is wrong in what a facts file says of the search for courses, although its keys and types are right."""

from collections.abc import Iterator

from pv.errors import nearest
from pv.facts.course_model import CoursePart, SearchPart
from pv.facts.model import Facts


def course_mistakes(facts: Facts) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong: (key, what is wrong, what would be right)."""
    course = facts.course
    if course is None or course.search is None:
        return
    events = [{*one.events} for one in course.endpoint]
    if not any(all(own <= other for other in events) for own in events):
        right = 'one whose events every other has too, as "Death"'
        yield "course.endpoint", "no endpoint is the last of a subject", right
    yield from _counts(course.search, len(facts.arm))
    yield from _names(course, course.search)
    sizes = {one.arm: one.count or 0 for one in facts.published.figure if one.measure == "arm_size"}
    for arm, randomised in zip(facts.arm, course.search.randomised, strict=False):
        if randomised < sizes.get(arm.name, 0):
            message = f"{randomised} subjects randomised to {arm.name}, of whom {sizes[arm.name]} were treated"
            yield "course.search.randomised", message, "as many at least"


def _counts(search: SearchPart, arms: int) -> Iterator[tuple[str, str, str]]:
    """Yield counts that are not of every arm."""
    counted = [("randomised", search.randomised), *((f"deaths.{name}", row) for name, row in search.deaths.items())]
    for place, part in enumerate(search.assigned, start=1):
        counted += [(f"assigned[{place}].cell", cell.subjects) for cell in part.cell]
    for key, row in counted:
        if len(row) != arms:
            yield f"course.search.{key}", f"{len(row)} counts", f"{arms}, one of each arm"


def _names(course: CoursePart, search: SearchPart) -> Iterator[tuple[str, str, str]]:
    """Yield variables, values and endpoints that there are not."""
    endpoints = [one.parameter for one in course.endpoint]
    for name in search.deaths:
        if name not in endpoints:
            yield f"course.search.deaths.{name}", f"{name!r} is not an endpoint", nearest(name, endpoints)
    variables = [one.name for one in course.variable]
    known: dict[str, set[str]] = {}
    for place, part in enumerate(search.assigned, start=1):
        key = f"course.search.assigned[{place}]"
        for name, value in part.among.items():
            if value not in known.get(name, set()):
                right = nearest(value, known.get(name, set()))
                yield f"{key}.among", f"no list before it gives {name} the value {value!r}", right
        for cell in part.cell:
            for name, value in cell.values.items():
                if name not in variables:
                    yield f"{key}.cell", f"{name!r} is not a variable of the courses", nearest(name, variables)
                known.setdefault(name, set()).add(value)
