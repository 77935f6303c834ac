"""What a built-in study shows in each display: a picture of each figure, the first rows of each table."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import pv
from pv.display.catalogue import displays
from pv.display.figure import Figure
from pv.display.shown import cleaned
from pv.display.table import Row, Table
from pv.drawing import start_drawing
from pv.errors import InputError

#: The second is asked for what the first has nothing of: doses, adjudicated cases, ejection fractions.
STUDIES = ("cdisc-pilot", "destiny-breast04")
#: Rows of a table and columns besides that of its labels: a page of displays is no report.
ROWS, COLUMNS = 8, 8


@dataclass(frozen=True)
class Picture:
    """A display in one of the studies.

    Attributes:
        study: the name of the study.
        title: of its first figure or table.
        svg: its first figure; None for a table.
        table: the first rows of its first table, as HTML; '' for a figure.
    """

    study: str
    title: str
    svg: str | None
    table: str = ""


def pictures() -> dict[str, Picture]:
    """Return display -> what it shows, of the first study that has anything to show; all figures are drawn at once."""
    drawn: dict[str, tuple[str, str, Mapping[str, Any]]] = {}
    found: dict[str, Picture] = {}
    for study in STUDIES:
        with pv.open_study(study) as opened:
            for name in displays():
                if name in found or name in drawn:
                    continue
                try:
                    shown = opened.display(name)
                except InputError:
                    continue  # this study has nothing to show
                figure = next((part for part in shown.chapter.parts if isinstance(part, Figure)), None)
                if figure is not None:
                    drawn[name] = (study, figure.title, cleaned(figure.chart).to_dict(validate=False))
                elif shown.tables:
                    found[name] = Picture(study, shown.tables[0].title, None, snippet(shown.tables[0]))
    svgs = start_drawing().draw([chart for _, _, chart in drawn.values()]).fetch().drawings
    pairs = zip(drawn.items(), svgs, strict=True)
    return found | {name: Picture(study, title, svg) for (name, (study, title, _)), svg in pairs}


def snippet(table: Table) -> str:
    """Return the first rows and columns of a table as HTML, and how many more there are."""
    rows = [row for group in table.groups for row in group]
    width = min(len(table.columns), COLUMNS)
    lines = ["<table>", *_heads(table, width), *(_row(row, width) for row in rows[:ROWS]), "</table>"]
    more = len(rows) - ROWS
    return "\n".join([*lines, *([f"<p>And {more} more row{'s' if more > 1 else ''}.</p>"] if more > 0 else [])])


def _heads(table: Table, width: int) -> Iterator[str]:
    spans = [span.text for span in table.spans for _ in range(span.columns)] or [""] * len(table.columns)
    heads = [
        " ".join(part for part in (span, column.text, column.under) if part)
        for span, column in zip(spans, table.columns, strict=True)
    ]
    yield "<tr>" + "".join(f"<th>{escape(text)}</th>" for text in (table.corner, *heads[:width])) + "</tr>"


def _row(row: Row, width: int) -> str:
    cells = [cell.shown for cell in row.cells[:width]]
    cells += [""] * (width - len(cells))
    under = ' class="under"' if row.kind in {"pt", "indent"} else ""
    return f"<tr><td{under}>{escape(row.label)}</td>" + "".join(f"<td>{escape(text)}</td>" for text in cells) + "</tr>"
