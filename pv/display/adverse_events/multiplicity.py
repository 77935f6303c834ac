"""The preferred terms that differ most between arms once it is taken into account how many are looked at."""

import pandas as pd

from pv.display import footnote
from pv.display.arms import Arm, Arms
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.display import Absent, Display, Made, Options
from pv.display.records.embedded import Records
from pv.display.records.events import EVENTS
from pv.display.rows_by_arm import rows, sql_texts
from pv.display.table import Cell, Column, Row, Table
from pv.numbers import value as fmt

#: So many terms of each comparison; the CSV file has all.
TERMS = 10


def multiplicity_table(contents: Contents, arms: Arms, events: Records) -> Table | None:
    """Return the terms with the smallest adjusted p-values of each arm compared; None where nothing is compared.

    Args:
        contents: what the page shows.
        arms: its arms.
        events: the records that the counts open.
    """
    table = contents.table("multiplicity")
    if table.empty or arms.comparator is None:
        return None
    groups = (_group(table[table["arm"] == arm.name], arm, arms.comparator, events) for arm in arms.compared)
    return Table(
        "multiplicity",
        "Preferred terms with the smallest adjusted p-values",
        "Preferred term",
        (
            Column("System organ class", numeric=False),
            Column("Arm", "n (%)"),
            Column("Comparator", "n (%)"),
            Column("p", "unadjusted"),
            Column("p", "Benjamini-Hochberg"),
            Column("p", "double FDR"),
        ),
        tuple(group for group in groups if group),
        notes=(
            footnote.population(contents),
            footnote.emergent(contents),
            f"The {TERMS} terms of each comparison with the smallest p-values by double FDR; the CSV file has all.",
            "Benjamini-Hochberg: over all terms of the comparison.",
            "Double FDR: false discovery rate within and among system organ classes (Mehrotra and Heyse 2004).",
            "Unadjusted elsewhere on this page.",
        ),
        csv=table,
        sql=sql_texts(contents, "multiplicity"),
    )


def _group(table: pd.DataFrame, arm: Arm, comparator: Arm, events: Records) -> tuple[Row, ...]:
    """Return the comparison as a heading, and its terms, the smallest p-value first."""
    if table.empty:
        return ()
    smallest = table.sort_values(["p_double_fdr", "p_value", "soc", "term"], kind="stable").head(TERMS)
    lines = [
        Row(
            str(row.term),
            (
                Cell(fmt.label(str(row.soc))),
                _count(row.subjects, row.arm_subjects, arm),
                _count(row.comparator_subjects, row.comparator_arm_subjects, comparator),
                Cell(fmt.p_value(row.p_value)),
                Cell(fmt.p_value(row.p_benjamini_hochberg)),
                Cell(fmt.p_value(row.p_double_fdr)),
            ),
            "indent",
            events.terms.get(("PT", str(row.soc), str(row.term))),
            "any",
        )
        for row in rows(smallest)
    ]
    return (Row(f"{arm.label} vs {comparator.label}", kind="head"), *lines)


def _count(subjects: int, arm_subjects: int, arm: Arm) -> Cell:
    return Cell(fmt.count_percent(subjects, arm_subjects), arm.place if subjects else None)


def _make(context: Context, _options: Options) -> Made:
    nothing = Absent("No terms are compared: the study has no comparator arm.", said=False)
    return (multiplicity_table(context.contents, context.arms, context.records(EVENTS)) or nothing,)


DISPLAY = Display(
    name="multiplicity",
    title="Preferred terms with the smallest adjusted p-values",
    kind="table",
    reads=("multiplicity",),
    make=_make,
    opens=(EVENTS,),
)
