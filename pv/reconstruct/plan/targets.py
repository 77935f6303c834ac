"""How many subjects of each arm must have each kind of event: published, made consistent, then assumed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pv.facts.category import ANY, FATAL, FLAGS, RELATED, RELATED_FATAL, Category, parse
from pv.facts.contradiction import Found
from pv.facts.model import Facts
from pv.facts.published_model import Figure
from pv.facts.terms import ANY_UNIT, LEVELS, Terms, Unit
from pv.number_of import number_of
from pv.reconstruct.plan.figure_count import figure_count
from pv.reconstruct.plan.grades import GRADES
from pv.reconstruct.plan.least_counts import Group, Key, Printed, contains, least_counts
from pv.reconstruct.plan.unit_grades import unit_grades

Counts = dict[Key, int]

#: What is taken for an overall count that is neither published nor assumed, as a share of the subjects with any event.
_SHARES: Mapping[Category, float] = {
    RELATED: 0.85,
    Category(grade=3): 0.45,
    Category(flag="serious"): 0.25,
    Category(flag="discontinuation"): 0.1,
    Category(flag="interruption"): 0.3,
    Category(flag="reduction"): 0.2,
    FATAL: 0.0,
}
#: And of those, the share that is related to treatment.
_RELATED_SHARE = 0.7
_USUAL_ANY_SHARE = 0.95


@dataclass
class Targets:
    """The counts of one arm: subjects by unit and category, and the figure that says so."""

    size: int
    counts: Counts = field(default_factory=dict)
    figures: dict[Key, str] = field(default_factory=dict)


def targets(facts: Facts, arm: str, size: int, found: Found) -> Targets:
    """Return the counts that the records of an arm must have, contradictions resolved and reported."""
    result = Targets(size)
    terms = Terms(facts)
    published = by_unit(facts, arm, size, found)
    together = _together(published, size, terms)
    for (unit, related), printed in published.items():
        for category, (count, figure) in printed.other.items():
            result.counts[unit, category] = count
            result.figures[unit, category] = figure
        if printed.exact:
            alone = (unit, Category(related)) not in together
            counts = unit_grades(unit, printed, size, terms, found, related=related) if alone else together
            _add_grades(result, unit, printed, counts, related=related)
    _nest(result, terms, found)
    _unions(result, terms, found)
    _assume(result, facts, arm, terms)
    return result


def by_unit(facts: Facts, arm: str, size: int, found: Found) -> dict[Group, Printed]:
    """Return what is published of each unit, of its related events and of all."""
    result: dict[Group, Printed] = {}
    for figure in facts.published.figure:
        if figure.arm != arm or (what := counted(figure)) is None:
            continue
        unit, category, is_exact = what
        count = figure_count(figure, size, found)
        printed = result.setdefault((unit, category.related), Printed())
        if is_exact:
            earlier = printed.exact.setdefault(category.grade, (count, figure.id))
        else:
            earlier = printed.other.setdefault(category, (count, figure.id))
        if earlier[0] != count:
            message = f"{unit}, {category.name}: {earlier[0]} and {count} subjects"
            found.add("stated twice", [earlier[1], figure.id], message, f"{earlier[0]}, the first")
    return result


def counted(figure: Figure) -> tuple[Unit, Category, bool] | None:
    """Return what a figure counts, or None where it counts no subjects with events."""
    if figure.measure == "deaths" and figure.item in ("fatal_event", "fatal_event_related"):
        return ANY_UNIT, RELATED_FATAL if figure.item == "fatal_event_related" else FATAL, False
    if figure.measure != "incidence" and not (
        figure.measure == "exposure_adjusted_rate" and (figure.count is not None or figure.percent is not None)
    ):
        return None
    parsed = parse(figure.category)
    return None if parsed is None else (Unit(figure.level, figure.term), *parsed)


def _together(published: dict[Group, Printed], size: int, terms: Terms) -> Counts:
    """Return the counts of the units with worst grades, without those that the others deny."""
    counts = least_counts(published, size, terms)
    if counts is not None:
        return counts
    agreed = {group: printed for group, printed in published.items() if not printed.exact}
    for group, printed in published.items():
        if printed.exact and least_counts(agreed | {group: printed}, size, terms) is not None:
            agreed[group] = printed
    return least_counts(agreed, size, terms) or {}


def _add_grades(result: Targets, unit: Unit, printed: Printed, counts: Counts, *, related: bool) -> None:
    """Add the counts of at least each grade that the worst grades give."""
    first = next(figure for _, figure in printed.exact.values())
    for grade in GRADES:
        key = (unit, Category(related, grade))
        result.counts[key] = counts[key]
        result.figures.setdefault(key, first)


def _nest(result: Targets, terms: Terms, found: Found) -> None:
    """Cut every count down to the smallest count that must contain it."""
    for key in sorted(result.counts, key=_breadth):
        containing = [outer for outer in result.counts if outer != key and contains(outer, key, terms)]
        tightest = min(containing, key=lambda outer: result.counts[outer], default=None)
        if tightest is None or result.counts[key] <= result.counts[tightest]:
            continue
        message = (
            f"{key[0]}, {key[1].name}: {number_of(result.counts[key], 'subject')}, more than the "
            f"{result.counts[tightest]} of {tightest[0]}, {tightest[1].name}, of which they are a subset"
        )
        ids = [result.figures[key], result.figures[tightest]]
        found.add("subset larger than its set", ids, message, number_of(result.counts[tightest], "subject"))
        result.counts[key] = result.counts[tightest]


def _breadth(key: Key) -> tuple[int, int, int, int, str]:
    """Return an order in which what contains comes before what is contained."""
    unit, category = key
    return (LEVELS.index(unit.level), category.related + (category.flag != ""), category.grade, 0, unit.term)


def _unions(result: Targets, terms: Terms, found: Found) -> None:
    """Cut a group down to the sum of its terms, where all of them are published."""
    for (unit, category), count in list(result.counts.items()):
        members = [(Unit("PT", term), category) for term in terms.groups.get(unit.term, ()) if unit.level == "group"]
        if not members or any(member not in result.counts for member in members):
            continue
        most = sum(result.counts[member] for member in members)
        if most < count:
            message = f"{unit}, {category.name}: {number_of(count, 'subject')}, but its terms together have {most}"
            ids = [result.figures[unit, category], *(result.figures[member] for member in members)]
            found.add("more than its parts", ids, message, number_of(most, "subject"))
            result.counts[unit, category] = most


def _assume(result: Targets, facts: Facts, arm: str, terms: Terms) -> None:
    """Add what is not published: the assumed counts of the facts file, then usual shares, fitted to the others."""
    for assumed in facts.assumed.count:
        parsed = parse(assumed.category)
        if assumed.arm == arm and parsed is not None:
            key = (Unit(assumed.level, assumed.term), parsed[0])
            result.counts.setdefault(key, _fitted(result, key, round(assumed.percent * result.size / 100), terms))
    usual = round(_USUAL_ANY_SHARE * result.size)
    whole = result.counts.setdefault((ANY_UNIT, ANY), _fitted(result, (ANY_UNIT, ANY), usual, terms))
    for category, share in _SHARES.items():
        key = (ANY_UNIT, category)
        result.counts.setdefault(key, _fitted(result, key, round(share * whole), terms))
    for category in (Category(grade=3), FATAL, *(Category(flag=flag) for flag in FLAGS)):
        key = (ANY_UNIT, category.both(RELATED))
        usual = round(_RELATED_SHARE * min(result.counts[ANY_UNIT, category], result.counts[ANY_UNIT, RELATED]))
        result.counts.setdefault(key, _fitted(result, key, usual, terms))


def _fitted(result: Targets, key: Key, wanted: int, terms: Terms) -> int:
    """Return the wanted count, not below what it contains nor above what contains it."""
    inside = [count for other, count in result.counts.items() if other != key and contains(key, other, terms)]
    outside = [count for other, count in result.counts.items() if other != key and contains(other, key, terms)]
    return min(max([wanted, *inside]), *outside, result.size)
