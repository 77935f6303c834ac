"""A result table held against its second computation, number by number."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

#: Statistics agree within this part of their size; a limit next to 0 within this much.
RELATIVE, ABSOLUTE = 1e-9, 1e-12

DIFFERENCES = ["table", "key", "column", "product", "second"]


@dataclass(frozen=True)
class Recount:
    """The second computation of a result table.

    Attributes:
        table: its name.
        keys: the columns that tell its rows apart.
        exact: columns of counts, which are the same to the last unit.
        near: columns of statistics, which agree within `RELATIVE`.
        rows: what was computed; rows that the table lacks, or has beside them, are differences.
    """

    table: str
    keys: Sequence[str]
    exact: Sequence[str]
    near: Sequence[str]
    rows: pd.DataFrame


@dataclass(frozen=True)
class Held:
    """What came of holding a table against its second computation.

    Attributes:
        differences: table, key, column, product's value, second value: one row each.
        numbers: how many numbers were compared.
    """

    differences: pd.DataFrame
    numbers: int


@dataclass(frozen=True, eq=False)
class Verification:
    """What came of computing a study's numbers a second time.

    Attributes:
        numbers: table and numbers, how many of it were compared: one row a table.
        differences: table, key, column, product and second (its value and that of the second computation).
        not_covered: table and why: the result tables, or parts of them, without a second computation.
    """

    #: Why a whole table is not covered.
    NONE: ClassVar[str] = "no second computation"

    numbers: pd.DataFrame
    differences: pd.DataFrame
    not_covered: pd.DataFrame

    @property
    def agreed(self) -> bool:
        """Whether there is no difference."""
        return self.differences.empty

    def __repr__(self) -> str:
        """Return the outcome in one sentence."""
        count, tables = self.numbers["numbers"].sum(), len(self.numbers)
        told = "all agreed" if self.agreed else f"{len(self.differences):,} differ"
        return f"{count:,} numbers of {tables} tables computed a second time: {told}"


def held(product: pd.DataFrame, recount: Recount) -> Held:
    """Return the differences between the rows of the product, as far as they are recounted, and the recount."""
    keys = [*recount.keys]
    numbers = [*recount.exact, *recount.near]
    # As objects: pandas joins no text without rows to other text.
    mine, other = (rows[[*keys, *numbers]].astype(dict.fromkeys(keys, object)) for rows in (product, recount.rows))
    both = mine.merge(other, on=keys, how="outer", suffixes=("", " again"), indicator=True)
    there = both["_merge"] == "both"
    found = [_rows(recount, both[~there], "row", both["_merge"].eq("left_only"), both["_merge"].eq("right_only"))]
    twice = mine[mine.duplicated(keys)]
    found.append(_rows(recount, twice, "row", pd.Series("twice", twice.index), pd.Series("once", twice.index)))
    paired = both[there]
    for column in numbers:
        first, second = (paired[name].astype("float64").to_numpy() for name in (column, f"{column} again"))
        agreed = _agree(first, second, 0 if column in recount.exact else RELATIVE)
        found.append(_rows(recount, paired[~agreed], column, paired[column], paired[f"{column} again"]))
    differences = pd.concat([part for part in found if len(part)] or [pd.DataFrame(columns=DIFFERENCES)])
    return Held(differences.reset_index(drop=True), len(paired) * len(numbers))


def _agree(first: np.ndarray, second: np.ndarray, relative: float) -> np.ndarray:
    """Return where two numbers are the same; both missing, or both infinite, is the same."""
    with np.errstate(invalid="ignore"):
        near = np.abs(first - second) <= relative * np.maximum(np.abs(first), np.abs(second)) + (
            ABSOLUTE if relative else 0
        )
    same = (first == second) | (np.isnan(first) & np.isnan(second))
    return np.asarray(same | (near & np.isfinite(first) & np.isfinite(second)))


def _rows(recount: Recount, rows: pd.DataFrame, column: str, product: pd.Series, second: pd.Series) -> pd.DataFrame:
    """Return the differences of one column: the keys of the row as text, and both values as text."""
    if rows.empty:
        return pd.DataFrame(columns=DIFFERENCES)
    keys = [
        ", ".join(f"{name}={value}" for name, value in zip(recount.keys, row, strict=True))
        for row in rows[[*recount.keys]].itertuples(index=False, name=None)
    ]
    values = [[_text(value) for value in series.loc[rows.index]] for series in (product, second)]
    columns = [[recount.table] * len(rows), keys, [column] * len(rows), *values]
    return pd.DataFrame(dict(zip(DIFFERENCES, columns, strict=True)), dtype="str")


def _text(value: object) -> str:
    if isinstance(value, bool | np.bool_):
        return "there" if value else "missing"
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return "missing"
    return f"{value!r}" if type(value) is float else str(value)
