"""How far laboratory grades moved: the grade at baseline against the worst after it, for every analyte and arm."""

from collections.abc import Iterator, Sequence

import pandas as pd

from pv.report import format as fmt
from pv.report.arms import Arms
from pv.report.csv_link import csv_link
from pv.report.lab_notes import BASELINE, after_baseline, by_analyte, graded
from pv.report.lookup import sql_texts
from pv.report.record_set import Records
from pv.report.report import Report
from pv.report.table import Cell, Column, Row, Table

_BEFORE = {"0": "No grade at baseline", **{str(grade): f"Grade {grade} at baseline" for grade in range(1, 5)}}
_MISSING = "missing"
_NOT_COMPARABLE = (
    "A grade that CTCAE counts from an abnormal baseline does not compare with the grade of that baseline, which is "
    "from the normal range."
)


def shift_table(report: Report, arms: Arms, results: Records) -> Table | None:
    """Return for each analyte its grades at baseline as rows, the worst grades of each arm as columns; None without."""
    table = report.table("lab_shift")
    if table.empty:
        return None
    worst = sorted(set(table["worst_grade"]))
    columns = (*(Column(grade) for grade in worst), Column("Ns"))
    return Table(
        "laboratory-shift",
        "Grade at baseline (rows) to worst grade after baseline (columns)",
        "Analyte / grade at baseline",
        columns * len(arms.every),
        tuple(
            (
                Row(name, _cells(chosen, arms, worst), "soc"),
                *_rows(chosen, arms, worst, results.terms.get(key)),
            )
            for key, name, chosen in by_analyte(report, table)
        ),
        arms.headings(len(columns)),
        (
            graded(report),
            "Counts of subjects. Ns: all with a graded result after baseline of the analyte in that direction.",
            "Subjects of whom no result could be graded are left out.",
            "0: no grade. A dash: the term is not given that grade. Grades at baseline that nobody had are left out.",
            BASELINE,
            after_baseline(report),
            *_counted_from_baseline(report, table),
            "The CSV file has every pair of grades, with percentages of Ns.",
        ),
        csv_link(table),
        sql_texts(report, "lab_shift", "lab_worst"),
        searchable=True,
        parts=("analytes", ""),
    )


def _counted_from_baseline(report: Report, table: pd.DataFrame) -> tuple[str, ...]:
    """Return the warning that some grades do not compare with that of the baseline; none where all do."""
    criteria = report.table("lab_criterion")
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
