"""The computed value of a published figure, looked up in the result tables."""

from fractions import Fraction
from typing import TYPE_CHECKING

from pv.facts.model import Facts
from pv.facts.published_model import Figure
from pv.reconcile.decreases import decreased
from pv.reconcile.found import Computed, Tables, exact, per_unit, row_of
from pv.reconcile.of_endpoint import comparison, survival
from pv.reconcile.of_flow import flow

if TYPE_CHECKING:
    import pandas as pd

_DAYS = {"median": "median_days", "minimum": "minimum_days", "maximum": "maximum_days"}


def computed(figure: Figure, facts: Facts, tables: Tables) -> Computed:
    """Return what the study computes for a published figure."""
    if figure.measure == "laboratory" and not _is_graded(figure, tables):
        counts = decreased(facts, figure, tables["adlb"], tables["subject"])
        return Computed(*counts) if counts else Computed()
    if figure.measure == "survival":
        return survival(figure, facts, tables)
    if figure.measure == "flow":
        return flow(figure, facts, tables)
    if figure.measure == "survival_comparison":
        return comparison(figure, tables)
    row = _row(figure, tables)
    return Computed() if row is None else _in_row(figure, row, tables)


def _in_row(figure: Figure, row: "pd.Series[float]", tables: Tables) -> Computed:
    """Return what the row of a figure says."""
    if figure.measure == "arm_size":
        return Computed(subjects=int(row["arm_subjects"]), arm_subjects=int(row["arm_subjects"]))
    if figure.measure in ("exposure", "onset"):
        return Computed(value=_duration(figure, row, tables["study"].iloc[0]))
    if figure.measure == "exposure_adjusted_rate":
        return Computed(subjects=int(row["subjects"]), value=exact(row[str(figure.statistic)]))
    limits = (exact(row["lower"]), exact(row["upper"])) if figure.measure == "response" else (None, None)
    return Computed(int(row["subjects"]), int(row["arm_subjects"]), None, *limits)


def _is_graded(figure: Figure, tables: Tables) -> bool:
    """Return whether a figure is a grade of the ejection fraction, which has a table of its own."""
    lvef: str = tables["study"]["lvef_parameter"].iloc[0]
    return figure.parameter == lvef and figure.category in ("grade2", "grade3")


def _row(figure: Figure, tables: Tables) -> "pd.Series[float] | None":
    """Return the row of the result table that holds a figure, or None."""
    table, where = _place(figure)
    return row_of(tables[table], {"arm": figure.arm} | where)


def _place(figure: Figure) -> tuple[str, dict[str, str]]:
    """Return the table of a figure's measure and the columns that name its row, beside the arm."""
    event = {"event": figure.event or "", "category": figure.category}
    term = {"level": figure.level, "term": figure.term, "category": figure.category}
    places: dict[str, tuple[str, dict[str, str]]] = {
        "arm_size": ("exposure", {}),
        "exposure": ("exposure", {}),
        "incidence": ("incidence", term),
        "exposure_adjusted_rate": ("exposure_adjusted_rate", term),
        "deaths": ("deaths", {"item": figure.item or ""}),
        "adjudication": ("adjudicated_incidence", event),
        "onset": ("adjudicated_onset", {"event": figure.event or ""}),
        "response": ("response", {"endpoint": figure.endpoint or "", "label": figure.response or ""}),
        "laboratory": ("lvef_decrease", {"grade": figure.category.removeprefix("grade")}),
    }
    return places[figure.measure]


def _duration(figure: Figure, row: "pd.Series[float]", study: "pd.Series[float]") -> Fraction | None:
    """Return a duration in the unit of the figure, or the patient-years."""
    if figure.statistic == "patient_years":
        return exact(row["patient_years"])
    days = exact(row[_DAYS[str(figure.statistic)]])
    return None if days is None else days / per_unit(study)[figure.unit]
