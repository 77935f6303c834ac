"""Liver safety: where peak aminotransferase and peak bilirubin lie, and who may have drug-induced liver injury."""

from typing import Any

import pandas as pd

from pv.report import footnote
from pv.report import format as fmt
from pv.report.arms import Arms
from pv.report.csv_link import csv_link
from pv.report.lab_notes import after_baseline
from pv.report.lab_records import HYS_LAW_IN_WINDOW
from pv.report.lookup import by_arm, count_cells, rows, sql_texts
from pv.report.report import Report
from pv.report.section import Section
from pv.report.table import Cell, Column, Row, Table

_LISTED = (
    ("ALT", "alt", True),
    ("AST", "ast", True),
    ("Bilirubin", "bilirubin", True),
    ("Alkaline phosphatase", "alkaline_phosphatase", False),
)


def liver_section(report: Report, arms: Arms) -> Section | None:
    """Return the section of liver safety; None where nobody has both an aminotransferase and bilirubin."""
    if report.table("hys_law").empty:
        return None
    listing = _listing(report, arms)
    left_out = () if listing else ("list of subjects with potential Hy's law: there is none.",)
    tables = (_quadrants(report, arms), listing)
    return Section("liver", "Liver safety", tuple(table for table in tables if table), left_out)


def _quadrants(report: Report, arms: Arms) -> Table:
    """Return how many subjects are in each quadrant, of those with both tests."""
    ordered = report.table("hys_law").sort_values("quadrant_order", kind="stable")
    table = ordered.rename(columns={"subjects_with_data": "arm_subjects"})
    found = {str(quadrant): by_arm(chosen) for quadrant, chosen in table.groupby("quadrant", sort=False)}
    labels = dict(zip(table["quadrant"], table["label"], strict=True))
    meaning = _meanings(report)
    first = next(iter(found.values()))
    measured = tuple(Cell(fmt.count(first[arm].arm_subjects) if arm in first else fmt.MISSING) for arm in arms.names)
    lines = [
        Row(
            f"{labels[quadrant]}{meaning.get(quadrant, '')}",
            count_cells(counts, arms, opens=True),
            "indent" if quadrant == HYS_LAW_IN_WINDOW else "",
            0,
            quadrant,
            "liver",
        )
        for quadrant, counts in found.items()
    ]
    method, level = str(table["method"].iloc[0]), float(table["confidence_level"].iloc[0])
    return Table(
        "liver-quadrants",
        "Peak aminotransferase and peak bilirubin",
        "Quadrant",
        arms.columns("n (%)"),
        ((Row("Subjects with both tests after baseline (Ns)", measured),), tuple(lines)),
        notes=(
            f"{footnote.by_treatment(report)}.",
            "Ns: subjects with ALT or AST, and bilirubin, after baseline; percentages are of these.",
            *_rule(report),
            f"The CSV file has the {footnote.percent_text(level)} intervals ({footnote.method_label(report, method)}).",
        ),
        csv=csv_link(ordered.drop(columns="quadrant_order")),
        sql=sql_texts(report, "hys_law", "liver_peak", "liver_multiple"),
    )


def _thresholds(report: Report) -> tuple[str, str]:
    """Return the thresholds in words: 'ALT or AST ≥ 3', 'bilirubin ≥ 2'."""
    rule = report.table("liver_rule").iloc[0]
    sign = "≥" if rule["inclusive"] else ">"
    return f"ALT or AST {sign} {rule['aminotransferase']:g}", f"bilirubin {sign} {rule['bilirubin']:g}"


def _meanings(report: Report) -> dict[str, str]:
    """Return what lies in each quadrant."""
    aminotransferase, bilirubin = _thresholds(report)
    return {
        "hys_law": f" ({aminotransferase} x ULN and {bilirubin} x ULN)",
        "cholestasis": f" ({bilirubin} x ULN alone)",
        "temples_corollary": f" ({aminotransferase} x ULN alone)",
    }


def _rule(report: Report) -> tuple[str, ...]:
    """Return the sentences on peaks, thresholds, window and their source."""
    return (
        "Peaks: the highest after baseline, in multiples of the ULN of the result, whenever each occurs.",
        after_baseline(report),
        f"Thresholds: {' x ULN and '.join(_thresholds(report))} x ULN.",
        _window_rule(report),
        "A screen, no diagnosis: Hy's law also needs that neither cholestasis nor another cause explains the values.",
        "Source: FDA Standard Safety Tables and Figures: Integrated Guide v2.0, Figure 7.",
    )


def _window_rule(report: Report) -> str:
    """Return when bilirubin is within the window."""
    days = int(report.table("liver_rule")["window_days"].iloc[0])
    return (
        f"Within the window: bilirubin at its threshold on the day of ALT or AST at theirs, or up to {days} days after."
    )


def _listing(report: Report, arms: Arms) -> Table | None:
    """Return each subject with potential Hy's law, its peaks and their days; None where there is none."""
    table = report.table("hys_law_listing")
    if table.empty:
        return None
    labels = {arm.name: arm.label for arm in arms.every}
    lines = [(Row(str(row.USUBJID), (Cell(labels[row.arm]), *_peaks(row), _window(row))),) for row in rows(table)]
    return Table(
        "liver-listing",
        "Subjects with potential Hy's law",
        "Subject",
        (
            Column("Arm", numeric=False),
            *(Column(test, "x ULN (day)" if dated else "x ULN") for test, _, dated in _LISTED),
            Column("Bilirubin within the window", numeric=False),
        ),
        tuple(lines),
        notes=(
            "Each test at its highest after baseline, and the first study day at that value; first dose is day 1.",
            after_baseline(report),
            _window_rule(report),
        ),
        csv=csv_link(table),
        sql=sql_texts(report, "hys_law_listing", "liver_peak", "liver_multiple"),
    )


def _peaks(row: Any) -> tuple[Cell, ...]:  # noqa: ANN401  # a row of the table
    """Return the peak of each test, with its day where it has one."""
    texts = []
    for _, name, dated in _LISTED:
        peak, day = getattr(row, f"{name}_peak"), getattr(row, f"{name}_day") if dated else None
        shown = "" if day is None or pd.isna(day) else f" ({fmt.count(day)})"
        texts.append(f"{fmt.number(peak, 2)}{shown}")
    return tuple(Cell(text) for text in texts)


def _window(row: Any) -> Cell:  # noqa: ANN401  # a row of the table
    return Cell("Yes" if row.in_window else "No")
