"""Maximum systolic blood pressure after baseline by category."""

from pv.display.context import Context
from pv.display.display import Absent, Display, Made, Options
from pv.display.records.vital_signs import VITAL_SIGNS
from pv.display.vital_signs.level_table import READS, level_table

_TITLE = "Maximum systolic blood pressure after baseline"


def _make(context: Context, _options: Options) -> Made:
    table = level_table(context, "systolic", _TITLE, "Maximum")
    return (table or Absent("No systolic blood pressure was measured after baseline.", said=False),)


DISPLAY = Display(
    name="systolic_maximum",
    title=_TITLE,
    kind="table",
    standard="FDA Table 36",
    reads=READS,
    make=_make,
    opens=(VITAL_SIGNS,),
)
