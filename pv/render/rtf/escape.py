"""Text as RTF writes it: its own signs and what is not ASCII."""

from pv.characters import shown
from pv.numbers.one_line import one_line

#: What RTF itself is written with.
_OWN = str.maketrans({"\\": "\\\\", "{": "\\{", "}": "\\}"})


def clean(text: str) -> str:
    """Return a text for a cell, a heading or a note: on one line, without characters that cannot be shown."""
    return one_line(shown(text))


def escaped(text: str) -> str:
    """Return a text, cleaned, in the ASCII of RTF.

    What ASCII does not have is its UTF-16 code, with an asterisk for a reader of RTF that knows no Unicode (RTF 1.9.1,
    "Unicode RTF").
    """
    return "".join(one if one.isascii() else _coded(one) for one in clean(text).translate(_OWN))


def _coded(character: str) -> str:
    """Return the code of a character, of two parts beyond the first 65,536."""
    units = character.encode("utf-16-le")
    codes = (int.from_bytes(units[place : place + 2], "little", signed=True) for place in range(0, len(units), 2))
    return "".join(f"\\u{code}*" for code in codes)
