"""The headline and the overview of adverse events (FDA guide, Table 7)."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from pv.report import footnote
from pv.report import format as fmt
from pv.report.arms import Arm, Arms
from pv.report.counted import ANY, Counted, Results
from pv.report.csv_link import csv_link
from pv.report.lookup import by_arm, count_cells
from pv.report.record_set import Records
from pv.report.report import Report
from pv.report.table import Cell, Column, Row, Table

#: What a reviewer asks first, in this order; a study has graded or plain severity.
KEY_ITEMS = ("any", "grade3plus", "severe", "serious", "related", "discontinuation", "fatal", "death")
_NAMES = {"severe": "Severe", "any": "Any adverse event", "fatal": "Adverse event with fatal outcome"}


@dataclass(frozen=True)
class Share:
    """How many subjects of an arm: 'n/N', the percentage as text, and as a length from 0 to 100 for its bar."""

    arm: Arm
    cell: Cell
    percent: str
    length: float


@dataclass(frozen=True)
class KeyNumber:
    """One line of the headline: what, how often in each arm, and the risk difference of each arm compared."""

    label: str
    shares: tuple[Share, ...]
    differences: tuple[tuple[Arm, str], ...]
    term: int | None
    category: str
    records: str


def headline(report: Report, results: Results, arms: Arms, records: Records) -> tuple[KeyNumber, ...]:
    """Return the key numbers that the data have."""
    overview = report.table("overview")
    if overview.empty:
        return ()
    items = [item for item in KEY_ITEMS if item in set(overview["item"])]
    return tuple(_key_number(results, arms, records, overview[overview["item"] == item], item) for item in items)


def _key_number(results: Results, arms: Arms, records: Records, rows: pd.DataFrame, item: str) -> KeyNumber:
    counted = results.counted(arms, records, item, any_only=True)
    found = by_arm(rows)
    term, opened = _opened(counted)
    shares = []
    for arm in arms.every:
        row = found.get(arm.name)
        subjects, total = (0, 0) if row is None else (int(row.subjects), int(row.arm_subjects))
        opens = arm.place if subjects and term is not None else None
        percent = f"{fmt.percent_of(subjects, total)}%" if subjects else "0"
        shares.append(Share(arm, Cell(f"{subjects}/{total}", opens), percent, 100 * subjects / total if total else 0))
    differences = zip(arms.compared, counted.difference_cells(ANY), strict=True) if counted.comparisons else ()
    label = _NAMES.get(item, str(rows["label"].iloc[0]))
    texts = tuple((arm, cell.text) for arm, cell in differences)
    return KeyNumber(label, tuple(shares), texts, term, item, opened)


def _opened(counted: Counted) -> tuple[int | None, str]:
    """Return the term of an item, and which records it opens: an item that no event has is one of deaths."""
    return (counted.records.terms.get(ANY), "events") if counted.incidence else (0, "deaths")


def overview_table(report: Report, results: Results, arms: Arms, records: Records) -> Table | None:
    """Return subjects with any event and by category, with risk difference, risk ratio and test; None without data."""
    overview = report.table("overview")
    if overview.empty:
        return None
    ordered = overview.sort_values("item_order", kind="stable")
    lines = [
        _row(results.counted(arms, records, str(item), any_only=True), ordered[ordered["item"] == item])
        for item in ordered["item"].drop_duplicates()
    ]
    columns = [*arms.columns()]
    spans = []
    for arm in arms.compared:
        columns += [Column("RD (CI)", "pct points"), Column("Risk ratio (CI)"), Column("p")]
        spans.append((f"{arm.label} vs {arms.comparator.label if arms.comparator else ''}", 3))
    return Table(
        "overview",
        "Overview of treatment-emergent adverse events and deaths",
        "Category",
        tuple(columns),
        tuple((line,) for line in lines),
        arms.spans("Subjects, n (%)", *spans),
        _notes(report, arms),
        csv_link(overview.drop(columns="item_order")),
        tuple(
            (file, report.sql[file]) for file in ("overview", "comparison", "death_comparison") if file in report.sql
        ),
    )


def _row(counted: Counted, rows: pd.DataFrame) -> Row:
    """Return the row of one item; deaths, which no comparison has, by their own counts."""
    arms = counted.arms
    cells = counted.count_cells(ANY) if counted.incidence else count_cells(by_arm(rows), arms, opens=True)
    for arm, difference in zip(arms.compared, counted.difference_cells(ANY), strict=True):
        cells += (difference, *_ratio_cells(counted.comparisons.get(ANY, {}).get(arm.name)))
    term, opened = _opened(counted)
    return Row(str(rows["label"].iloc[0]), cells, "", term, counted.category, opened)


def _ratio_cells(row: Any) -> tuple[Cell, Cell]:  # noqa: ANN401  # a row of the comparison, or None
    if row is None:
        return Cell(fmt.MISSING), Cell(fmt.MISSING)
    return Cell(fmt.interval(row.risk_ratio, row.rr_lower, row.rr_upper, 2)), Cell(fmt.p_value(row.p_value))


def _notes(report: Report, arms: Arms) -> tuple[str, ...]:
    comparison = report.table("comparison")
    more = ""
    if len(comparison) and arms.compared:
        ratio, test = (str(comparison[name].iloc[0]) for name in ("rr_method", "p_method"))
        more = (
            f"Risk ratio: interval by {footnote.method_label(report, ratio)}; "
            f"p: {footnote.method_label(report, test)}. Neither is adjusted for "
            f"multiplicity: a small p is no finding by itself. {footnote.NOT_ESTIMABLE}"
        )
    sentences = [
        footnote.population(report),
        footnote.emergent(report),
        "Worst severity or grade: each subject once, at the worst; the criteria of seriousness may overlap.",
        footnote.dictionary(report),
        footnote.risk_difference(report, arms),
        more,
    ]
    return tuple(sentence for sentence in sentences if sentence)
