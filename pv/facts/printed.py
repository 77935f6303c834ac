"""What a printed number says: the interval it was rounded from, and the counts that give a percentage."""

import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from pydantic_core import PydanticCustomError

#: What is printed of a median or a limit that the curve does not reach.
NOT_ESTIMABLE = "NE"
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
_COUNT = re.compile(r"([0-9]+)(?: \(([0-9]+(?:\.[0-9]+)?)\))?")


def as_printed(value: object) -> str:
    """Return a number as it was printed.

    Raises:
        PydanticCustomError: it is no text, which has lost the decimals that say how it was rounded, or no number.
    """
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return value
    right = 'the number as printed, in quotation marks, with a point and without a sign or a unit: "7.0"'
    raise PydanticCustomError("printed", right)


def as_estimate(value: object) -> str:
    """Return an estimate or a limit as it was printed, NE where it was not reached.

    Raises:
        PydanticCustomError: it is neither a printed number nor NE.
    """
    return NOT_ESTIMABLE if value == NOT_ESTIMABLE else as_printed(value)


def as_p_value(value: object) -> str:
    """Return a p-value as it was printed: a number, or < and a number.

    Raises:
        PydanticCustomError: it is neither.
    """
    if isinstance(value, str) and value.startswith("<"):
        return f"<{as_printed(value.removeprefix('<'))}"
    return as_printed(value)


def as_count_or_printed(value: object) -> object:
    """Return a count, or one as it was printed, with its percentage in parentheses where there is one.

    Raises:
        PydanticCustomError: it is a text of another form.
    """
    if not isinstance(value, str) or _COUNT.fullmatch(value):
        return value
    right = 'a count as printed: "149 (45.0)" or "149"; without quotation marks it is not held against the study'
    raise PydanticCustomError("printed", right)


def count_and_percent(printed: int | str) -> tuple[int, str | None]:
    """Return the count of a cell of a baseline table, and the percentage that is printed beside it.

    Examples:
        >>> count_and_percent("149 (45.0)")
        (149, '45.0')
    """
    found = _COUNT.fullmatch(str(printed))
    return (int(found.group(1)), found.group(2)) if found else (0, None)


def as_number_or_printed(value: object) -> object:
    """Return a number, or one as it was printed.

    Raises:
        PydanticCustomError: it is a text that is no number.
    """
    return as_printed(value) if isinstance(value, str) else value


def rounded(number: Fraction, decimals: int) -> str:
    """Return a number as a page prints it, half away from zero."""
    step = Decimal(1).scaleb(-decimals)
    scaled = number * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return str((Decimal(whole) * step).quantize(step, rounding=ROUND_HALF_UP))


def decimals(text: str) -> int:
    """Return how many decimals a printed number has."""
    return len(text.partition(".")[2])


def interval(text: str) -> tuple[Fraction, Fraction]:
    """Return the interval of numbers that print as `text`: from the first (in it) to the second (not in it)."""
    half = Fraction(1, 2 * 10 ** decimals(text))
    return Fraction(text) - half, Fraction(text) + half


def percent(count: int, size: int, text: str) -> str:
    """Return a count of `size` in percent, with the decimals of `text`."""
    return rounded(Fraction(100 * count, size), decimals(text))


def counts(text: str, size: int) -> list[int]:
    """Return the counts of `size` whose percentage prints as `text`."""
    low, high = interval(text)
    first, last = -(-low * size // 100), high * size // 100
    return [n for n in range(max(int(first), 0), min(int(last), size) + 1) if percent(n, size, text) == text]


def neighbours(text: str, size: int) -> list[int]:
    """Return the counts of `size` just below and just above a percentage."""
    at = Fraction(text) * size / 100
    below = at.numerator // at.denominator
    return [n for n in (below, below + 1) if 0 <= n <= size]
