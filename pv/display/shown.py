"""One display taken alone: its parts, its numbers, its chart, as text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from pv.characters import shown_in
from pv.display.catalogue import displays, topic
from pv.display.chapters import Chapter, filled
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.display import Absent, Display, Made
from pv.display.entry import Entry, entry
from pv.display.explorer import Explorer
from pv.display.figure import Figure
from pv.display.plan import Planned
from pv.display.table import Table
from pv.errors import InputError, Problem

#: The anchor of the only chapter of a page.
ANCHOR = "display"


@dataclass(frozen=True)
class Shown:
    """A display of a study with its options.

    Attributes:
        entry: the display and its options.
        context: what it is made of.
        gave: what it gave.
    """

    entry: Entry
    context: Context
    gave: Made

    @property
    def contents(self) -> Contents:
        """The contents of the report that it is made of."""
        return self.context.contents

    @property
    def chapter(self) -> Chapter:
        """What it gives, as the only chapter of a page."""
        (chapter,) = filled(self.planned, {(0, 0): self.gave})
        return chapter

    @property
    def tables(self) -> tuple[Table, ...]:
        """Its tables, as they are printed."""
        return self.chapter.tables

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Its figures, as they are drawn."""
        return tuple(part for part in self.chapter.parts if isinstance(part, Figure))

    @property
    def frame(self) -> pd.DataFrame:
        """Its numbers unrounded: those of its tables one below the other, and what its figures draw.

        Where it has both, the column `part` is the title of the figure or table that a row is of.
        """
        printed = [(table.title, table.csv) for table in self.tables if table.csv is not None]
        drawn = [(figure.title, figure.numbers) for figure in self.figures if figure.numbers is not None]
        if not printed and not drawn:
            return self.contents.table(self.entry.display.reads[0])
        if printed and drawn:
            of_part = [numbers.assign(part=title) for title, numbers in (*drawn, *printed)]
            whole = pd.concat(of_part, ignore_index=True)
            return whole[["part", *(name for name in whole if name != "part")]]
        frames = [numbers for _, numbers in printed or drawn]
        if len(frames) == 1:
            return frames[0]
        whole = pd.concat(frames, ignore_index=True)
        # Charts of one arm each have the comparator in common.
        return whole.drop_duplicates(ignore_index=True) if drawn else whole

    @property
    def chart(self) -> alt.TopLevelMixin:
        """Its first chart.

        Raises:
            InputError: it has none.
        """
        return next(self._charts())

    @property
    def formats(self) -> tuple[str, ...]:
        """The suffixes of the files that it can be written to."""
        drawn = (".svg", ".png") if self.figures else ()
        return (".html", *drawn, *((".rtf",) if self.tables else ()), ".csv", ".json")

    @property
    def charts(self) -> tuple[alt.TopLevelMixin, ...]:
        """All its charts: some displays have one of each arm, or of each curve.

        Raises:
            InputError: it has none.
        """
        return tuple(self._charts())

    def _charts(self) -> Iterator[alt.TopLevelMixin]:
        if not self.figures:
            raise InputError(Problem("it has no chart", self.entry.display.name, "a display of kind figure"))
        yield from (cleaned(figure.chart) for figure in self.figures)

    @property
    def planned(self) -> tuple[Planned, ...]:
        """The display as the only chapter of a page."""
        return (Planned(ANCHOR, self.entry.heading, (self.entry,)),)

    def __repr__(self) -> str:
        """Return what a prompt shows: its tables as text."""
        return str(self)

    def __str__(self) -> str:
        """Return its tables as text; without any, the titles of its parts and how to read them."""
        others = (part for part in self.chapter.parts if isinstance(part, Figure | Explorer))
        texts = [table_text(table) for table in self.tables]
        return "\n\n".join(texts or [f"{part.title}\n\n{part.reading}" for part in others])


def shown(contents: Contents, one: Entry) -> Shown:
    """Return a display made of the contents of a report.

    Raises:
        InputError: there is nothing to show, and why; or no such value of an option, the nearest is named.
    """
    display, context = one.display, Context(contents)
    parts = one.made(context)
    if all(isinstance(part, Absent) for part in parts):
        raise InputError(Problem(_reason(parts) or "it has nothing to show", display.name))
    return Shown(one, context, parts)


def cleaned(chart: alt.TopLevelMixin) -> alt.TopLevelMixin:
    """Return a chart whose texts anyone can draw: a control character in a term ends the process that draws it."""
    specification = chart.to_dict(validate=False)
    without = shown_in(specification)
    if without is specification:
        return chart
    again: alt.TopLevelMixin = getattr(type(chart), "from_dict")(without, validate=False)  # noqa: B009  # of each kind
    return again


def table_text(table: Table) -> str:
    """Return a table as text for a terminal: title, headings, rows in aligned columns, footnotes."""
    spans = [text for span in table.spans for text in (span.text, *[""] * (span.columns - 1))]
    heads = [" ".join(part for part in (column.text, column.under) if part) for column in table.columns]
    lines = [[table.corner, *heads]]
    lines += [
        [f"{'  ' if row.kind in {'pt', 'indent'} else ''}{row.label}", *(cell.shown for cell in row.cells)]
        for group in table.groups
        for row in group
    ]
    above = [["", *spans]] if spans else []
    return "\n".join([table.title, "", *_aligned(above + lines), *(["", *table.notes] if table.notes else [])])


def _aligned(lines: Sequence[Sequence[str]]) -> list[str]:
    count = max(len(line) for line in lines)
    whole = [[*line, *[""] * (count - len(line))] for line in lines]
    widths = [max(len(line[place]) for line in whole) for place in range(count)]
    return ["  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip() for line in whole]


def listed(chapters: Sequence[Planned], contents: Contents | None) -> pd.DataFrame:
    """Return display, topic, kind, title, standard, reads, options and chapters of every display.

    Args:
        chapters: of the report, which say what a display is called and where it stands.
        contents: with it also `shown`, whether the study has something to show, and `reason`, why not.
    """
    context = Context(contents) if contents is not None else None
    return pd.DataFrame([_row(display, chapters, context) for display in displays().values()])


def _row(display: Display, chapters: Sequence[Planned], context: Context | None) -> dict[str, object]:
    there = [(plan.name, one) for plan in chapters for one in plan.entries if one.display is display]
    entries = [one for _, one in there] or [entry(display.name, {})]
    row: dict[str, object] = {
        "display": display.name,
        "topic": topic(display),
        "kind": display.kind,
        "title": "; ".join(dict.fromkeys(one.heading for one in entries)),
        "standard": display.standard,
        "reads": ", ".join(display.reads),
        "options": ", ".join(display.options.model_fields),
        "chapters": ", ".join(dict.fromkeys(name for name, _ in there)),
    }
    if context is not None:
        parts = [part for one in entries for part in one.made(context)]
        something = not all(isinstance(part, Absent) for part in parts)
        row |= {"shown": something, "reason": "" if something else _reason(parts)}
    return row


def _reason(parts: Sequence[Table | Figure | Explorer | Absent]) -> str:
    """Return why there is nothing, to stand beside the display's name; of several reasons each says what it is of."""
    absent = list(dict.fromkeys(part for part in parts if isinstance(part, Absent)))
    return " ".join((len(absent) == 1 and part.beside) or part.sentence for part in absent)
