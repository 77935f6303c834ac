"""How numbers are written: the only place where they become text."""

import math
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from types import MappingProxyType

import pandas as pd

from pv.numbers.rounding import percent_of, round_half_up
from pv.numbers.value import Value

MINUS = "\u2212"
MISSING = "\u2013"
UNDEFINED = "NE"


def written(value: Value) -> str:
    """Return a value as a reader sees it."""
    if value.form == "label":
        return value.words
    if value.form == "together":
        return value.words.format(*(written(part) for part in value.parts)).strip()
    left_to_it = {"digits": value.digits, "unit": value.unit}
    return _FORMS[value.form](*value.numbers, **{name: one for name, one in left_to_it.items() if one is not None})


def missing() -> str:
    """Return a dash."""
    return MISSING


def number(value: float | Fraction | None, digits: int = 1) -> str:
    """Return a number with `digits` decimals; a dash for a missing one, '∞' for an infinite one."""
    if isinstance(value, Fraction):
        return str(round_half_up(value, digits)).replace("-", MINUS)
    if value is None or pd.isna(value):
        return MISSING
    if math.isinf(value):
        return "∞" if value > 0 else f"{MINUS}∞"
    return str(round_half_up(value, digits)).replace("-", MINUS)


def plain(value: float) -> str:
    """Return a number as the data or the study file have it: 8, 2.5, 365.25; a dash for a missing one."""
    # Beyond twelve significant digits a double carries noise.
    return MISSING if pd.isna(value) else f"{value:.12g}"


def significant(value: float) -> str:
    """Return a measured value with at most six significant digits; a dash for a missing one."""
    return MISSING if pd.isna(value) else f"{value:.6g}"


def day(value: date) -> str:
    """Return a date as ISO 8601 has it: 2014-07-02."""
    return f"{value:%Y-%m-%d}"


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


def percent(subjects: int, total: int) -> str:
    """Return 'p%', exact from the counts; a zero count is '0'."""
    return f"{percent_of(subjects, total)}%" if subjects else "0"


def count_of(subjects: float | None, total: float | None) -> str:
    """Return 'n/N'."""
    return f"{count(subjects)}/{count(total)}"


def count_of_percent(subjects: int, total: int) -> str:
    """Return 'n/N (p%)'; without a percentage where nobody is counted."""
    return f"{count_of(subjects, total)} ({percent_of(subjects, total)}%)" if subjects else count_of(subjects, total)


def count_per_years(events: float | None, years: float | None) -> str:
    """Return 'n / years', the years with one decimal."""
    return f"{count(events)} / {number(years)}"


def counts_between(lowest: int, highest: int) -> str:
    """Return 'a to b'; 'a' where both are the same."""
    return count(lowest) if lowest == highest else f"{count(lowest)} to {count(highest)}"


def left_open(lowest: int, highest: int) -> str:
    """Return ' [a to b]', to stand behind a count; nothing where both are the same."""
    return "" if lowest == highest else f" [{counts_between(lowest, highest)}]"


def interval(value: float | Fraction | None, lower: float, upper: float, digits: int = 1) -> str:
    """Return 'value (lower, upper)'; 'NE' (not estimable) where the value or a limit is undefined or infinite."""
    shown = [UNDEFINED if _undefined(part) else number(part, digits) for part in (value, lower, upper)]
    if shown[1] == shown[2] == UNDEFINED:
        return shown[0] if shown[0] == UNDEFINED else f"{shown[0]} ({UNDEFINED})"
    return f"{shown[0]} ({shown[1]}, {shown[2]})"


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


def rate_alone(value: float, lower: float, upper: float, unit: int = 100) -> str:
    """Return the rate of `rate_interval`."""
    return rate_interval(value, lower, upper, unit).partition(" ")[0]


def rate_limits(value: float, lower: float, upper: float, unit: int = 100) -> str:
    """Return '(lower, upper)' of `rate_interval`; nothing where it has none."""
    return rate_interval(value, lower, upper, unit).partition(" ")[2]


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


def number_needed(
    value: float, harm_lower: float, harm_upper: float, benefit_lower: float, benefit_upper: float
) -> str:
    """Return 'NNH 5.0 (3.3 to 10.8)', 'NNB 4.0 (2.5 to 9.1)' or, with limits of both, Altman's form.

    That is 'NNH 25.0 (NNH 12.3 to ∞ to NNB 40.1)': the confidence region passes through infinity, equal risks.
    """
    if pd.isna(value):
        return UNDEFINED
    shown = "∞" if math.isinf(value) else f"{'NNH' if value > 0 else 'NNB'} {number(abs(value))}"
    if pd.isna(harm_lower) and pd.isna(benefit_lower):
        return f"{shown} ({UNDEFINED})"
    if pd.isna(benefit_lower):
        return f"{shown} ({value_range(harm_lower, harm_upper)})"
    if pd.isna(harm_lower):
        return f"{shown} ({value_range(benefit_lower, benefit_upper)})"
    first, last = ("NNH", harm_lower), ("NNB", benefit_lower)
    if value < 0:
        first, last = last, first
    return f"{shown} ({first[0]} {number(first[1])} to ∞ to {last[0]} {number(last[1])})"


def mean_sd(mean: float, sd: float) -> str:
    """Return 'mean (SD)'; a dash without a mean."""
    return MISSING if pd.isna(mean) else f"{number(mean)} ({number(sd)})"


def value_range(lowest: float, highest: float, digits: int = 1) -> str:
    """Return 'lowest to highest'."""
    return f"{number(lowest, digits)} to {number(highest, digits)}"


def median_range(median: float, lowest: float, highest: float) -> str:
    """Return 'median (lowest to highest)', the median with one decimal."""
    return f"{number(median)} ({value_range(lowest, highest, 0)})"


def _undefined(value: float | Fraction | None) -> bool:
    if isinstance(value, float):
        return not math.isfinite(value)
    return value is None or (not isinstance(value, Fraction) and bool(pd.isna(value)))


#: What a cell can be, by the name that a value has for it.
_FORMS: Mapping[str, Callable[..., str]] = MappingProxyType(
    {
        form.__name__: form
        for form in (
            missing,
            number,
            plain,
            count,
            percent,
            count_percent,
            count_of,
            count_of_percent,
            count_per_years,
            counts_between,
            left_open,
            interval,
            rate,
            rate_interval,
            rate_alone,
            rate_limits,
            rate_difference_interval,
            p_value,
            number_needed,
            mean_sd,
            value_range,
            median_range,
        )
    }
)
