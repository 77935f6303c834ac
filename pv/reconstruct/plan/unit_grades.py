"""The grades of one unit by themselves, and which of its figures its other grades deny."""

from pv.facts.category import Category
from pv.facts.contradiction import Found
from pv.facts.terms import Terms, Unit
from pv.number_of import number_of
from pv.reconstruct.plan.grades import GRADES, at_least
from pv.reconstruct.plan.least_counts import Key, Printed, least_counts


def unit_grades(
    unit: Unit, printed: Printed, size: int, terms: Terms, found: Found, *, related: bool
) -> dict[Key, int]:
    """Return the subjects of at least each grade of a unit; a figure that its others deny is reported.

    Args:
        unit: what is counted.
        printed: what is published of it.
        size: subjects of the arm.
        terms: what encloses what.
        found: where a contradiction goes.
        related: whether the related events alone are counted.
    """
    agreed = _worst_grades(printed, size, found, Category(related))
    ids = [figure for _, figure in (*agreed.exact.values(), *agreed.other.values()) if figure]
    for category, (stated, figure) in sorted(printed.other.items()):
        if category.flag or category == Category(related):
            continue
        possible = [
            count
            for count in range(size + 1)
            if least_counts({(unit, related): _with(agreed, category, count, figure)}, size, terms) is not None
        ]
        count = min(possible, key=lambda other: abs(other - stated))
        if count != stated:
            give = "give" if len(possible) == 1 else f"give at {'most' if count < stated else 'least'}"
            message = (
                f"{unit}: {number_of(stated, 'subject')} with grade {category.grade} or higher, "
                f"but the maximum grades {give} {count}"
            )
            found.add("grades do not add up", [*ids, figure], message, f"{count}, from the grades")
        agreed = _with(agreed, category, count, figure)
    return least_counts({(unit, related): agreed}, size, terms) or {}


def _with(printed: Printed, category: Category, count: int, figure: str) -> Printed:
    return Printed(printed.exact, {**printed.other, category: (count, figure)})


def _worst_grades(printed: Printed, size: int, found: Found, whole: Category) -> Printed:
    """Return the worst grades and the subjects with any, changed and reported where there are too many."""
    exact = {grade: count for grade, (count, _) in printed.exact.items()}
    known, figure = printed.other.get(whole, (size, ""))
    if sum(exact.values()) <= known:
        return Printed(printed.exact, {whole: (known, figure)} if figure else {})
    ids = [name for _, name in printed.exact.values()]
    of_whole = "{} had the event" if figure else "the arm has {}"
    by_grade, _ = at_least(exact, known, (*ids, figure) if figure else tuple(ids), found, of_whole)
    worst = {grade: (by_grade[grade], printed.exact.get(grade, (0, ids[0]))[1]) for grade in GRADES[:-1]}
    return Printed(worst, {whole: (known, figure or ids[0])})
