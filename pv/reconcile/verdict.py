"""Does a computed number agree with a printed one, and if not, can the printed one be right at all."""

from fractions import Fraction
from typing import NamedTuple

from pv.reconstruct.printed import counts, decimals, neighbours, percent, rounded

EQUAL = "equal"
ROUNDED = "equal after rounding"
DIFFERS = "differs"
CONTRADICTED = "contradicted by the publication"


class Verdict(NamedTuple):
    """A verdict, and in words what it rests on where that is not plain."""

    verdict: str
    explanation: str = ""


def of_count(found: int | None, published: int) -> Verdict:
    """Return the verdict on a count."""
    if found is None:
        return Verdict(DIFFERS, "the study has no such row")
    return Verdict(EQUAL) if found == published else Verdict(DIFFERS)


def of_value(found: Fraction | None, printed: str) -> Verdict:
    """Return the verdict on a number, held to the decimals that are printed."""
    if found is None:
        return Verdict(DIFFERS, "the study has no such row")
    if rounded(found, decimals(printed)) != printed:
        return Verdict(DIFFERS)
    return Verdict(EQUAL if found == Fraction(printed) else ROUNDED)


def of_percent(found: int | None, size: int | None, printed: str, published: int | None) -> Verdict:
    """Return the verdict on a percentage of `size`; `published` is the count printed beside it."""
    if found is None or not size:
        return Verdict(DIFFERS, "the study has no such row")
    verdict = of_value(Fraction(100 * found, size), printed)
    if verdict.verdict != DIFFERS:
        return verdict
    possible = counts(printed, size)
    if possible and (published is None or published in possible):
        return verdict
    return Verdict(CONTRADICTED, _why(published, size, printed, possible))


def _why(published: int | None, size: int, printed: str, possible: list[int]) -> str:
    """Return what the printed numbers would be if they agreed."""
    own = "" if published is None else f"{published} of {size} is {percent(published, size, printed)}%; "
    if possible:
        return f"{own}{printed}% would be {' or '.join(map(str, possible))} of {size}"
    near = ", ".join(f"{count} gives {percent(count, size, printed)}%" for count in neighbours(printed, size))
    return f"{own}no count of {size} gives {printed}% ({near})"
