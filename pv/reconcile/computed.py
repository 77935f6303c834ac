"""The computed value of a published figure, looked up in the result tables."""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

import pandas as pd

from pv.facts.model import Facts
from pv.facts.published_model import Figure
from pv.reconcile.decreases import decreased

Tables = Mapping[str, pd.DataFrame]

_DAYS = {"median": "median_days", "minimum": "minimum_days", "maximum": "maximum_days"}
_DAYS_PER_WEEK = 7


class Computed(NamedTuple):
    """What the study has for a figure; None where it has none.

    Attributes:
        subjects: subjects with the event, or of the arm.
        arm_subjects: subjects of the arm.
        value: the number itself, exact where it is made of counts.
    """

    subjects: int | None = None
    arm_subjects: int | None = None
    value: Fraction | None = None


def computed(figure: Figure, facts: Facts, tables: Tables) -> Computed:
    """Return what the study computes for a published figure."""
    if figure.measure == "laboratory" and not _is_graded(figure, tables):
        counts = decreased(facts, figure, tables["adlb"], tables["subject"])
        return Computed(*counts) if counts else Computed()
    row = _row(figure, tables)
    if row is None:
        return Computed()
    if figure.measure == "arm_size":
        return Computed(subjects=int(row["arm_subjects"]), arm_subjects=int(row["arm_subjects"]))
    if figure.measure in ("exposure", "onset"):
        return Computed(value=_duration(figure, row, tables["study"].iloc[0]))
    if figure.measure == "exposure_adjusted_rate":
        return Computed(subjects=int(row["subjects"]), value=_exact(row[str(figure.statistic)]))
    return Computed(subjects=int(row["subjects"]), arm_subjects=int(row["arm_subjects"]))


def _is_graded(figure: Figure, tables: Tables) -> bool:
    """Return whether a figure is a grade of the ejection fraction, which has a table of its own."""
    lvef: str = tables["study"]["lvef_parameter"].iloc[0]
    return figure.parameter == lvef and figure.category in ("grade2", "grade3")


def _row(figure: Figure, tables: Tables) -> "pd.Series[float] | None":
    """Return the row of the result table that holds a figure, or None."""
    table, where = _place(figure)
    frame = tables[table]
    for column, wanted in ({"arm": figure.arm} | where).items():
        frame = frame[frame[column].astype("str").str.casefold() == wanted.casefold()]
    return frame.iloc[0] if len(frame) == 1 else None


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
        "laboratory": ("lvef_decrease", {"grade": figure.category.removeprefix("grade")}),
    }
    return places[figure.measure]


def _duration(figure: Figure, row: "pd.Series[float]", study: "pd.Series[float]") -> Fraction | None:
    """Return a duration in the unit of the figure, or the patient-years."""
    if figure.statistic == "patient_years":
        return _exact(row["patient_years"])
    days = _exact(row[_DAYS[str(figure.statistic)]])
    per_unit = {
        "days": Fraction(1),
        "weeks": Fraction(_DAYS_PER_WEEK),
        "months": _exact(study["days_per_month"]),
        "years": _exact(study["days_per_year"]),
    }[figure.unit]
    return None if days is None or per_unit is None else days / per_unit


def _exact(number: float) -> Fraction | None:
    """Return a number as the fraction that its shortest decimal text says; None where it is missing."""
    return None if pd.isna(number) else Fraction(repr(float(number)))
