"""A chapter of a report alone, as the page has it."""

from pv.display.chapters import Chapter, filled, made_of_kind
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.plan import standard_chapters
from pv.display.table import Table


def chapter(contents: Contents, name: str) -> Chapter | None:
    """Return a chapter by its anchor; None where the page has no such chapter."""
    plans = [plan for plan in standard_chapters() if plan.name == name]
    context = Context(contents)
    gave = {**made_of_kind(context, plans, figures=True), **made_of_kind(context, plans, figures=False)}
    return next(iter(filled(plans, gave)), None)


def table_of(shown: Chapter | None, name: str) -> Table:
    """Return a table of a chapter."""
    assert shown is not None
    return {table.name: table for table in shown.tables}[name]
