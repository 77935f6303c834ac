"""The value of an option, held to what the data have."""

from collections.abc import Iterable

from pv.errors import InputError, Problem, as_given, nearest


class WrongValueError(InputError):
    """The data do not have the value `asked` of an `option`."""

    def __init__(self, option: str, asked: object, message: str, expected: str) -> None:
        """Keep the option and its value beside the problem."""
        self.option = option
        self.asked = str(asked)
        super().__init__(Problem(message, as_given(asked), expected))


def known(what: str, asked: str | None, values: Iterable[str], of: str = "") -> str:
    """Return the value that is asked for; the first where none is.

    Args:
        what: the option.
        asked: its value.
        values: those that the data have.
        of: what else decides these, such as the analyte.

    Raises:
        WrongValueError: the data have no such value; the nearest is named.
    """
    there = list(values)
    if asked is None:
        return there[0]
    if asked not in there:
        message = f"there is no such {what} of {of}" if of else f"there is no such {what}"
        raise WrongValueError(what, asked, message, nearest(asked, there))
    return asked
