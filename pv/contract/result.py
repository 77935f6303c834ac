"""Hold a derived or result table to its contract."""

from collections.abc import Hashable, Iterator
from typing import Any

import pandas as pd
from pandas.api.types import is_numeric_dtype
from pandera.api.pandas.container import DataFrameSchema
from pandera.engines.pandas_engine import Engine
from pandera.errors import SchemaError, SchemaErrors
from pandera.pandas import Check

from pv.contract import named_checks as checks
from pv.contract.schema import read_contract
from pv.errors import Problem, PvError

#: More rows than this for one broken rule say no more.
SHOWN = 5


class ContractError(PvError):
    """A table that the package computed is not what its contract says: a defect, no number of it is to be used."""


def validate_result(frame: pd.DataFrame, name: str) -> None:
    """Hold a derived or result table to `schemas/<name>.yaml`.

    Raises:
        ContractError: for every broken rule: table, column, the first rows with their grain and value, the rule.
    """
    schema = read_contract(name).schema
    if _typed_alike(frame, schema) and _as_asked(frame, schema):
        return
    try:
        schema.validate(frame, lazy=True)
    except SchemaErrors as error:
        problems = [problem for failure in error.schema_errors for problem in _problems(failure, frame, name, schema)]
        raise ContractError(dict.fromkeys(problems)) from None


def _typed_alike(frame: pd.DataFrame, schema: DataFrameSchema) -> bool:
    """Return whether a table has just the columns of its contract, each of its type: all that one without rows can."""
    columns = schema.columns
    return list(frame.columns) == list(columns) and all(
        columns[name].dtype.check(Engine.dtype(frame[name].dtype)) for name in columns
    )


def _as_asked(frame: pd.DataFrame, schema: DataFrameSchema) -> bool:
    """Return whether typed rows pass every check of their contract: Pandera's own, without its account of them."""
    if frame.empty:
        return True
    if schema.unique and frame.duplicated(list(schema.unique)).any():
        return False
    for name, about in schema.columns.items():
        values = frame[name]
        if about.unique or (not about.nullable and values.isna().any()):
            return False
        if not all(check(values).check_passed for check in about.checks):
            return False
    return all(check(frame).check_passed for check in schema.checks)


def _problems(failure: SchemaError, frame: pd.DataFrame, name: str, schema: DataFrameSchema) -> Iterator[Problem]:
    """Yield what is wrong, row by row where Pandera names rows."""
    column = failure.schema.name
    place = f"table {name}" if column == name else f"table {name}, column {column}"
    rule = getattr(failure.check, "error", None) or getattr(failure.check, "name", None) or str(failure.check)
    cases = failure.failure_cases
    if not isinstance(cases, pd.DataFrame) or cases["index"].isna().all():
        yield Problem(str(failure).splitlines()[0], place, f"rule: {rule}")
        return
    rows = cases.drop_duplicates("index")
    grain = list(schema.unique or ())
    if column == name and isinstance(failure.check, Check):
        yield from _out_of_order(failure.check, frame, rows["index"], grain, place)
        return
    for row, value in zip(rows["index"].head(SHOWN), rows["failure_case"].head(SHOWN), strict=True):
        fault = "occurs more than once" if column == name else f"has {value!r}"
        yield Problem(f"row {row}{_grain(frame, row, grain)} {fault}", place, f"rule: {rule}")
    if len(rows) > SHOWN:
        yield Problem(f"{len(rows) - SHOWN} more rows break the same rule", place, f"rule: {rule}")


def _out_of_order(
    check: Check, frame: pd.DataFrame, rows: "pd.Series[Any]", grain: list[str], place: str
) -> Iterator[Problem]:
    """Yield the numbers of a row that are not in order: 'has lower 2.0, percent 1.0, upper 3.0'."""
    for row in rows.head(SHOWN):
        for columns in checks.out_of_order(check, frame.loc[[row]]):
            numbers = [column for column in columns if is_numeric_dtype(frame[column])]
            values = ", ".join(f"{column} {frame.loc[row, column]}" for column in numbers)
            yield Problem(f"row {row}{_grain(frame, row, grain)} has {values}", place, f"rule: {' <= '.join(numbers)}")
    if len(rows) > SHOWN:
        yield Problem(f"{len(rows) - SHOWN} more rows break the same rule", place, f"rule: {check.name}")


def _grain(frame: pd.DataFrame, row: Hashable, grain: list[str]) -> str:
    """Return what tells a row from others, ' (arm=Drug, term=Nausea)'; nothing where the table does not say."""
    if not grain or not frame.index.is_unique or not set(grain) <= set(frame.columns):
        return ""
    return f" ({', '.join(f'{column}={frame.loc[row, column]}' for column in grain)})"  # type: ignore[index]  # a label
