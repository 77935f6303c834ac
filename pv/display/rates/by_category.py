"""Tables of the three exposure-adjusted rates: by category in the overview, by class and term (FDA guide, table 16)."""

from pv.display import footnote
from pv.display.arms import Arms
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.display import Absent, Display, Made, Options
from pv.display.event_results import ANY
from pv.display.rates.event_rates import TABLES, Key, Rates, rates_of
from pv.display.rates.rate_notes import rate_notes
from pv.display.rows_by_arm import sql_texts
from pv.display.table import Row, Table


def rate_overview(contents: Contents, arms: Arms) -> Table | None:
    """Return the rates of each category of events at level any; None where there are none."""
    rates = rates_of(contents, arms, lambda table: table["level"] == "any")
    category = contents.table("category")
    if rates is None or category.empty:
        return None
    collected = category[category["collected"].astype(bool)].sort_values("category_order", kind="stable")
    named = [(str(name), str(label)) for name, label in zip(collected["category"], collected["label"], strict=True)]
    groups = [
        (Row(label, kind="head"), *(_line(rates, (name, ANY), rate) for rate in rates.names))
        for name, label in named
        if any(row.events for row in rates.found.get((name, ANY), {}).values())
    ]
    return Table(
        "rates",
        "Exposure-adjusted rates by category of events",
        "Category / rate",
        rates.columns(),
        tuple(groups),
        rates.spans(),
        rate_notes(contents, arms, rates, rates.names),
        rates.file(rates.names),
        sql_texts(contents, *TABLES),
    )


def _line(rates: Rates, key: Key, rate: str) -> Row:
    return Row(footnote.RATE_LABELS[rate], rates.cells(key, rate), "indent")


def _make(context: Context, _options: Options) -> Made:
    return (rate_overview(context.contents, context.arms) or Absent("No rate could be computed.", said=False),)


DISPLAY = Display(
    name="rates_by_category",
    title="Exposure-adjusted rates by category of events",
    kind="table",
    reads=("exposure_adjusted_rate", "rate_comparison", "category"),
    make=_make,
)
