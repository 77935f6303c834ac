"""Counts by worst grade as counts of at least a grade: subjects whose worst grade is 3 or more, and so on."""

from collections.abc import Mapping

from pv.facts.contradiction import Found
from pv.number_of import number_of

GRADES = range(1, 6)


def at_least(
    exact: Mapping[int, int], whole: int | None, ids: tuple[str, ...], found: Found, of_whole: str = "{} had the event"
) -> tuple[dict[int, int], dict[int, int]]:
    """Return the subjects by worst grade, 1 to 5, and the subjects of at least each grade.

    Args:
        exact: grade -> published number of subjects with it as the worst.
        whole: published number of subjects at any grade; without it the grades that are not published are 0, with it
            the subjects they leave over are of the lowest grade that is not published.
        ids: the figures, for the message.
        found: where a contradiction goes.
        of_whole: what is said of the subjects at any grade, for the message.
    """
    by_grade = {grade: exact.get(grade, 0) for grade in GRADES}
    total = sum(by_grade.values())
    unpublished = [grade for grade in GRADES if grade not in exact]
    if whole is not None and total != whole:
        if total < whole and unpublished:
            by_grade[unpublished[0]] += whole - total
        else:
            listed = " + ".join(str(exact[grade]) for grade in sorted(exact))
            said = of_whole.format(number_of(whole, "subject"))
            message = f"the maximum grades {listed} add up to {total}, but {said}"
            found.add(
                "grades do not add up", ids, message, f"{number_of(whole, 'subject')}, with the lowest grades changed"
            )
            by_grade = _fitted(by_grade, whole)
    return by_grade, {grade: sum(by_grade[g] for g in GRADES if g >= grade) for grade in GRADES}


def _fitted(by_grade: Mapping[int, int], whole: int) -> dict[int, int]:
    """Return the grades with the lowest ones changed so that they add up."""
    fitted = dict(by_grade)
    excess = sum(fitted.values()) - whole
    for grade in GRADES:
        if excess < 0:
            fitted[grade] -= excess
            return fitted
        taken = min(excess, fitted[grade])
        fitted[grade] -= taken
        excess -= taken
    return fitted
