"""The order in which a table is exported: that of its grain, so that the same input gives the same bytes."""

import pandas as pd

from pv.contract.schema import stated

_SET_ASIDE = "_set_aside"


def grain(name: str) -> list[str]:
    """Return the columns that tell one row of a table from another; none for an input, which keeps the file's order."""
    return list(stated(name.removesuffix(_SET_ASIDE)).get("unique") or ())


def in_grain_order(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return the rows of a table in the order of its grain, missing values last."""
    columns = grain(name)
    return frame.sort_values(columns, kind="stable", na_position="last", ignore_index=True) if columns else frame
