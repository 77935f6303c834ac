"""What stands in a cell: numbers as numbers, with the form in which a reader sees them; `pv.numbers.text` writes it."""

from dataclasses import dataclass
from fractions import Fraction

#: None and what is not a number (NaN, NA) stand for one that there is not.
Number = float | Fraction | None


@dataclass(frozen=True)
class Value:
    """Numbers with their form, or a label.

    Attributes:
        form: the function of `pv.numbers.text` that writes it.
        numbers: what that function takes, in its order.
        digits: decimals, where the form leaves them open.
        unit: of a rate: per how many patient-years.
        words: the text of a label; of several values in one cell what stands around them: '{} ({})'.
        parts: the several values in one cell.
    """

    form: str
    numbers: tuple[Number, ...] = ()
    digits: int | None = None
    unit: int | None = None
    words: str = ""
    parts: tuple["Value", ...] = ()


#: There is none: a dash.
MISSING = Value("missing")


def label(words: str) -> Value:
    """Return a text of the data, or one that is no number: a term, an arm, 'Yes'."""
    return Value("label", words=words)


def together(pattern: str, *parts: Value) -> Value:
    """Return several values in one cell, each in the place of a '{}' of the pattern."""
    return Value("together", words=pattern, parts=parts)


def number(value: Number, digits: int = 1) -> Value:
    """Return a number with so many decimals."""
    return Value("number", (value,), digits)


def plain(value: Number) -> Value:
    """Return a number as the data or the study file have it."""
    return Value("plain", (value,))


def count(value: Number) -> Value:
    """Return a count."""
    return Value("count", (value,))


def percent(subjects: Number, total: Number) -> Value:
    """Return subjects of a total as a percentage alone."""
    return Value("percent", (subjects, total))


def count_percent(subjects: Number, total: Number) -> Value:
    """Return subjects, and in brackets the percentage that they are of a total."""
    return Value("count_percent", (subjects, total))


def count_of(subjects: Number, total: Number) -> Value:
    """Return subjects and the total that they are of."""
    return Value("count_of", (subjects, total))


def count_of_percent(subjects: Number, total: Number) -> Value:
    """Return subjects, the total that they are of, and in brackets the percentage."""
    return Value("count_of_percent", (subjects, total))


def count_per_years(events: Number, years: Number) -> Value:
    """Return what a rate is made of: events or subjects, and person-time in years."""
    return Value("count_per_years", (events, years))


def counts_between(lowest: Number, highest: Number) -> Value:
    """Return a count that the data leave open: the lowest and the highest that it can be."""
    return Value("counts_between", (lowest, highest))


def left_open(lowest: Number, highest: Number) -> Value:
    """Return the same as what follows a count; nothing where the data leave nothing open."""
    return Value("left_open", (lowest, highest))


def interval(value: Number, lower: Number, upper: Number, digits: int = 1) -> Value:
    """Return an estimate with its limits."""
    return Value("interval", (value, lower, upper), digits)


def rate(per_year: Number, unit: int = 100) -> Value:
    """Return a rate, given per patient-year, per `unit` of them."""
    return Value("rate", (per_year,), unit=unit)


def rate_interval(value: Number, lower: Number, upper: Number, unit: int = 100) -> Value:
    """Return a rate with its limits, given per patient-year, per `unit` of them."""
    return Value("rate_interval", (value, lower, upper), unit=unit)


def rate_alone(value: Number, lower: Number, upper: Number, unit: int = 100) -> Value:
    """Return the rate of `rate_interval`, with the decimals that it has there."""
    return Value("rate_alone", (value, lower, upper), unit=unit)


def rate_limits(value: Number, lower: Number, upper: Number, unit: int = 100) -> Value:
    """Return the limits of `rate_interval` in brackets."""
    return Value("rate_limits", (value, lower, upper), unit=unit)


def rate_difference_interval(value: Number, lower: Number, upper: Number, unit: int = 100) -> Value:
    """Return a difference of rates with its limits, given per patient-year, per `unit` of them."""
    return Value("rate_difference_interval", (value, lower, upper), unit=unit)


def p_value(value: Number) -> Value:
    """Return a p-value."""
    return Value("p_value", (value,))


def mean_sd(mean: Number, sd: Number) -> Value:
    """Return a mean, and in brackets its standard deviation."""
    return Value("mean_sd", (mean, sd))


def value_range(lowest: Number, highest: Number, digits: int = 1) -> Value:
    """Return the lowest and the highest of something, or two quartiles."""
    return Value("value_range", (lowest, highest), digits)


def median_range(median: Number, lowest: Number, highest: Number) -> Value:
    """Return a median with one decimal, and in brackets the lowest and the highest without."""
    return Value("median_range", (median, lowest, highest))


def number_needed(value: Number, harm: tuple[Number, Number], benefit: tuple[Number, Number]) -> Value:
    """Return a number needed to harm, or to benefit below 0, with the smallest and the largest of each."""
    return Value("number_needed", (value, *harm, *benefit))
