"""What the next version of MedDRA does to the coded terms, and to the counts."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Any

import pandas as pd

from pv.display import footnote
from pv.display.arms import Arms
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.display import Absent, Display, Made, Options, left_out
from pv.display.rows_by_arm import ByArm, by_arm, count_cells, sql_texts
from pv.display.table import Cell, Column, Row, Table
from pv.numbers import value as fmt

#: What happens to a term, what moves the counts first, and its heading.
CHANGES = MappingProxyType(
    {
        "demoted to lowest level term": "Preferred term demoted to a lowest level term of another",
        "other preferred term": "Lowest level term moved to another preferred term",
        "renamed": "Preferred term renamed",
        "new primary class": "Another primary system organ class; now \u2192 then of the system organ class",
        "not in the next version": "Not in the new version; counted as currently coded",
    }
)
ARROW = " \u2192 "
#: A count now, and then.
CHANGE = f"{{}}{ARROW}{{}}"


def meddra_change_table(contents: Contents, arms: Arms) -> Table | None:
    """Return the terms that the next version codes otherwise by kind of change; None where it changes none."""
    table = contents.table("meddra_change")
    if table.empty:
        return None
    groups = (tuple(_group(table[table["change"] == change], heading, arms)) for change, heading in CHANGES.items())
    version = next_version(contents)
    plain = tuple(Column(arm.label) for arm in arms.every)
    width = len(plain)
    return Table(
        "meddra-change",
        f"Terms coded differently in MedDRA {version}",
        f"Term now{ARROW}in MedDRA {version}",
        (*arms.columns(), *plain, *plain, *plain),
        tuple(group for group in groups if group),
        arms.spans(
            "Subjects with an event that changes, n (%)",
            ("Events that change", width),
            (f"Subjects with the term, now{ARROW}then", width),
            (f"Subjects with the new term, now{ARROW}then", width),
        ),
        (
            f"Now{ARROW}then: subjects with the term as currently coded, and as coded in MedDRA {version}.",
            "The new term: the term that these events would have.",
            footnote.population(contents),
            footnote.emergent(contents),
            footnote.COUNTING,
            footnote.dictionary(contents),
        ),
        table,
        sql_texts(contents, "meddra_change", "coded_event"),
    )


def next_version(contents: Contents) -> str:
    """Return the version to compare with; '' where the study names none."""
    read = contents.table("meddra_version")
    following = read.loc[read["role"] == "next", "version"] if len(read) else read
    return str(following.iloc[0]) if len(following) else ""


def _group(table: pd.DataFrame, heading: str, arms: Arms) -> Iterator[Row]:
    """Yield the heading of a change and its terms; nothing where no term changes so."""
    if len(table):
        yield Row(heading, kind="head")
    for _, chosen in table.groupby(["soc", "term", "next_soc", "next_term"], dropna=False):
        found, first = by_arm(chosen), chosen.iloc[0]
        of_class = first["change"] == "new primary class"
        level = "soc" if of_class else "term"
        moved = _moved(found, arms, f"next_{level}_subjects") if of_class or _goes_elsewhere(first) else ()
        cells = (
            *count_cells(found, arms),
            *(Cell(fmt.count(found[name].events)) for name in arms.names),
            *_moved(found, arms, f"{level}_subjects"),
            *(moved or (Cell(fmt.MISSING) for _ in arms.names)),
        )
        yield Row(_label(first), cells, "indent")


def _goes_elsewhere(row: Any) -> bool:  # noqa: ANN401  # a row of the table
    return not pd.isna(row["next_term"]) and row["next_term"] != row["term"]


def _label(row: Any) -> str:  # noqa: ANN401  # a row of the table
    """Return the term and what it becomes, and its class where that becomes another."""
    term = f"{row['term']}{ARROW}{row['next_term']}" if _goes_elsewhere(row) else str(row["term"])
    same = pd.isna(row["next_soc"]) or row["next_soc"] == row["soc"]
    return term if same else f"{term} ({row['soc']}{ARROW}{row['next_soc']})"


def _moved(found: ByArm, arms: Arms, name: str) -> tuple[Cell, ...]:
    """Return 'now → then' of a count for each arm."""
    return tuple(
        Cell(fmt.together(CHANGE, fmt.count(getattr(found[arm], name)), fmt.count(getattr(found[arm], f"{name}_next"))))
        for arm in arms.names
    )


_UNCHANGED = "Changes of coding: MedDRA {version} leaves the coding of every event unchanged."


def _make(context: Context, _options: Options) -> Made:
    version = next_version(context.contents)
    if not version:
        return (Absent("The study file names no next version of MedDRA.", said=False),)
    table = meddra_change_table(context.contents, context.arms)
    return (table or left_out(_UNCHANGED.format(version=version)),)


DISPLAY = Display(
    name="meddra_change",
    title="What the next version of MedDRA changes",
    kind="table",
    reads=("meddra_change", "meddra_version"),
    make=_make,
)
