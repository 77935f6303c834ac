"""Does a computed number agree with a printed one, and if not, can the printed one be right at all."""

from fractions import Fraction
from typing import NamedTuple

from pv.facts.printed import NOT_ESTIMABLE, counts, decimals, neighbours, percent, rounded
from pv.reconstruct.plan.taken import Taken

EQUAL = "equal"
ROUNDED = "equal after rounding"
DIFFERS = "differs"
#: A duration in the database is a floating-point number.
_CLOSE = Fraction(1, 10**6)
CONTRADICTED = "contradicted by the publication"
NOT_REACHED = "not reached"


class Verdict(NamedTuple):
    """A verdict, and in words what it rests on where that is not plain."""

    verdict: str
    explanation: str = ""


def of_count(found: int | None, published: int) -> Verdict:
    """Return the verdict on a count."""
    if found is None:
        return Verdict(DIFFERS, "the study has no such result")
    return Verdict(EQUAL) if found == published else Verdict(DIFFERS)


def of_value(found: Fraction | None, printed: str) -> Verdict:
    """Return the verdict on a number, held to the decimals that are printed."""
    if found is None:
        return Verdict(DIFFERS, "the study has no such result")
    if rounded(found, decimals(printed)) != printed:
        return Verdict(DIFFERS)
    return Verdict(EQUAL if found == Fraction(printed) else ROUNDED)


def of_estimate(found: Fraction | None, printed: str, *, known: bool) -> Verdict:
    """Return the verdict on an estimate, a limit or a p-value: a number, NE (not reached), or < and a number.

    Args:
        found: what the study computes; None where the curve does not reach it.
        printed: as printed.
        known: whether the study has the result.
    """
    if not known:
        return Verdict(DIFFERS, "the study has no such result")
    if printed == NOT_ESTIMABLE:
        return Verdict(EQUAL if found is None else DIFFERS)
    if found is None:
        return Verdict(DIFFERS, "not estimable in the study")
    if printed.startswith("<"):
        return Verdict(EQUAL if found < Fraction(printed[1:]) else DIFFERS)
    return of_value(found, printed)


def of_percent(found: int | None, size: int | None, printed: str, published: int | None) -> Verdict:
    """Return the verdict on a percentage of `size`; `published` is the count printed beside it."""
    if found is None or not size:
        return Verdict(DIFFERS, "the study has no such result")
    verdict = of_value(Fraction(100 * found, size), printed)
    if verdict.verdict != DIFFERS:
        return verdict
    possible = counts(printed, size)
    if possible and (published is None or published in possible):
        return verdict
    # What the publication can have meant: its own count, or one beside the percentage that no count gives.
    meant = neighbours(printed, size) if published is None else [published, *possible]
    return Verdict(CONTRADICTED, _why(published, size, printed, possible)) if found in meant else verdict


def excused(verdict: Verdict, found: int | Fraction | None, taken: Taken | None) -> Verdict:
    """Return the verdict, 'contradicted' where a figure differs because others deny it.

    That is so where the study has exactly what is taken for the figure; any other number differs all the same.
    """
    if verdict.verdict != DIFFERS or taken is None or found is None:
        return verdict
    meant = taken.count if isinstance(found, int) else taken.value
    if meant is None or abs(Fraction(meant) - found) > _CLOSE:
        return verdict
    contradiction = taken.contradiction
    return Verdict(CONTRADICTED, f"{contradiction.message}; used: {contradiction.resolution}")


def unreached(verdict: Verdict, found: int | Fraction | None, nearest: str | None) -> Verdict:
    """Return the verdict, 'not reached' where a figure differs that no data set was found for.

    That is so where the study has the nearest number that was found; any other number differs all the same.

    Args:
        verdict: the verdict without it.
        found: what the study computes; None where it is not estimable.
        nearest: as it prints; None where the facts say of none.
    """
    if verdict.verdict != DIFFERS or nearest is None:
        return verdict
    if of_estimate(None if found is None else Fraction(found), nearest, known=True).verdict == DIFFERS:
        return verdict
    return Verdict(NOT_REACHED, f"no data set was found that gives it; the nearest has {nearest}")


def _why(published: int | None, size: int, printed: str, possible: list[int]) -> str:
    """Return what the printed numbers would be if they agreed."""
    own = "" if published is None else f"{published} of {size} is {percent(published, size, printed)}%; "
    if possible:
        return f"{own}{printed}% would be {' or '.join(map(str, possible))} of {size}"
    near = ", ".join(f"{count} gives {percent(count, size, printed)}%" for count in neighbours(printed, size))
    return f"{own}no count of {size} gives {printed}% ({near})"
