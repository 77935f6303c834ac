"""A table of terms beside one comparison of the arms, for what is shown on request."""

from collections.abc import Callable, Iterable
from typing import Any, Literal

import pandas as pd

from pv.display import footnote
from pv.display.adverse_events.asked import not_counted
from pv.display.context import Context
from pv.display.display import Absent, Options
from pv.display.event_results import ANY, Counted, Term
from pv.display.not_stratified import NO_COMPARATOR
from pv.display.records.events import EVENTS
from pv.display.rows_by_arm import ByArm, rows, sql_texts
from pv.display.table import Cell, Column, Row, Table
from pv.numbers import value as fmt
from pv.numbers.value import Value

#: The columns of an arm compared: the heading of each, and the value that a row of the measure gives it.
Compared = tuple[tuple[str, Callable[[Any], Value]], ...]


class ComparedOptions(Options):
    """Options of the display.

    Attributes:
        level: level of the terms, 'SOC' or 'PT'.
        category: the category of events, as in the table category.
    """

    level: Literal["SOC", "PT"] = "SOC"
    category: str = "any"


def compared_terms(
    context: Context, options: ComparedOptions, *, name: str, title: str, compared: Compared, notes: Iterable[str]
) -> Table | Absent:
    """Return the counts of each term and, for each arm compared, what the measure of the display says of it.

    Args:
        context: of the report.
        options: level and category of the terms.
        name: of the measure and the display.
        title: of the table.
        compared: the columns of an arm compared.
        notes: the footnotes of its own.

    Raises:
        InputError: the study has no such category; the nearest is named.
    """
    contents, arms, category = context.contents, context.arms, context.contents.table("category")
    if arms.comparator is None:
        return NO_COMPARATOR
    if absent := not_counted(contents, options.category):
        return absent
    table = contents.table(name)
    nobody = Absent("No subject of a compared arm had such an event.", said=False)
    if table.empty:
        return nobody
    chosen = table[table["level"].isin(["any", options.level]) & (table["category"] == options.category)]
    if chosen.empty:
        return nobody
    found = _by_term(chosen)
    counted = context.counted(options.category, EVENTS)
    label = str(category.loc[category["category"] == options.category, "label"].iloc[0])
    terms = "System organ class" if options.level == "SOC" else "Preferred term"
    columns = tuple(Column(arm.label, heading, arm.place) for arm in arms.compared for heading, _ in compared)
    return Table(
        name.replace("_", "-"),
        f"{title} by {terms.lower()}: {label}",
        terms,
        (*arms.columns(), *columns),
        tuple((_row(counted, term, found[term], compared),) for term in _ordered(counted, found)),
        arms.spans("Subjects with the event, n (%)", (f"Compared with {arms.comparator.label}", len(columns))),
        (footnote.population(contents), footnote.emergent(contents), *notes),
        _numbers(context, chosen, options.category),
        sql_texts(contents, name, "incidence"),
        sortable=True,
    )


def _numbers(context: Context, chosen: pd.DataFrame, category: str) -> pd.DataFrame:
    """Return the comparisons, and below them the counts of the arms that have none, the comparator's apart."""
    arms, incidence = context.arms, context.contents.table("incidence")
    others = [arm.name for arm in arms.every if arm is not arms.comparator and not arm.compared]
    counts = incidence[incidence["arm"].isin(others) & (incidence["category"] == category)]
    if counts.empty:
        return chosen
    terms = chosen[["level", "soc", "term"]].drop_duplicates()
    shown = counts.merge(terms)[["arm", "level", "soc", "term", "category", "subjects", "arm_subjects"]]
    return pd.concat([chosen, shown], ignore_index=True)


def _by_term(chosen: pd.DataFrame) -> dict[Term, dict[str, Any]]:
    found: dict[Term, dict[str, Any]] = {}
    for row in rows(chosen):
        found.setdefault((row.level, row.soc, row.term), {})[row.arm] = row
    return found


def _ordered(counted: Counted, found: Iterable[Term]) -> list[Term]:
    """Return any event, then the terms by decreasing risk difference of the first arm compared."""
    first = counted.arms.compared[0].name

    def size(term: Term) -> float:
        row = counted.comparisons.get(term, {}).get(first)
        return float("-inf") if row is None or pd.isna(row.risk_difference) else float(row.risk_difference)

    return sorted(found, key=lambda term: (term != ANY, -size(term), term))


def _row(counted: Counted, term: Term, found: ByArm, compared: Compared) -> Row:
    values = (
        fmt.MISSING if arm.name not in found else value(found[arm.name])
        for arm in counted.arms.compared
        for _, value in compared
    )
    cells = (*counted.count_cells(term), *(Cell(value) for value in values))
    label, kind = ("Any event", "total") if term == ANY else (term[2], "")
    return Row(label, cells, kind, counted.records.terms.get(term), counted.category)
