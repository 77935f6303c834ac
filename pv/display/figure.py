"""A figure: a chart with what stands around it."""

from dataclasses import dataclass

import altair as alt


@dataclass(frozen=True)
class Figure:
    """A chart in the page.

    Attributes:
        name: its anchor, unique in the page.
        title: what it shows.
        reading: how to read it: also what a screen reader says in its place.
        chart: the chart itself.
    """

    name: str
    title: str
    reading: str
    chart: alt.TopLevelMixin

    @property
    def look(self) -> str:
        """How a page shows it."""
        return "figure"

    @property
    def anchor(self) -> str:
        """Its anchor in the page."""
        return self.name
