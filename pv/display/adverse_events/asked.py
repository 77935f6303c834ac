"""The options of charts of terms, held to what the data have."""

from pv.display.arms import Arms
from pv.display.contents import Contents
from pv.display.known import WrongValueError, known
from pv.errors import Problem, nearest


def held(contents: Contents, arms: Arms, level: str, arm: str | None) -> None:
    """Hold a level of terms and an arm to compare to the data.

    Raises:
        InputError: there is no such level, or no such arm to compare; the nearest is named.
    """
    incidence = contents.table("incidence")
    if level not in {"SOC", "PT"} and len(incidence):
        known("level", level, sorted(set(incidence["level"])))
    if arm is not None:
        compared = [one.name for one in (arms.compared or arms.every) if one.role != "total"]
        if arm not in compared and arm in {one.name for one in arms.every}:
            message = "the arm is the one that others are compared with, or part of it"
            raise WrongValueError("arm", Problem(message, arm, nearest(arm, compared)))
        known("arm", arm, compared)
