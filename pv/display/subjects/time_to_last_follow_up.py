"""How long subjects were followed (FDA guide, Figure 13)."""

from pv.display.context import Context
from pv.display.display import Display, Made, Options, left_out
from pv.display.subjects.time_to_end import READS, End, end_parts

_END = End(
    milestone="follow-up",
    name="time_to_last_follow_up",
    title="Time to last follow-up",
    counted="Subjects no longer followed",
    reading=(
        "Percentage of subjects whose follow-up had ended by each day. If the arms differ, so does the time during "
        "which their events could be observed."
    ),
    ways={"last follow-up": "Last follow-up", "died": "Died, censored at death"},
    notes=(
        "Reverse Kaplan-Meier (Schemper and Smith 1996): the end of follow-up is the event, and death is censored.",
        "Follow-up ends with the end of study, or at the data cut-off for subjects who are still in the study.",
        "If the end of study is not known: at the data cut-off, else at the end of the window after the last dose.",
    ),
)


def _make(context: Context, _options: Options) -> Made:
    return end_parts(context, _END) or (left_out("time to last follow-up", "no dates of first and last dose."),)


DISPLAY = Display(
    name="time_to_last_follow_up",
    title=_END.title,
    kind="figure",
    standard="FDA Figure 13",
    reads=READS,
    make=_make,
)
