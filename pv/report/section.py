"""A section of the page that is a heading, tables, and sentences for what it leaves out."""

from dataclasses import dataclass

from pv.report.table import Table


@dataclass(frozen=True)
class Section:
    """One section: its anchor, heading, tables, and the sentences for what it leaves out."""

    name: str
    heading: str
    tables: tuple[Table, ...]
    left_out: tuple[str, ...] = ()
