"""A table that is wider than a page, in panels: each some of its columns, with the row labels."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pv.display.table import Row, Span, Table
from pv.render.rtf.page import WIDTH
from pv.render.rtf.rows import across, paper_columns
from pv.render.rtf.widths import Layout, Wide, layout


def panels(table: Table, wide: Wide) -> list[tuple[Table, Layout]]:
    """Return the table, or the fewest panels of alike many columns whose numbers stay on one line, with their widths.

    Columns under one heading stay together, as do their numbers. A column that is too wide alone is a panel all the
    same, and its numbers are broken.
    """
    units = _units(table)
    found: list[tuple[Table, Layout]] = []
    for count in range(1, max(len(units), 1) + 1):
        found = [(panel, layout(paper_columns(panel), WIDTH, wide)) for panel in _panels(table, units, count)]
        if all(sized.whole for _, sized in found):
            break
    return found


def _units(table: Table) -> list[range]:
    """Return the places of the columns that stay together."""
    sizes = [span.columns for span in table.spans] or [1 for _ in table.columns]
    return [range(sum(sizes[:n]), sum(sizes[: n + 1])) for n in range(len(sizes))]


def _panels(table: Table, units: Sequence[range], count: int) -> Iterator[Table]:
    """Yield a table in so many panels."""
    for n in range(count):
        first, behind = (len(units) * bound // count for bound in (n, n + 1))
        yield table if count == 1 else _panel(table, units[first:behind], table.spans[first:behind], (n + 1, count))


def _panel(table: Table, units: Sequence[range], spans: tuple[Span, ...], place: tuple[int, int]) -> Table:
    """Return some columns of a table, which say which of its panels they are."""
    chosen = [column for unit in units for column in unit]
    return replace(
        table,
        title=f"{table.title} (part {place[0]} of {place[1]})",
        columns=tuple(table.columns[column] for column in chosen),
        spans=spans,
        groups=tuple(tuple(_of(row, chosen, len(table.columns)) for row in group) for group in table.groups),
    )


def _of(row: Row, chosen: Sequence[int], columns: int) -> Row:
    """Return the cells of these columns; a row whose values are of no column says them in every panel."""
    if len(row.cells) == columns:
        return replace(row, cells=tuple(row.cells[column] for column in chosen))
    return replace(row, label=across(row), cells=())
