"""Two gradings of the same subjects held against each other, arm by arm."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from pv.display.arms import Arms
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


def cross_columns(table: pd.DataFrame, across: Grading) -> tuple[Column, ...]:
    """Return a column for each value of one grading that any subject has, and one for all of them."""
    return (*(Column(across.labels[value]) for value in across.found(table)), Column("All"))


def cross_groups(table: pd.DataFrame, arms: Arms, down: Grading, across: Grading) -> tuple[tuple[Row, ...], ...]:
    """Return for each arm its heading, a row for each value of the other grading, and the sums.

    Args:
        table: arm, the columns of both gradings, subjects; each subject in one row.
        arms: the arms of the page.
        down: the grading whose values are rows.
        across: the grading whose values are columns.
    """
    values = across.found(table)
    groups = []
    for arm in arms.every:
        chosen = table[table["arm"] == arm.name]
        lines = [
            Row(down.labels[value], _cells(chosen[chosen[down.name] == value], across.name, values), "indent")
            for value in down.found(chosen)
        ]
        every = Row("All", _cells(chosen, across.name, values), "indent")
        groups.append((Row(f"{arm.label}, N = {arm.subjects}", kind="head"), *lines, every))
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


def _cells(chosen: pd.DataFrame, name: str, values: Sequence[str]) -> tuple[Cell, ...]:
    sums = chosen.groupby(name)["subjects"].sum()
    return (*(Cell(fmt.count(sums.get(value, 0))) for value in values), Cell(fmt.count(chosen["subjects"].sum())))
