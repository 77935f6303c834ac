"""The comparison of the arms within strata, pooled, beside the one that leaves the strata aside."""

from typing import Any

from pv.display import footnote
from pv.display.arms import Arms
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.crude import with_crude
from pv.display.display import Display, Made, Options
from pv.display.event_results import ANY, Counted, Term
from pv.display.not_stratified import not_stratified
from pv.display.records.events import EVENTS
from pv.display.rows_by_arm import ByArm, rows, sql_texts
from pv.display.table import Cell, Column, Row, Span, Table
from pv.numbers import value as fmt


def stratified_table(contents: Contents, counted: Counted) -> Table | None:
    """Return crude and stratified differences by class of the category counted; None where the study has no strata."""
    arms, table = counted.arms, contents.table("stratified_comparison")
    if table.empty or arms.comparator is None:
        return None
    chosen = table[table["level"].isin(["any", "SOC"]) & (table["category"] == counted.category)]
    found: dict[Term, dict[str, Any]] = {}
    for row in rows(chosen):
        found.setdefault((row.level, row.soc, row.term), {})[row.arm] = row
    found = {
        term: by_arm
        for term, by_arm in found.items()
        if any(row.subjects or row.comparator_subjects for row in by_arm.values())
    }
    if not found:
        return None
    columns = (Column("Crude RD (CI)"), Column("Stratified RD (CI)"), Column("Risk ratio (CI)"), Column("p"))
    strata = footnote.study_row(contents).get("strata") or "stratum"
    return Table(
        "stratified",
        f"Comparison stratified by {strata}, by system organ class",
        "System organ class",
        columns * len(arms.compared),
        tuple(
            (Row("Any event" if term == ANY else term[2], _cells(counted, term, found[term]), _kind(term)),)
            for term in _ordered(found, arms)
        ),
        tuple(Span(f"{arm.label} vs {arms.comparator.label}", len(columns), arm.place) for arm in arms.compared),
        _notes(contents, arms, chosen.iloc[0]),
        with_crude(chosen, contents.table("comparison"), ("risk_difference", "rd_lower", "rd_upper", "rd_method")),
        sql_texts(contents, "stratified_comparison", "stratum_pair", "stratum_count"),
    )


def _kind(term: Term) -> str:
    return "total" if term == ANY else ""


def _ordered(found: dict[Term, dict[str, Any]], arms: Arms) -> list[Term]:
    """Return any event, then the classes by decreasing stratified difference of the first arm compared."""
    first = arms.compared[0].name

    def size(term: Term) -> float:
        row = found[term].get(first)
        return (
            float("-inf") if row is None or row.risk_difference != row.risk_difference else float(row.risk_difference)
        )

    return sorted(found, key=lambda term: (term != ANY, -size(term), term))


def _cells(counted: Counted, term: Term, found: ByArm) -> tuple[Cell, ...]:
    crude = counted.difference_cells(term)
    return tuple(
        cell
        for arm, difference in zip(counted.arms.compared, crude, strict=True)
        for cell in (difference, *_pooled(found.get(arm.name)))
    )


def _pooled(row: Any) -> tuple[Cell, Cell, Cell]:  # noqa: ANN401  # a row of the table, or None
    if row is None:
        return (Cell(fmt.MISSING),) * 3
    return (
        Cell(fmt.interval(row.risk_difference, row.rd_lower, row.rd_upper)),
        Cell(fmt.interval(row.risk_ratio, row.rr_lower, row.rr_upper, 2)),
        Cell(fmt.p_value(row.p_value)),
    )


def _notes(contents: Contents, arms: Arms, row: Any) -> tuple[str, ...]:  # noqa: ANN401  # a row of the table
    level = footnote.percent_text(row.confidence_level)
    difference, ratio, test = (
        footnote.method_label(contents, row[name]) for name in ("rd_method", "rr_method", "p_method")
    )
    return (
        footnote.population(contents),
        footnote.emergent(contents),
        f"Crude: ignoring the strata. {footnote.risk_difference(contents, arms)}",
        f"Stratified risk difference, in percentage points, common to the strata, with {level} CI: {difference}.",
        f"Stratified risk ratio: {ratio}. p: {test}. Neither is adjusted for multiplicity. {footnote.NOT_ESTIMABLE}",
    )


def _make(context: Context, _options: Options) -> Made:
    table = stratified_table(context.contents, context.counted("any", EVENTS))
    return (table or not_stratified(context, "No subject of a compared arm had an event to compare."),)


DISPLAY = Display(
    name="stratified_comparison",
    title="Stratified comparison by system organ class",
    kind="table",
    reads=("stratified_comparison", "incidence", "comparison"),
    make=_make,
    opens=(EVENTS,),
)
