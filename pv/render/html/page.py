"""The page: one HTML file, the same bytes for the same report."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from altair.utils.schemapi import debug_mode
from jinja2 import Environment, FunctionLoader, StrictUndefined

from pv import resources
from pv.characters import shown
from pv.display import footnote
from pv.display.arms import Arms
from pv.display.chapters import Chapter, Gave, filled, made_of_kind, opened_by
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.data_quality.status import status_of
from pv.display.figure import Figure
from pv.display.plan import Planned, standard_chapters
from pv.display.shown import Shown
from pv.drawing import Drawing, start_drawing
from pv.render.html.content_security import content_security_policy, inline_script
from pv.render.html.csv_link import csv_link
from pv.render.html.deflated import deflated
from pv.render.html.drawn_figure import drawn_figures, specification
from pv.render.html.packed import packed
from pv.render.html.printed_page import page_rule
from pv.render.html.printed_width import Paper, paper

FOLDER = "reports/page"
#: The style sheets; of two rules of one weight the later holds.
STYLES = ("style", "explorer", "records")


def render(contents: Contents, drawing: Drawing | None = None, chapters: Sequence[Planned] | None = None) -> str:
    """Return the report as one HTML page that needs no network: the same report gives the same bytes.

    The page runs its own two scripts only (content security policy by hash), is readable without them, and embeds the
    records that its numbers open: every death and adjudicated case, of each other kind up to `maximum_records`.

    Args:
        contents: what the page shows.
        drawing: the process that draws the charts, where it was started earlier (`pv.drawing.start_drawing`).
        chapters: its chapters; the standard ones when None.
    """
    context = Context(contents)
    plans = standard_chapters() if chapters is None else chapters
    # The charts' own tests check them against the schema; again on every page costs half of the drawing time.
    with debug_mode(False):  # noqa: FBT003  # the library's own argument
        gave = made_of_kind(context, plans, figures=True)
    return _page(context, plans, gave, lambda: made_of_kind(context, plans, figures=False), drawing)


def render_shown(shown_alone: Shown, drawing: Drawing | None = None) -> str:
    """Return a page of one display, as it was made."""
    return _page(shown_alone.context, shown_alone.planned, {(0, 0): shown_alone.gave}, dict, drawing)


def _page(
    context: Context, plans: Sequence[Planned], gave: Gave, more: Callable[[], Gave], drawing: Drawing | None
) -> str:
    """Return the page of what the figures of chapters gave, and of what is made while they are drawn."""
    figures = [part for parts in gave.values() for part in parts if isinstance(part, Figure)]
    specifications = {figure.name: specification(figure) for figure in figures}
    # The charts are drawn in the other process while the tables are made in this one.
    pending = (drawing or start_drawing()).draw([*specifications.values()])
    shown_chapters = filled(plans, {**gave, **more()})
    records = {kind.name: context.records(kind).data for kind in opened_by(plans)}
    pages = paper([part for chapter in shown_chapters for part in chapter.tables if part.look == "table"])
    drawn = pending.fetch()
    drawings = drawn_figures(figures, drawn.drawings, pages)
    template = _environment().get_template("page.html.j2")
    text = template.render(
        **_sections(context.contents, context.arms, shown_chapters),
        **_assets(_style(context, pages), records, specifications, drawn.library if figures else ""),
        drawings=drawings,
        pages=pages,
        explored=any(part.look == "explorer" for chapter in shown_chapters for part in chapter.parts),
    )
    return shown(text)


@cache
def _environment() -> Environment:
    """Return the environment of the templates, each of which is compiled once for all reports."""
    environment = Environment(
        loader=FunctionLoader(lambda name: resources.read(f"{FOLDER}/{name}")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["percent_text"] = footnote.percent_text
    environment.filters["csv_link"] = csv_link
    environment.filters["deflated"] = deflated
    return environment


def _sections(contents: Contents, arms: Arms, chapters: Sequence[Chapter]) -> Mapping[str, Any]:
    return {
        "report": contents,
        "arms": arms,
        "study": footnote.study_row(contents),
        "notes": {
            "population": footnote.population(contents),
            "emergent": footnote.emergent(contents),
            "times": footnote.times(contents),
            "dictionary": footnote.dictionary(contents),
            "rates": " ".join(footnote.rate_rule(contents, rate) for rate in footnote.rate_names(contents)),
            "risk_end": footnote.risk_end(contents),
            "cutoff": footnote.cutoff(contents),
            "risk_difference": footnote.risk_difference(contents, arms),
        },
        "status": status_of(contents),
        "chapters": chapters,
    }


def _assets(
    style: str,
    records: Mapping[str, Mapping[str, Any]],
    specifications: Mapping[str, Any],
    library: str,
) -> Mapping[str, Any]:
    """Return style, scripts and data of the page, and the policy that allows them by their hash."""
    script = inline_script(resources.read(f"{FOLDER}/script.js"))
    charting = inline_script(library)
    scripts = [text for text in (charting, script) if text]
    return {
        "style": style,
        "script": script,
        "library": charting,
        "policy": content_security_policy(scripts, [style]),
        "chart_data": packed(specifications),
        "record_data": packed({name: data for name, data in records.items() if data}),
    }


def _style(context: Context, pages: Paper) -> str:
    """Return the style sheets, the colours of the arms and the rule of the printed pages."""
    names = (*STYLES, "verification") if context.contents.verification is not None else STYLES
    sheets = "".join(resources.read(f"{FOLDER}/{name}.css") for name in names)
    return sheets + _arm_colours(context.arms) + _page_rule(context.contents, pages)


def _page_rule(contents: Contents, pages: Paper) -> str:
    """Return the style rule of the printed pages with what each of them says."""
    study = footnote.study_row(contents)
    cut = f"data cut-off {study['cutoff_date'].date()}" if study.get("cutoff_date") else "no data cut-off"
    head = str(study.get("study_id") or ""), f"{contents.population}, {cut}", str(study.get("marking") or "")
    return page_rule(head, f"pv-safety {contents.version}", landscape=pages.landscape)


def _arm_colours(arms: Arms) -> str:
    """Return the style rules that give each arm its colour: an attribute of an element may not."""
    return "".join(f".arm-{arm.place}{{--arm:{arm.colour}}}\n" for arm in arms.every)
