"""A display in a notebook: its tables as HTML without scripts, every text escaped."""

from collections.abc import Iterator
from html import escape

from pv.characters import shown
from pv.display.display import Absent
from pv.display.explorer import Explorer
from pv.display.figure import Figure
from pv.display.shown import Shown
from pv.display.table import Row, Table


class ShownInNotebook(Shown):
    """A display that a notebook shows as its tables."""

    def __repr__(self) -> str:
        """Return what a prompt shows: its tables as text."""
        return str(self)

    def _repr_html_(self) -> str:
        """Return its tables, and of its charts, which `chart` draws, what they show."""
        return "".join(_part(part) for part in self.chapter.parts)


def in_notebook(found: Shown) -> Shown:
    """Return a display as a notebook shows it."""
    return ShownInNotebook(found.entry, found.context, found.gave)


def _part(part: Table | Figure | Explorer | Absent) -> str:
    if isinstance(part, Table):
        notes = "".join(f"<p><small>{_html(note)}</small></p>" for note in part.notes)
        return f"<table><caption>{_html(part.title)}</caption>{''.join(_lines(part))}</table>{notes}"
    if isinstance(part, Figure | Explorer):
        return f"<p><strong>{_html(part.title)}</strong></p><p>{_html(part.reading)}</p>"
    return f"<p>{_html(part.sentence)}</p>"


def _lines(table: Table) -> Iterator[str]:
    """Yield the headings and the rows of a table."""
    if table.spans:
        spans = (f'<th scope="colgroup" colspan="{span.columns}">{_html(span.text)}</th>' for span in table.spans)
        yield f"<tr><td></td>{''.join(spans)}</tr>"
    texts = (table.corner, *(f"{column.text} {column.under}".strip() for column in table.columns))
    headings = (f'<th scope="col">{_html(text)}</th>' for text in texts)
    yield f"<tr>{''.join(headings)}</tr>"
    yield from (_line(row) for group in table.groups for row in group)


def _line(row: Row) -> str:
    further = ' style="padding-left: 1.5em"' if row.kind in {"pt", "indent"} else ""
    cells = "".join(f"<td>{_html(cell.shown)}</td>" for cell in row.cells)
    return f'<tr><th scope="row"{further}>{_html(row.label)}</th>{cells}</tr>'


def _html(text: str) -> str:
    return escape(shown(text))
