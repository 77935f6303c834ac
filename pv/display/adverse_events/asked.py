"""The options of tables and charts of terms, held to what the data have."""

from pv.display.arms import Arm, Arms
from pv.display.contents import Contents
from pv.display.display import Absent
from pv.display.known import WrongValueError, known
from pv.errors import nearest
from pv.study.setting.categories import BUILT_IN_NAMES


def not_counted(contents: Contents, category: str) -> Absent | None:
    """Return that a built-in category is not one of the study; None where it is.

    By its data a study has grades or severities: the categories of the others are built in all the same.

    Raises:
        InputError: there is no such category; the nearest is named.
    """
    there = set(contents.table("category")["category"])
    if category in BUILT_IN_NAMES - there:
        return Absent(f"The study has no category of events {category!r}.", said=False)
    known("category", category, there)
    return None


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
            raise WrongValueError("arm", arm, message, nearest(arm, compared))
        known("arm", arm, compared)
