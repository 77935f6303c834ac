"""How numbers are written on the page: the only place where they become text."""

import math
from fractions import Fraction

import pandas as pd

from pv.numbers.one_line import MINUS
from pv.numbers.rounding import percent_of, round_half_up

__all__ = [
    "MISSING",
    "count",
    "count_percent",
    "difference",
    "interval",
    "number",
    "p_value",
    "percent_of",
    "rate",
    "rate_difference_interval",
    "rate_interval",
    "round_half_up",
]

MISSING = "\u2013"
UNDEFINED = "NE"


def number(value: float | Fraction | None, digits: int = 1) -> str:
    """Return a number with `digits` decimals; a dash for a missing one, '∞' for an infinite one."""
    if isinstance(value, Fraction):
        return str(round_half_up(value, digits)).replace("-", MINUS)
    if value is None or pd.isna(value):
        return MISSING
    if math.isinf(value):
        return "∞" if value > 0 else f"{MINUS}∞"
    return str(round_half_up(value, digits)).replace("-", MINUS)


def count(value: float | None) -> str:
    """Return a count without decimals; a dash for a missing one."""
    return MISSING if value is None or pd.isna(value) else str(int(value))


def count_percent(subjects: float | None, total: int) -> str:
    """Return 'n (p%)', the percentage exact from the counts; a zero count is '0'."""
    if subjects is None or pd.isna(subjects):
        return MISSING
    if not subjects or not total:
        return str(int(subjects))
    return f"{int(subjects)} ({percent_of(int(subjects), int(total))}%)"


def interval(value: float | Fraction | None, lower: float, upper: float, digits: int = 1) -> str:
    """Return 'value (lower, upper)'; 'NE' (not estimable) where the value or a limit is undefined or infinite."""
    shown = [UNDEFINED if _undefined(part) else number(part, digits) for part in (value, lower, upper)]
    if shown[1] == shown[2] == UNDEFINED:
        return shown[0] if shown[0] == UNDEFINED else f"{shown[0]} ({UNDEFINED})"
    return f"{shown[0]} ({shown[1]}, {shown[2]})"


def difference(subjects: int, total: int, comparator_subjects: int, comparator_total: int) -> Fraction | None:
    """Return the risk difference in percentage points, exact from the counts; None where an arm has no subject."""
    if not total or not comparator_total:
        return None
    return Fraction(100 * int(subjects), int(total)) - Fraction(100 * int(comparator_subjects), int(comparator_total))


def rate(per_year: float | None, unit: int = 100) -> str:
    """Return a rate per patient-year as one per `unit` patient-years, with the decimals of `rate_interval`.

    A rate of 0 is '0'; 'NE' where there is no person-time.
    """
    if per_year is None or pd.isna(per_year):
        return UNDEFINED
    return number(unit * per_year, _rate_digits(unit, per_year)) if per_year else "0"


def rate_interval(value: float, lower: float, upper: float, unit: int = 100) -> str:
    """Return 'rate (lower, upper)' per `unit` patient-years, of rates per patient-year.

    One decimal, and more where a rate would otherwise print as 0.0; per one patient-year two decimals, and more where a
    rate would have fewer than two significant digits: 1.30, 0.0042. The limits have the decimals of their rate, a rate
    of 0 those of its upper limit.
    """
    return interval(unit * value, unit * lower, unit * upper, _rate_digits(unit, value or upper))


def rate_difference_interval(value: float, lower: float, upper: float, unit: int = 100) -> str:
    """Return 'difference (lower, upper)' as `rate_interval`, with the decimals of its largest part."""
    largest = max((abs(part) for part in (value, lower, upper) if math.isfinite(part)), default=0.0)
    return interval(unit * value, unit * lower, unit * upper, _rate_digits(unit, largest))


#: Decimals that a rate has at most.
_MOST_DIGITS = 6


def _rate_digits(unit: int, per_year: float) -> int:
    """Return with how many decimals a rate of this size is shown."""
    least, significant = (2, 2) if unit == 1 else (1, 1)
    size = abs(unit * per_year)
    if not size or not math.isfinite(size):
        return least
    return min(max(least, significant - 1 - math.floor(math.log10(size))), _MOST_DIGITS)


def p_value(value: float | None) -> str:
    """Return a p-value with three decimals, '<0.001' below; 'NE' where it is undefined."""
    if value is None or pd.isna(value):
        return UNDEFINED
    return "<0.001" if value < 0.001 else number(value, 3)  # noqa: PLR2004  # the smallest that three decimals show


def _undefined(value: float | Fraction | None) -> bool:
    if isinstance(value, float):
        return not math.isfinite(value)
    return value is None or (not isinstance(value, Fraction) and bool(pd.isna(value)))
