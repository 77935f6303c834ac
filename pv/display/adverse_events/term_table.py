"""Adverse events by system organ class and preferred term (FDA guide, tables 10, 12 and 14)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from pv.display import footnote
from pv.display.contents import Contents
from pv.display.event_results import ANY, Counted, Term
from pv.display.rows_by_arm import sql_texts
from pv.display.table import Column, Table

SQL = ("incidence", "exposure_adjusted_rate", "comparison")


@dataclass(frozen=True)
class Line:
    """A term in a table: what it is called there, and the kind of its row."""

    term: Term
    label: str
    kind: str = ""


@dataclass(frozen=True)
class Caption:
    """What a table is called (its anchor, its title, the heading of its row labels), and the footnotes it alone has."""

    name: str
    title: str
    corner: str
    notes: tuple[str, ...] = ()


def term_table(contents: Contents, counted: Counted, title: str) -> Table | None:
    """Return the table of one category by class and term, ordered by decreasing risk difference; None without events.

    Classes are ordered by their own risk difference, terms within their class, both against the first arm compared;
    by frequency in the first arm where nothing is compared.
    """
    if not counted.happened(ANY):
        return None
    socs = ordered(counted, _happened(counted, "SOC"))
    terms = ordered(counted, _happened(counted, "PT"))
    groups = [[Line(ANY, "Any event", "total")]]
    for soc in socs:
        below = [Line(term, term[2], "pt") for term in terms if term[1] == soc[1]]
        groups.append([Line(soc, soc[2], "soc"), *below])
    caption = Caption(f"terms-{counted.category}", title, "System organ class / preferred term")
    return level_table(contents, counted, caption, groups)


def level_table(
    contents: Contents,
    counted: Counted,
    caption: Caption,
    groups: Sequence[Sequence[Line]],
    only_csv: Iterable[Term] = (),
) -> Table:
    """Return the table of terms of any level: counts, rates and risk differences of each arm.

    Args:
        contents: what the page shows.
        counted: the results of one category.
        caption: what the table is called.
        groups: its rows, in groups that stay together.
        only_csv: terms that have no row but stand in the CSV file.
    """
    shown = [line.term for group in groups for line in group]
    arms = counted.arms
    differences = tuple(Column(arm.label, "RD (CI)") for arm in arms.compared)
    versus = f"Risk difference vs {arms.comparator.label}, percentage points" if arms.comparator else ""
    rates = tuple(Column(arm.label) for arm in arms.every)
    return Table(
        caption.name,
        caption.title,
        caption.corner,
        (*arms.columns(), *rates, *differences),
        tuple(tuple(counted.row(line.term, line.label, line.kind, rates=True) for line in group) for group in groups),
        arms.spans(
            "Subjects with the event, n (%)",
            (f"{footnote.RATE_LABELS[counted.rate_name]}, per {footnote.unit_text(counted.rate_unit)}", len(rates)),
            (versus, len(differences)),
        ),
        (*caption.notes, *notes(contents, counted)),
        _numbers(counted, [*shown, *only_csv]),
        sql_texts(contents, *SQL),
        searchable=True,
        sortable=True,
    )


def notes(contents: Contents, counted: Counted) -> tuple[str, ...]:
    """Return the footnotes of a table of counts, rates and risk differences."""
    sentences = [
        footnote.population(contents),
        footnote.emergent(contents),
        footnote.WORST if _is_scaled(contents, counted.category) else footnote.COUNTING,
        footnote.dictionary(contents),
        footnote.rate(contents),
        footnote.risk_difference(contents, counted.arms),
    ]
    first = (counted.arms.compared or counted.arms.every)[0].label
    measure = "risk difference" if counted.arms.compared else "frequency"
    sentences.append(f"Ordered by decreasing {measure} in {first}.")
    return tuple(sentence for sentence in sentences if sentence)


def _is_scaled(contents: Contents, category: str) -> bool:
    table = contents.table("category")
    return bool(table.loc[table["category"] == category, "scale"].notna().any())


def ordered(counted: Counted, terms: Iterable[Term]) -> list[Term]:
    """Return the terms by decreasing risk difference (or frequency) in the first arm, ties by name."""
    first = (counted.arms.compared or counted.arms.every)[0].name

    def size(term: Term) -> float:
        if counted.arms.compared:
            row = counted.comparisons.get(term, {}).get(first)
            return float("-inf") if row is None or pd.isna(row.risk_difference) else float(row.risk_difference)
        row = counted.incidence[term].get(first)
        return float("-inf") if row is None else float(row.percent)

    return sorted(terms, key=lambda term: (-size(term), term))


def _happened(counted: Counted, level: str) -> Iterable[Term]:
    return (term for term in counted.incidence if term[0] == level and counted.happened(term))


def _numbers(counted: Counted, terms: Iterable[Term]) -> pd.DataFrame:
    """Return what the table shows and what it is made of, unrounded, one row a term."""
    return pd.DataFrame([_line(counted, term) for term in terms])


def _line(counted: Counted, term: Term) -> dict[str, object]:
    level, soc, name = term
    line: dict[str, object] = {"level": level, "soc": soc, "term": name, "category": counted.category}
    for arm in counted.arms.every:
        row, rate = counted.incidence[term].get(arm.name), counted.rates.get(term, {}).get(arm.name)
        for column in ("subjects", "arm_subjects", "percent", "events"):
            line[f"{arm.label}: {column}"] = getattr(row, column, None)
        rates = (counted.rate_name, f"{counted.rate_name}_lower", f"{counted.rate_name}_upper")
        for column in ("patient_years", "patient_years_at_risk", *rates):
            line[f"{arm.label}: {column}"] = getattr(rate, column, None)
    for arm in counted.arms.compared:
        row = counted.comparisons.get(term, {}).get(arm.name)
        for column in ("risk_difference", "rd_lower", "rd_upper", "risk_ratio", "rr_lower", "rr_upper", "p_value"):
            line[f"{arm.label} vs {row.comparator if row else ''}: {column}"] = getattr(row, column, None)
    return line
