"""Who completed or left treatment and study, and why (FDA guide, Table 5)."""

import pandas as pd

from pv.report import footnote
from pv.report.arms import Arms
from pv.report.csv_link import csv_link
from pv.report.lookup import by_arm, count_cells, sql_texts
from pv.report.record_set import Records
from pv.report.report import Report
from pv.report.special_records import MILESTONES
from pv.report.table import Row, Table


def disposition_table(report: Report, arms: Arms, ends: Records) -> Table | None:
    """Return status and reasons, for treatment and for study; None without data.

    Args:
        report: what the page shows.
        arms: its arms.
        ends: the subjects that the counts open.
    """
    table = report.table("disposition")
    if table.empty:
        return None
    groups = []
    for milestone, heading in MILESTONES.items():
        chosen = table[table["milestone"] == milestone]
        if len(chosen):
            groups.append((Row(heading, kind="head"), *_status_rows(milestone, chosen, arms, ends)))
    return Table(
        "disposition",
        "Discontinuation of treatment or trial participation",
        "Status and reason",
        arms.columns("n (%)"),
        tuple(groups),
        notes=(footnote.population(report), "Reasons as recorded in the subject-level data; one reason per subject."),
        csv=csv_link(table),
        sql=sql_texts(report, "disposition", "subject_disposition"),
    )


def _status_rows(milestone: str, chosen: pd.DataFrame, arms: Arms, ends: Records) -> list[Row]:
    """Return each status and below it its reasons, the most frequent over all arms first."""
    rows = []
    for status, group in chosen.groupby("status", sort=True):
        totals = group.groupby("reason")["subjects"].sum()
        reasons = sorted(totals.index, key=lambda reason: (reason != "any", -totals[reason], reason))
        for reason in reasons:
            cells = count_cells(by_arm(group[group["reason"] == reason]), arms, "0", opens=True)
            label, kind = (str(status).capitalize(), "") if reason == "any" else (str(reason), "indent")
            term = ends.terms.get((milestone, str(status)))
            rows.append(Row(label, cells, kind, term, str(reason), "disposition"))
    return rows
