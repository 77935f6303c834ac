"""What Pandera finds in a typed dataset, as findings that name the record.

A check looks at one value. So Pandera sees each distinct value of a column once, and the records that have a value
which fails are found by it: a dataset of millions of records costs what its some thousand values cost.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandera.errors import SchemaError, SchemaErrors
from pandera.pandas import Check

from pv.coded_text import is_coded, plain
from pv.contract import named_checks as checks
from pv.contract.finding import Broken
from pv.contract.schema import Contract


@dataclass(frozen=True, eq=False)
class Failure:
    """A rule and the records that break it.

    Attributes:
        broken: the rule.
        positions: places of the records in the dataset.
        found: the offending values.
    """

    broken: Broken
    positions: np.ndarray
    found: pd.Series


def failures(table: pd.DataFrame, contract: Contract) -> Iterator[Failure]:
    """Yield every rule that a value of the dataset breaks, with the records that have such a value.

    Pandera's failure cases name the index of a row: the index of `table` must be its places.
    """
    if table.empty:
        return
    looked_at = {name: _distinct(table[name], contract) for name in _with_rules(table, contract)}
    if not looked_at:
        return
    # Columns have different numbers of values: each begins again until it is as long as the longest.
    places = np.arange(max(len(values) for _, values in looked_at.values()))
    rows = pd.DataFrame({name: values.take(places % len(values)) for name, (_, values) in looked_at.items()})
    try:
        contract.part(frozenset(looked_at)).validate(rows, lazy=True)
    except SchemaErrors as error:
        for failure in error.schema_errors:
            broken = _broken(failure, contract.name)
            codes, values = looked_at[broken.variable]
            failed = np.unique(failure.failure_cases["index"].to_numpy() % len(values))
            positions = np.flatnonzero(np.isin(codes, failed))
            yield Failure(broken, positions, table[broken.variable].iloc[positions])


def _distinct(values: pd.Series, contract: Contract) -> tuple[np.ndarray, pd.Index]:
    """Return the distinct values of a column, a missing one among them, and for each record the place of its own.

    Of a column without a check it matters only whether a value is there.
    """
    if contract.checks(str(values.name)):
        codes, distinct = pd.factorize(values, use_na_sentinel=False)
        small = codes.astype(np.min_scalar_type(len(distinct)))  # those of all columns are there at a time
        return small, distinct.astype("str") if is_coded(values) else distinct
    missing = values.isna().to_numpy()
    codes = (missing & ~missing.all()).astype("int64")
    firsts = [int(codes.argmin()), int(codes.argmax())] if codes.any() else [0]
    return codes, pd.Index(plain(values.iloc[firsts]))


def _with_rules(table: pd.DataFrame, contract: Contract) -> frozenset[str]:
    """Return the columns that can break a rule: a missing value breaks none but that of a key."""
    columns = contract.schema.columns
    filled = (name for name, column in columns.items() if column.checks and table[name].count())
    return frozenset({*filled, *(name for name, column in columns.items() if not column.nullable)})


def _broken(failure: SchemaError, dataset: str) -> Broken:
    """Return the rule that Pandera says is broken; anything but a check or a missing key is a defect and raises."""
    variable = str(failure.schema.name)
    if isinstance(failure.check, Check):
        return Broken(
            dataset=dataset,
            variable=variable,
            rule=str(failure.check.name),
            on_fail=checks.statistics(failure.check)["on_fail"],
            expected=checks.rule_of(failure.check),
            consequence=failure.check.description or "",
        )
    if failure.check != "not_nullable":
        raise failure
    asked = "; with [data] number_events = true events are numbered by row" if variable == "AESEQ" else ""
    expected = f"it is part of the key, so every record must have it{asked}"
    return Broken(dataset, variable, "key_missing", "reject", expected)
