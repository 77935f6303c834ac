"""What the study's groups of preferred terms take in: terms of several groups, of none, and terms that nobody had."""

from collections.abc import Iterator

import pandas as pd

from pv.display import footnote
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.display import Absent, Display, Made, Options
from pv.display.rows_by_arm import sql_texts
from pv.display.table import Cell, Column, Row, Table
from pv.numbers import value as fmt

NO_GROUPS = Absent("The study file names no groups of preferred terms.", said=False)

#: What group_membership calls the terms that are in no group.
NONE = "(none)"


def group_list_table(contents: Contents) -> Table | None:
    """Return each group with the number of its terms and the names of those without an event; None without groups."""
    table = contents.table("group_membership")
    if table.empty:
        return None
    return Table(
        "group-terms",
        "Groups and their preferred terms",
        "Group",
        (Column("Terms listed"), Column("Terms with events"), Column("Listed, without any event", numeric=False)),
        tuple((row,) for row in _groups(table)),
        notes=(
            "A listed term without any event may be spelled differently in the data.",
            "Terms are compared regardless of case. The CSV file lists every term with its groups.",
            footnote.emergent(contents),
        ),
        csv=table,
        sql=sql_texts(contents, "group_membership"),
    )


def _groups(table: pd.DataFrame) -> Iterator[Row]:
    """Yield the groups by name, then the terms of none."""
    names = table.assign(name=table["term"].str.upper()).drop_duplicates(["name", "term_group"])
    listed = names[names["term_group"] != NONE]
    for group, terms in listed.groupby("term_group"):
        unseen = sorted(terms.loc[~terms["in_data"], "name"])
        counts = Cell(fmt.count(len(terms))), Cell(fmt.count(len(terms) - len(unseen)))
        yield Row(str(group), (*counts, Cell(fmt.label(", ".join(unseen)) if unseen else fmt.MISSING)))
    rest = Cell(fmt.count((names["term_group"] == NONE).sum()))
    yield Row("In no group", (Cell(fmt.MISSING), rest, Cell(fmt.MISSING)), "total")


def _make(context: Context, _options: Options) -> Made:
    return (group_list_table(context.contents) or NO_GROUPS,)


DISPLAY = Display(
    name="group_terms",
    title="Groups of preferred terms and their members",
    kind="table",
    reads=("group_membership",),
    make=_make,
)
