"""How far laboratory grades moved: the grade at baseline against the worst after it, for every analyte and arm."""

from collections.abc import Iterator, Sequence

import pandas as pd

from pv.display.arms import Arms
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.cross_table import with_sums
from pv.display.display import Display, Made, Options
from pv.display.laboratory.notes import BASELINE, NO_SHIFT, NOT_GRADED, after_baseline, by_analyte, graded
from pv.display.no_records import no_records
from pv.display.records.embedded import Records
from pv.display.records.laboratory import RESULTS
from pv.display.rows_by_arm import sql_texts
from pv.display.table import Cell, Column, Row, Table
from pv.numbers import value as fmt

_BEFORE = {"0": "No grade at baseline", **{str(grade): f"Grade {grade} at baseline" for grade in range(1, 5)}}
_MISSING = "missing"
_NOT_COMPARABLE = (
    "A grade that CTCAE defines relative to an abnormal baseline is not comparable with the grade of that baseline, "
    "which is relative to the reference range."
)


def shift_table(contents: Contents, arms: Arms, results: Records) -> Table | None:
    """Return for each analyte its grades at baseline as rows, the worst grades of each arm as columns; None without."""
    table = contents.table("lab_shift")
    if table.empty:
        return None
    worst = sorted(set(table["worst_grade"]))
    columns = (*(Column(grade) for grade in worst), Column("Ns"))
    return Table(
        "laboratory-shift",
        "Baseline grade (rows) to maximum post-baseline grade (columns)",
        "Analyte / baseline grade",
        columns * len(arms.every),
        tuple(
            (
                Row(name, _cells(chosen, arms, worst), "soc"),
                *_rows(chosen, arms, worst, results.terms.get(key)),
            )
            for key, name, chosen in by_analyte(contents, table)
        ),
        arms.headings(len(columns)),
        (
            graded(contents),
            "Numbers of subjects. Ns: all with a graded post-baseline result of the analyte in that direction.",
            "Subjects without a gradable result are omitted.",
            "0: no grade. \u2013: CTCAE defines no such grade. Baseline grades without subjects are omitted.",
            BASELINE,
            after_baseline(contents),
            *_counted_from_baseline(contents, table),
            "The CSV file contains every pair of grades, with percentages of Ns.",
        ),
        with_sums(table, ["arm", "analyte", "direction"], "baseline_grade", "worst_grade"),
        sql_texts(contents, "lab_shift", "lab_worst"),
        searchable=True,
        parts=("analytes", ""),
    )


def _counted_from_baseline(contents: Contents, table: pd.DataFrame) -> tuple[str, ...]:
    """Return the warning that some grades do not compare with that of the baseline; none where all do."""
    criteria = contents.table("lab_criterion")
    criteria = criteria[criteria["term"].isin(set(table["term"])) & criteria["used"]]
    return (_NOT_COMPARABLE,) if (criteria["condition"] == "baseline abnormal").any() else ()


def _rows(table: pd.DataFrame, arms: Arms, worst: Sequence[str], term: int | None) -> Iterator[Row]:
    """Return a row for each grade at baseline that anybody had, the missing one last; its counts open their results."""
    had = set(table.loc[table["subjects"] > 0, "baseline_grade"])
    for grade, label in {**_BEFORE, _MISSING: "Baseline missing"}.items():
        if grade in had:
            cells = _cells(table[table["baseline_grade"] == grade], arms, worst, opens=f"{grade} to ")
            yield Row(label, cells, "pt", term, records="laboratory")


def _cells(table: pd.DataFrame, arms: Arms, worst: Sequence[str], opens: str = "") -> tuple[Cell, ...]:
    """Return for each arm the subjects by worst grade, a dash where the term has no such grade, and all of them.

    A count above 0 opens the category `opens` with its worst grade.
    """
    sums = table.groupby(["arm", "worst_grade"])["subjects"].sum().to_dict()
    every = table.groupby("arm")["subjects"].sum().to_dict()
    cells = []
    for arm in arms.every:
        for grade in worst:
            subjects = sums.get((arm.name, grade))
            opened = bool(opens and subjects)
            cells.append(Cell(fmt.count(subjects), arm.place if opened else None, f"{opens}{grade}" if opened else ""))
        cells.append(Cell(fmt.count(every.get(arm.name, 0))))
    return tuple(cells)


def _make(context: Context, _options: Options) -> Made:
    if context.contents.table("lab_worst_grade").empty:
        return (no_records(context, "adlb") or NOT_GRADED,)
    return (shift_table(context.contents, context.arms, context.records(RESULTS)) or NO_SHIFT,)


DISPLAY = Display(
    name="laboratory_shift",
    title="Baseline grade to maximum post-baseline grade",
    kind="table",
    reads=("lab_shift", "lab_worst_grade", "lab_criterion", "lab_analyte", "adlb"),
    make=_make,
    opens=(RESULTS,),
)
