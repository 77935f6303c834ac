"""The tests and hazard ratios that stand beside each curve of time to first event."""

from collections.abc import Mapping

import pandas as pd

from pv.report import footnote
from pv.report import format as fmt
from pv.report.arms import Arms
from pv.report.csv_link import csv_link
from pv.report.figures import curve_names
from pv.report.lookup import by_arm, sql_texts
from pv.report.report import Report
from pv.report.table import Cell, Column, Row, Table

_REFERENCE = "reference"


def curve_tables(report: Report, arms: Arms) -> Mapping[str, Table]:
    """Return the comparison of the arms in each curve by the name of its figure; none where nothing is compared."""
    table = report.table("time_to_event_comparison")
    if table.empty or arms.comparator is None:
        return {}
    tables = {}
    for figure, curve in curve_names(report).items():
        chosen = table[table["curve"] == curve]
        if len(chosen):
            tables[figure] = _table(report, arms, chosen, f"{figure}-comparison", curve)
    return tables


def _table(report: Report, arms: Arms, chosen: pd.DataFrame, name: str, curve: str) -> Table:
    level = footnote.percent_text(float(chosen["confidence_level"].iloc[0]))
    return Table(
        name,
        f"Time to first event, compared: {curve}",
        "Arm",
        (
            Column("With event / subjects"),
            Column("Gray p"),
            Column("Log-rank p"),
            Column("Hazard ratio", f"{level} CI"),
        ),
        _groups(chosen, arms),
        notes=(
            "Subjects with a risk period. Gray test: equal cumulative incidence, death competing.",
            *_censored(report, str(chosen["curve"].iloc[0])),
            "Log-rank test and hazard ratio: the cause-specific hazard, death censored.",
            f"Hazard ratio with {level} confidence interval: Cox model, ties by Efron.",
            "p-values are not adjusted for multiplicity. NE: not estimable, or a limit that is infinite.",
        ),
        csv=csv_link(chosen),
        sql=sql_texts(report, "time_to_event_comparison", "time_to_event"),
    )


def _censored(report: Report, curve: str) -> tuple[str, ...]:
    """Return how many subjects had the event after the end of their time in the curve; nothing where nobody had."""
    times = report.table("time_to_event")
    if times.empty or "event_after_end" not in times:
        return ()
    number = int(times.loc[times["curve"] == curve, "event_after_end"].sum())
    who = "1 subject had" if number == 1 else f"{number} subjects had"
    return (f"{who} the event after the end of the time at risk, where the curve censors.",) if number else ()


def _groups(chosen: pd.DataFrame, arms: Arms) -> tuple[tuple[Row, ...], ...]:
    """Return a row for each arm compared, and one for the comparator in the order of the arms."""
    found = by_arm(chosen)
    lines = []
    for arm in arms.every:
        row = found.get(arm.name)
        if row is not None:
            ratio = fmt.interval(row.hazard_ratio, row.hr_lower, row.hr_upper, 2)
            tests = fmt.p_value(row.gray_p_value), fmt.p_value(row.log_rank_p_value)
            texts = (f"{fmt.count(row.subjects)}/{fmt.count(row.arm_subjects)}", *tests, ratio)
        elif arm is arms.comparator:
            any_row = next(iter(found.values()))
            counts = fmt.count(any_row.comparator_subjects), fmt.count(any_row.comparator_arm_subjects)
            texts = ("/".join(counts), fmt.MISSING, fmt.MISSING, _REFERENCE)
        else:
            texts = (fmt.MISSING,) * 4
        lines.append((Row(arm.label, tuple(Cell(text) for text in texts)),))
    return tuple(lines)
