"""Adverse events of one category by system organ class and preferred term (FDA guide, tables 10, 12 and 14)."""

from types import MappingProxyType
from typing import Any

from pv.display.adverse_events.asked import not_counted
from pv.display.adverse_events.term_table import term_table
from pv.display.context import Context
from pv.display.display import Absent, Display, Made, Options, left_out
from pv.display.records.events import EVENTS
from pv.display.table import Table

#: How the usual categories are called in a title; any other has its label.
TITLES = MappingProxyType(
    {
        "any": "Adverse events",
        "grade3plus": "Adverse events of grade 3 or higher",
        "severe": "Severe adverse events",
        "serious": "Serious adverse events",
        "related": "Adverse events related to treatment",
        "discontinuation": "Adverse events leading to discontinuation of treatment",
        "interruption": "Adverse events leading to drug interruption",
        "reduction": "Adverse events leading to dose reduction",
    }
)


class TermOptions(Options):
    """Options of the display.

    Attributes:
        category: the category of events, as in the table category.
    """

    category: str = "any"


def _make(context: Context, options: TermOptions) -> Made:
    table = context.contents.table("category")
    there = {str(row.category): row for row in table.itertuples(index=False)}
    absent = not_counted(context.contents, options.category)
    return (absent or category_table(context, there[options.category]),)


def category_table(context: Context, category: Any) -> Table | Absent:  # noqa: ANN401  # a row of the table category
    """Return the events of a category by class and term."""
    title = TITLES.get(category.category, str(category.label))
    if not category.collected:
        note = category.note
        reason = note.removeprefix("not counted: ") if isinstance(note, str) else "not collected"
        return left_out(title, f"{reason}.")
    counted = context.counted(category.category, EVENTS)
    by_term = f"{title} by system organ class and preferred term"
    return term_table(context.contents, counted, by_term) or left_out(title, "no subject had one.")


DISPLAY = Display(
    name="events_by_term",
    title="Adverse events by system organ class and preferred term",
    kind="table",
    standard="FDA Table 10",
    reads=("incidence", "exposure_adjusted_rate", "comparison", "category"),
    make=_make,
    options=TermOptions,
    opens=(EVENTS,),
)
