"""How many subjects are treated for one more, or one fewer, with an event."""

from typing import Any

from pv.display import footnote
from pv.display.adverse_events.compared_terms import ComparedOptions, compared_terms
from pv.display.context import Context
from pv.display.display import Display, Made
from pv.display.records.events import EVENTS
from pv.numbers import value as fmt
from pv.numbers.value import Value

_NAME, _TITLE = "number_needed_to_harm", "Number needed to harm"


def _number(row: Any) -> Value:  # noqa: ANN401  # a row of the table
    return fmt.number_needed(
        row.number_needed, (row.harm_lower, row.harm_upper), (row.benefit_lower, row.benefit_upper)
    )


def _make(context: Context, options: ComparedOptions) -> Made:
    contents = context.contents
    notes = (
        footnote.risk_difference(contents, context.arms),
        "NNH: number needed to harm, the subjects treated for one more with the event: 1 / risk difference.",
        "NNB: number needed to benefit, for one fewer with the event.",
        "Limits (Altman 1998): from those of the risk difference; where these include 0, through infinity.",
        "∞: equal risks. NE: not estimable.",
    )
    compared = (("NNH or NNB (CI)", _number),)
    return (compared_terms(context, options, name=_NAME, title=_TITLE, compared=compared, notes=notes),)


DISPLAY = Display(
    name="number_needed_to_harm",
    title=_TITLE,
    kind="table",
    reads=("number_needed_to_harm", "incidence", "comparison", "category"),
    make=_make,
    options=ComparedOptions,
    opens=(EVENTS,),
)
