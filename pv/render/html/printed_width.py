"""How a report lies on paper: upright or on its side, and which tables stand two beside each other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pv.display.table import Column, Table

#: Width and height in pixels of 1/96 inch between the margins of style.css on A4, upright and on its side.
_PORTRAIT, _LANDSCAPE = (718.0, 1024.0), (1047.0, 695.0)
#: Between two tables beside each other.
_GAP = 24.0
#: Of a digit or letter, of a space or point, and beside a number, at the size of type of printed tables in style.css.
_WIDE, _NARROW, _PADDING = 4.5, 2.5, 7.0
#: A label or a text goes on in a second line where it is longer, a text in so many lines at most.
_LABEL, _TEXT, _LINES = 150.0, 80.0, 8


@dataclass(frozen=True)
class Paper:
    """The pages of a report.

    Attributes:
        landscape: whether they lie on their side.
        width: between their margins, in pixels.
        height: between their margins, in pixels.
        halves: the anchors of the tables that take half of the width.
        wide: the anchors of the tables that get pages on their side between upright ones.
    """

    landscape: bool
    width: float
    height: float
    halves: frozenset[str]
    wide: frozenset[str]


def paper(tables: Sequence[Table]) -> Paper:
    """Return pages that lie on their side where a table of numbers needs more than the width of an upright one."""
    needs = {table.anchor: printed_width(table) for table in tables}
    of_numbers = [table.anchor for table in tables if all(column.numeric for column in table.columns)]
    landscape = any(needs[anchor] > _PORTRAIT[0] for anchor in of_numbers)
    width, height = _LANDSCAPE if landscape else _PORTRAIT
    half = (width - _GAP) / 2
    halves = frozenset(anchor for anchor, needed in needs.items() if needed <= half)
    wide = frozenset(anchor for anchor, needed in needs.items() if needed > width) - halves
    return Paper(landscape, width, height, halves, frozenset() if landscape else wide)


def printed_width(table: Table) -> float:
    """Return the pixels that a table needs on paper with each of its numbers in one line."""
    lines = [row for group in table.groups for row in group]
    label = min(_longest(row.label for row in lines if row.kind != "head"), _LABEL)
    cells = [row.cells for row in lines if row.cells]
    columns = (_needed(column, [row[at].shown for row in cells]) for at, column in enumerate(table.columns))
    return sum((needed + _PADDING for needed in columns), label + _PADDING)


def _needed(column: Column, texts: list[str]) -> float:
    """Return the pixels of a column: its numbers whole; of its heading and of its texts the longest word."""
    heading = _longest(f"{column.text} {column.under}".split())
    if column.numeric:
        return max(heading, _longest(texts))
    words = _longest(word for text in texts for word in text.split())
    whole = _longest(texts)
    return max(heading, words, min(whole, _TEXT), whole / _LINES)


def _longest(texts: Iterable[str]) -> float:
    return max(map(_length, texts), default=0.0)


def _length(text: str) -> float:
    narrow = sum(text.count(character) for character in " .,()")
    return narrow * _NARROW + (len(text) - narrow) * _WIDE
