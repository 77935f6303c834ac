"""A dataset with the types of its contract, and the values that could not be read into them."""

import math
from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from pv.coded_text import is_coded, respelled_text
from pv.contract.beyond_calendar import beyond_calendar
from pv.contract.excel_serial import excel_hint
from pv.contract.finding import Broken, findings, record_keys
from pv.contract.schema import Contract
from pv.contract.values import as_text, read_column
from pv.errors import InputError, Problem

#: A column the analysis needs in which no value can be read is another column than it seems: one error, not findings.
ENOUGH_TO_JUDGE = 10

#: Column -> is the value of each record there but not readable.
Unreadable = Mapping[str, pd.Series]


def typed(raw: pd.DataFrame, contract: Contract, source: str) -> tuple[pd.DataFrame, Unreadable]:
    """Return the dataset with typed columns, missing optional ones added, and what could not be read.

    Raises:
        InputError: nothing can be read in a column that the analysis needs.
    """
    columns = {str(column): raw[column] for column in raw.columns}
    # A file has few of the columns that a contract names: those of a type that it lacks are one and the same.
    missing = {dtype: pd.Series(index=raw.index, dtype=dtype) for dtype in {*contract.dtypes.values()}}
    unreadable = {}
    problems = []
    for column, dtype in contract.dtypes.items():
        if column not in raw.columns:
            columns[column] = missing[dtype]
            continue
        if dtype == "str" and is_coded(raw[column]):
            columns[column] = respelled_text(raw[column], as_text)
            continue
        columns[column], failed = read_column(raw[column], dtype)
        if not failed.any():
            continue
        unreadable[column] = failed
        if dtype == "float64" and _decimal_commas(raw[column], failed):
            message = (
                f"the numbers of {column} have a decimal comma; the first is {str(raw.loc[failed, column].iloc[0])!r}"
            )
            problems.append(Problem(message, source, "a decimal point: 20.5"))
            continue
        # A year after 9999 is a slip at its record, whose finding has the value; the column is what it seems to be.
        misread = raw.loc[failed, column].astype("str").loc[lambda texts: ~texts.map(beyond_calendar).astype(bool)]
        if len(misread) >= enough_to_judge(column, contract) and columns[column].isna().all():
            first = misread.iloc[0]
            message = f"none of the {failed.sum()} values of {column} can be read; the first is {first!r}"
            hint = excel_hint(first) if dtype == "datetime64[s]" else ""
            problems.append(Problem(message, source, _expected(dtype) + hint))
    if problems:
        raise InputError(problems)
    table = pd.DataFrame(columns, index=raw.index, copy=False)
    table["source_row"] = np.arange(1, len(table) + 1, dtype="int64")
    table["record_key"] = record_keys(table, [column for column in contract.key if column in raw.columns])
    return table, unreadable


def _decimal_commas(values: pd.Series, failed: "pd.Series[bool]") -> bool:
    """Return whether all that could not be read has a decimal comma, more than once, and nothing a decimal point.

    One slip of the pen among numbers with points is a finding; a file written with commas is another file.
    """
    text = as_text(values[failed])
    commas = len(text) > 1 and bool(text.str.fullmatch(r"[+-]?[0-9]+,[0-9]+").all())
    return commas and not bool(as_text(values).str.contains(".", regex=False).any())


def enough_to_judge(column: str, contract: Contract) -> float:
    """Return how many unreadable values make an error of a column without any readable one."""
    if column in contract.metadata.get("readable", ()):
        return 1
    return ENOUGH_TO_JUDGE if column in contract.required else math.inf


def unreadable_findings(
    raw: pd.DataFrame, table: pd.DataFrame, unreadable: Unreadable, contract: Contract
) -> Iterator[pd.DataFrame]:
    """Yield the findings of values that are not of their column's type: reject in a key, else taken as missing."""
    for column, failed in unreadable.items():
        broken = Broken(
            dataset=contract.name,
            variable=column,
            rule="readable",
            on_fail="missing" if contract.schema.columns[column].nullable else "reject",
            expected=_expected(contract.dtypes[column]),
        )
        yield findings(table, broken, np.flatnonzero(failed), raw.loc[failed, column])


def _expected(dtype: str) -> str:
    """Return what a readable value of a type looks like."""
    if dtype == "float64":
        return "it must be a number such as 63 or 0.5"
    return "it must be a full calendar date such as 2014-01-02 or 02JAN2014, with partial dates imputed and flagged"
