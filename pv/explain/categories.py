"""The categories that a record is in, each with the alternative of its conditions that is met."""

from collections import defaultdict

from pv.engine import Engine
from pv.explain.explanation import Fact
from pv.explain.rows import Row, rows, shown

Alternative = dict[int, list[Row]]


def categories(engine: Engine, place: int) -> list[Fact]:
    """Return the categories that a record is in, emergent or not, each with the values that put it there.

    Of several alternatives only those are named that are met, by their place in the study file.
    """
    values = {row["variable"]: row for row in rows(engine, "attribute", source_row=place)}
    inside = {row["category"] for row in rows(engine, "event_category", source_row=place)}
    alternatives: dict[str, dict[int, Alternative]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for row in rows(engine, "category_condition"):
        alternatives[row["category"]][row["alternative"]][row["condition_no"]].append(row)
    listed = sorted(rows(engine, "category"), key=lambda row: int(row["category_order"]))
    facts = []
    for row in listed:
        if row["category"] in inside:
            why = _why(alternatives[row["category"]], values)
            facts.append(Fact("categories", f"{row['category']} ({row['label']})" + (f": {why}" if why else "")))
    return facts


def _why(alternatives: dict[int, Alternative], values: dict[str, Row]) -> str:
    """Return the conditions of each alternative that is met, with the values of the record."""
    met = {}
    for number, conditions in sorted(alternatives.items()):
        texts = [_met(choices, values) for _, choices in sorted(conditions.items())]
        if all(texts):
            met[number] = " and ".join(texts)
    if len(alternatives) == 1:
        return "".join(met.values())
    return "; ".join(f"{text} (alternative {number} of {len(alternatives)})" for number, text in met.items())


def _met(choices: list[Row], values: dict[str, Row]) -> str:
    """Return the value that meets a condition, any row of which is enough; nothing where none is met."""
    variable = choices[0]["variable"]
    if variable not in values:
        return ""
    value, number = values[variable]["value"], values[variable]["number"]
    for choice in choices:
        low, high = choice["at_least"], choice["at_most"]
        if choice["is_missing"] and value is None:
            return f"{variable} is missing"
        if value is not None and choice["value"] == value:
            return f"{variable} = {value}"
        if number is not None and (low, high) != (None, None) and _within(number, low, high):
            bounds = {"at least": low, "at most": high}
            rule = " and ".join(f"{word} {shown(bound)}" for word, bound in bounds.items() if bound is not None)
            return f"{variable} = {shown(value)} ({rule})"
    return ""


def _within(number: float, low: float | None, high: float | None) -> bool:
    return (low is None or number >= low) and (high is None or number <= high)
