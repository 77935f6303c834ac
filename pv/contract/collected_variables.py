"""Which variables a study has, and how many of its records fill them."""

from collections.abc import Mapping

import pandas as pd

from pv.contract.accept import Accepted
from pv.contract.named_checks import allowed
from pv.contract.schema import ADDED, read_contract
from pv.contract.table import table


def collected(datasets: Mapping[str, Accepted]) -> pd.DataFrame:
    """Return one row per dataset and variable: `dataset`, `variable`, `present` (in the file), `filled`, `readable`.

    `filled` counts the records with a value, `readable` those whose value is one of the list that the contract gives
    (all that are filled, where it gives none). Every column of the contract has a row, whether the file has it or not,
    and so has every other column of the file.
    """
    rows = [
        (dataset, variable, variable in accepted.present, *_filled(dataset, accepted.frame[variable]))
        for dataset, accepted in datasets.items()
        for variable in map(str, accepted.frame.columns)
        if variable not in ADDED
    ]
    return table("collected", rows)


def _filled(dataset: str, values: pd.Series) -> tuple[int, int]:
    """Return how many records have a value, and how many of these can be read."""
    filled = int(values.count())
    return filled, int(_readable(dataset, str(values.name), values).sum()) if filled else 0


def _readable(dataset: str, variable: str, values: pd.Series) -> "pd.Series[bool]":
    """Return which values are there and, where the contract has a list of values, in it."""
    contract = read_contract(dataset)
    lists = [allowed(check) for check in contract.checks(variable)] if variable in contract.schema.columns else []
    among = {value for values_allowed in lists for value in values_allowed}
    return values.isin(among) if among else values.notna()
