"""Boxes of text joined by lines: the diagram of a flow, from above downwards."""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import altair as alt
import pandas as pd

from pv.render.chart.theme import INK, TEXT_SIZE, themed

COLUMN_WIDTH = 190
LINE_HEIGHT = 14
_PADDING = 7
_GAP = 22
_MARGIN = 6
#: Letters that a line of a box has room for, capitals among them.
_LINE_LENGTH = 26


@dataclass(frozen=True)
class Box:
    """A box.

    Attributes:
        text: its lines.
        column: its column, from 0; None for one over all columns.
        colour: of its frame; '' for that of the text.
    """

    text: tuple[str, ...]
    column: int | None = None
    colour: str = ""


class _Placed(NamedTuple):
    """A box in its place."""

    level: int
    column: int | None
    left: float
    right: float
    middle: float
    top: float
    bottom: float
    centre: float
    text: str
    lines: int
    colour: str


def boxes(levels: Sequence[Sequence[Box]], columns: int) -> alt.LayerChart:
    """Return the levels from above downwards, each box joined with those of the next level in its column.

    Args:
        levels: the boxes of each level; at least one level.
        columns: how many columns there are.
    """
    levels = [[replace(box, text=tuple(_wrapped(box.text))) for box in level] for level in levels]
    placed: list[_Placed] = []
    top = 0.0
    for place, level in enumerate(levels):
        tall = max(len(box.text) for box in level) * LINE_HEIGHT + 2 * _PADDING
        placed += [_placed(box, place, top, tall, columns) for box in level]
        top += tall + _GAP
    width, height = COLUMN_WIDTH * columns, top - _GAP
    across = alt.Scale(domain=[0, width], nice=False)
    down = alt.Scale(domain=[0, height], reverse=True, nice=False)

    def at(chart: alt.Chart, x: str, y: str) -> alt.Chart:
        # Every layer says that there is no axis: those that do not would bring one.
        left, above = alt.X(f"{x}:Q", axis=None, scale=across), alt.Y(f"{y}:Q", axis=None, scale=down)
        both: alt.Chart = chart.encode(x=left, y=above)
        return both

    rows = pd.DataFrame(placed)
    outlines = alt.Chart(rows).mark_rect(fillOpacity=0, strokeWidth=1.4)
    outlines = outlines.encode(x2="right:Q", y2="bottom:Q", stroke=alt.Stroke("colour:N", scale=None))
    joins = alt.Chart(_joins(placed)).mark_rule(color=INK, opacity=0.7).encode(x2="x2:Q", y2="y2:Q")
    layers = [at(joins, "x", "y"), at(outlines, "left", "top")]
    layers += [at(_texts(rows, lines), "middle", "centre") for lines in sorted({box.lines for box in placed})]
    return themed(alt.LayerChart(layer=layers, width=width, height=height))


def _wrapped(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines, each that is wider than a box as several."""
    for line in lines:
        yield from textwrap.wrap(line, _LINE_LENGTH) or [line]


def _texts(rows: pd.DataFrame, lines: int) -> alt.Chart:
    """Return the texts with so many lines, middled in their boxes."""
    texts: alt.Chart = (
        alt.Chart(rows[rows["lines"] == lines])
        .mark_text(
            lineBreak="\n",
            lineHeight=LINE_HEIGHT,
            baseline="middle",
            color=INK,
            fontSize=TEXT_SIZE,
            dy=-LINE_HEIGHT * (lines - 1) / 2,
        )
        .encode(text="text:N")
    )
    return texts


def _placed(box: Box, level: int, top: float, height: float, columns: int) -> _Placed:
    """Return a box in its column, or in the middle of all of them."""
    middle = COLUMN_WIDTH * (columns / 2 if box.column is None else box.column + 0.5)
    half = COLUMN_WIDTH / 2 - _MARGIN
    text = "\n".join(box.text)
    ends = middle - half, middle + half, middle, top, top + height, top + height / 2
    return _Placed(level, box.column, *ends, text, len(box.text), box.colour or INK)


def _joins(placed: Sequence[_Placed]) -> pd.DataFrame:
    """Return the lines from each box down to those of the next level: straight, or over a level line to each column."""
    lines: dict[tuple[float, float, float, float], None] = {}
    for upper in placed:
        for lower in placed:
            if lower.level == upper.level + 1 and (upper.column is None or upper.column == lower.column):
                half = upper.bottom + _GAP / 2
                lines[upper.middle, upper.middle, upper.bottom, half] = None
                lines[upper.middle, lower.middle, half, half] = None
                lines[lower.middle, lower.middle, half, lower.top] = None
    return pd.DataFrame(list(lines), columns=["x", "x2", "y", "y2"])
