"""What an explanation is: facts under topics, as text or as a table."""

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Fact:
    """One thing that is so, under a topic such as 'treatment-emergent' or 'headline'."""

    topic: str
    text: str


@dataclass(frozen=True)
class Explanation:
    """Why a record or a subject counts where it counts.

    Attributes:
        key: the record, as findings name it.
        facts: what is so, in the order in which it is decided.
    """

    key: str
    facts: tuple[Fact, ...]

    def __str__(self) -> str:
        """Return the facts as text, each topic named once."""
        width = max(len(fact.topic) for fact in self.facts)
        lines, before = [self.key], ""
        for fact in self.facts:
            lines.append(f"  {'' if fact.topic == before else fact.topic:<{width}}  {fact.text}")
            before = fact.topic
        return "\n".join(lines)

    def frame(self) -> pd.DataFrame:
        """Return one row per fact: topic, text."""
        return pd.DataFrame([(fact.topic, fact.text) for fact in self.facts], columns=["topic", "text"], dtype="str")
