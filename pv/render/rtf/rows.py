"""The rows of a table in RTF: headings, and rows with a cell a column or one across the page."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from pv.display.table import Row, Table
from pv.numbers.text import MISSING
from pv.render.rtf.escape import clean, escaped
from pv.render.rtf.library import library
from pv.render.rtf.page import FONT
from pv.render.rtf.widths import Layout, PaperColumn

#: Twips that the label of a row is indented, by its kind.
_INDENTED = {"pt": 180, "indent": 180}
#: Four blanks of 8 points are as wide.
_BLANKS = " " * 4
_BOLD = frozenset({"soc", "lead", "head", "total", "rule"})
#: Of the library: inches, of which a tenth is the room on either side of a text.
_CELL = 0.08
_NO_LINE = {"border_left": [[""]], "border_right": [[""]]}


@dataclass(frozen=True)
class Run:
    """Rows of one kind that follow each other: of cells, one a column, or of one text across the page."""

    across: bool
    kind: str
    rows: tuple[Row, ...]

    @property
    def leads(self) -> bool:
        """Whether each row heads those that follow."""
        return self.kind in _BOLD

    @property
    def lines(self) -> list[list[str]]:
        """The texts of each row."""
        return [[across(row)] if self.across else _line(row) for row in self.rows]

    def frame(self) -> Any:  # noqa: ANN401  # a frame of polars, which the library takes
        """Return the texts as RTF writes them, a column each."""
        columns = zip(*self.lines, strict=True)
        return library("polars").DataFrame({str(n): list(map(escaped, texts)) for n, texts in enumerate(columns)})


def runs(table: Table) -> list[Run]:
    """Return the rows of a table, a dash where it has none.

    A heading, and a row whose values are of no column, stand across the page.
    """
    rows = (row for group in table.groups for row in group)
    alike = groupby(rows, lambda row: (len(row.cells) != len(table.columns), row.kind))
    return [Run(across, kind, tuple(found)) for (across, kind), found in alike] or [
        Run(across=True, kind="", rows=(Row(MISSING),))
    ]


def paper_columns(table: Table) -> list[PaperColumn]:
    """Return what the columns have to hold: that of the row labels, and each of the table."""
    shown = [run for run in runs(table) if not run.across]
    lines = [[f"{_BLANKS * (run.kind in _INDENTED)}{line[0]}", *line[1:]] for run in shown for line in run.lines]
    heads = [(table.corner, False), *((f"{one.text} {one.under}", one.numeric) for one in table.columns)]
    return [PaperColumn(head, [line[n] for line in lines], numeric) for n, (head, numeric) in enumerate(heads)]


def headings(table: Table, found: Layout) -> list[Any]:
    """Return the rows of headings: those over several columns, where there are any, and that of each column."""
    return [*([_spanning(table, found)] if table.spans else []), _of_columns(table, found)]


def _of_columns(table: Table, found: Layout) -> Any:  # noqa: ANN401  # of the library
    texts = [(table.corner, ""), *((column.text, column.under) for column in table.columns)]
    return library().RTFColumnHeader(
        text=[escaped(text) + (rf"\line {escaped(under)}" if under else "") for text, under in texts],
        col_rel_width=list(found.widths),
        text_justification=[_sides(table)],
        border_top=[["" if table.spans else "single"]],
        border_bottom=[["single"]],
        **_heading(found),
    )


def _spanning(table: Table, found: Layout) -> Any:  # noqa: ANN401  # of the library
    widths, first = [found.widths[0]], 1
    for span in table.spans:
        widths.append(sum(found.widths[first : first + span.columns]))
        first += span.columns
    return library().RTFColumnHeader(
        text=["", *(escaped(span.text) for span in table.spans)],
        col_rel_width=widths,
        text_justification=[["c"]],
        border_top=[["single"]],
        border_bottom=[["", *("single" for _ in table.spans)]],
        **_heading(found),
    )


def _heading(found: Layout) -> dict[str, Any]:
    """Return how a heading looks."""
    look = {"text_font": [[FONT]], "text_font_size": [[found.size]], "text_format": [["b"]], "text_convert": [[False]]}
    return {**look, **_NO_LINE, "cell_height": [[_CELL]]}


def body(table: Table, run: Run, found: Layout) -> Any:  # noqa: ANN401  # of the library
    """Return how the rows of a run look."""
    others = 0 if run.across else len(table.columns)
    return library().RTFBody(
        col_rel_width=[1.0] if run.across else list(found.widths),
        text_font=[[FONT]],
        text_font_size=[[found.size]],
        text_format=[["b" if run.leads else "", *[""] * others]],
        text_justification=[["l"] if run.across else _sides(table)],
        text_indent_left=[[_INDENTED.get(run.kind, 0), *[0] * others]],
        text_convert=[[False]],
        cell_height=[[_CELL]],
        border_first=[[""]],
        border_last=[[""]],
        **_NO_LINE,
    )


def _sides(table: Table) -> list[str]:
    """Return where the texts of each column stand: numbers at the right, all else at the left."""
    return ["l", *("r" if column.numeric else "l" for column in table.columns)]


def across(row: Row) -> str:
    """Return the text of a row that stands across the page."""
    return "; ".join(text for text in _line(row) if text)


def _line(row: Row) -> list[str]:
    return [clean(text) for text in (row.label, *(cell.shown for cell in row.cells))]
