"""What an explanation is: facts under topics, as text or as a table."""

import textwrap
from dataclasses import dataclass
from html import escape

import pandas as pd

from pv.characters import shown

#: Characters in a line of the text.
LINE = 100


@dataclass(frozen=True)
class Fact:
    """One thing that is so, under a topic such as 'exposure' or 'headline'."""

    topic: str
    text: str


@dataclass(frozen=True, repr=False)
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

    def __repr__(self) -> str:
        """Return the text, so that a prompt shows it; no control character of the data reaches a terminal."""
        return shown(str(self))

    def _repr_html_(self) -> str:
        """Return the facts as a table, for a notebook."""
        rows, before = [], ""
        for fact in self.facts:
            topic = "" if fact.topic == before else escape(shown(fact.topic))
            rows.append(f'<tr><th scope="row">{topic}</th><td>{escape(shown(fact.text))}</td></tr>')
            before = fact.topic
        return f"<table><caption>{escape(shown(self.key))}</caption>{''.join(rows)}</table>"

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
