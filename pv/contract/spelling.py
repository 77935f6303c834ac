"""Write the values of closed lists as the list writes them."""

from collections.abc import Iterator

import pandas as pd
from pandera.pandas import Check

from pv.coded_text import is_coded, respelled_text
from pv.contract import named_checks as checks
from pv.contract.schema import Contract


def respelled(table: pd.DataFrame, contract: Contract) -> tuple[pd.DataFrame, list[pd.DataFrame]]:
    """Return the dataset with 'Mild' as MILD and 'Grade 3' as 3, and a note per column and spelling met."""
    notes = []
    changed = {}
    for column, check in _closed_lists(contract):
        values = table[column]
        other = values[values.notna() & ~values.isin(checks.allowed(check))]
        meant = {value: checks.spelled(check, value) for value in other.unique()}
        meant = {value: right for value, right in meant.items() if right != value}
        if meant:
            changed[column] = _replaced(values, meant)
            notes.append(_notes(contract.name, column, check, meant, other.value_counts()))
    return table.assign(**changed), notes


def _replaced(values: pd.Series, meant: dict[str, str]) -> pd.Series:
    if is_coded(values):
        return respelled_text(values, lambda texts: texts.replace(meant))
    return values.replace(meant)


def _closed_lists(contract: Contract) -> Iterator[tuple[str, Check]]:
    for column in contract.dtypes:
        for check in contract.checks(column):
            if checks.allowed(check):
                yield column, check


def _notes(dataset: str, column: str, check: Check, meant: dict[str, str], records: "pd.Series[int]") -> pd.DataFrame:
    """Return one note per spelling, for all its records together."""
    return pd.DataFrame(
        {
            "severity": "note",
            "rule": "spelling",
            "dataset": dataset,
            "source_row": None,
            "record_key": None,
            "variable": column,
            "value": value,
            "message": f"{column} is '{value}' (records: {records[value]}); {checks.rule_of(check)}",
            "action": f"Read as {right}",
        }
        for value, right in meant.items()
    )
