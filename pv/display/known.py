"""The value of an option, held to what the data have."""

from collections.abc import Iterable

from pv.errors import InputError, Problem, nearest


def known(what: str, asked: str | None, values: Iterable[str]) -> str:
    """Return the value that is asked for; the first where none is.

    Raises:
        InputError: the data have no such value; the nearest is named.
    """
    there = list(values)
    if asked is None:
        return there[0]
    if asked not in there:
        raise InputError(Problem(f"there is no such {what}", str(asked), nearest(asked, there)))
    return asked
