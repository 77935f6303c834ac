"""The charts of the page: each as a specification for the live drawing and as a drawing that needs no script."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import altair as alt
from altair.utils.schemapi import debug_mode
from markupsafe import Markup

from pv.characters import shown_in
from pv.chart.cumulative_incidence import cumulative_incidence
from pv.chart.hys_law import hys_law
from pv.chart.lvef_over_time import lvef_over_time
from pv.chart.lvef_waterfall import lvef_waterfall
from pv.chart.risk_difference import risk_difference
from pv.chart.texts import one_line
from pv.chart.worst_grade import worst_grade
from pv.report.arms import Arms
from pv.report.lvef import by_sixth
from pv.report.report import Report

_IDENTIFIER = re.compile(r'(\bid="|url\(#|href="#)([\w-]+)')


@dataclass(frozen=True)
class Figure:
    """A chart in the page.

    Attributes:
        name: its anchor, unique in the page.
        title: what it shows.
        reading: how to read it: also what a screen reader says in its place.
        specification: the chart as Vega-Lite.
        drawing: the chart as SVG, once it is drawn.
    """

    name: str
    title: str
    reading: str
    specification: Mapping[str, Any]
    drawing: Markup | None = None


@dataclass(frozen=True)
class Figures:
    """All charts of the page by the part they stand in, in order, and for each part why it has none."""

    frequency: tuple[Figure, ...]
    worst: tuple[Figure, ...]
    liver: tuple[Figure, ...]
    lvef: tuple[Figure, ...]
    curves: tuple[Figure, ...]

    @property
    def every(self) -> tuple[Figure, ...]:
        """All charts in the order of the page."""
        return tuple(figure for part in self._parts for figure in part)

    def drawn(self, drawings: Iterable[str]) -> "Figures":
        """Return the charts with their drawings, one per chart in the order of `every`."""
        left = iter(drawings)
        return Figures(*(tuple(_drawn(figure, next(left)) for figure in part) for part in self._parts))

    @property
    def _parts(self) -> tuple[tuple[Figure, ...], ...]:
        return self.frequency, self.worst, self.liver, self.lvef, self.curves


def figures_of(report: Report, arms: Arms) -> Figures:
    """Return the charts that the tables allow."""
    # The charts' own tests check them against the schema; again on every page costs half of the drawing time.
    with debug_mode(False):  # noqa: FBT003  # the library's own argument
        parts = _frequency(report, arms), _worst(report, arms), _liver(report), _lvef(report), _curves(report)
        return Figures(*(tuple(part) for part in parts))


def _frequency(report: Report, arms: Arms) -> Iterator[Figure]:
    incidence, comparison, arm = (report.table(name) for name in ("incidence", "comparison", "arm"))
    versus = ""
    if arms.compared and arms.comparator:
        versus = f"; right, risk difference against {arms.comparator.label} with its interval"
    reading = (
        f"Left, percentage of subjects with the event by arm{versus}. The tables of this section hold every number."
    )
    if not comparison.empty and not arms.comparator:
        comparison = comparison.iloc[:0]
    for level, title, threshold in (
        ("SOC", "Adverse events by system organ class", 0.0),
        (
            "PT",
            f"Preferred terms in at least {report.chart_threshold_percent:g}% of an arm",
            report.chart_threshold_percent,
        ),
    ):
        if _reached(report, level, threshold):
            chart = risk_difference(incidence, comparison, arm, level=level, threshold_percent=threshold)
            yield _figure(f"risk-difference-{level.lower()}", title, reading, chart)


def _worst(report: Report, arms: Arms) -> Iterator[Figure]:
    incidence, category, arm = (report.table(name) for name in ("incidence", "category", "arm"))
    threshold = report.chart_threshold_percent
    graded = len(category) and category["scale"].notna().any()
    if not graded:
        return
    for one in arms.compared or arms.every[:1]:
        shown = {one.name, arms.comparator.name} if arms.compared and arms.comparator else {one.name}
        if not _reached(report, "PT", threshold, shown):
            continue
        beside = f" and {arms.comparator.label}" if arms.compared and arms.comparator else ""
        chart = worst_grade(incidence, category, arm, threshold_percent=threshold, against=one.name)
        yield _figure(
            f"worst-grade-{one.place + 1}",
            f"Worst severity by preferred term, {one.label}{beside}",
            f"Preferred terms in at least {threshold:g}% of a shown arm; each subject once a term, at the worst; the "
            "worst stands at the zero line, paler is milder.",
            chart,
        )


def _liver(report: Report) -> Iterator[Figure]:
    peaks, rule, arm = (report.table(name) for name in ("liver_peak", "liver_rule", "arm"))
    if len(peaks):
        reading = (
            "Each point is a subject: the highest values after the first dose, on logarithmic axes. Dashed lines are "
            "the thresholds; a ring marks bilirubin at its threshold within the window after the aminotransferase."
        )
        yield _figure("hys-law", "Screening for drug-induced liver injury", reading, hys_law(peaks, rule, arm))


def _lvef(report: Report) -> Iterator[Figure]:
    worst, visits, arm = (report.table(name) for name in ("lvef_worst", "lvef_visit", "arm"))
    if len(worst):
        reading = (
            "Each bar is a subject: the largest change after the first dose, sorted within the arm. "
            f"{'' if by_sixth(report) else 'Dashed lines are where the grades begin; '}paler bars have no grade."
        )
        drawn = lvef_waterfall(worst, arm, by_fall=not by_sixth(report))
        yield _figure("lvef-worst", "Largest decrease of the ejection fraction", reading, drawn)
    if len(visits) and (visits["subjects"] > 0).any():
        reading = (
            "Mean with one standard deviation either way, of those measured at the visit. Late visits have only those "
            "still followed: read them with the numbers below."
        )
        named = visits.assign(visit=visits["visit"].map(one_line))
        yield _figure("lvef-visits", "Ejection fraction by visit", reading, lvef_over_time(named, arm))


def curve_names(report: Report) -> dict[str, str]:
    """Return the curves that the page draws, those with an event, by the name of their figure."""
    steps, order = report.table("cumulative_incidence"), report.table("curve")
    if steps.empty or report.table("time_to_event").empty:
        return {}
    names = list(order.sort_values("curve_order")["curve"]) if len(order) else sorted(set(steps["curve"]))
    happened = (name for name in names if (steps.loc[steps["curve"] == name, "percent"] > 0).any())
    return {f"curve-{place}": name for place, name in enumerate(happened, start=1)}


def _curves(report: Report) -> Iterator[Figure]:
    steps, times, arm = (report.table(name) for name in ("cumulative_incidence", "time_to_event", "arm"))
    for name, curve in curve_names(report).items():
        chart = cumulative_incidence(steps, times, arm, curve=curve)
        reading = (
            "First event of each subject; death without it competes. Beyond the last subjects at risk a curve says "
            "little: read it with the numbers at risk."
        )
        yield _figure(name, f"Cumulative incidence: {curve}", reading, chart)


def _reached(report: Report, level: str, threshold: float, arms: Collection[str] = ()) -> bool:
    """Is there a term that often in one of the arms, which are all where none is named."""
    incidence = report.table("incidence")
    if arms and len(incidence):
        incidence = incidence[incidence["arm"].isin(arms)]
    if incidence.empty:
        return False
    chosen = incidence[(incidence["level"] == level) & (incidence["category"] == "any")]
    return bool(((chosen["percent"] >= threshold) & (chosen["percent"] > 0)).any())


def _figure(name: str, title: str, reading: str, chart: alt.TopLevelMixin) -> Figure:
    specification: dict[str, Any] = chart.to_dict(validate=False)
    # The figure itself carries the text alternative; a label on every mark would drown it.
    specification["config"] = specification["config"] | {"aria": False}
    return Figure(name, title, reading, shown_in(specification))


def _drawn(figure: Figure, svg: str) -> Figure:
    """Return a chart with its SVG, whose identifiers are its own so that two charts in a page do not share any."""
    own = _IDENTIFIER.sub(rf"\1{figure.name}-\2", svg)
    return replace(figure, drawing=Markup(own))  # noqa: S704  # the drawing library escapes texts of the data
