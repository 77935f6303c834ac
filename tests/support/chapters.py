"""A chapter of a report alone, as the page has it."""

from jinja2.utils import Namespace

from pv.api import Study
from pv.display.chapters import Chapter, filled, made_of_kind
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.plan import standard_chapters
from pv.display.table import Table
from pv.render.html.page import _environment
from pv.render.html.printed_width import paper


def chapter(contents: Contents, name: str) -> Chapter | None:
    """Return a chapter by its anchor; None where the page has no such chapter."""
    plans = [plan for plan in standard_chapters() if plan.name == name]
    assert plans, name
    context = Context(contents)
    gave = {**made_of_kind(context, plans, figures=True), **made_of_kind(context, plans, figures=False)}
    return next(iter(filled(plans, gave)), None)


def table_of(shown: Chapter | None, name: str) -> Table:
    """Return a table of a chapter."""
    assert shown is not None
    return {table.name: table for table in shown.tables}[name]


def counter() -> Namespace:
    """Return what the page's templates count with, at its beginning."""
    return Namespace(section=0, table=0, figure=0, sql={}, notes={}, explored=False)


def chapter_text(study: Study, name: str) -> str:
    """Return a chapter as the page's own template prints it, without its charts; '' where the page has none."""
    shown = chapter(study._contents(None), name)
    template = _environment().get_template("chapter.html.j2")
    return template.render(chapter=shown, counter=counter(), drawings={}, pages=paper(())) if shown else ""
