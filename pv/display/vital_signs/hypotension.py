"""Subjects with a blood pressure at a level of hypotension after baseline."""

from pv.display.context import Context
from pv.display.display import Absent, Display, Made, Options
from pv.display.no_records import no_records
from pv.display.records.vital_signs import VITAL_SIGNS
from pv.display.vital_signs.level_table import READS, level_table

_TITLE = "Hypotension after baseline"


def _make(context: Context, _options: Options) -> Made:
    table = level_table(context, "hypotension", _TITLE, "Lowest value")
    nobody = Absent("No blood pressure was measured after baseline.", said=False)
    return (table or no_records(context, "advs") or nobody,)


DISPLAY = Display(
    name="hypotension",
    title=_TITLE,
    kind="table",
    standard="FDA Table 38",
    reads=(*READS, "advs"),
    make=_make,
    opens=(VITAL_SIGNS,),
)
