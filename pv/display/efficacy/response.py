"""The responses by arm: each value, and the rates with their intervals, differences and ratios."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from pv.display import footnote
from pv.display.arms import Arms
from pv.display.context import Context
from pv.display.display import Display, Made
from pv.display.efficacy.endpoints import NO_RESPONSE, Endpoint, ResponseOptions, of_endpoint, responses
from pv.display.records.efficacy import RESPONSES
from pv.display.rows_by_arm import ByArm, by_arm, count_cells, difference_cell, sql_texts
from pv.display.table import Cell, Column, Row, Table
from pv.numbers import value as fmt

_COMPARED = ("Difference (CI)", "Ratio (CI)", "p")


def _make(context: Context, options: ResponseOptions) -> Made:
    asked = responses(context, options)
    return tuple(_table(context, response) for response in asked) or (NO_RESPONSE,)


def _table(context: Context, response: Endpoint) -> Table:
    contents, arms = context.contents, context.arms
    rows, compared = (of_endpoint(contents.table(name), response) for name in ("response", "response_comparison"))
    pooled = of_endpoint(contents.table("stratified_response_comparison"), response)
    level = footnote.percent_text(float(rows["confidence_level"].iloc[0]))
    sizes = {row.arm: row.arm_subjects for row in by_arm(rows).values()}
    shown = arms.compared if len(compared) else ()
    columns = [Column(arm.label, f"N = {sizes[arm.name]}", arm.place) for arm in arms.every]
    other = arms.comparator.label if arms.comparator else ""
    return Table(
        f"response-{response.anchor}",
        response.title,
        "Response",
        (*columns, *(Column(text) for _ in shown for text in _COMPARED)),
        tuple(_groups(rows, compared, pooled, arms, context.records(RESPONSES).terms.get((response.name,)))),
        arms.spans("Subjects", *((f"{arm.label} vs {other}", len(_COMPARED)) for arm in shown)),
        (response.population, *_notes(context, rows, compared, level), *_pooled_notes(context, response, pooled)),
        csv=_numbers(rows, compared, pooled),
        sql=sql_texts(
            contents,
            *("response", "response_comparison", *(("stratified_response_comparison",) * (len(pooled) > 0))),
            *("subject_response_item", "subject_response", "endpoint_subject"),
        ),
    )


def _groups(
    rows: pd.DataFrame, compared: pd.DataFrame, pooled: pd.DataFrame, arms: Arms, term: int | None
) -> Iterator[tuple[Row, ...]]:
    shown = arms.compared if len(compared) else ()
    level = footnote.percent_text(float(rows["confidence_level"].iloc[0]))
    for _, item in rows.groupby("item_order", sort=True):
        found, first = by_arm(item), item.iloc[0]
        label, counts = str(first["label"]), count_cells(by_arm(item), arms, opens=True)
        if first["kind"] != "rate":
            nothing = tuple(Cell(fmt.label("")) for _ in shown for _ in _COMPARED)
            yield (Row(label, (*counts, *nothing), "", term, label, RESPONSES.name),)
            continue
        against = by_arm(compared[compared["item_order"] == first["item_order"]]) if len(compared) else {}
        cells = [cell for arm in shown for cell in _comparison(against.get(arm.name))]
        nothing = tuple(Cell(fmt.label("")) for _ in cells)
        stratified = by_arm(pooled[pooled["item_order"] == first["item_order"]]) if len(pooled) else {}
        yield (
            Row(label, (*counts, *cells), "lead", term, label, RESPONSES.name),
            Row(f"{level} CI, %", (*_limits(found, arms), *nothing), "indent"),
            *((Row("Stratified", _stratified(stratified, arms), "indent"),) if stratified else ()),
        )


def _limits(found: ByArm, arms: Arms) -> tuple[Cell, ...]:
    return tuple(Cell(fmt.value_range(found[name].lower, found[name].upper)) for name in arms.names)


def _comparison(row: Any) -> tuple[Cell, ...]:  # noqa: ANN401  # a row of the comparison, or None
    if row is None:
        return tuple(Cell(fmt.MISSING) for _ in _COMPARED)
    ratio = fmt.interval(row.risk_ratio, row.rr_lower, row.rr_upper, 2)
    return difference_cell(row), Cell(ratio), Cell(fmt.p_value(row.p_value))


def _stratified(found: ByArm, arms: Arms) -> tuple[Cell, ...]:
    """Return the differences and ratios common to the strata; nothing under the arms themselves."""
    cells = [Cell(fmt.label("")) for _ in arms.every]
    for arm in arms.compared:
        row = found.get(arm.name)
        if row is None:
            cells += [Cell(fmt.MISSING) for _ in _COMPARED]
            continue
        cells.append(Cell(fmt.interval(row.risk_difference, row.rd_lower, row.rd_upper)))
        cells.append(Cell(fmt.interval(row.risk_ratio, row.rr_lower, row.rr_upper, 2)))
        cells.append(Cell(fmt.p_value(row.p_value)))
    return tuple(cells)


def _pooled_notes(context: Context, response: Endpoint, pooled: pd.DataFrame) -> Iterator[str]:
    if pooled.empty:
        return
    first = pooled.iloc[0]
    difference, ratio, test = (
        footnote.method_label(context.contents, str(first[name])) for name in ("rd_method", "rr_method", "p_method")
    )
    yield (
        f"Stratified by {response.strata}, {first['strata']} strata. Difference: {difference}. Ratio: {ratio}. "
        f"p: {test}."
    )


def _notes(context: Context, rows: pd.DataFrame, compared: pd.DataFrame, level: str) -> Iterator[str]:
    contents = context.contents

    def named(column: str, table: pd.DataFrame) -> str:
        return footnote.method_label(contents, str(table[column].iloc[0]))

    yield f"Percentages are of all subjects (N); {level} CI: {named('method', rows)}."
    if len(compared):
        yield (
            f"Difference in percentage points: {named('rd_method', compared)}. Ratio: {named('rr_method', compared)}. "
            f"p: {named('p_method', compared)}. Not adjusted for multiplicity, nor for strata."
        )
        yield footnote.NOT_ESTIMABLE


def _numbers(rows: pd.DataFrame, compared: pd.DataFrame, pooled: pd.DataFrame) -> pd.DataFrame:
    """Return the counts with the comparisons beside them, the stratified ones under names that say so."""
    if compared.empty:
        return rows
    keys = ["endpoint", "item_order", "arm"]
    more = compared.drop(columns=[name for name in compared if name in rows and name not in keys])
    found = rows.merge(more, on=keys, how="left")
    if pooled.empty:
        return found
    known = ["label", "comparator", "subjects", "arm_subjects", "comparator_subjects", "comparator_arm_subjects"]
    own = pooled.drop(columns=[*known, "confidence_level"])
    own = own.rename(columns={name: f"stratified_{name}" for name in own if name not in (*keys, "strata")})
    return found.merge(own, on=keys, how="left")


DISPLAY = Display(
    name="response",
    title="Responses",
    kind="table",
    standard="ICH E3 11.4",
    reads=("response", "response_comparison", "stratified_response_comparison", "endpoint", "analysis_set"),
    make=_make,
    options=ResponseOptions,
    opens=(RESPONSES,),
)
