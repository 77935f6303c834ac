"""The bounds of vital signs as a table; without vital signs it has no rows."""

import pandas as pd

from pv import contract
from pv.study.table.shipped_table import shipped_table

_FOLDER = "schemas/vital_signs"


def vital_tables(*, wanted: bool) -> dict[str, pd.DataFrame]:
    """Return the table vital_extreme: one row per parameter and spelling of a unit; none unless it is wanted."""
    if not wanted:
        return {"vital_extreme": contract.table("vital_extreme")}
    bounds, spellings = (shipped_table(f"{_FOLDER}/{name}.csv") for name in ("extreme_value", "unit_spelling"))
    rows = pd.concat([bounds.assign(spelling=bounds["unit"]), bounds.merge(spellings, on="unit")], ignore_index=True)
    rows = rows.assign(unit_key=rows["spelling"].str.upper().str.replace(" ", ""))
    return {"vital_extreme": contract.table("vital_extreme", rows)}
