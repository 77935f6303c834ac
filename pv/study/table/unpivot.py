"""The values of chosen columns as rows, so that SQL reads any variable without its name in the query."""

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd
from pandas.api.types import is_numeric_dtype

from pv import contract
from pv.contract.values import as_text, is_number, read_column


def value_table(name: str, frame: pd.DataFrame, variables: Sequence[str]) -> pd.DataFrame:
    """Return one row per record and variable: what tells records apart, variable, value (text), number, value_order.

    A missing value is a row too; of a whole number the text is whole: 3, also where a file writes 3.0 throughout; of
    truth values it is Y and N. `value_order` is the companion number of a
    text variable (AGEGR1N of AGEGR1), by which ADaM orders its values; missing where there is none. Variables that are
    not in the frame are left out.

    Args:
        name: of the table, 'profile_value' or 'adsl_value'; its contract says what tells the records apart.
        frame: the records.
        variables: the columns that become rows.
    """
    keys = [column for column in contract.read_contract(name).columns if column in frame]
    shown = [variable for variable in variables if variable in frame]
    if not shown:
        return contract.table(name)
    nothing = pd.Series(float("nan"), index=frame.index)
    orders = [f"{variable}N" for variable in shown]
    columns = {
        "value": [_plain(as_text(frame[variable])) for variable in shown],
        "number": [_numbers(frame[variable]) for variable in shown],
        "value_order": [_numbers(frame[order]) if order in frame else nothing for order in orders],
    }
    rows = pd.concat([frame[keys]] * len(shown), ignore_index=True).assign(
        variable=np.repeat(shown, len(frame)),
        **{column: pd.concat(parts, ignore_index=True) for column, parts in columns.items()},
    )
    return contract.table(name, rows)


def _plain(text: pd.Series) -> pd.Series:
    """Return the text of a column of numbers or truth values the same whatever wrote them: 1.0 as 1, True as Y."""
    if not text.count():
        return text
    distinct = text.dropna().unique()
    if all(value in _TRUTH for value in distinct):
        return text.map(_TRUTH)
    if all(is_number(value) for value in distinct):
        return text.map({value: _WHOLE.sub(r"\1", value) for value in distinct}).astype("str")
    return text


_TRUTH = {"True": "Y", "TRUE": "Y", "true": "Y", "False": "N", "FALSE": "N", "false": "N"}
_WHOLE = re.compile(r"^([+-]?[0-9]+)[.]0*$")


def _numbers(values: pd.Series) -> pd.Series:
    """Return the numbers of a column, of text those that are written as numbers; other values are missing."""
    if not values.count():
        return pd.Series(float("nan"), index=values.index)
    if is_numeric_dtype(values):
        return values.astype("float64")
    return read_column(as_text(values), "float64")[0]
