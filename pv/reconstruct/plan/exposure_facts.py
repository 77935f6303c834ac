"""The treatment durations that an arm's published exposure leaves possible, in whole days."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from pv.facts.category import parse
from pv.facts.contradiction import Found
from pv.facts.model import Facts
from pv.facts.printed import interval, rounded
from pv.facts.published_model import Figure, Statistic
from pv.number_of import number_of
from pv.reconstruct.plan.durations import Durations, by_statistic, days_per_unit, ordered, printed_days
from pv.reconstruct.plan.few_durations import FEW, Range, Spread
from pv.reconstruct.plan.figure_count import figure_count
from pv.reconstruct.plan.possible_sums import every_sum, possible_total, reached


@dataclass(frozen=True)
class Exposure:
    """Whole days: shortest, twice the median (an even number of subjects can have half a day), longest, sum of all."""

    minimum: int
    twice_median: int
    maximum: int
    total: int


def exposure(facts: Facts, arm: str, size: int, found: Found) -> Exposure:
    """Return the durations of an arm; a contradiction is reported and the nearest possible number taken."""
    figures = by_statistic(_of(facts, arm, "exposure"))
    total, ids = _total(facts, arm, size, figures.get("patient_years"), found)
    of = Durations(size, days_per_unit(facts), study_days(facts), total)
    spread = ordered(figures, of, found)
    if total is None:
        low, high = possible_total(spread, size)
        return Exposure(*spread, total=(low + 2 * high) // 3)
    if size >= FEW:
        spread = _stretched(spread, figures, of, total)
    low, high = possible_total(spread, size)
    if total[1] < low or total[0] > high:
        year = Fraction(facts.study.days_per_year)
        message = (
            f"{size} durations with this minimum, median and maximum add up to {rounded(low / year, 2)} to "
            f"{rounded(high / year, 2)} patient-years"
        )
        found.add(
            "patient-years impossible",
            [*(figure.id for figure in figures.values()), *ids],
            message,
            "the nearest possible total",
        )
    return Exposure(*spread, total=min(max(sum(total) // 2, low), high))


def study_days(facts: Facts) -> int:
    """Return the days from the first subject's first dose to the cut-off, both included."""
    return (facts.study.cutoff_date - facts.assumed.accrual[0]).days + 1


def possible_days(facts: Facts, arm: str, size: int) -> tuple[Range, Range]:
    """Return the least and the largest sum of the durations of an arm: usually, and at all by what is published."""
    unsaid = Found()  # what contradicts what is said by `exposure`
    figures = by_statistic(_of(facts, arm, "exposure"))
    total, _ = _total(facts, arm, size, figures.get("patient_years"), unsaid)
    if total is not None:
        return total, total
    of = Durations(size, days_per_unit(facts), study_days(facts))
    usual = possible_total(ordered(figures, of, unsaid), size)
    return usual, every_sum(printed_days(figures, of, unsaid), of)


def _stretched(spread: Spread, figures: Mapping[Statistic, Figure], of: Durations, total: Range) -> Spread:
    """Return minimum, twice the median and maximum changed, as far as they are not published, to give the total."""
    ranges = printed_days(figures, of, Found())  # what cannot be printed is said by `ordered`
    wide = _widened(spread, figures, of.size, total)
    if "maximum" in figures:
        return reached(wide, ranges, of, total)
    short = reached((*wide[:2], min(wide[2], max(of.longest, (wide[1] + 1) // 2))), ranges, of, total)
    low, high = possible_total(short, of.size)
    if low <= total[1] and total[0] <= high:
        return short
    return reached(wide, ranges, replace(of, longest=max(of.longest, total[1])), total)


def _widened(spread: Spread, figures: Mapping[Statistic, Figure], size: int, total: Range) -> Spread:
    """Return those that are not published changed at once, for the total to be possible."""
    minimum, twice, maximum = spread
    low, high = possible_total(spread, size)
    if low <= total[1] and total[0] <= high:
        return spread
    if "median" not in figures:
        twice = min(max(2 * (sum(total) // (2 * size)), 2 * minimum), 2 * maximum)
    if "minimum" not in figures:
        minimum = 1 if total[1] < low else min(minimum, twice // 2)
    if "maximum" not in figures:
        maximum = (twice + 1) // 2
        low, high = possible_total((minimum, twice, maximum), size)
        above = max((size - 1) // 2, 1)  # subjects who can be as long
        maximum += max(min(sum(total) // 2 - low, 2 * max(sum(total) // 2 - high, 0) // above), 0)
    return minimum, twice, maximum


def _total(facts: Facts, arm: str, size: int, figure: Figure | None, found: Found) -> tuple[Range | None, list[str]]:
    """Return the first and last number of days that print as the patient-years and as the rates, and these figures."""
    year = Fraction(facts.study.days_per_year)
    days: Range | None = None
    ids: list[str] = []
    if figure is not None:
        days, ids = _whole(*(bound * year for bound in interval(figure.value or "0"))), [figure.id]
    for rate in _of(facts, arm, "exposure_adjusted_rate"):
        if rate.statistic != "eair_total" or parse(rate.category) is None:
            continue
        count = figure_count(rate, size, found)
        low, high = interval(rate.value or "0")
        if count == 0 and low > 0:
            message = f"no subject has the event, but {rate.value} per patient-year is printed"
            found.add("rate of no subject", [rate.id], message, "the count 0")
            continue
        most = count * year / low if low > 0 else Fraction(10**9)
        bounds = count * year // high + 1, most.numerator // most.denominator
        if days is None:
            days, ids = bounds, [rate.id]
        elif bounds[1] < days[0] or bounds[0] > days[1]:
            here = " to ".join(rounded(count * year / total, 4) for total in (days[1], days[0]))
            subjects = number_of(count, "subject")
            message = f"{subjects} with the event give {here} per patient-year, not the printed {rate.value}"
            found.add("rate and exposure", [*ids, rate.id], message, "the exposure")
        else:
            days, ids = (max(days[0], bounds[0]), min(days[1], bounds[1])), [*ids, rate.id]
    return days, ids


def _whole(low: Fraction, high: Fraction) -> tuple[int, int]:
    """Return the first and last whole number in a half-open interval."""
    first = -(-low.numerator // low.denominator)
    return first, max(-(-high.numerator // high.denominator) - 1, first)


def _of(facts: Facts, arm: str, measure: str) -> list[Figure]:
    return [figure for figure in facts.published.figure if figure.arm == arm and figure.measure == measure]
