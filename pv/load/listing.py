"""A long list of problems, made short enough to read."""

from collections.abc import Sequence

from pv.errors import Problem

#: Enough to see the pattern; a broken file may have a problem on every record.
SHOWN = 10


def first_problems(problems: Sequence[Problem], place: str) -> list[Problem]:
    """Return the first ten problems and, when there are more, one that says how many."""
    more = len(problems) - SHOWN
    rest = [Problem(f"{more} more problem{'s' if more > 1 else ''} like these", place=place)] if more > 0 else []
    return [*problems[:SHOWN], *rest]
