"""The left ventricular ejection fraction: decreases by grade, beside the reported terms, and by visit."""

from typing import Any

import pandas as pd

from pv.display import footnote
from pv.display.arms import Arms
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.display import Display, Made, Options
from pv.display.ejection_fraction.grading import NOT_MEASURED, grading
from pv.display.no_records import no_records
from pv.display.records.special import EJECTION_FRACTIONS
from pv.display.rows_by_arm import by_arm, count_cells, ranged_cells, sql_texts
from pv.display.table import Cell, Row, Table
from pv.numbers import value as fmt

_OPEN = "In square brackets: the smallest and largest possible number of subjects, depending on strain and biomarkers."


def _decrease(contents: Contents, arms: Arms) -> Table:
    """Return the measured subjects by their worst grade, and who had a reported term."""
    table = contents.table("lvef_decrease").sort_values("grade", kind="stable")
    found = by_arm(table)
    measured = tuple(_measured(found.get(arm.name), arm.place) for arm in arms.every)
    grades = [
        Row(
            str(chosen["label"].iloc[0]),
            ranged_cells(by_arm(chosen), arms),
            "indent",
            0,
            str(grade),
            EJECTION_FRACTIONS.name,
        )
        for grade, chosen in table.groupby("grade", sort=True)
    ]
    opened = EJECTION_FRACTIONS.name
    first = (Row("Measured at baseline and after the first dose", measured, "", 0, "measured", opened),)
    groups = (first, (Row("Largest decrease from baseline, as measured", kind="head"), *grades))
    counted = _reported(contents)
    reported = _reported_rows(counted, arms)
    return Table(
        "lvef-decrease",
        "Decrease in left ventricular ejection fraction",
        "Ejection fraction",
        arms.columns("n (%)"),
        (*groups, reported) if reported else groups,
        notes=(
            footnote.population(contents),
            "The CSV file also contains the percentages of those measured.",
            grading(contents),
            *((_OPEN,) * bool((table["lowest_subjects"] != table["highest_subjects"]).any())),
            *(
                ("Reported terms: treatment-emergent; a subject with two of them counts once under any.",)
                * bool(reported)
            ),
        ),
        csv=pd.concat([table, counted], ignore_index=True) if len(counted) else table,
        sql=sql_texts(contents, "lvef_decrease", "lvef"),
    )


def _measured(row: Any, place: int) -> Cell:  # noqa: ANN401  # a row of the table, or None
    if row is None:
        return Cell(fmt.MISSING)
    subjects = row.measured_subjects
    return Cell(fmt.count_percent(subjects, row.arm_subjects), place if subjects else None)


def _reported(contents: Contents) -> pd.DataFrame:
    """Return how many subjects of each arm had each reported term and any of them; none where none is looked for."""
    table = contents.table("lvef_agreement")
    if table.empty:
        return table
    subjects = table["subjects"].where(table["reported_grade"] != "no report", 0)
    sums = table.assign(subjects=subjects).groupby(["term", "arm"], as_index=False)
    return sums.agg(subjects=("subjects", "sum"), arm_subjects=("arm_subjects", "first"))


def _reported_rows(counted: pd.DataFrame, arms: Arms) -> tuple[Row, ...]:
    """Return a row for each reported term, and for any of them; none where no term is looked for."""
    if counted.empty:
        return ()
    terms = sorted(set(counted["term"]), key=lambda term: (term != "any", term))
    lines = []
    for term in terms:
        label = "Any of these terms" if term == "any" else str(term).capitalize()
        cells = count_cells(by_arm(counted[counted["term"] == term]), arms, opens=True)
        lines.append(Row(label, cells, "indent", 0, f"term: {term}", EJECTION_FRACTIONS.name))
    return (Row("Reported as an adverse event, any grade", kind="head"), *lines)


def _make(context: Context, _options: Options) -> Made:
    if context.contents.table("lvef_decrease").empty:
        return (no_records(context, "adlb") or NOT_MEASURED,)
    return (_decrease(context.contents, context.arms),)


DISPLAY = Display(
    name="lvef_decrease",
    title="Decrease in left ventricular ejection fraction",
    kind="table",
    reads=("lvef_decrease", "lvef_agreement", "adlb"),
    make=_make,
    opens=(EJECTION_FRACTIONS,),
)
