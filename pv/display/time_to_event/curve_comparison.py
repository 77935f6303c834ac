"""The tests and hazard ratios that stand beside each curve of time to first event."""

import pandas as pd

from pv.display import footnote
from pv.display.arms import Arms
from pv.display.contents import Contents
from pv.display.rows_by_arm import by_arm, sql_texts
from pv.display.table import Cell, Column, Row, Table
from pv.numbers import value as fmt

_REFERENCE = "reference"


def curve_comparison(contents: Contents, arms: Arms, curve: str, name: str) -> Table | None:
    """Return the comparison of the arms in a curve; None where nothing is compared.

    Args:
        contents: of the report.
        arms: its arms.
        curve: which curve.
        name: of the table.
    """
    table = contents.table("time_to_event_comparison")
    if table.empty or arms.comparator is None:
        return None
    chosen = table[table["curve"] == curve]
    return _table(contents, arms, chosen, name, curve) if len(chosen) else None


def _table(contents: Contents, arms: Arms, chosen: pd.DataFrame, name: str, curve: str) -> Table:
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
            "Subjects with time at risk. Gray's test: equal cumulative incidence, with death as a competing event.",
            *_censored(contents, str(chosen["curve"].iloc[0])),
            "Log-rank test and hazard ratio: cause-specific hazard, with death censored.",
            f"Hazard ratio with {level} confidence interval: Cox model, Efron's method for ties.",
            "p-values are not adjusted for multiplicity. NE: not estimable, or a limit that is infinite.",
        ),
        csv=chosen,
        sql=sql_texts(contents, "time_to_event_comparison", "time_to_event"),
    )


def _censored(contents: Contents, curve: str) -> tuple[str, ...]:
    """Return how many subjects had the event after the end of their time in the curve; nothing where nobody had."""
    times = contents.table("time_to_event")
    if times.empty or "event_after_end" not in times:
        return ()
    number = int(times.loc[times["curve"] == curve, "event_after_end"].sum())
    who = "1 subject had" if number == 1 else f"{number} subjects had"
    return (f"{who} the event after the end of the time at risk; the curve censors there.",) if number else ()


def _groups(chosen: pd.DataFrame, arms: Arms) -> tuple[tuple[Row, ...], ...]:
    """Return a row for each arm compared, and one for the comparator in the order of the arms."""
    found = by_arm(chosen)
    lines = []
    for arm in arms.every:
        row = found.get(arm.name)
        if row is not None:
            ratio = fmt.interval(row.hazard_ratio, row.hr_lower, row.hr_upper, 2)
            tests = fmt.p_value(row.gray_p_value), fmt.p_value(row.log_rank_p_value)
            values = (fmt.count_of(row.subjects, row.arm_subjects), *tests, ratio)
        elif arm is arms.comparator:
            any_row = next(iter(found.values()))
            counts = fmt.count_of(any_row.comparator_subjects, any_row.comparator_arm_subjects)
            values = (counts, fmt.MISSING, fmt.MISSING, fmt.label(_REFERENCE))
        elif arm.role == "total":
            continue
        else:
            values = (fmt.MISSING,) * 4
        lines.append((Row(arm.label, tuple(Cell(value) for value in values)),))
    return tuple(lines)
