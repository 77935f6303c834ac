"""The parts of a table: numbers with their forms and what stands around them; every renderer is given these."""

from dataclasses import dataclass, field
from itertools import accumulate
from typing import Literal

import pandas as pd

from pv.numbers.text import written
from pv.numbers.value import Value


@dataclass(frozen=True)
class Cell:
    """One place of a table.

    Attributes:
        value: its numbers with their form, or its label.
        arm: the place of the arm whose records the number opens, where it opens any.
        category: the category whose records it opens, where not that of its row.
        lead: what stands before it with more weight: the percentage before its counts.
        length: from 0 to 100, of the bar that shows the percentage, where there is one.
    """

    value: Value
    arm: int | None = None
    category: str = ""
    lead: Value | None = None
    length: float | None = None

    @property
    def text(self) -> str:
        """The value as a reader sees it."""
        return written(self.value)

    @property
    def strong(self) -> str:
        """What stands before it, as a reader sees it; '' where nothing does."""
        return "" if self.lead is None else written(self.lead)

    @property
    def shown(self) -> str:
        """The whole text."""
        return f"{self.strong} {self.text}".strip()


@dataclass(frozen=True)
class Row:
    """One line: its label, its cells, and which term and category of which records its counts are of.

    `kind` is '' or 'soc' (heads its group of rows), 'pt' (belongs to it), 'lead' (heads its group with numbers of its
    own, not folded), 'head' (a line without numbers), 'indent'.
    """

    label: str
    cells: tuple[Cell, ...] = ()
    kind: str = ""
    term: int | None = None
    category: str = ""
    records: str = "events"


@dataclass(frozen=True)
class Column:
    """One column: its heading, a second line, and the place of its arm, where it has one."""

    text: str
    under: str = ""
    arm: int | None = None
    numeric: bool = True


@dataclass(frozen=True)
class Span:
    """A heading over several columns, and the place of the arm whose columns they are."""

    text: str
    columns: int
    arm: int | None = None


#: How a page shows a table: as a table; with bars and large percentages; rule by rule, to be opened; a line of large
#: numbers; a list of sentences; a table to be unfolded, which paper leaves out. Where a renderer has no such look, a
#: table says the same.
Look = Literal["table", "headline", "findings", "totals", "sentences", "folded"]


@dataclass(frozen=True)
class Table:
    """A table with what stands around it.

    Attributes:
        name: the beginning of its anchor and the stem of its CSV file, unique in the page.
        title: what it shows.
        corner: heading of the row labels.
        columns: its columns without that of the row labels.
        groups: its rows, in groups that stay together.
        spans: headings over columns; must cover all of them when there are any.
        notes: the footnotes.
        csv: its numbers unrounded, for a file.
        sql: (name, text) of the files that compute it.
        searchable: whether it gets search and folding.
        sortable: whether a reader may sort it.
        parts: what its groups and the rows below are called where it gets folding; '' for rows that say nothing without
            the group that they stand in.
        look: how a page shows it.
    """

    name: str
    title: str
    corner: str
    columns: tuple[Column, ...]
    groups: tuple[tuple[Row, ...], ...]
    spans: tuple[Span, ...] = ()
    notes: tuple[str, ...] = ()
    csv: pd.DataFrame | None = field(default=None, repr=False, compare=False)
    sql: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    searchable: bool = False
    sortable: bool = False
    parts: tuple[str, str] = ("classes", "terms")
    look: Look = "table"

    @property
    def anchor(self) -> str:
        """Its anchor in the page."""
        return f"{self.name}-table"

    @property
    def starts(self) -> frozenset[int]:
        """The places of the columns that begin a span, where a line is drawn."""
        ends = accumulate(span.columns for span in self.spans)
        return frozenset({0, *ends} if self.spans else {0})
