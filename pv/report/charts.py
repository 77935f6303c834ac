"""The charts by name, as they are asked for one at a time."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

import altair as alt

from pv.chart.cumulative_incidence import cumulative_incidence
from pv.chart.hys_law import hys_law
from pv.chart.lvef_over_time import lvef_over_time
from pv.chart.lvef_waterfall import lvef_waterfall
from pv.chart.risk_difference import risk_difference
from pv.chart.worst_grade import worst_grade
from pv.errors import InputError, Problem, nearest
from pv.report.report import Report

CHARTS = ("cumulative_incidence", "hys_law", "lvef_over_time", "lvef_waterfall", "risk_difference", "worst_grade")

#: Charts of a whole table, and the tables each draws from beside the arms.
_WHOLE: Mapping[str, tuple[Callable[..., alt.TopLevelMixin], tuple[str, ...]]] = MappingProxyType(
    {
        "hys_law": (hys_law, ("liver_peak", "liver_rule")),
        "lvef_over_time": (lvef_over_time, ("lvef_visit",)),
        "lvef_waterfall": (lvef_waterfall, ("lvef_worst",)),
    }
)


def chart(
    name: str, report: Report, *, arm: str | None = None, level: str | None = None, curve: str | None = None
) -> alt.TopLevelMixin:
    """Return one chart of a report.

    Args:
        name: 'risk_difference', 'worst_grade', 'cumulative_incidence', 'lvef_waterfall', 'lvef_over_time' or 'hys_law'.
        report: the tables to draw from.
        arm: the arm to compare; without it every arm (risk difference) or the first (worst grade).
        level: level of the terms; by default SOC (risk difference) or PT (worst grade). Preferred terms are shown from
            `report.chart_threshold_percent` of an arm.
        curve: which cumulative incidence; the first by default.

    Raises:
        InputError: there is no such chart, arm, level or curve; the nearest is named.
    """
    _known("chart", name, CHARTS)
    arms, incidence = report.table("arm"), report.table("incidence")
    if arm is not None:
        _known("arm", arm, list(arms.loc[arms["role"] != "comparator", "arm"]))
    if level is not None:
        _known("level", level, sorted(set(incidence["level"])))
    if name in _WHOLE:
        draw, tables = _WHOLE[name]
        drawn = [report.table(table) for table in tables]
        if drawn[0].empty:
            raise InputError(Problem(f"nothing to draw: the table {tables[0]} is empty", name, "it needs ADLB"))
        return draw(*drawn, arms)
    if name == "cumulative_incidence":
        steps = report.table("cumulative_incidence")
        curves = list(dict.fromkeys(steps["curve"]))
        chosen = curve if curve is not None else next(iter(curves), "")
        _known("curve", chosen, curves)
        return cumulative_incidence(steps, report.table("time_to_event"), arms, curve=chosen)
    shown = level or {"risk_difference": "SOC", "worst_grade": "PT"}[name]
    threshold = report.chart_threshold_percent if shown == "PT" else 0.0
    if name == "risk_difference":
        comparison = report.table("comparison")
        return risk_difference(incidence, comparison, arms, level=shown, threshold_percent=threshold, against=arm)
    category = report.table("category")
    return worst_grade(incidence, category, arms, level=shown, threshold_percent=threshold, against=arm)


def _known(what: str, name: str, known: Iterable[str]) -> None:
    names = list(known)
    if name not in names:
        raise InputError(Problem(f"there is no such {what}", name, nearest(name, names)))
