"""Adverse events by system organ class and preferred term (FDA guide, tables 10, 12 and 14)."""

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from pv.report import footnote
from pv.report.counted import ANY, Counted, Term
from pv.report.csv_link import csv_link
from pv.report.report import Report
from pv.report.table import Column, Row, Table

SQL = ("incidence", "exposure_adjusted_rate", "comparison")


def term_table(report: Report, counted: Counted, title: str) -> Table | None:
    """Return the table of one category by class and term, ordered by decreasing risk difference; None without events.

    Classes are ordered by their own risk difference, terms within their class, both against the first arm compared;
    by frequency in the first arm where nothing is compared.
    """
    if not counted.happened(ANY):
        return None
    socs = _ordered(counted, (term for term in counted.incidence if term[0] == "SOC"))
    terms = _ordered(counted, (term for term in counted.incidence if term[0] == "PT"))
    groups: list[tuple[Row, ...]] = [(counted.row(ANY, "Any event", "total", rates=True),)]
    for soc in socs:
        below = [counted.row(term, term[2], "pt", rates=True) for term in terms if term[1] == soc[1]]
        groups.append((counted.row(soc, soc[2], "soc", rates=True), *below))
    shown = [ANY, *(one for soc in socs for one in (soc, *(term for term in terms if term[1] == soc[1])))]
    return replace(
        _frame(report, counted, shown),
        name=f"terms-{counted.category}",
        title=title,
        corner="System organ class / preferred term",
        groups=tuple(groups),
    )


def group_table(report: Report, counted: Counted) -> Table | None:
    """Return the table of the study's own groups of preferred terms; None where it has none or nobody had one."""
    shown = _ordered(counted, (term for term in counted.incidence if term[0] == "group"))
    groups: list[tuple[Row, ...]] = [(counted.row(term, term[2], rates=True),) for term in shown]
    if not groups:
        return None
    frame = _frame(report, counted, shown)
    return replace(frame, name="groups", title="Groups of preferred terms", corner="Group", groups=tuple(groups))


def _frame(report: Report, counted: Counted, shown: list[Term]) -> Table:
    """Return the table without its rows and names: columns, footnotes, the numbers as CSV, SQL."""
    arms = counted.arms
    differences = tuple(Column(arm.label, "RD (CI)") for arm in arms.compared)
    versus = f"Risk difference vs {arms.comparator.label}, percentage points" if arms.comparator else ""
    rates = tuple(Column(arm.label) for arm in arms.every)
    return Table(
        "",
        "",
        "",
        (*arms.columns(), *rates, *differences),
        (),
        arms.spans(
            "Subjects with the event, n (%)",
            ("Rate per 100 patient-years", len(rates)),
            (versus, len(differences)),
        ),
        notes(report, counted),
        csv_link(_numbers(counted, shown)),
        tuple((file, report.sql[file]) for file in SQL if file in report.sql),
        searchable=True,
        sortable=True,
    )


def notes(report: Report, counted: Counted) -> tuple[str, ...]:
    """Return the footnotes of a table of counts, rates and risk differences."""
    sentences = [
        footnote.population(report),
        footnote.emergent(report),
        footnote.WORST if _is_scaled(report, counted.category) else footnote.COUNTING,
        footnote.dictionary(report),
        footnote.rate(report),
        footnote.risk_difference(report, counted.arms),
    ]
    first = (counted.arms.compared or counted.arms.every)[0].label
    measure = "risk difference" if counted.arms.compared else "frequency"
    sentences.append(f"Ordered by decreasing {measure} in {first}.")
    return tuple(sentence for sentence in sentences if sentence)


def _is_scaled(report: Report, category: str) -> bool:
    table = report.table("category")
    return bool(table.loc[table["category"] == category, "scale"].notna().any())


def _ordered(counted: Counted, terms: Iterable[Term]) -> list[Term]:
    """Return the terms that happened, largest difference (or frequency) first, ties by name."""
    first = (counted.arms.compared or counted.arms.every)[0].name

    def size(term: Term) -> float:
        if counted.arms.compared:
            row = counted.comparisons.get(term, {}).get(first)
            return float("-inf") if row is None or pd.isna(row.risk_difference) else float(row.risk_difference)
        row = counted.incidence[term].get(first)
        return float("-inf") if row is None else float(row.percent)

    return sorted((term for term in terms if counted.happened(term)), key=lambda term: (-size(term), term))


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
        for column in ("patient_years", "patient_years_at_risk", counted.rate_name):
            line[f"{arm.label}: {column}"] = getattr(rate, column, None)
    for arm in counted.arms.compared:
        row = counted.comparisons.get(term, {}).get(arm.name)
        for column in ("risk_difference", "rd_lower", "rd_upper", "risk_ratio", "rr_lower", "rr_upper", "p_value"):
            line[f"{arm.label} vs {row.comparator if row else ''}: {column}"] = getattr(row, column, None)
    return line
