"""A tall chart of rows: the parts in which it is printed, cut between its rows."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

_SIZE = re.compile(r'<svg [^>]*viewBox="0 0 ([0-9.]+) ([0-9.]+)"')
_ORIGIN = re.compile(r'<g [^>]*transform="translate\(([-0-9.]+),([-0-9.]+)\)"')
_LABEL = re.compile(r'<text text-anchor="end" transform="translate\(([-0-9.]+),([-0-9.]+)\)"[^>]*>([^<]*)')
_NUMBER = re.compile(r"\W?[0-9.,]+%?")
#: The height from which a chart is cut, in the units of the drawing.
_TALL = 500.0
#: From the middle of a line of text to its base, in the units of the drawing.
_BASE = 3.5
#: A part is at most so much of a page, so that what stands before the first leaves little of a page empty.
_OF_A_PAGE = 0.15


@dataclass(frozen=True)
class Tall:
    """A drawing that is printed in parts: its size, and top and height of each part, in the units of the drawing."""

    width: float
    height: float
    parts: tuple[tuple[float, float], ...]


def in_parts(svg: str, width: float, height: float) -> Tall | None:
    """Return the parts in which a drawing is printed; None where it is printed whole.

    Args:
        svg: the drawing; what has rows has their names, which are no numbers, in one column.
        width: of a page, in pixels, which the drawing fills.
        height: what a page has for a drawing, in pixels.
    """
    size, rows = _SIZE.search(svg), _between_rows(svg)
    if size is None or not rows:
        return None
    across, down = float(size[1]), float(size[2])
    if down <= _TALL:
        return None
    room = height * across / width * _OF_A_PAGE
    cuts = [0.0]
    for cut, following in pairwise([*rows, down]):
        if following - cuts[-1] > room:
            cuts.append(cut)
    parts = ((top, round(bottom - top, 2)) for top, bottom in pairwise([*cuts, down]))
    return Tall(across, down, tuple(parts))


def _between_rows(svg: str) -> list[float]:
    """Return the places between the rows of a drawing, from above."""
    labels = _LABEL.findall(svg)
    origin = _ORIGIN.search(svg)
    if not labels or origin is None:
        return []
    column = Counter(x for x, _, _ in labels).most_common(1)[0][0]
    if all(_NUMBER.fullmatch(text) for x, _, text in labels if x == column):
        return []
    middles = sorted(float(y) - _BASE for x, y, _ in labels if x == column)
    return [round(float(origin[2]) + (above + below) / 2, 2) for above, below in pairwise(middles)]
