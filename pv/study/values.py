"""The values of chosen columns as rows, so that SQL reads any variable without its name in the query."""

from collections.abc import Sequence

import pandas as pd
from pandas.api.types import is_numeric_dtype

from pv.contract.values import as_text, read_column


def value_table(frame: pd.DataFrame, keys: Sequence[str], variables: Sequence[str]) -> pd.DataFrame:
    """Return one row per record and variable: the keys, variable, value (text), number, value_order.

    A missing value is a row too; of a whole number the text is whole: 3. `value_order` is the companion number of a
    text variable (AGEGR1N of AGEGR1), by which ADaM orders its values; missing where there is none. Variables that are
    not in the frame are left out.
    """
    parts = [_part(frame, keys, variable) for variable in variables if variable in frame]
    columns = {**{key: frame[key].dtype for key in keys}, **_TYPES}
    empty = pd.DataFrame(columns=list(columns)).astype(columns)
    return pd.concat(parts, ignore_index=True) if parts else empty


_TYPES = {"variable": "str", "value": "str", "number": "float64", "value_order": "float64"}


def _part(frame: pd.DataFrame, keys: Sequence[str], variable: str) -> pd.DataFrame:
    companion = f"{variable}N"
    return (
        frame[list(keys)]
        .assign(
            variable=variable,
            value=as_text(frame[variable]),
            number=_numbers(frame[variable]),
            value_order=_numbers(frame[companion]) if companion in frame else float("nan"),
        )
        .astype(_TYPES)
    )


def _numbers(values: pd.Series) -> pd.Series:
    """Return the numbers of a column, of text those that are written as numbers; other values are missing."""
    if is_numeric_dtype(values):
        return values.astype("float64")
    return read_column(as_text(values), "float64")[0]
