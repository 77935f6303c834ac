"""Two gradings of the same subjects held against each other, arm by arm."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from pv.display.arms import Arm, Arms
from pv.display.table import Cell, Column, Row
from pv.numbers import value as fmt

LEFT_OUT = "Numbers of subjects; grades without subjects are omitted."


@dataclass(frozen=True)
class Grading:
    """One of the two: its column in the table, and its values in order with their labels."""

    name: str
    labels: Mapping[str, str]

    def found(self, table: pd.DataFrame) -> list[str]:
        """Return the values that any subject has, in order."""
        seen = set(table.loc[table["subjects"] > 0, self.name])
        return [value for value in self.labels if value in seen]


@dataclass(frozen=True)
class Opening:
    """The records that the numbers of a cross table open.

    Attributes:
        records: the name of their kind.
        term: the place of their term; None where no number opens any.
        down: what the items of the rows begin with: 'measured' of 'measured: 2, reported: 3'.
        across: what those of the columns begin with.
        every: the item of all subjects.
    """

    records: str
    term: int | None
    down: str
    across: str
    every: str

    def item(self, down: str, across: str) -> str:
        """Return the item of a number by the values of its row and its column; '' for all of them."""
        parts = [f"{name}: {value}" for name, value in ((self.down, down), (self.across, across)) if value]
        return ", ".join(parts) or self.every


def cross_columns(table: pd.DataFrame, across: Grading) -> tuple[Column, ...]:
    """Return a column for each value of one grading that any subject has, and one for all of them."""
    return (*(Column(across.labels[value]) for value in across.found(table)), Column("All"))


def cross_groups(
    table: pd.DataFrame, arms: Arms, down: Grading, across: Grading, opening: Opening
) -> tuple[tuple[Row, ...], ...]:
    """Return for each arm its heading, a row for each value of the other grading, and the sums.

    Args:
        table: arm, the columns of both gradings, subjects; each subject in one row.
        arms: the arms of the page.
        down: the grading whose values are rows.
        across: the grading whose values are columns.
        opening: the records that the numbers open.
    """
    values = across.found(table)
    groups = []
    for arm in arms.every:
        chosen = table[table["arm"] == arm.name]
        shown = [(value, down.labels[value], chosen[chosen[down.name] == value]) for value in down.found(chosen)]
        lines = [
            Row(label, tuple(_cells(counts, arm, value, opening)), "indent", opening.term, "", opening.records)
            for value, label, of in (*shown, ("", "All", chosen))
            for counts in [_counts(of, across.name, values)]
        ]
        groups.append((Row(f"{arm.label}, N = {arm.subjects}", kind="head"), *lines))
    return tuple(groups)


def with_sums(table: pd.DataFrame, keys: Sequence[str], *gradings: str) -> pd.DataFrame:
    """Return the table with how many subjects have each value of each grading, and how many there are.

    Args:
        table: the columns of both gradings, subjects; each subject of the keys in one row.
        keys: the columns within which the subjects are counted: the arm and what else there is.
        gradings: the columns of the two gradings.
    """
    within = {f"{grading}_subjects": [*keys, grading] for grading in gradings} | {"every_subject": [*keys]}
    sums = {name: table.groupby(columns)["subjects"].transform("sum") for name, columns in within.items()}
    return table.assign(**sums)


def _counts(chosen: pd.DataFrame, name: str, values: Sequence[str]) -> Mapping[str, int]:
    """Return how many subjects have each value of the columns, and at '' how many there are."""
    sums = chosen.groupby(name)["subjects"].sum()
    return {**{value: int(sums.get(value, 0)) for value in values}, "": int(chosen["subjects"].sum())}


def _cells(counts: Mapping[str, int], arm: Arm, down: str, opening: Opening) -> Iterator[Cell]:
    for across, count in counts.items():
        yield Cell(fmt.count(count), arm.place if count else None, opening.item(down, across))
