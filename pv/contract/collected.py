"""Which variables a study has, and how many of its records fill them."""

from collections.abc import Mapping

import pandas as pd

from pv.contract.accept import Accepted
from pv.contract.schema import ADDED


def collected(datasets: Mapping[str, Accepted]) -> pd.DataFrame:
    """Return one row per dataset and variable: `dataset`, `variable`, `present` (in the file), `filled` (records).

    Every column of the contract has a row, whether the file has it or not, and so has every other column of the file.
    """
    rows = [
        (dataset, str(variable), variable in accepted.present, int(accepted.frame[variable].notna().sum()))
        for dataset, accepted in datasets.items()
        for variable in accepted.frame.columns
        if variable not in ADDED
    ]
    table = pd.DataFrame(rows, columns=["dataset", "variable", "present", "filled"])
    return table.astype({"dataset": "str", "variable": "str", "present": "bool", "filled": "int64"})
