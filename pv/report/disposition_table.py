"""Who completed or left treatment and study, and why (FDA guide, Table 5)."""

import pandas as pd

from pv.report import footnote
from pv.report.arms import Arms
from pv.report.csv_link import csv_link
from pv.report.lookup import by_arm, count_cells
from pv.report.report import Report
from pv.report.table import Row, Table

_MILESTONES = {"treatment": "End of treatment", "study": "End of study"}


def disposition_table(report: Report, arms: Arms) -> Table | None:
    """Return status and reasons, for treatment and for study; None without data."""
    table = report.table("disposition")
    if table.empty:
        return None
    groups = []
    for milestone, heading in _MILESTONES.items():
        chosen = table[table["milestone"] == milestone]
        if len(chosen):
            groups.append((Row(heading, kind="head"), *_status_rows(chosen, arms)))
    return Table(
        "disposition",
        "Discontinuation of treatment or trial participation",
        "Status and reason",
        arms.columns("n (%)"),
        tuple(groups),
        notes=(footnote.population(report), "Reasons as recorded in the subject-level data; one reason per subject."),
        csv=csv_link(table),
        sql=tuple((name, report.sql[name]) for name in ("disposition",) if name in report.sql),
    )


def _status_rows(chosen: pd.DataFrame, arms: Arms) -> list[Row]:
    """Return each status and below it its reasons, the most frequent over all arms first."""
    rows = []
    for status, group in chosen.groupby("status", sort=True):
        totals = group.groupby("reason")["subjects"].sum()
        reasons = sorted(totals.index, key=lambda reason: (reason != "any", -totals[reason], reason))
        for reason in reasons:
            cells = count_cells(by_arm(group[group["reason"] == reason]), arms, "0")
            is_status = reason == "any"
            rows.append(
                Row(str(status).capitalize() if is_status else str(reason), cells, "" if is_status else "indent")
            )
    return rows
