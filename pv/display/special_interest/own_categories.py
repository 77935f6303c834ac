"""The categories of events that the study file adds, each by system organ class and preferred term."""

from pv.display.adverse_events.events_by_term import TITLES, category_table
from pv.display.context import Context
from pv.display.display import Absent, Display, Made, Options
from pv.display.records.events import EVENTS

#: Shown elsewhere: on the overview, among the deaths, or as part of the severity.
_NOT_OWN = frozenset({"serious_related", "fatal", *TITLES})


def _make(context: Context, _options: Options) -> Made:
    table = context.contents.table("category")
    if len(table):
        counted = table["every_level"].astype(bool) & table["scale"].isna() & ~table["category"].isin(list(_NOT_OWN))
        table = table[counted].sort_values("category_order")
    if table.empty:
        return (Absent("The study file defines no categories of events.", said=False),)
    return tuple(category_table(context, category) for category in table.itertuples(index=False))


DISPLAY = Display(
    name="own_categories",
    title="Study-specific categories of events",
    kind="table",
    reads=("incidence", "exposure_adjusted_rate", "comparison", "category"),
    make=_make,
    opens=(EVENTS,),
)
