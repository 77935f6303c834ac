"""QTcF after baseline by the categories of ICH E14: the maximum, and the largest increase from baseline."""

from pv.display.context import Context
from pv.display.display import Absent, Display, Made, Options
from pv.display.no_records import no_records
from pv.display.records.vital_signs import VITAL_SIGNS
from pv.display.vital_signs.level_table import BASELINE, READS, level_table

NOT_MEASURED = Absent("No QTcF was measured after baseline.", said=False)
_TITLE = "QTcF interval after baseline"
_INCREASE = f"Of an increase Ns are the subjects with a baseline too. {BASELINE}"
_REPLICATES = "Where the data have the mean of replicates (DTYPE = AVERAGE), it stands for them."
_DERIVED = (
    "The data have no QTcF: it is QT divided by the cube root of RR in seconds (Fridericia), of the same moment; where "
    "there is no RR, it is 60 divided by the heart rate."
)


def _make(context: Context, _options: Options) -> Made:
    derived = len(context.contents.table("qtcf_derived")) > 0
    notes = (_INCREASE, _REPLICATES, *((_DERIVED,) if derived else ()))
    table = level_table(context, "qtcf", _TITLE, "QTcF", notes)
    return (table or no_records(context, "adeg") or NOT_MEASURED,)


DISPLAY = Display(
    name="qtcf",
    title=_TITLE,
    kind="table",
    standard="ICH E14",
    reads=(*READS, "qtcf_derived", "adeg"),
    make=_make,
    opens=(VITAL_SIGNS,),
)
