"""The odds of an event in each arm over those in the comparator."""

from typing import Any

from pv.display import footnote
from pv.display.adverse_events.compared_terms import ComparedOptions, compared_terms
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.display import Display, Made
from pv.display.records.events import EVENTS
from pv.numbers import value as fmt
from pv.numbers.value import Value
from pv.stats import METHODS

_TITLE = "Odds ratio"


def _ratio(row: Any) -> Value:  # noqa: ANN401  # a row of the table
    return fmt.interval(row.odds_ratio, row.or_lower, row.or_upper, 2)


def _test(row: Any) -> Value:  # noqa: ANN401  # a row of the table
    return fmt.p_value(row.p_value)


def _notes(contents: Contents) -> tuple[str, ...]:
    table = contents.table("odds_ratio")
    if table.empty:
        return ()
    row = table.iloc[0]
    level, method = footnote.percent_text(float(row["confidence_level"])), METHODS["odds_ratio"][str(row["or_method"])]
    return (
        f"Odds ratio with {level} CI: {method.label}.",
        f"p: {footnote.method_label(contents, str(row['p_method']))}. Neither is adjusted for multiplicity.",
        footnote.NOT_ESTIMABLE,
    )


def _make(context: Context, options: ComparedOptions) -> Made:
    compared = (("Odds ratio (CI)", _ratio), ("p", _test))
    notes = _notes(context.contents)
    return (compared_terms(context, options, name="odds_ratio", title=_TITLE, compared=compared, notes=notes),)


DISPLAY = Display(
    name="odds_ratio",
    title=_TITLE,
    kind="table",
    reads=("odds_ratio", "incidence", "comparison", "category"),
    make=_make,
    options=ComparedOptions,
    opens=(EVENTS,),
)
