"""Which text encoding a file is in: declared, forced, or the first of the usual ones that fits."""

import codecs
from collections.abc import Callable, Sequence
from typing import TypeVar

from pv.errors import InputError, Problem

#: Windows-1252 before ISO 8859-1: the latter accepts any byte, and what is sent as it is nearly always the former.
USUAL = ("UTF-8", "windows-1252", "ISO-8859-1")
_Read = TypeVar("_Read")
_STANDARD_NAMES = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "cp1252": "windows-1252", "iso8859-1": "ISO-8859-1"}


def encodings(forced: str | None, place: str) -> tuple[str, ...]:
    """Return the names of the encodings to try, in order.

    Raises:
        InputError: the forced encoding has a name that nothing knows.
    """
    if forced is None:
        return USUAL
    try:
        "".encode(forced)  # refuses what codecs.lookup finds but is no text encoding, such as base64
        known = codecs.lookup(forced).name
    except (LookupError, ValueError) as error:
        right = "a name such as UTF-8, windows-1252, ISO-8859-1 or Shift_JIS"
        raise InputError(Problem(f"encoding {forced!r} is not known", place=place, expected=right)) from error
    return (_STANDARD_NAMES.get(known, known.replace("_", "-")),)


def first_that_fits(names: Sequence[str], read: Callable[[str], _Read], place: str) -> tuple[_Read, str]:
    """Return what `read` gives with the first encoding that raises no UnicodeError, and that encoding's name.

    Raises:
        InputError: no encoding fits.
    """
    reasons = []
    for name in names:
        try:
            return read(name), name
        except UnicodeError as error:
            reasons.append(f"{name}: {error}")
    raise InputError(
        Problem(
            f"the text is not in the encoding{'s' if len(names) > 1 else ''} {', '.join(names)} ({'; '.join(reasons)})",
            place=place,
            expected="name the encoding that the file was written with",
        )
    )


def codec(name: str) -> str:
    """Return the name by which Python decodes text of the encoding `name`, a byte order mark left out."""
    return "utf-8-sig" if name == "UTF-8" else name
