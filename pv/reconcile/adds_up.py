"""Printed responses that do not add up: a rate of some values against the printed counts of these values."""

from collections.abc import Iterator, Mapping

from pv.facts.model import Facts
from pv.study.setting.endpoint_settings import ResponsePart


def not_adding_up(facts: Facts) -> Mapping[str, str]:
    """Return figure id -> what does not add up, of the printed counts of rates whose values are printed one by one.

    The values can be those of another response of the same subjects: a confirmed response is rarer than a best overall
    response of the same name, so that the figure is not denied, but what is printed differs and is said.
    """
    counts = {
        (one.endpoint, one.response, one.arm): one.count for one in facts.published.figure if one.measure == "response"
    }
    return {
        figure.id: f"{said} as {', '.join(values)} of {other.label!r}"
        for rated, name, values, other in _pairs(facts)
        for figure in facts.published.figure
        if (figure.endpoint, figure.response) == (rated.name, name) and figure.count is not None
        if (said := _other_sum(figure.count, [counts.get((other.name, value, figure.arm)) for value in values]))
    }


def _pairs(facts: Facts) -> Iterator[tuple[ResponsePart, str, tuple[str, ...], ResponsePart]]:
    """Yield each rate and its values, and each response of the same subjects that counts these values."""
    for rated in facts.response:
        for other in facts.response:
            if (rated.population, rated.cohort) == (other.population, other.cohort):
                yield from (
                    (rated, name, values, other)
                    for name, values in rated.rates.items()
                    if set(values) <= set(other.values)
                )


def _other_sum(count: int, parts: list[int | None]) -> str:
    """Return what the printed parts add up to; nothing where that is the count, or not all are printed."""
    known = [part for part in parts if part is not None]
    if len(known) < len(parts) or sum(known) == count:
        return ""
    apart = sum(known) - count
    said = f"{' + '.join(map(str, known))} = {sum(known)}"
    return f"{said}, {abs(apart)} {'more' if apart > 0 else 'fewer'}, are printed"
