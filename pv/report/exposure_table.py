"""How long each arm was treated (FDA guide, Table 6)."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from pv.report import footnote
from pv.report import format as fmt
from pv.report.arms import Arms
from pv.report.csv_link import csv_link
from pv.report.lookup import by_arm, count_cells
from pv.report.report import Report
from pv.report.table import Cell, Row, Table


def exposure_table(report: Report, arms: Arms) -> Table | None:
    """Return the duration of exposure and the person-time of each arm; None without data."""
    exposure, durations = report.table("exposure"), report.table("exposure_duration")
    if exposure.empty:
        return None
    found = by_arm(exposure)
    lines = [
        Row(label, tuple(Cell(text(found[name]) if name in found else fmt.MISSING) for name in arms.names))
        for label, text in _LINES
    ]
    return Table(
        "exposure",
        "Duration of treatment exposure",
        "Exposure",
        arms.columns(),
        tuple((row,) for row in (*lines, *_duration_rows(durations, arms))),
        notes=_notes(report),
        csv=csv_link(exposure),
        sql=tuple((name, report.sql[name]) for name in ("exposure", "exposure_duration") if name in report.sql),
    )


_LINES: tuple[tuple[str, Callable[[Any], str]], ...] = (
    ("Subjects with known exposure", lambda row: fmt.count(row.subjects)),
    ("Days, mean (SD)", lambda row: f"{fmt.number(row.mean_days)} ({fmt.number(row.sd_days)})"),
    ("Days, median", lambda row: fmt.number(row.median_days)),
    ("Days, quartiles", lambda row: f"{fmt.number(row.q1_days)} to {fmt.number(row.q3_days)}"),
    ("Days, range", lambda row: f"{fmt.number(row.minimum_days, 0)} to {fmt.number(row.maximum_days, 0)}"),
    ("Months, median", lambda row: fmt.number(row.median_months)),
    ("Months, range", lambda row: f"{fmt.number(row.minimum_months)} to {fmt.number(row.maximum_months)}"),
    ("Total exposure, patient-years", lambda row: fmt.number(row.patient_years, 2)),
    ("Time at risk (any event), patient-years", lambda row: fmt.number(row.patient_years_at_risk, 2)),
)


def _duration_rows(durations: pd.DataFrame, arms: Arms) -> list[Row]:
    if durations.empty:
        return []
    lines = [Row("Exposed at least", kind="head")]
    for months, group in durations.groupby("months", sort=True):
        unit = "month" if months == 1 else "months"
        lines.append(Row(f"{months:g} {unit}, n (%)", count_cells(by_arm(group), arms), "indent"))
    return lines


def _ends(report: Report) -> tuple[str, ...]:
    """Return where the ends of study are from, with the number of subjects of each source."""
    subjects = report.table("subject")
    if subjects.empty:
        return ()
    numbers = subjects["end_of_study_source"].value_counts().sort_index()
    sources = ", ".join(f"{source} ({number})" for source, number in numbers.items())
    return (f"End of study from (subjects): {sources}.",)


def _notes(report: Report) -> tuple[str, ...]:
    study = footnote.study_row(report)
    year, month = (study.get(name) for name in ("days_per_year", "days_per_month"))
    units = f" A year is {year:g} days, a month {month:g}." if year and month else ""
    return (
        footnote.population(report),
        f"Exposure: last dose minus first dose plus 1 day, interruptions included.{units}",
        f"Time at risk: first dose to {footnote.risk_end(report)}.",
        *_ends(report),
        "For the rate of a term the time at risk ends at the first event.",
        "Quartiles by order statistics (Hyndman and Fan 1996, definition 2).",
    )
