"""The charts by name, as they are asked for one at a time."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from types import MappingProxyType

import altair as alt
import pandas as pd

from pv.characters import shown_in
from pv.chart.cumulative_incidence import cumulative_incidence
from pv.chart.hys_law import hys_law
from pv.chart.lab_shift import lab_shift
from pv.chart.lvef_over_time import lvef_over_time
from pv.chart.lvef_waterfall import lvef_waterfall
from pv.chart.risk_difference import risk_difference
from pv.chart.worst_grade import worst_grade
from pv.errors import InputError, Problem, nearest
from pv.report.lvef import by_sixth
from pv.report.report import Report

CHARTS = (
    *("cumulative_incidence", "hys_law", "lab_shift", "lvef_over_time", "lvef_waterfall"),
    *("risk_difference", "worst_grade"),
)

#: Charts of a whole table, and the tables each draws from beside the arms.
_WHOLE: Mapping[str, tuple[Callable[..., alt.TopLevelMixin], tuple[str, ...]]] = MappingProxyType(
    {
        "hys_law": (hys_law, ("liver_peak", "liver_rule")),
        "lvef_over_time": (lvef_over_time, ("lvef_visit",)),
        "lvef_waterfall": (lvef_waterfall, ("lvef_worst",)),
    }
)


def chart(
    name: str,
    report: Report,
    *,
    arm: str | None = None,
    level: str | None = None,
    curve: str | None = None,
    analyte: str | None = None,
    direction: str | None = None,
) -> alt.TopLevelMixin:
    """Return one chart of a report.

    Args:
        name: 'risk_difference', 'worst_grade', 'cumulative_incidence', 'lvef_waterfall', 'lvef_over_time', 'hys_law' or
            'lab_shift'.
        report: the tables to draw from.
        arm: the arm to compare; without it every arm (risk difference) or the first (worst grade).
        level: level of the terms; by default SOC (risk difference) or PT (worst grade). Preferred terms are shown from
            `report.chart_threshold_percent` of an arm.
        curve: which cumulative incidence; the first by default.
        analyte: of the shift, as in the table lab_shift ("ALT"); the first by default.
        direction: of the shift, high ("H") or low ("L"); by default the one that the analyte has, high where both.

    Raises:
        InputError: there is no such chart, arm, level, curve, analyte or direction; the nearest is named. Or there is
            nothing to draw.
    """
    _known("chart", name, CHARTS)
    drawn = _chart(name, report, arm=arm, level=level, curve=curve, analyte=analyte, direction=direction)
    specification = drawn.to_dict(validate=False)
    without = shown_in(specification)
    # Who draws it elsewhere must not lose the process to a control character in a term.
    if without is specification:
        return drawn
    again: alt.TopLevelMixin = getattr(type(drawn), "from_dict")(without, validate=False)  # noqa: B009  # of each kind
    return again


def _chart(
    name: str,
    report: Report,
    *,
    arm: str | None,
    level: str | None,
    curve: str | None,
    analyte: str | None,
    direction: str | None,
) -> alt.TopLevelMixin:
    arms, incidence = report.table("arm"), report.table("incidence")
    if arm is not None:
        _known("arm", arm, list(arms.loc[arms["role"] != "comparator", "arm"]))
    if level is not None:
        _known("level", level, sorted(set(incidence["level"])))
    if name in _WHOLE:
        draw, tables = _WHOLE[name]
        if name == "lvef_waterfall":
            draw = partial(lvef_waterfall, by_fall=not by_sixth(report))
        return draw(_filled(name, report, tables[0]), *(report.table(table) for table in tables[1:]), arms)
    if name == "lab_shift":
        return _shift(_filled(name, report, name), arms, analyte, direction)
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


def _filled(name: str, report: Report, table: str) -> pd.DataFrame:
    """Return the table that a chart draws."""
    found = report.table(table)
    if found.empty:
        raise InputError(Problem(f"nothing to draw: the table {table} is empty", name, "it needs ADLB"))
    return found


def _shift(table: pd.DataFrame, arms: pd.DataFrame, analyte: str | None, direction: str | None) -> alt.TopLevelMixin:
    """Return the shift of one analyte in one direction."""
    shown = analyte if analyte is not None else str(table["analyte"].iloc[0])
    _known("analyte", shown, sorted(set(table["analyte"])))
    directions = sorted(set(table.loc[table["analyte"] == shown, "direction"]))
    chosen = direction if direction is not None else directions[0]
    _known(f"direction of {shown}", chosen, directions)
    return lab_shift(table, arms, analyte=shown, direction=chosen)


def _known(what: str, name: str, known: Iterable[str]) -> None:
    names = list(known)
    if name not in names:
        raise InputError(Problem(f"there is no such {what}", name, nearest(name, names)))
