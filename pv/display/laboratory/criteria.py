"""The laboratory grades of CTCAE that the value alone does not decide, and what was done about each."""

from typing import Any

import pandas as pd

from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.display import Absent, Display, Made, Options
from pv.display.laboratory.notes import NOT_GRADED, analyte_names, listed
from pv.display.no_records import no_records
from pv.display.rows_by_arm import rows
from pv.display.table import Cell, Column, Row, Table
from pv.numbers import value as fmt

#: Grade 5: the same for every term, and never from a value.
_DEATH = 5


def criteria_table(contents: Contents) -> Table | None:
    """Return the grades of the study's analytes that need more than the value; None where there is none."""
    criteria = _criteria(contents)
    judged = criteria[~criteria["decidable"] & (criteria["grade"] < _DEATH)]
    assuming = criteria[criteria["decidable"] & criteria["context"].notna()]
    groups = tuple(
        (Row(heading, kind="head"), *(_row(row) for row in rows(chosen)))
        for heading, chosen in (("Not determined by the value", judged), ("Determined by other data too", assuming))
        if len(chosen)
    )
    if not groups:
        return None
    return Table(
        "laboratory-criteria",
        "Grades not determined by the value alone",
        "Analyte",
        (
            Column("Grade"),
            Column("Text of CTCAE", numeric=False),
            Column("Needs", numeric=False),
            Column("Given", numeric=False),
        ),
        groups,
        notes=(
            f"CTCAE {criteria['version'].iloc[0]}.",
            "If a grade is not assigned, the result keeps the highest grade whose criterion is met.",
            *_assumed(criteria),
            "Grade 5, death, is never assigned from a value.",
            "The CSV file lists every criterion of these analytes and how its text was interpreted.",
        ),
        csv=criteria,
    )


def never_graded(contents: Contents) -> tuple[str, ...]:
    """Return the sentence on the terms of which no grade is decided by a value; none where there is none such."""
    criteria = contents.table("lab_criterion")
    decided = set(criteria.loc[criteria["decidable"], "term"])
    terms = sorted(set(criteria["term"]) - decided)
    return (f"Not graded, because the value determines none of their grades: {listed(terms)}.",) if terms else ()


def needed(contents: Contents) -> tuple[str, ...]:
    """Return the sentences on what grades need beside the value; none where the value decides every grade."""
    criteria = _criteria(contents)
    if not (criteria["context"].notna() | ~criteria["decidable"] & (criteria["grade"] < _DEATH)).any():
        return ()
    return (*_assumed(criteria), "The last table of this section lists the grades not determined by the value alone.")


def _assumed(criteria: pd.DataFrame) -> tuple[str, ...]:
    """Return what the study takes to be present, where a grade needs to know, and where the others are counted."""
    needing = criteria[criteria["decidable"] & criteria["context"].notna()]
    if needing.empty:
        return ()
    # A criterion is used where the presence that it needs is the one that the study assumes.
    present = needing["context_present"].astype(bool) == needing["used"]
    assumed, other = (sorted(set(needing.loc[chosen, "context"])) for chosen in (present, ~present))
    return (
        *((f"If a grade needs more than the value, assumed to be present: {listed(assumed)}.",) if assumed else ()),
        *(
            (f"Without knowledge of {listed(other)} the grade is the one that the value alone supports.",)
            if other
            else ()
        ),
        f"[a to b]: smallest and largest number of subjects, with and without {listed(sorted({*assumed, *other}))}.",
    )


def _criteria(contents: Contents) -> pd.DataFrame:
    """Return the criteria of the analytes that were graded, each with what its analyte is called."""
    names = analyte_names(contents)
    graded = contents.table("lab_worst_grade")[["analyte", "direction", "term"]].drop_duplicates()
    called = [names[key] for key in zip(graded["analyte"], graded["direction"], strict=True)]
    found = graded.assign(name=called).merge(contents.table("lab_criterion"), on=["term", "direction"])
    return found.sort_values(["name", "grade", "criterion_id"], kind="stable")


def _row(row: Any) -> Row:  # noqa: ANN401  # a row of the criteria
    """Return a criterion: its grade and text, what it needs beside the value, and whether it is given."""
    needs, given = "a clinical judgement", "no"
    if row.decidable:
        needs = row.context if row.context_present else f"no {row.context}"
        given = "yes" if row.used else "as the range"
    said = (fmt.count(row.grade), *(fmt.label(text) for text in (row.source_text, needs, given)))
    return Row(row.name, tuple(Cell(value) for value in said), "indent")


def _make(context: Context, _options: Options) -> Made:
    if context.contents.table("lab_worst_grade").empty:
        return (no_records(context, "adlb") or NOT_GRADED,)
    return (criteria_table(context.contents) or Absent("The value alone determines every grade.", said=False),)


DISPLAY = Display(
    name="laboratory_criteria",
    title="Grades not determined by the value alone",
    kind="table",
    reads=("lab_criterion", "lab_worst_grade", "lab_analyte", "adlb"),
    make=_make,
)
