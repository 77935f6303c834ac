"""What an explanation is: facts under topics, as text or as a table."""

import textwrap
from dataclasses import dataclass

import pandas as pd

#: Characters in a line of the text.
LINE = 100


@dataclass(frozen=True)
class Fact:
    """One thing that is so, under a topic such as 'emergent' or 'headline'."""

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
        """Return the facts as text, each topic named once, in lines of at most 100 characters where words allow."""
        width = max(len(fact.topic) for fact in self.facts)
        lines, before = [self.key], ""
        for fact in self.facts:
            topic = "" if fact.topic == before else fact.topic
            lines += _wrapped(fact.text, f"  {topic:<{width}}  ")
            before = fact.topic
        return "\n".join(lines)

    def frame(self) -> pd.DataFrame:
        """Return one row per fact: topic, text."""
        return pd.DataFrame([(fact.topic, fact.text) for fact in self.facts], columns=["topic", "text"], dtype="str")


def _wrapped(text: str, start: str) -> list[str]:
    """Return the lines of a text after its start, those that go on further in; identifiers and dates stay whole."""
    return textwrap.wrap(
        text,
        LINE,
        initial_indent=start,
        subsequent_indent=" " * (len(start) + 2),
        break_long_words=False,
        break_on_hyphens=False,
    )
