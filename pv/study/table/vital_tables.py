"""Vital signs and ECG intervals as tables: their units, the levels they are held to, bounds of what can be."""

import pandas as pd

from pv import contract
from pv.study.table.shipped_table import shipped_table

_FOLDER = "schemas/vital_signs"


def vital_tables(*, measured: bool, bounds: bool) -> dict[str, pd.DataFrame]:
    """Return vital_unit and vital_cutpoint, without rows unless anything was measured, and vital_extreme.

    Args:
        measured: whether the study has vital signs or electrocardiograms.
        bounds: whether vital signs are held to what can be; vital_extreme has no rows otherwise.
    """
    return {
        "vital_unit": contract.table("vital_unit", _units() if measured else ()),
        "vital_cutpoint": contract.table("vital_cutpoint", _shipped("cutpoint") if measured else ()),
        "vital_extreme": contract.table("vital_extreme", _extremes() if bounds else ()),
    }


def analysed_parameters() -> list[str]:
    """Return the vital signs and ECG intervals that are analysed."""
    return list(_shipped("parameter")["parameter"].unique())


def _units() -> pd.DataFrame:
    """Return one row per dataset, parameter code and spelling of a unit, with what makes of it the parameter's unit."""
    parameters, conversions = _shipped("parameter"), _shipped("unit_conversion")
    same = pd.DataFrame({"unit": parameters["unit"].unique(), "minus": "0", "multiply": "1", "divide": "1"})
    known = pd.concat([same.assign(from_unit=same["unit"]), conversions], ignore_index=True)
    return parameters.merge(_spelled(known, "from_unit"), on="unit")


def _extremes() -> pd.DataFrame:
    """Return one row per parameter and spelling of a unit of the bounds."""
    return _spelled(_shipped("extreme_value"), "unit")


def _spelled(rows: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Return the rows once for each spelling of their unit, `unit_key`: in capitals and without blanks."""
    spellings = _shipped("unit_spelling").rename(columns={"unit": unit})
    every = pd.concat([rows.assign(spelling=rows[unit]), rows.merge(spellings, on=unit)], ignore_index=True)
    return every.assign(unit_key=every["spelling"].str.upper().str.replace(" ", ""))


def _shipped(name: str) -> pd.DataFrame:
    return shipped_table(f"{_FOLDER}/{name}.csv")
