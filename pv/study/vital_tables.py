"""The bounds of vital signs as a table; without vital signs it has no rows."""

from io import StringIO

import pandas as pd

from pv import resources

_FOLDER = "schemas/vital_signs"
_COLUMNS = {
    "paramcd": "str",
    "unit": "str",
    "unit_key": "str",
    "below": "float64",
    "above": "float64",
    "source": "str",
}


def vital_tables(*, wanted: bool) -> dict[str, pd.DataFrame]:
    """Return the table vital_extreme: one row per parameter and spelling of a unit; none unless it is wanted."""
    bounds, spellings = (
        pd.read_csv(StringIO(resources.read(f"{_FOLDER}/{name}.csv")), dtype="str", keep_default_na=False)
        for name in ("extreme_value", "unit_spelling")
    )
    respelled = bounds.merge(spellings, on="unit")
    rows = pd.concat([bounds.assign(spelling=bounds["unit"]), respelled]) if wanted else respelled[:0]
    rows = rows.assign(unit_key=rows["spelling"].str.upper().str.replace(" ", ""))
    return {"vital_extreme": rows[list(_COLUMNS)].astype(_COLUMNS).reset_index(drop=True)}
