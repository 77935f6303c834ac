"""When subjects left the treatment for good (FDA guide, Figure 1)."""

from pv.display.context import Context
from pv.display.display import Display, Made, Options, left_out
from pv.display.subjects.time_to_end import READS, End, end_parts

_END = End(
    milestone="treatment",
    name="time_to_discontinuation",
    title="Time to permanent discontinuation of treatment",
    counted="Subjects who discontinued treatment",
    reading=(
        "Percentage of subjects who had permanently discontinued treatment by each day, from first to last dose. With "
        "few subjects at risk a curve is imprecise: interpret it with the numbers at risk."
    ),
    ways={
        "discontinued": "Discontinued",
        "died": "Died on treatment",
        "completed": "Completed, censored at the last dose",
        "ongoing": "Treatment ongoing, censored",
        "not known": "Status not recorded, censored at the last dose",
    },
    notes=(
        "Time from the first to the last dose.",
        "Permanent discontinuation for any reason is the event, on the day of the last dose; so is death on treatment.",
        "Completed treatment is censored at the last dose.",
        "Ongoing treatment is censored at the data cut-off, or at the last known dose if there is none.",
    ),
)


def _make(context: Context, _options: Options) -> Made:
    missing = "the status at the end of treatment (EOTSTT) or the dates of first and last dose are not recorded."
    return end_parts(context, _END) or (left_out("time to permanent discontinuation of treatment", missing),)


DISPLAY = Display(
    name="time_to_discontinuation",
    title=_END.title,
    kind="figure",
    standard="FDA Figure 1",
    reads=READS,
    make=_make,
)
