"""A contradiction between published figures, and what is done about it where it is tolerated."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Contradiction:
    """Figures that cannot all be true.

    Attributes:
        rule: a word for the kind of contradiction.
        figures: the ids of the figures.
        message: what contradicts what.
        resolution: what is taken where the contradiction is tolerated.
    """

    rule: str
    figures: tuple[str, ...]
    message: str
    resolution: str

    def __str__(self) -> str:
        """Return it on one line."""
        return f"{', '.join(self.figures)}: {self.message}; used: {self.resolution}"


@dataclass
class Found:
    """The contradictions found so far, each once."""

    contradictions: list[Contradiction] = field(default_factory=list)

    def add(self, rule: str, figures: Iterable[str], message: str, resolution: str) -> None:
        """Add one, unless it is there."""
        contradiction = Contradiction(rule, tuple(dict.fromkeys(figures)), message, resolution)
        if contradiction not in self.contradictions:
            self.contradictions.append(contradiction)
