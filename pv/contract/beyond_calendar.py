"""Whether a text says a day after the year 9999: it is read, and is no day that an analysis can count with."""

import re

_BEYOND = re.compile(r"[0-9]{5,}-[0-9]{2}-[0-9]{2}(?:[T ].*)?")


def beyond_calendar(text: str) -> bool:
    """Return whether a text is written as a date and its year has more than four digits."""
    return bool(_BEYOND.fullmatch(text))
