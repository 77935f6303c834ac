"""What Pandera finds in a typed dataset, as findings that name the record."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandera.errors import SchemaError, SchemaErrors
from pandera.pandas import Check

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


def failures(table: pd.DataFrame, contract: Contract, chunk_rows: int) -> Iterator[Failure]:
    """Yield every rule that a chunk of the dataset breaks, with the records that break it.

    Pandera's failure cases name the index of a row: the index of `table` must be its places.
    """
    schema = contract.part(_with_rules(table, contract))
    for start in range(0, len(table), chunk_rows):
        try:
            schema.validate(table.iloc[start : start + chunk_rows], lazy=True)
        except SchemaErrors as error:
            for failure in error.schema_errors:
                cases = failure.failure_cases
                yield Failure(_broken(failure, contract.name), cases["index"].to_numpy(), cases["failure_case"])


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
