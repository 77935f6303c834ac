"""How long each arm was treated (FDA guide, Table 6)."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from pv.display import footnote
from pv.display.arms import Arms
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.display import Display, Made, Options, left_out
from pv.display.rows_by_arm import by_arm, count_cells
from pv.display.table import Cell, Row, Table
from pv.numbers import value as fmt
from pv.numbers.text import plain
from pv.numbers.value import Value


def exposure_table(contents: Contents, arms: Arms) -> Table | None:
    """Return the duration of exposure and the person-time of each arm; None without data."""
    exposure, durations = contents.table("exposure"), contents.table("exposure_duration")
    if exposure.empty:
        return None
    found = by_arm(exposure)
    lines = [
        Row(label, tuple(Cell(value(found[name]) if name in found else fmt.MISSING) for name in arms.names))
        for label, value in _LINES
    ]
    return Table(
        "exposure",
        "Duration of treatment exposure",
        "Exposure",
        arms.columns(),
        tuple((row,) for row in (*lines, *_duration_rows(durations, arms))),
        notes=_notes(contents),
        csv=_numbers(exposure, durations),
        sql=tuple((name, contents.sql[name]) for name in ("exposure", "exposure_duration") if name in contents.sql),
    )


_LINES: tuple[tuple[str, Callable[[Any], Value]], ...] = (
    ("Subjects with known exposure", lambda row: fmt.count(row.subjects)),
    ("Days, mean (SD)", lambda row: fmt.mean_sd(row.mean_days, row.sd_days)),
    ("Days, median", lambda row: fmt.number(row.median_days)),
    ("Days, quartiles", lambda row: fmt.value_range(row.q1_days, row.q3_days)),
    ("Days, range", lambda row: fmt.value_range(row.minimum_days, row.maximum_days, 0)),
    ("Months, median", lambda row: fmt.number(row.median_months)),
    ("Months, range", lambda row: fmt.value_range(row.minimum_months, row.maximum_months)),
    ("Total exposure, patient-years", lambda row: fmt.number(row.patient_years, 2)),
    ("Time at risk (any event), patient-years", lambda row: fmt.number(row.patient_years_at_risk, 2)),
)


def _duration_rows(durations: pd.DataFrame, arms: Arms) -> list[Row]:
    if durations.empty:
        return []
    lines = [Row("Exposed at least", kind="head")]
    for months, group in durations.groupby("months", sort=True):
        number, unit = plain(group["months"].iloc[0]), "month" if months == 1 else "months"
        lines.append(Row(f"{number} {unit}, n (%)", count_cells(by_arm(group), arms), "indent"))
    return lines


def _numbers(exposure: pd.DataFrame, durations: pd.DataFrame) -> pd.DataFrame:
    """Return the durations with how many subjects of each arm were exposed at least so many months."""
    found = exposure
    for months, group in durations.groupby("months", sort=True) if len(durations) else ():
        number = plain(group["months"].iloc[0])
        names = {
            name: f"{name}_at_least_{number}_month{'' if months == 1 else 's'}" for name in ("subjects", "percent")
        }
        found = found.merge(group[["arm", *names]].rename(columns=names), on="arm", how="left")
    return found


def _ends(contents: Contents) -> tuple[str, ...]:
    """Return where the ends of study are from, with the number of subjects of each source."""
    subjects = contents.table("subject")
    if subjects.empty:
        return ()
    numbers = subjects["end_of_study_source"].value_counts().sort_index()
    sources = ", ".join(f"{source} ({number})" for source, number in numbers.items())
    return (f"Source of the end of study (subjects): {sources}.",)


def _notes(contents: Contents) -> tuple[str, ...]:
    study = footnote.study_row(contents)
    year, month = (study.get(name) for name in ("days_per_year", "days_per_month"))
    units = f" A year is {plain(year)} days, a month {plain(month)}." if year and month else ""
    return (
        footnote.population(contents),
        f"Exposure: last dose minus first dose plus 1 day, including interruptions.{units}",
        f"Time at risk: first dose to {footnote.risk_end(contents)}.",
        *_ends(contents),
        "For the rate of a term, the time at risk ends at the first event.",
        "Quartiles by order statistics (Hyndman and Fan 1996, definition 2).",
    )


def _make(context: Context, _options: Options) -> Made:
    return (exposure_table(context.contents, context.arms) or left_out("exposure", "no dates of first and last dose."),)


DISPLAY = Display(
    name="exposure",
    title="Duration of treatment exposure",
    kind="table",
    standard="FDA Table 6",
    reads=("exposure", "exposure_duration", "subject"),
    make=_make,
)
