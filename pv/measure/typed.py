"""Rows that Python makes of a measure, in the columns and types of its contract; typed without rows too."""

import pandas as pd

from pv import contract


def typed(rows: pd.DataFrame, name: str, **constant: str | float) -> pd.DataFrame:
    """Return the rows with the columns of the contract; a column that they lack is missing throughout.

    Args:
        rows: of the measure.
        name: of the measure.
        constant: columns that are the same in every row.
    """
    types = contract.read_contract(name).columns
    return rows.assign(**constant).reindex(columns=list(types)).astype(types)
