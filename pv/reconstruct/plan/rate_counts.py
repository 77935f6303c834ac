"""The counts of subjects behind published rates that are printed without one."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from pv.facts.category import parse
from pv.facts.contradiction import Found
from pv.facts.model import Facts
from pv.facts.printed import interval, rounded
from pv.facts.published_model import Figure
from pv.facts.terms import Terms, Unit
from pv.reconstruct.plan.exposure_facts import possible_days
from pv.reconstruct.plan.figure_count import figure_count
from pv.reconstruct.plan.least_counts import Key, contains, least_counts
from pv.reconstruct.plan.targets import by_unit

#: A count near the whole arm is only taken where the rate leaves no other.
_USUAL_SHARE = Fraction(95, 100)


def with_rate_counts(facts: Facts, sizes: Mapping[str, int], found: Found) -> Facts:
    """Return the facts with a count for every rate: the one printed elsewhere, else one that gives the rate.

    Counts that give the rate over an exposure that the arm can have, and that the other counts allow (not more than
    what contains the events, not less than what they contain), are as good as each other: the most usual is taken.

    Args:
        facts: the published figures.
        sizes: subjects of each arm.
        found: where a rate that no count gives goes.
    """
    for arm, size in sizes.items():
        for figure in facts.published.figure:
            if figure.arm == arm and _without_count(figure):
                facts = _replaced(facts, figure, _count(facts, figure, size, found))
    return facts


def _without_count(figure: Figure) -> bool:
    return figure.measure == "exposure_adjusted_rate" and figure.count is None and figure.percent is None


def _replaced(facts: Facts, figure: Figure, count: int) -> Facts:
    counted = figure.model_copy(update={"count": count})
    return _with_figures(facts, [counted if one.id == figure.id else one for one in facts.published.figure])


def _with_figures(facts: Facts, figures: Iterable[Figure]) -> Facts:
    published = facts.published.model_copy(update={"figure": tuple(figures)})
    return facts.model_copy(update={"published": published})


def _count(facts: Facts, figure: Figure, size: int, found: Found) -> int:
    others = [one for one in facts.published.figure if one.arm == figure.arm and not _without_count(one)]
    # What contradicts what is said where the counts are made consistent; here only the counts are looked at.
    counts = {key: figure_count(one, size, Found()) for one in others if (key := _key(one)) is not None}
    key = _key(figure)
    if key in counts:
        return counts[key]
    terms = Terms(facts)
    most = min([size, *(n for other, n in counts.items() if key and contains(other, key, terms))])
    least = max([0, *(n for other, n in counts.items() if key and contains(key, other, terms))])
    usual, possible = possible_days(_with_figures(facts, others), figure.arm, size)
    giving: list[int] = []
    for days in (usual, possible):
        rate = Fraction(figure.value or "0") / Fraction(facts.study.days_per_year)
        nearest = min(rate * sum(days) / 2, _USUAL_SHARE * size)
        able = [count for count in range(least, most + 1) if _gives(count, figure, days, facts)]
        giving += sorted(able, key=lambda count: abs(count - nearest))
        for count in giving:
            if _agrees(_replaced(facts, figure, count), figure.arm, size):
                return count
    if giving:
        return giving[0]
    years = [rounded(days / Fraction(facts.study.days_per_year), 1) for days in possible]
    message = (
        f"no count from {least} to {most} gives {figure.value} per patient-year over {' to '.join(years)} patient-years"
    )
    if not any(one.measure == "exposure" and one.statistic == "patient_years" for one in others):
        message += "; the patient-years of the arm are not published: add the exposure or an earlier accrual"
    count = min(max(round(nearest), least), most)
    found.add("rate of no count", [figure.id], message, f"the nearest count, {count}")
    return count


def _agrees(facts: Facts, arm: str, size: int) -> bool:
    """Return whether the worst grades of an arm leave room for its counts."""
    return least_counts(by_unit(facts, arm, size, Found()), size, Terms(facts)) is not None


def _gives(count: int, figure: Figure, days: tuple[int, int], facts: Facts) -> bool:
    """Return whether a count gives a rate over some number of days between two."""
    year, (low, high) = Fraction(facts.study.days_per_year), interval(figure.value or "0")
    return count * year < days[1] * high and (low <= 0 or count * year >= days[0] * low)


def _key(figure: Figure) -> Key | None:
    """Return what a figure counts, by at least a grade; None for worst grades and what counts no subjects."""
    parsed = parse(figure.category)
    if figure.measure not in ("incidence", "exposure_adjusted_rate") or parsed is None or parsed[1]:
        return None
    return Unit(figure.level, figure.term), parsed[0]
