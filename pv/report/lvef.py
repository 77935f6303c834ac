"""The left ventricular ejection fraction: decreases by grade, beside the reported terms, and by visit."""

from dataclasses import replace
from typing import Any

import pandas as pd

from pv.report import footnote
from pv.report import format as fmt
from pv.report.arms import Arms
from pv.report.cross_table import LEFT_OUT, Grading, cross_columns, cross_groups
from pv.report.csv_link import csv_link
from pv.report.lookup import by_arm, count_cells, ranged_cells, sql_texts
from pv.report.report import Report
from pv.report.section import Section
from pv.report.table import Cell, Column, Row, Table

_MEASURED = Grading(
    "measured_grade",
    {"0": "No decrease of grade 2 or more", **{str(grade): f"Grade {grade}" for grade in (2, 3, 4)}}
    | {"not measured": "Not measured"},
)
_REPORTED = Grading(
    "reported_grade",
    {str(grade): f"Grade {grade}" for grade in range(1, 6)} | {"missing": "Grade missing", "no report": "Not reported"},
)
_GRADES = (
    "Grade of the measured value: a decrease from baseline of 10 to below 20 percentage points is grade 2, of 20 or "
    "more grade 3"
)
_RESTING = "; a value below baseline of 50% to 40% is grade 2 as well, below 40% grade 3, below 20% grade 4"


_SIXTH = (
    "Grade of the measured value by CTCAE 6.0, left ventricular dysfunction: 40 to below 50% with a fall of 10 "
    "percentage points or more from baseline is grade 2, below 40% from 40% or more grade 3. Grade 1, and grade 2 with "
    "a smaller fall, need strain or biomarkers and are not decided. At any time after the first dose, each subject at "
    "the worst."
)

_OPEN = "In square brackets: the fewest and the most subjects, whatever strain and biomarkers would say."


def by_sixth(report: Report) -> bool:
    """Return whether the ejection fraction is graded by CTCAE 6.0."""
    return footnote.study_row(report).get("lvef_version") == "6.0"


def _measured(report: Report) -> Grading:
    """Return how the measured grades are called."""
    none = {"0": "No grade 2 or 3 by the ejection fraction alone"} if by_sixth(report) else {}
    return replace(_MEASURED, labels={**_MEASURED.labels, **none})


def lvef_section(report: Report, arms: Arms) -> Section | None:
    """Return the section of the ejection fraction; None where it was not measured."""
    if report.table("lvef_decrease").empty:
        return None
    tables = (_decrease(report, arms), _agreement(report, arms), _visits(report, arms))
    return Section("lvef", "Left ventricular ejection fraction", tuple(table for table in tables if table))


def _grading(report: Report) -> str:
    if by_sixth(report):
        return _SIXTH
    resting = footnote.study_row(report).get("lvef_resting")
    return f"{_GRADES}{_RESTING if resting else ''}; at any time after the first dose, each subject at the worst."


def _decrease(report: Report, arms: Arms) -> Table:
    """Return the measured subjects by their worst grade, and who had a reported term."""
    table = report.table("lvef_decrease").sort_values("grade", kind="stable")
    found = by_arm(table)
    measured = tuple(
        Cell(
            fmt.count_percent(found[name].measured_subjects, found[name].arm_subjects) if name in found else fmt.MISSING
        )
        for name in arms.names
    )
    grades = [
        Row(
            str(chosen["label"].iloc[0]),
            ranged_cells(by_arm(chosen), arms),
            "indent",
            0,
            str(grade),
            "lvef",
        )
        for grade, chosen in table.groupby("grade", sort=True)
    ]
    first = (Row("Measured at baseline and after the first dose", measured),)
    groups = (first, (Row("Largest decrease from baseline, as measured", kind="head"), *grades))
    reported = _reported_rows(report, arms)
    return Table(
        "lvef-decrease",
        "Decrease of the left ventricular ejection fraction",
        "Ejection fraction",
        arms.columns("n (%)"),
        (*groups, reported) if reported else groups,
        notes=(
            footnote.population(report),
            "The CSV file has the percentages of those measured as well.",
            _grading(report),
            *((_OPEN,) * bool((table["lowest_subjects"] != table["highest_subjects"]).any())),
            *(("Reported terms: treatment-emergent; a subject with two of them counts once in any.",) * bool(reported)),
        ),
        csv=csv_link(table),
        sql=sql_texts(report, "lvef_decrease", "lvef"),
    )


