"""Why a comparison within strata has nothing to show: one sentence for each cause."""

from pv.display import footnote
from pv.display.context import Context
from pv.display.display import Absent

NO_COMPARATOR = Absent("The study has no comparator to compare with.", said=False)


def not_stratified(context: Context, otherwise: str) -> Absent:
    """Return why there is no stratified comparison: no strata, no comparator, or `otherwise` the cause of its own."""
    if not footnote.study_row(context.contents).get("strata"):
        return Absent("The study file specifies no strata.", said=False)
    if context.arms.comparator is None:
        return NO_COMPARATOR
    return Absent(otherwise, said=False)
