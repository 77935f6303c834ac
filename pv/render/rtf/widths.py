"""How wide the columns of a table are on paper, and how large its letters."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from math import ceil

#: Points, the first with which what is to stay in one piece fits into its column.
SIZES = (8, 7, 6)
#: Inches on both sides of a text together, with some room for a printer's other letters.
_ROOM = 0.12
#: The row labels get at least so much of the page where they ask for it: numbers on one line must not squeeze them.
_LABELS = 0.2
#: What asks for more of the page in one piece than this is broken.
_PIECE = 0.25
#: How much wider bold letters are, at most, and over how many lines a heading goes where there is room.
_BOLD, _HEAD_LINES = 1.12, 2

#: Gives the width of a text, in inches, with letters of one point.
Wide = Callable[[str], float]


@dataclass(frozen=True)
class Layout:
    """The widths of the columns, in inches, the size of the letters, in points, and whether no number is broken."""

    widths: tuple[float, ...]
    size: int
    whole: bool


@dataclass(frozen=True)
class PaperColumn:
    """What a column has to hold: a heading, which may be broken between words, and texts, which may be numbers."""

    head: str
    texts: Sequence[str]
    numeric: bool = False

    def measured(self, wide: Wide) -> "_Measured":
        """Return how wide its parts are."""
        texts = {text: wide(text) for text in {*self.texts}}
        widths = sorted(texts[text] for text in self.texts)
        return _Measured(
            word=max((wide(part) for part in {part for text in texts for part in text.split()}), default=0.0),
            whole=max(widths, default=0.0) if self.numeric else 0.0,
            ninth=widths[ceil(len(widths) * 9 / 10) - 1] if widths else 0.0,
            head_word=_BOLD * max(map(wide, self.head.split()), default=0.0),
            head=_BOLD * wide(self.head),
        )


@dataclass(frozen=True)
class _Measured:
    """How wide a column's longest word, longest number and heading are, and what nine of ten texts fit into.

    All in inches a point.
    """

    word: float
    whole: float
    ninth: float
    head_word: float
    head: float

    def least(self, size: int, *, broken: bool) -> float:
        """Return the width that every word fits into, and every number whole unless these may be broken too."""
        return max(self.head_word, self.word, 0.0 if broken else self.whole) * size + _ROOM

    def usual(self, size: int) -> float:
        """Return the width that nine of ten texts fit into: one long text makes no wide column."""
        return max(self.ninth, self.head / _HEAD_LINES) * size + _ROOM


def layout(columns: Sequence[PaperColumn], width: float, wide: Wide) -> Layout:
    """Return column widths in proportion to what the columns hold; they add up to the width of the page.

    Numbers stay on one line as long as that is possible with the smallest letters, and words in one piece.

    Args:
        columns: the row labels, and the columns of the table.
        width: of all columns, in inches.
        wide: what gives the width of a text.
    """
    measured = [column.measured(wide) for column in columns]
    least, usual, size, broken = [0.0], [0.0], SIZES[0], False
    for broken, size in product((False, True), SIZES):
        least = [min(column.least(size, broken=broken), _PIECE * width) for column in measured]
        usual = [column.usual(size) for column in measured]
        least[0] = max(least[0], min(usual[0], _LABELS * width))
        if sum(least) <= width:
            break
    wanted = [max(low, other) for low, other in zip(least, usual, strict=True)]
    return Layout(tuple(_shared(least, wanted, width)), size, whole=not broken)


def _shared(least: Sequence[float], wanted: Sequence[float], width: float) -> list[float]:
    """Return widths between the least and the wanted that fill the page; more than wanted where there is room."""
    if sum(wanted) <= width or sum(least) >= width:
        basis = wanted if sum(wanted) <= width else least
        return [one * width / sum(basis) for one in basis]
    share = (width - sum(least)) / (sum(wanted) - sum(least))
    return [low + share * (high - low) for low, high in zip(least, wanted, strict=True)]