def _reported_rows(report: Report, arms: Arms) -> tuple[Row, ...]:
    """Return how many subjects had each reported term and any of them; none where no term is looked for."""
    table = report.table("lvef_agreement")
    if table.empty:
        return ()
    subjects = table["subjects"].where(table["reported_grade"] != "no report", 0)
    sums = table.assign(subjects=subjects).groupby(["term", "arm"], as_index=False)
    counted = sums.agg(subjects=("subjects", "sum"), arm_subjects=("arm_subjects", "first"))
    terms = sorted(set(counted["term"]), key=lambda term: (term != "any", term))
    lines = []
    for term in terms:
        label = "Any of these terms" if term == "any" else str(term).capitalize()
        lines.append(Row(label, count_cells(by_arm(counted[counted["term"] == term]), arms), "indent"))
    return (Row("Reported as an adverse event, any grade", kind="head"), *lines)


def _agreement(report: Report, arms: Arms) -> Table | None:
    """Return the measured against the reported grade over all terms; None where nobody had either."""
    table = report.table("lvef_agreement")
    every = table[table["term"] == "any"] if len(table) else table
    if every.empty or not (every["subjects"] > 0).any():
        return None
    terms = [f"\u2018{str(term).capitalize()}\u2019" for term in dict.fromkeys(table["term"]) if term != "any"]
    return Table(
        "lvef-agreement",
        "The measured grade (rows) against the reported grade (columns)",
        "Worst grade as measured",
        cross_columns(every, _REPORTED),
        cross_groups(every, arms, _measured(report), _REPORTED),
        notes=(
            f"Reported: the worst grade of {' or '.join(terms)}, treatment-emergent.",
            "A subject with several of them counts once.",
            _grading(report),
            LEFT_OUT,
            "The CSV file has each term on its own as well.",
        ),
        csv=csv_link(table),
        sql=sql_texts(report, "lvef_agreement"),
    )


def _visits(report: Report, arms: Arms) -> Table | None:
    """Return the mean ejection fraction and its change at each visit; None without one."""
    table = report.table("lvef_visit")
    if table.empty:
        return None
    ordered = table.sort_values("visit_order", kind="stable")
    lines = []
    for _, chosen in ordered.groupby("visit_order", sort=True):
        found = by_arm(chosen)
        cells = [cell for name in arms.names for cell in _visit_cells(found.get(name))]
        lines.append((Row(str(chosen["visit"].iloc[0]), tuple(cells)),))
    columns = (Column("n"), Column("Mean (SD)", "%"), Column("Change (SD)", "percentage points"))
    return Table(
        "lvef-visit",
        "Ejection fraction by visit, and its change from baseline",
        "Visit",
        columns * len(arms.every),
        tuple(lines),
        arms.headings(len(columns)),
        (
            "n: subjects measured at the visit; the baseline is that of the subjects measured later.",
            "SD: standard deviation. A negative change is a decrease.",
        ),
        csv_link(ordered),
        sql_texts(report, "lvef_visit"),
    )


def _visit_cells(row: Any) -> tuple[Cell, Cell, Cell]:  # noqa: ANN401  # a row of the table, or None
    """Return the number measured, and mean and change with their standard deviations."""
    if row is None:
        return (Cell(fmt.MISSING),) * 3
    return Cell(fmt.count(row.subjects)), Cell(_spread(row.mean, row.sd)), Cell(_spread(row.mean_change, row.sd_change))


def _spread(mean: float, sd: float) -> str:
    return fmt.MISSING if pd.isna(mean) else f"{fmt.number(mean)} ({fmt.number(sd)})"
