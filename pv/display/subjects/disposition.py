"""Who completed or left treatment and study, and why (FDA guide, Table 5)."""

import pandas as pd

from pv.display import footnote
from pv.display.arms import Arms
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.display import Display, Made, Options, left_out
from pv.display.records.embedded import Records
from pv.display.records.special import DISPOSITIONS, MILESTONES
from pv.display.rows_by_arm import by_arm, count_cells, sql_texts
from pv.display.table import Row, Table
from pv.numbers import value as fmt


def disposition_table(contents: Contents, arms: Arms, ends: Records) -> Table | None:
    """Return status and reasons, for treatment and for study; None without data.

    Args:
        contents: what the page shows.
        arms: its arms.
        ends: the subjects that the counts open.
    """
    table = contents.table("disposition")
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
        notes=(footnote.population(contents), "Reasons as recorded in the subject-level data; one reason per subject."),
        csv=table,
        sql=sql_texts(contents, "disposition", "subject_disposition"),
    )


def _status_rows(milestone: str, chosen: pd.DataFrame, arms: Arms, ends: Records) -> list[Row]:
    """Return each status and below it its reasons, the most frequent over all arms first."""
    rows = []
    for status, group in chosen.groupby("status", sort=True):
        totals = group[group["arm"].isin(arms.of_data)].groupby("reason")["subjects"].sum()
        reasons = sorted(totals.index, key=lambda reason: (reason != "any", -totals[reason], reason))
        for reason in reasons:
            cells = count_cells(by_arm(group[group["reason"] == reason]), arms, fmt.count(0), opens=True)
            label, kind = (str(status).capitalize(), "") if reason == "any" else (str(reason), "indent")
            term = ends.terms.get((milestone, str(status)))
            rows.append(Row(label, cells, kind, term, str(reason), "disposition"))
    return rows


def _make(context: Context, _options: Options) -> Made:
    table = disposition_table(context.contents, context.arms, context.records(DISPOSITIONS))
    missing = "neither the end of treatment nor the end of study is recorded (EOTSTT, EOSSTT)."
    return (table or left_out("disposition", missing),)


DISPLAY = Display(
    name="disposition",
    title="Disposition of subjects",
    kind="table",
    standard="FDA Table 5",
    reads=("disposition",),
    make=_make,
    opens=(DISPOSITIONS,),
)
