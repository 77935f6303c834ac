"""A figure: a chart with what stands around it."""

from dataclasses import dataclass, field

import altair as alt
import pandas as pd


@dataclass(frozen=True)
class Figure:
    """A chart in the page.

    Attributes:
        name: its anchor, unique in the page.
        title: what it shows.
        reading: how to read it: also what a screen reader says in its place.
        chart: the chart itself.
        numbers: what it draws, unrounded, for a file; None where that is the whole first table that its display reads.
        fits: whether it is drawn smaller where the page is narrow, and not scrolled: a diagram without axes.
    """

    name: str
    title: str
    reading: str
    chart: alt.TopLevelMixin
    numbers: pd.DataFrame | None = field(default=None, repr=False, compare=False)
    fits: bool = False

    @property
    def look(self) -> str:
        """How a page shows it."""
        return "figure"

    @property
    def anchor(self) -> str:
        """Its anchor in the page."""
        return self.name
