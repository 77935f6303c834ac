"""Columns of limits and p-values for rows of counts: each distinct row of counts is solved once."""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from pv.verify.statistic.edge import Floats
from pv.verify.statistic.proportion import proportion

#: Numerators and denominators as columns -> lower and upper limits.
Limits = Callable[..., tuple[Floats, Floats]]


def share(part: pd.Series, whole: pd.Series) -> pd.Series:
    """Return a part of a whole; missing where the whole is nothing."""
    return part.astype("float64") / whole.astype("float64").replace(0, float("nan"))


def solved(
    rows: pd.DataFrame, inputs: Sequence[str], names: Sequence[str], solve: Limits, scale: float = 1
) -> pd.DataFrame:
    """Return the rows with two limits: missing where a denominator is 0, or where they are one number.

    Args:
        rows: with the inputs, each numerator before its denominator.
        inputs: the columns that the limits depend on.
        names: of the lower and of the upper limit.
        solve: gives both.
        scale: by which the limits are multiplied: 100 for percent.
    """
    known = rows[[*inputs]].astype("float64").drop_duplicates()
    usable = known[(known[[*inputs[1::2]]] > 0).all(axis=1)]
    lower, upper = solve(*(usable[name].to_numpy() for name in inputs)) if len(usable) else (np.empty(0),) * 2
    # A normal approximation of no width claims to know the value exactly: it has no limits.
    wide = lower != upper
    found = usable.assign(
        **{names[0]: np.where(wide, scale * lower, np.nan), names[1]: np.where(wide, scale * upper, np.nan)}
    )
    keyed = rows.astype(dict.fromkeys(inputs, "float64")).drop(columns=[*names], errors="ignore")
    return rows.assign(**keyed.merge(found, on=[*inputs], how="left")[[*names]].set_index(rows.index))


def proportion_limits(rows: pd.DataFrame, of: str, method: str, level: float) -> pd.DataFrame:
    """Return rows of subjects with lower and upper, percent."""
    return solved(rows, ["subjects", of], ["lower", "upper"], lambda x, n: proportion(x, n, method, level), scale=100)
