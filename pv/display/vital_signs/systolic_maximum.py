"""Maximum systolic blood pressure after baseline by category."""

from pv.display.context import Context
from pv.display.display import Absent, Display, Made, Options
from pv.display.no_records import no_records
from pv.display.records.vital_signs import VITAL_SIGNS
from pv.display.vital_signs.level_table import READS, level_table

_TITLE = "Maximum systolic blood pressure after baseline"


def _make(context: Context, _options: Options) -> Made:
    table = level_table(context, "systolic", _TITLE, "Maximum")
    nobody = Absent("No systolic blood pressure was measured after baseline.", said=False)
    return (table or no_records(context, "advs") or nobody,)


DISPLAY = Display(
    name="systolic_maximum",
    title=_TITLE,
    kind="table",
    standard="FDA Table 36",
    reads=(*READS, "advs"),
    make=_make,
    opens=(VITAL_SIGNS,),
)
