"""Laboratory results by CTCAE grade: the worst after baseline, the shift to it, and the events reported beside it."""

from typing import Any

import pandas as pd

from pv.display import footnote
from pv.display.arms import Arms
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.display import Display, Made, Options
from pv.display.laboratory.criteria import needed, never_graded
from pv.display.laboratory.notes import BASELINE, NOT_GRADED, after_baseline, by_analyte, graded, not_graded
from pv.display.no_records import no_records
from pv.display.records.embedded import Records
from pv.display.records.laboratory import RESULTS
from pv.display.rows_by_arm import by_arm, left_open, ranged_cells, sql_texts
from pv.display.table import Cell, Row, Table
from pv.numbers import value as fmt
from pv.numbers.value import Value

#: The category that stands beside the analyte's name, so that it is seen while its grades are folded.
_GRAVE = "grade3plus"
_NOT_GRADED = "not_graded"
_WITH_DATA = (
    "Ns: subjects with a post-baseline result of the analyte; percentages are of these. Not graded: subjects with no "
    "gradable result in that direction (missing unit, reference range or baseline)."
)
_WORSE = (
    "Worsened from baseline: a higher grade than at baseline; any grade if the baseline was not graded, or if CTCAE "
    "defines the grade relative to an abnormal baseline."
)


def _worst(contents: Contents, arms: Arms, results: Records) -> Table:
    """Return each analyte with its subjects by worst grade, and those who got worse."""
    table = contents.table("lab_worst_grade")
    method, level = str(table["method"].iloc[0]), float(table["confidence_level"].iloc[0])
    return Table(
        "laboratory-worst",
        "Maximum post-baseline grade",
        "Analyte (grade 3-4, n/Ns) / maximum grade",
        arms.columns("n (%)"),
        tuple(_group(name, chosen, arms, results.terms.get(key)) for key, name, chosen in by_analyte(contents, table)),
        notes=(
            graded(contents),
            _WITH_DATA,
            "Beside an analyte: grade 3-4 n/Ns (Ns only if CTCAE has no grade 3-4 for the term); number not graded.",
            "No grade: no criterion is met.",
            _WORSE,
            BASELINE,
            after_baseline(contents),
            not_graded(contents),
            *never_graded(contents),
            *needed(contents),
            footnote.csv_intervals(contents, method, level),
        ),
        csv=table.drop(columns="category_order"),
        sql=sql_texts(contents, "lab_worst_grade", "lab_worst_category", "lab_worst_result", "lab_worst", "lab_grade"),
        searchable=True,
        parts=("analytes", ""),
    )


def _group(name: str, table: pd.DataFrame, arms: Arms, term: int | None) -> tuple[Row, ...]:
    """Return an analyte with its categories below."""
    # The denominator is who has data, which differs by analyte.
    ordered = table.sort_values("category_order", kind="stable").rename(columns={"subjects_with_data": "arm_subjects"})
    found = {category: by_arm(rows) for category, rows in ordered.groupby("category", sort=False)}
    labels = dict(zip(ordered["category"], ordered["category_label"], strict=True))
    first = next(iter(found.values()))
    grave, ungraded = found.get(_GRAVE, {}), found[_NOT_GRADED]
    head = tuple(
        Cell(
            _grave(grave.get(arm.name), first.get(arm.name), ungraded.get(arm.name)),
            arm.place if arm.name in grave and grave[arm.name].subjects else None,
        )
        for arm in arms.every
    )
    lines = [
        Row(labels[category], ranged_cells(rows, arms), "pt", term, str(category), "laboratory")
        for category, rows in found.items()
    ]
    return (Row(name, head, "soc", term, _GRAVE, "laboratory"), *lines)


def _grave(row: Any, other: Any, ungraded: Any) -> Value:  # noqa: ANN401  # rows of the table, or None
    """Return 'n/Ns (p%)' of grade 3 or 4; 'Ns = n' where the analyte has no such grade or nobody has data.

    Where some were not graded, ', n not graded' follows.
    """
    if other is None:
        return fmt.MISSING
    if row is None or not row.arm_subjects:
        graded_of = fmt.together("Ns = {}", fmt.count(other.arm_subjects))
    else:
        graded_of = fmt.together("{}{}", fmt.count_of_percent(row.subjects, row.arm_subjects), left_open(row))
    if ungraded is None or not ungraded.subjects:
        return graded_of
    return fmt.together("{}, {} not graded", graded_of, fmt.count(ungraded.subjects))


def _make(context: Context, _options: Options) -> Made:
    if context.contents.table("lab_worst_grade").empty:
        return (no_records(context, "adlb") or NOT_GRADED,)
    return (_worst(context.contents, context.arms, context.records(RESULTS)),)


DISPLAY = Display(
    name="laboratory_worst_grade",
    title="Maximum post-baseline grade",
    kind="table",
    reads=("lab_worst_grade", "lab_criterion", "lab_analyte", "findings", "adlb"),
    make=_make,
    opens=(RESULTS,),
)
