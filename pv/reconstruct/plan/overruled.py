"""Published grades that a preferred term does not have: the published grade stands, and it is said."""

from collections.abc import Iterator, Mapping

from pv.facts.category import parse
from pv.facts.model import Facts
from pv.facts.published_model import Figure
from pv.facts.terms import Terms, Unit


def overruled_grades(facts: Facts) -> tuple[str, ...]:
    """Return a sentence for each figure and narrative with a grade outside the `grades` of its terms."""
    terms = Terms(facts)
    return tuple(dict.fromkeys([*_of_figures(facts, terms), *_of_narratives(facts, terms)]))


def _of_figures(facts: Facts, terms: Terms) -> Iterator[str]:
    for figure in facts.published.figure:
        parsed = parse(figure.category)
        if figure.measure != "incidence" or figure.level not in ("group", "PT") or parsed is None or _is_zero(figure):
            continue
        category, exact = parsed
        parts = {name: terms.grades(name) for name in sorted(terms.of(Unit(figure.level, figure.term)))}
        # "At least grade 1" asks for no grade; "at least grade 3" for one of 3, 4 or 5.
        wanted = {category.grade} if exact else set(range(category.grade, 6))
        if not any(wanted & set(grades) for grades in parts.values()):
            said = f"grade {category.grade}{'' if exact else ' or more'}"
            yield f"{figure.id}: {said} is published for {figure.term}; {_grades(parts)}; the published grade is used"


def _of_narratives(facts: Facts, terms: Terms) -> Iterator[str]:
    for place, narrative in enumerate(facts.narrative, start=1):
        for record in narrative.records:
            grades = terms.grades(record.term)
            if record.grade not in grades:
                said = f"narrative[{place}]: {record.term} of grade {record.grade} is described"
                yield f"{said}; {_grades({record.term: grades})}; the described grade is used"


def _is_zero(figure: Figure) -> bool:
    return figure.count == 0 or (figure.count is None and float(figure.percent or 0) == 0)


def _grades(parts: Mapping[str, list[int]]) -> str:
    return ", ".join(f"the grades of {name} are {_listed(grades)}" for name, grades in parts.items())


def _listed(grades: list[int]) -> str:
    gaps = grades[-1] - grades[0] >= len(grades)
    return ", ".join(map(str, grades)) if gaps else f"{grades[0]} to {grades[-1]}"
