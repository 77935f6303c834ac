"""Accept a dataset: columns typed by its contract, every value that is not as it should be a finding."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType

import pandas as pd

from pv.contract.control_characters import control_characters
from pv.contract.datasets import input_datasets
from pv.contract.failures import failures
from pv.contract.finding import findings, gathered
from pv.contract.read_types import typed, unreadable_findings
from pv.contract.schema import Contract, read_contract
from pv.contract.spelling import respelled
from pv.contract.table import days
from pv.errors import InputError, Problem


@dataclass(frozen=True, eq=False)
class Accepted:
    """A dataset as the analysis sees it.

    Attributes:
        frame: all records in the order of the file: text str, numbers float64, dates datetime64[s] at midnight;
            optional columns that the file lacks are missing throughout, columns that the contract does not name are
            unchanged. Added are `source_row` (1 is the first record of the file) and `record_key`.
        findings: one row per finding, columns as in `schemas/findings.yaml`.
        set_aside: `source_row` of the records that a finding rejects.
        present: the columns that the file has.
        dates: the columns that are days; a database stores them as DATE.
    """

    frame: pd.DataFrame
    findings: pd.DataFrame
    set_aside: frozenset[int]
    present: frozenset[str]
    dates: tuple[str, ...]


def accept(frame: pd.DataFrame, contract_name: str, source: str) -> Accepted:
    """Return a dataset typed by its contract, and its findings.

    Args:
        frame: the records as read; names of columns in upper case, values typed or all text.
        contract_name: a dataset that is read, such as 'adae', or a domain of SDTM such as 'dm'.
        source: the file, for messages.

    Raises:
        InputError: columns that the analysis cannot do without are missing or not readable throughout, a column is
            there twice, or there is no record in a dataset that must have some (the contract's `may_be_empty`).
    """
    contract = read_contract(contract_name)
    _require_usable(frame, contract, source)
    raw = frame.reset_index(drop=True)
    table, unreadable = typed(raw, contract, source)
    found = list(unreadable_findings(raw, table, unreadable, contract))
    table, notes = respelled(table, contract)
    for failure in failures(table, contract):
        variable = failure.broken.variable
        positions, values = failure.positions, failure.found
        if failure.broken.rule == "key_missing" and variable in unreadable:
            # A key that could not be read has its finding already.
            truly = ~unreadable[variable].to_numpy()[positions]
            positions, values = positions[truly], values[truly]
        found.append(findings(table, failure.broken, positions, values))
        if failure.broken.on_fail == "missing":
            table.loc[positions, variable] = None
    found += control_characters(table, contract)
    listed = gathered([*found, *notes, *_no_record(table, contract)], list(table.columns))
    set_aside = frozenset(int(row) for row in listed.loc[listed["severity"] == "reject", "source_row"])
    return Accepted(table, listed, set_aside, frozenset(map(str, frame.columns)), days(table))


@cache
def absent(contract_name: str) -> Accepted:
    """Return what stands for a dataset that a study does not have: its columns without records."""
    dtypes = {**read_contract(contract_name).dtypes, "source_row": "int64", "record_key": "str"}
    table = pd.DataFrame({column: pd.Series(dtype=dtype) for column, dtype in dtypes.items()})
    return Accepted(table, gathered([], []), frozenset(), frozenset(), days(table))


def _require_usable(frame: pd.DataFrame, contract: Contract, source: str) -> None:
    """Raise for every required column that is not there, every column there twice, and where records are missing."""
    have = [str(column) for column in frame.columns]
    problems = [_missing(column, have, contract, source) for column in contract.required if column not in have]
    twice = [Problem(f"column {column} occurs twice", source) for column in have if have.count(column) > 1]
    if problems:
        problems.append(Problem(f"the file has the columns {', '.join(have) or '(none)'}", source))
    elif frame.empty and not contract.metadata.get("may_be_empty", True):
        problems.append(Problem(f"dataset {contract.name} has no records", source, "at least one record"))
    if problems or twice:
        raise InputError(dict.fromkeys([*problems, *twice]))


def _no_record(table: pd.DataFrame, contract: Contract) -> Iterator[pd.DataFrame]:
    """Yield the note that a dataset is there without a record."""
    if table.empty:
        note = {
            "severity": "note",
            "rule": "no_record",
            "dataset": contract.name,
            "source_row": None,
            "record_key": None,
            "variable": contract.key[0],
            "value": None,
            "message": "The dataset is present but has no records",
            "action": _EMPTY.get(contract.name, "Retained; the study is read as if it had no such dataset"),
        }
        yield pd.DataFrame([note])


#: Dataset -> what having no record means, where it is not the same as not having the dataset.
_EMPTY = MappingProxyType(dict.fromkeys(("adae", "ae"), "Retained; no subject had an event, so every event count is 0"))


def _missing(column: str, have: list[str], contract: Contract, source: str) -> Problem:
    # A code is no name, and a column that is a variable of its own in any dataset is no other: RFXSTDTC is not RFSTDTC.
    known = {name for dataset in input_datasets() for name in read_contract(dataset.name).dtypes}
    alike = [name for name in have if name.upper().endswith("CD") == column.endswith("CD") and name not in known]
    close = get_close_matches(column, alike, n=1, cutoff=0.5)
    guess = f"is it {close[0]}? " if close else ""
    rename = f'{column} = "{close[0] if close else "..."}"'
    unnumbered = "; with [data] number_events = true, events without a number are numbered by row"
    return Problem(
        f"column {column} ({contract.schema.columns[column].title}) is missing",
        source,
        f"{guess}map a column with another name in study.toml: [data.columns.{contract.name}] {rename}"
        f"{unnumbered if column == 'AESEQ' else ''}",
    )
