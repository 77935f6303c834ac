"""The exposure-adjusted rate that leads, compared within strata and pooled, beside the crude comparison."""

from typing import Any

import pandas as pd

from pv.display import footnote
from pv.display.arms import Arms
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.crude import with_crude
from pv.display.display import Display, Made, Options
from pv.display.event_results import ANY, Term
from pv.display.not_stratified import not_stratified
from pv.display.rows_by_arm import ByArm, rows, sql_texts
from pv.display.table import Cell, Column, Row, Span, Table
from pv.numbers import value as fmt
from pv.numbers.value import Value

_COLUMNS = ("Crude difference (CI)", "Stratified difference (CI)", "Crude ratio (CI)", "Stratified ratio (CI)")
_CRUDE = (
    *("rate_difference", "ird_lower", "ird_upper", "ird_method"),
    *("rate_ratio", "irr_lower", "irr_upper", "irr_method"),
)
Found = dict[Term, dict[str, Any]]


def stratified_rates(contents: Contents, arms: Arms) -> Table | None:
    """Return crude and stratified differences and ratios by class; None where the study has no strata."""
    pooled, crude = (_by_term(contents.table(name)) for name in ("stratified_rate_comparison", "rate_comparison"))
    if not pooled or arms.comparator is None:
        return None
    table = contents.table("stratified_rate_comparison")
    strata = footnote.study_row(contents).get("strata") or "stratum"
    lines = ((_row(contents, arms, term, pooled[term], crude.get(term, {})),) for term in _ordered(pooled, arms))
    return Table(
        "stratified-rates",
        f"Comparison of rates stratified by {strata}, by system organ class",
        "System organ class",
        tuple(Column(heading) for heading in _COLUMNS) * len(arms.compared),
        tuple(lines),
        tuple(Span(f"{arm.label} vs {arms.comparator.label}", len(_COLUMNS), arm.place) for arm in arms.compared),
        _notes(contents, table.iloc[0]),
        with_crude(_shown(table), _shown(contents.table("rate_comparison")), _CRUDE),
        sql_texts(contents, "stratified_rate_comparison", "stratum_pair", "stratum_count"),
    )


def _shown(table: pd.DataFrame) -> pd.DataFrame:
    """Return any event and the classes, of any category."""
    if table.empty:
        return table
    chosen = table["level"].isin(["any", "SOC"]) & (table["category"] == "any")
    return table[chosen & table["leads"]] if "leads" in table else table[chosen]


def _by_term(table: pd.DataFrame) -> Found:
    found: Found = {}
    for row in rows(_shown(table)):
        found.setdefault((row.level, row.soc, row.term), {})[row.arm] = row
    return found


def _ordered(found: Found, arms: Arms) -> list[Term]:
    """Return any event, then the classes by decreasing stratified difference of the first arm compared."""
    first = arms.compared[0].name

    def size(term: Term) -> float:
        row = found[term].get(first)
        return float("-inf") if row is None or pd.isna(row.rate_difference) else float(row.rate_difference)

    return sorted(found, key=lambda term: (term != ANY, -size(term), term))


def _row(contents: Contents, arms: Arms, term: Term, pooled: ByArm, crude: ByArm) -> Row:
    unit = footnote.rate_unit(contents)
    cells = []
    for arm in arms.compared:
        both = crude.get(arm.name), pooled.get(arm.name)
        cells += [Cell(_difference(row, unit)) for row in both] + [Cell(_ratio(row)) for row in both]
    label, kind = ("Any event", "total") if term == ANY else (term[2], "")
    return Row(label, tuple(cells), kind)


def _difference(row: Any, unit: int) -> Value:  # noqa: ANN401  # a row of a comparison, or None
    if row is None:
        return fmt.MISSING
    return fmt.rate_difference_interval(row.rate_difference, row.ird_lower, row.ird_upper, unit)


def _ratio(row: Any) -> Value:  # noqa: ANN401  # a row of a comparison, or None
    return fmt.MISSING if row is None else fmt.interval(row.rate_ratio, row.irr_lower, row.irr_upper, 2)


def _notes(contents: Contents, row: Any) -> tuple[str, ...]:  # noqa: ANN401  # a row of the table
    level = footnote.percent_text(float(row["confidence_level"]))
    difference, ratio = (footnote.method_label(contents, str(row[name])) for name in ("ird_method", "irr_method"))
    return (
        f"{footnote.by_treatment(contents)}.",
        footnote.emergent(contents),
        footnote.rate_rule(contents, str(row["rate"])),
        f"Crude: ignoring the strata. Stratified, common to the strata, with {level} CI: {difference}; {ratio}.",
        f"Neither is adjusted for multiplicity. {footnote.NOT_ESTIMABLE}",
    )


def _make(context: Context, _options: Options) -> Made:
    table = stratified_rates(context.contents, context.arms)
    return (table or not_stratified(context, "No rate could be computed."),)


DISPLAY = Display(
    name="stratified_rates",
    title="Comparison of exposure-adjusted rates within strata, by system organ class",
    kind="table",
    reads=("stratified_rate_comparison", "rate_comparison"),
    make=_make,
)
