"""The options of charts of terms, held to what the data have."""

from pv.display.arms import Arm, Arms
from pv.display.contents import Contents
from pv.display.known import WrongValueError, known
from pv.errors import Problem, nearest


def drawn_one_by_one(arms: Arms) -> tuple[Arm, ...]:
    """Return the arms that charts of one arm are of: those beside the comparator, then those that have part of it."""
    return (*arms.compared, *arms.overlapping) or tuple(one for one in arms.every if one.role != "total")


def held(contents: Contents, arms: Arms, level: str, arm: str | None, *, alone: bool = False) -> None:
    """Hold a level of terms and an arm to the data.

    Args:
        contents: of the report.
        arms: all arms.
        level: level of the terms.
        arm: the arm that is asked for; None: no arm is.
        alone: whether an arm may be asked for that is compared with none.

    Raises:
        InputError: there is no such level, or no such arm to compare; the nearest is named.
    """
    incidence = contents.table("incidence")
    if level not in {"SOC", "PT"} and len(incidence):
        known("level", level, sorted(set(incidence["level"])))
    if arm is not None:
        shown = drawn_one_by_one(arms)
        compared = [one.name for one in shown if alone or one.compared or not arms.comparator]
        if arm not in compared and arm in {one.name for one in arms.every}:
            message = "the arm is the one that others are compared with, or part of it"
            raise WrongValueError("arm", Problem(message, arm, nearest(arm, compared)))
        known("arm", arm, compared)
