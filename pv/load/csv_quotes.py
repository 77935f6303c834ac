"""Whether the quotation marks of a CSV file stand where RFC 4180 lets them."""

import codecs
from pathlib import Path

import numpy as np

from pv.errors import InputError, Problem


def check_quotes(path: Path, delimiter: str, place: str) -> None:
    """Refuse a mark within a value: a reader would take all up to the next mark, line ends too, for one value.

    Of all marks, every other one opens a value or repeats the mark before it, the ones between close; so the first,
    third, ... follow a delimiter, a line end or a mark, and the second, fourth, ... precede one.

    Raises:
        InputError: naming the line of the first mark that does not, or a last one that is not closed.
    """
    content = np.memmap(path, dtype="uint8", mode="r")
    offset = len(codecs.BOM_UTF8) if content[:3].tobytes() == codecs.BOM_UTF8 else 0
    data = content[offset:]
    marks = np.flatnonzero(data == ord('"'))
    opening, closing = marks[::2], marks[1::2]
    edges = np.frombuffer(f'\r\n"{delimiter}'.encode(), dtype="uint8")
    begins = (opening == 0) | np.isin(data[opening - 1], edges)
    ends = np.isin(data[np.minimum(closing + 1, len(data) - 1)], edges)
    wrong = np.concatenate([opening[~begins], closing[~ends], opening[len(closing) :]])
    if len(wrong):
        line = np.count_nonzero(data[: wrong.min()] == ord("\n")) + 1
        message = "a quotation mark is within a value or is not closed"
        right = "quote the value and double each mark in it"
        raise InputError(Problem(message, f"{place}, line {line}", right))
