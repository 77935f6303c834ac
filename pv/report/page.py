"""The page: one HTML file, the same bytes for the same report."""

from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined

from pv import resources
from pv.characters import shown
from pv.drawing import Drawing, start_drawing
from pv.report import footnote
from pv.report.after_cutoff import after_cutoff_tables
from pv.report.arms import Arms, arms_of
from pv.report.coding import coding_section
from pv.report.common_events import common_event_section
from pv.report.counted import results_of
from pv.report.curve_comparison import curve_tables
from pv.report.deaths import death_listing, deaths_table
from pv.report.demographics_table import demographics_table
from pv.report.disposition_table import disposition_table
from pv.report.exposure_table import exposure_table
from pv.report.figures import Figures, figures_of
from pv.report.laboratory import laboratory_section
from pv.report.liver import liver_section
from pv.report.lvef import lvef_section
from pv.report.opened_records import opened_records
from pv.report.overview import headline, overview_table
from pv.report.policy import content_security_policy, inline_script, json_text
from pv.report.quality import quality_of
from pv.report.queries import query_section
from pv.report.rate_tables import rate_headline, rate_overview
from pv.report.reconciliation import reconciliation_section
from pv.report.record_set import Records
from pv.report.report import Report
from pv.report.section import Section
from pv.report.term_sections import term_sections
from pv.report.windows import window_section

FOLDER = "reports/page"


def render(report: Report, drawing: Drawing | None = None) -> str:
    """Return the report as one HTML page that needs no network: the same report gives the same bytes.

    The page runs its own two scripts only (content security policy by hash), is readable without them, and embeds the
    records that its numbers open: every death and adjudicated case, of each other kind up to `report.maximum_records`.

    Args:
        report: what the page shows.
        drawing: the process that draws the charts, where it was started earlier (`pv.drawing.start_drawing`).
    """
    arms = arms_of(report)
    figures = figures_of(report, arms)
    # The charts are drawn in the other process while the tables are made in this one.
    pending = (drawing or start_drawing()).draw([figure.specification for figure in figures.every])
    records = opened_records(report, arms)
    sections = _sections(report, arms, records)
    drawn = pending.fetch()
    template = _environment().get_template("page.html.j2")
    text = template.render(
        **sections,
        **_assets(arms, records, figures, drawn.library),
        figures=figures.drawn(drawn.drawings),
        report=report,
        arms=arms,
    )
    return shown(text)


def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(lambda name: resources.read(f"{FOLDER}/{name}")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["percent_text"] = footnote.percent_text
    return environment


def _sections(report: Report, arms: Arms, opened: Mapping[str, Records]) -> Mapping[str, Any]:
    results, records = results_of(report), opened["events"]
    return {
        "study": footnote.study_row(report),
        "notes": {
            "population": footnote.population(report),
            "emergent": footnote.emergent(report),
            "times": footnote.times(report),
            "dictionary": footnote.dictionary(report),
            "rate": footnote.rate(report),
            "rates": " ".join(footnote.rate_rule(report, rate) for rate in footnote.rate_names(report)),
            "risk_end": footnote.risk_end(report),
            "cutoff": footnote.cutoff(report),
            "risk_difference": footnote.risk_difference(report, arms),
        },
        "headline": headline(report, results, arms, records),
        "quality": quality_of(report),
        "after_cutoff": after_cutoff_tables(report, arms),
        "exposure": exposure_table(report, arms),
        "disposition": disposition_table(report, arms, opened["disposition"]),
        "demographics": demographics_table(report, arms),
        "headline_rates": rate_headline(report, arms),
        "overview": overview_table(report, results, arms, records),
        "rates": rate_overview(report, arms),
        "event_sections": _present(
            common_event_section(report, arms, records),
            *term_sections(report, results, arms, records, opened["adjudicated"]),
            query_section(report, results, arms, records),
            laboratory_section(report, arms, opened["laboratory"], opened["laboratory-events"]),
            liver_section(report, arms),
            lvef_section(report, arms),
        ),
        "curve_tables": curve_tables(report, arms),
        "deaths": deaths_table(report, arms),
        "death_listing": death_listing(report, arms),
        "late_sections": _present(
            window_section(report, arms), coding_section(report, arms, records), reconciliation_section(report)
        ),
    }


def _present(*sections: Section | None) -> tuple[Section, ...]:
    return tuple(section for section in sections if section)


def _assets(arms: Arms, records: Mapping[str, Records], figures: Figures, library: str) -> Mapping[str, Any]:
    """Return style, scripts and data of the page, and the policy that allows them by their hash."""
    style = resources.read(f"{FOLDER}/style.css") + _arm_colours(arms)
    script = inline_script(resources.read(f"{FOLDER}/script.js"))
    charting = inline_script(library if figures.every else "")
    scripts = [text for text in (charting, script) if text]
    return {
        "style": style,
        "script": script,
        "library": charting,
        "policy": content_security_policy(scripts, [style]),
        "chart_data": json_text({figure.name: figure.specification for figure in figures.every}),
        "record_data": json_text({name: one.data for name, one in records.items() if one.data}),
    }


def _arm_colours(arms: Arms) -> str:
    """Return the style rules that give each arm its colour: an attribute of an element may not."""
    return "".join(f".arm-{arm.place}{{--arm:{arm.colour}}}\n" for arm in arms.every)
