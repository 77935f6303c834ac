"""The headline: what a reviewer asks first, by arm, with risk differences and the rates of any event."""

from itertools import chain

import pandas as pd

from pv.display import footnote
from pv.display.arms import Arms
from pv.display.compared_items import with_comparisons
from pv.display.context import Context
from pv.display.display import Display, Made, Options, left_out
from pv.display.event_results import ANY
from pv.display.overview.overview_term import opened_by
from pv.display.rates.headline_rates import rate_numbers, rate_rows, rates_of_any_event
from pv.display.rates.rate_notes import RATES_OF_FILE
from pv.display.records.deaths import DEATHS
from pv.display.records.events import EVENTS
from pv.display.rows_by_arm import by_arm, sql_texts
from pv.display.table import Cell, Column, Row, Table
from pv.numbers import value as fmt

#: What a reviewer asks first, in this order; a study has graded or plain severity.
KEY_ITEMS = ("any", "grade3plus", "severe", "serious", "related", "discontinuation", "fatal", "death")
_NAMES = {"severe": "Severe", "any": "Any adverse event", "fatal": "Adverse event with fatal outcome"}
_RATES = "Rate of any adverse event (CI), n / years; rate difference (CI)"


def _make(context: Context, _options: Options) -> Made:
    overview = context.contents.table("overview")
    if overview.empty:
        return (left_out("headline", "there is no overview."),)
    items = [item for item in KEY_ITEMS if item in set(overview["item"])]
    lines = tuple(_key_number(context, overview[overview["item"] == item], item) for item in items)
    counts = overview[overview["item"].isin(KEY_ITEMS)].drop(columns="item_order")
    rates = rates_of_any_event(context.contents, context.arms)
    groups = (lines, (Row(_RATES, kind="head"), *rate_rows(rates))) if rates else (lines,)
    numbers = with_comparisons(context.contents, counts)
    if rates:
        # Rates are rows of their own; what they do not have stays a count where it is one.
        whole = numbers.astype({"subjects": "Int64", "arm_subjects": "Int64"})
        numbers = pd.concat([whole, rate_numbers(rates)], ignore_index=True)
    return (_table(context, groups, numbers, rates=rates is not None),)


def _table(context: Context, groups: tuple[tuple[Row, ...], ...], numbers: pd.DataFrame, *, rates: bool) -> Table:
    contents, arms = context.contents, context.arms
    sentences = [
        footnote.population(contents),
        footnote.emergent(contents),
        footnote.risk_difference(contents, arms),
        *((footnote.rate_rule(contents, rate) for rate in footnote.rate_names(contents)) if rates else ()),
        RATES_OF_FILE if rates else "",
    ]
    return Table(
        "headline",
        "Key results by arm with risk differences",
        "Subjects with at least one",
        (*arms.columns(), *_compared(arms)),
        groups,
        notes=tuple(sentence for sentence in sentences if sentence),
        csv=numbers,
        sql=sql_texts(contents, "overview", "comparison", "death_comparison"),
        look="headline",
    )


def _compared(arms: Arms) -> tuple[Column, ...]:
    comparator = arms.comparator.label if arms.comparator else ""
    return tuple(
        Column(f"{arm.label} vs {comparator}", "risk difference, percentage points (CI)") for arm in arms.compared
    )


def _key_number(context: Context, rows: pd.DataFrame, item: str) -> Row:
    """Return one line: what, how often in each arm, and the risk difference of each arm compared."""
    counted = context.counted(item, EVENTS, any_only=True)
    found = by_arm(rows)
    term, opened = opened_by(counted)
    shares = []
    for arm in context.arms.every:
        row = found.get(arm.name)
        subjects, total = (0, 0) if row is None else (int(row.subjects), int(row.arm_subjects))
        opens = arm.place if subjects and term is not None else None
        length = 100 * subjects / total if total else 0.0
        shares.append(Cell(fmt.count_of(subjects, total), opens, lead=fmt.percent(subjects, total), length=length))
    missing = (Cell(fmt.MISSING) for _ in context.arms.compared)
    differences = counted.difference_cells(ANY) if counted.comparisons else missing
    label = _NAMES.get(item, str(rows["label"].iloc[0]))
    return Row(label, tuple(chain(shares, differences)), "", term, item, opened)


DISPLAY = Display(
    name="headline",
    title="Key results by arm with risk differences",
    kind="table",
    reads=("overview", "incidence", "comparison", "death_comparison", "exposure_adjusted_rate", "rate_comparison"),
    make=_make,
    opens=(EVENTS, DEATHS),
)
