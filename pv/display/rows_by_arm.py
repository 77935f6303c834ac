"""Rows of result tables by arm, and the cells that are made of them the same way everywhere."""

from collections import namedtuple
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pandas as pd

from pv.display.arms import Arms
from pv.display.contents import Contents
from pv.display.table import Cell
from pv.numbers import value as fmt
from pv.numbers.rounding import difference
from pv.numbers.value import Value

#: One row of a result table for each arm.
ByArm = Mapping[str, Any]


def rows(table: pd.DataFrame) -> list[Any]:
    """Return the rows as named tuples: as `itertuples` has them, read a column at a time."""
    row = _row(tuple(table.columns))
    return list(map(row._make, zip(*(table[name].tolist() for name in table), strict=True)))


@cache
def _row(columns: tuple[str, ...]) -> type[Any]:
    return namedtuple("Row", columns, rename=True)  # noqa: PYI024  # the columns of a table


def by_arm(table: pd.DataFrame) -> ByArm:
    """Return the row of each arm."""
    return {row.arm: row for row in rows(table)}


def count_cells(found: ByArm, arms: Arms, absent: Value = fmt.MISSING, *, opens: bool = False) -> tuple[Cell, ...]:
    """Return 'n (p%)' for each arm in order; `absent` where an arm has no row; a count above 0 opens its records."""
    cells = []
    for arm in arms.every:
        row = found.get(arm.name)
        value = absent if row is None else fmt.count_percent(row.subjects, row.arm_subjects)
        cells.append(Cell(value, arm.place if opens and row is not None and row.subjects else None))
    return tuple(cells)


def ranged_cells(found: ByArm, arms: Arms) -> tuple[Cell, ...]:
    """Return 'n (p%)' for each arm, with the fewest and the most subjects where the values leave it open."""
    cells = count_cells(found, arms, opens=True)
    return tuple(
        replace(cell, value=fmt.together("{}{}", cell.value, left_open(found[name]))) if name in found else cell
        for name, cell in zip(arms.names, cells, strict=True)
    )


def left_open(row: Any) -> Value:  # noqa: ANN401  # a row of the table
    """Return the fewest and the most subjects, to stand behind their number; nothing where these are the same."""
    return fmt.left_open(row.lowest_subjects, row.highest_subjects)


def difference_cell(row: Any) -> Cell:  # noqa: ANN401  # a row of a comparison, or None
    """Return 'risk difference (lower, upper)' of an arm compared; the difference is that of the counts, exactly."""
    if row is None:
        return Cell(fmt.MISSING)
    exact = difference(row.subjects, row.arm_subjects, row.comparator_subjects, row.comparator_arm_subjects)
    return Cell(fmt.interval(exact, row.rd_lower, row.rd_upper))


def sql_texts(contents: Contents, *names: str) -> tuple[tuple[str, str], ...]:
    """Return (name, text) of the SQL files of these tables that the report has."""
    return tuple((name, contents.sql[name]) for name in names if name in contents.sql)
