"""Round the way a reader checks by hand: half away from zero, on the true value."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction


def round_half_up(value: float | Fraction, digits: int = 1) -> Decimal:
    """Return `value` rounded to `digits` decimals, halves away from zero, never a negative zero.

    A Fraction is rounded exactly: counts are handed over as `Fraction(100 * n, N)`, so that 100 * 3 / 2000 = 0.15 gives
    0.2 although the nearest binary number lies below the half. A float stands for its shortest decimal text: 2.675
    gives 2.68. Python's `round` and format strings do neither.

    Raises:
        ValueError: `value` is not finite.
    """
    step = Decimal(1).scaleb(-digits)
    if isinstance(value, Fraction):
        doubled = 2 * abs(value.numerator) * 10**digits + value.denominator
        rounded = Decimal(doubled // (2 * value.denominator)).scaleb(-digits)
        return -rounded if value < 0 and rounded else rounded
    exact = Decimal(repr(float(value)))
    if not exact.is_finite():
        raise ValueError(f"{value} has no decimals to round to")
    rounded = exact.quantize(step, rounding=ROUND_HALF_UP)
    return rounded or abs(rounded)


def percent_of(subjects: int, total: int) -> str:
    """Return subjects of total as a percentage with one decimal and no sign, '' when the total is 0.

    A share that is neither none nor all never looks like it: it prints '<0.1' or '>99.9'.
    """
    if not total:
        return ""
    text = str(round_half_up(Fraction(100 * int(subjects), int(total))))
    if text == "0.0" and subjects:
        return "<0.1"
    return ">99.9" if text == "100.0" and subjects < total else text


def difference(subjects: int, total: int, comparator_subjects: int, comparator_total: int) -> Fraction | None:
    """Return the risk difference in percentage points, exact from the counts; None where an arm has no subject."""
    if not total or not comparator_total:
        return None
    return Fraction(100 * int(subjects), int(total)) - Fraction(100 * int(comparator_subjects), int(comparator_total))
