"""The headline and the overview of adverse events (FDA guide, Table 7)."""

from typing import Any

import pandas as pd

from pv.display import footnote
from pv.display.arms import Arms
from pv.display.compared_items import with_comparisons
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.display import Display, Made, Options, left_out
from pv.display.event_results import ANY, Counted, Results
from pv.display.overview.overview_term import opened_by
from pv.display.records.deaths import DEATHS
from pv.display.records.embedded import Records
from pv.display.records.events import EVENTS
from pv.display.rows_by_arm import by_arm, count_cells
from pv.display.table import Cell, Column, Row, Table
from pv.numbers import value as fmt


def overview_table(contents: Contents, results: Results, arms: Arms, records: Records) -> Table | None:
    """Return subjects with any event and by category, with risk difference, risk ratio and test; None without data."""
    overview = contents.table("overview")
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
        columns += [Column("RD (CI)", "percentage points"), Column("Risk ratio (CI)"), Column("p")]
        spans.append((f"{arm.label} vs {arms.comparator.label if arms.comparator else ''}", 3))
    return Table(
        "overview",
        "Overview of treatment-emergent adverse events and deaths",
        "Category",
        tuple(columns),
        tuple((line,) for line in lines),
        arms.spans("Subjects, n (%)", *spans),
        _notes(contents, arms),
        with_comparisons(contents, overview.drop(columns="item_order")),
        tuple(
            (file, contents.sql[file])
            for file in ("overview", "comparison", "death_comparison")
            if file in contents.sql
        ),
    )


def _row(counted: Counted, rows: pd.DataFrame) -> Row:
    """Return the row of one item; deaths, which no comparison has, by their own counts."""
    arms = counted.arms
    cells = counted.count_cells(ANY) if counted.incidence else count_cells(by_arm(rows), arms, opens=True)
    for arm, difference in zip(arms.compared, counted.difference_cells(ANY), strict=True):
        cells += (difference, *_ratio_cells(counted.comparisons.get(ANY, {}).get(arm.name)))
    term, opened = opened_by(counted)
    return Row(str(rows["label"].iloc[0]), cells, "", term, counted.category, opened)


def _ratio_cells(row: Any) -> tuple[Cell, Cell]:  # noqa: ANN401  # a row of the comparison, or None
    if row is None:
        return Cell(fmt.MISSING), Cell(fmt.MISSING)
    return Cell(fmt.interval(row.risk_ratio, row.rr_lower, row.rr_upper, 2)), Cell(fmt.p_value(row.p_value))


def _notes(contents: Contents, arms: Arms) -> tuple[str, ...]:
    comparison = contents.table("comparison")
    more = ""
    if len(comparison) and arms.compared:
        ratio, test = (str(comparison[name].iloc[0]) for name in ("rr_method", "p_method"))
        more = (
            f"Risk ratio: interval by {footnote.method_label(contents, ratio)}; "
            f"p: {footnote.method_label(contents, test)}. Neither is adjusted for "
            f"multiplicity: a small p-value is not in itself evidence of a difference. {footnote.NOT_ESTIMABLE}"
        )
    sentences = [
        footnote.population(contents),
        footnote.emergent(contents),
        "Each subject is counted once, at the maximum severity or grade; the seriousness criteria may overlap.",
        footnote.dictionary(contents),
        footnote.risk_difference(contents, arms),
        more,
    ]
    return tuple(sentence for sentence in sentences if sentence)


def _make(context: Context, _options: Options) -> Made:
    table = overview_table(context.contents, context.results, context.arms, context.records(EVENTS))
    return (table or left_out("overview", "there are no results."),)


DISPLAY = Display(
    name="overview",
    title="Overview of treatment-emergent adverse events and deaths",
    kind="table",
    standard="FDA Table 7",
    reads=("overview", "incidence", "comparison", "death_comparison"),
    make=_make,
    opens=(EVENTS, DEATHS),
)
