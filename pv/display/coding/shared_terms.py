"""The preferred terms that are in more than one of the study's groups."""

import pandas as pd

from pv.display import footnote
from pv.display.arms import Arms
from pv.display.coding.group_terms import NO_GROUPS
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.display import Absent, Display, Made, Options
from pv.display.records.embedded import Records
from pv.display.records.events import EVENTS
from pv.display.rows_by_arm import by_arm, count_cells, sql_texts
from pv.display.table import Cell, Column, Row, Table
from pv.numbers import value as fmt


def shared_terms_table(contents: Contents, arms: Arms, records: Records) -> Table | None:
    """Return the preferred terms that are in more than one group; None where there are none."""
    table = contents.table("group_membership")
    shared = table[table["group_count"] > 1] if len(table) else table
    if shared.empty:
        return None
    return Table(
        "shared-terms",
        "Preferred terms in more than one group",
        "Preferred term",
        (*arms.columns("n (%)"), Column("Groups", numeric=False)),
        tuple(_shared(chosen, arms, records) for _, chosen in shared.groupby(["term", "soc"])),
        notes=(
            "Their events are counted in each of these groups, so counts must not be summed across groups.",
            footnote.population(contents),
            footnote.emergent(contents),
            footnote.COUNTING,
        ),
        csv=shared,
        sql=sql_texts(contents, "group_membership"),
    )


def _shared(chosen: pd.DataFrame, arms: Arms, records: Records) -> tuple[Row, ...]:
    found = by_arm(chosen)
    term, soc = str(chosen["term"].iloc[0]), str(chosen["soc"].iloc[0])
    place = records.terms.get(("PT", soc, term))
    counts = count_cells(found, arms)
    opening = (
        Cell(cell.value, arm.place if place is not None and arm.name in found and found[arm.name].subjects else None)
        for arm, cell in zip(arms.every, counts, strict=True)
    )
    groups = ", ".join(sorted(set(chosen["term_group"])))
    return (Row(term, (*opening, Cell(fmt.label(groups))), "", place, "any"),)


def _make(context: Context, _options: Options) -> Made:
    if context.contents.table("group_membership").empty:
        return (NO_GROUPS,)
    nothing = Absent("No preferred term is in more than one group.", said=False)
    return (shared_terms_table(context.contents, context.arms, context.records(EVENTS)) or nothing,)


DISPLAY = Display(
    name="shared_terms",
    title="Preferred terms in more than one group",
    kind="table",
    reads=("group_membership",),
    make=_make,
    opens=(EVENTS,),
)
