"""The study's own groups of preferred terms."""

from dataclasses import replace

from pv.display.adverse_events.term_table import Caption, Line, level_table, ordered
from pv.display.coding.group_terms import NO_GROUPS
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.display import Display, Made, Options
from pv.display.event_results import Counted
from pv.display.records.events import EVENTS
from pv.display.table import Table


def group_table(contents: Contents, counted: Counted) -> Table | None:
    """Return the table of the study's own groups of preferred terms; None where it has none.

    A group that nobody had is a row with 0.
    """
    shown = ordered(counted, (term for term in counted.incidence if term[0] == "group"))
    if not shown:
        return None
    caption = Caption("groups", "Groups of preferred terms", "Group")
    table = level_table(contents, counted, caption, [[Line(term, term[2])] for term in shown])
    return replace(table, parts=("groups", ""))


def _make(context: Context, _options: Options) -> Made:
    return (group_table(context.contents, context.counted("any", EVENTS)) or NO_GROUPS,)


DISPLAY = Display(
    name="groups",
    title="Groups of preferred terms",
    kind="table",
    reads=("incidence", "exposure_adjusted_rate", "comparison"),
    make=_make,
    opens=(EVENTS,),
)
