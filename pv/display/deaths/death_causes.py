"""The adverse events that subjects died of, by preferred term."""

import pandas as pd

from pv.display import footnote
from pv.display.arms import Arms
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.display import Absent, Display, Made, Options
from pv.display.records.deaths import CAUSES, CAUSES_OF_DEATH
from pv.display.rows_by_arm import by_arm, count_cells, sql_texts
from pv.display.table import Row, Table


def death_causes(contents: Contents, arms: Arms) -> Table | None:
    """Return the fatal events related to treatment, then all, the most frequent first; None where there is none."""
    table = contents.table("death_cause")
    if table.empty:
        return None
    groups = tuple(_group(table[table["kind"] == kind], kind, arms) for kind in CAUSES)
    return Table(
        "death-causes",
        "Deaths by fatal adverse event",
        "Preferred term",
        arms.columns("n (%)"),
        tuple(group for group in groups if group),
        notes=(footnote.population(contents), "A subject with several fatal events is counted in the row of each."),
        csv=table,
        sql=sql_texts(contents, "death_cause", "fatal_cause", "death_listing"),
    )


def _group(table: pd.DataFrame, kind: str, arms: Arms) -> tuple[Row, ...]:
    if table.empty:
        return ()
    totals = table.groupby("cause", sort=True)["subjects"].sum().sort_values(ascending=False, kind="stable")
    found = {cause: by_arm(table[table["cause"] == cause]) for cause in totals.index}
    lines = (
        Row(str(cause), count_cells(of, arms, opens=True), "indent", 0, f"{kind}: {cause}", CAUSES_OF_DEATH.name)
        for cause, of in found.items()
    )
    return (Row(CAUSES[kind], kind="head"), *lines)


def _make(context: Context, _options: Options) -> Made:
    nobody = Absent("No subject in the analysis set died of a recorded adverse event.", said=False)
    return (death_causes(context.contents, context.arms) or nobody,)


DISPLAY = Display(
    name="death_causes",
    title="Deaths by fatal adverse event",
    kind="table",
    standard="FDA Table 8",
    reads=("death_cause",),
    make=_make,
    opens=(CAUSES_OF_DEATH,),
)
