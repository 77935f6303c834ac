"""What the study's groups of preferred terms take in: terms of several groups, of none, and terms that nobody had."""

from collections.abc import Iterator

import pandas as pd

from pv.report import footnote
from pv.report import format as fmt
from pv.report.arms import Arms
from pv.report.csv_link import csv_link
from pv.report.lookup import by_arm, count_cells, sql_texts
from pv.report.record_set import Records
from pv.report.report import Report
from pv.report.table import Cell, Column, Row, Table

#: What group_membership calls the terms that are in no group.
NONE = "(none)"


def group_list_table(report: Report) -> Table | None:
    """Return each group with the number of its terms and the names of those without an event; None without groups."""
    table = report.table("group_membership")
    if table.empty:
        return None
    return Table(
        "group-terms",
        "Groups and their preferred terms",
        "Group",
        (Column("Terms listed"), Column("Terms with events"), Column("Listed, but nobody had an event", numeric=False)),
        tuple((row,) for row in _groups(table)),
        notes=(
            "A listed term that nobody had may be spelled otherwise in the data.",
            "Terms are compared without regard to case. The CSV file has every term with its groups.",
            footnote.emergent(report),
        ),
        csv=csv_link(table),
        sql=sql_texts(report, "group_membership"),
    )


def _groups(table: pd.DataFrame) -> Iterator[Row]:
    """Yield the groups by name, then the terms of none."""
    names = table.assign(name=table["term"].str.upper()).drop_duplicates(["name", "term_group"])
    listed = names[names["term_group"] != NONE]
    for group, terms in listed.groupby("term_group"):
        unseen = sorted(terms.loc[~terms["in_data"], "name"])
        counts = Cell(fmt.count(len(terms))), Cell(fmt.count(len(terms) - len(unseen)))
        yield Row(str(group), (*counts, Cell(", ".join(unseen) or fmt.MISSING)))
    rest = Cell(fmt.count((names["term_group"] == NONE).sum()))
    yield Row("In no group", (Cell(fmt.MISSING), rest, Cell(fmt.MISSING)), "total")


def shared_terms_table(report: Report, arms: Arms, records: Records) -> Table | None:
    """Return the preferred terms that are in more than one group; None where there are none."""
    table = report.table("group_membership")
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
            "Their events count in each of these groups, so that the groups do not add up.",
            footnote.population(report),
            footnote.emergent(report),
            footnote.COUNTING,
        ),
        csv=csv_link(shared),
        sql=sql_texts(report, "group_membership"),
    )


def _shared(chosen: pd.DataFrame, arms: Arms, records: Records) -> tuple[Row, ...]:
    found = by_arm(chosen)
    term, soc = str(chosen["term"].iloc[0]), str(chosen["soc"].iloc[0])
    place = records.terms.get(("PT", soc, term))
    counts = count_cells(found, arms)
    opening = (
        Cell(cell.text, arm.place if place is not None and arm.name in found and found[arm.name].subjects else None)
        for arm, cell in zip(arms.every, counts, strict=True)
    )
    groups = ", ".join(sorted(set(chosen["term_group"])))
    return (Row(term, (*opening, Cell(groups)), "", place, "any"),)
