"""An explorer: counts that a reader of the page compares as asked, and that its script turns into rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Explorer:
    """A view of counts that answers in the page alone; any other renderer leaves it out.

    Attributes:
        name: its anchor, unique in the page.
        title: what it shows.
        reading: how to use it.
        data: the counts with what they are of, ready for JSON.
        notes: the footnotes.
        without: what a page without its script says in its place.
    """

    name: str
    title: str
    reading: str
    data: Mapping[str, Any] = field(repr=False, compare=False)
    notes: tuple[str, ...] = ()
    without: str = ""

    @property
    def look(self) -> str:
        """How a page shows it."""
        return "explorer"

    @property
    def anchor(self) -> str:
        """Its anchor in the page."""
        return self.name
