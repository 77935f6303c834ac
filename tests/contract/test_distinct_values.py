"""Contracts hold distinct values to their checks and find the records by them: the same findings as of every record."""

from collections.abc import Iterator
from importlib import import_module
from types import MappingProxyType

import numpy as np
import pandas as pd
import pytest
from pandera.errors import SchemaErrors

import places
from pv.characters import FORBIDDEN, shown
from pv.contract import Contract, accept
from pv.contract.control_characters import _message
from pv.contract.datasets import input_datasets
from pv.contract.failures import Failure, _broken
from pv.contract.finding import record_keys
from pv.load import from_frame, read_dataset

KNOWN = frozenset(dataset.name for dataset in input_datasets())
#: What each column of a bad record may hold, good values among them, each often.
BAD = MappingProxyType(
    {
        "USUBJID": ["S1", " S1", None, "", "S\x0b2"],
        "AESEQ": ["1", "1.0", "1.5", "-1", "x", None],
        "AETERM": ["Ache", "Ac\x01he", "\ufffe", None],
        "AEDECOD": ["Headache", "Head\x1bache", "头痛", None],
        "AEBODSYS": ["Nervous", None],
        "ASTDT": ["2020-01-01", "1820-01-01", "9999-12-31", "01JAN2020", "2020-13-01", "10000-01-01", None],
        "ASTDTF": ["D", "?", None],
        "AESEV": ["MILD", "Mild", "BAD", None],
        "AETOXGR": ["1", "Grade 5", "6", None],
        "AESER": ["Y", "n", "true", "?", None],
        "AEOUT": ["FATAL", "fatal", "DIED", None],
    }
)


def of_every_record(table: pd.DataFrame, contract: Contract) -> Iterator[Failure]:
    """Yield what Pandera finds in a whole dataset, record by record."""
    try:
        contract.part(frozenset(contract.dtypes)).validate(table, lazy=True)
    except SchemaErrors as error:
        for failure in error.schema_errors:
            cases = failure.failure_cases
            yield Failure(_broken(failure, contract.name), cases["index"].to_numpy(), cases["failure_case"])


def of_every_text(table: pd.DataFrame, contract: Contract) -> Iterator[pd.DataFrame]:
    """Yield the texts with a control character, record by record."""
    for column, dtype in contract.dtypes.items():
        for place, text in enumerate(table[column]) if dtype == "str" else ():
            if isinstance(text, str) and FORBIDDEN.search(text):
                about = {name: table[name].iloc[place] for name in ("source_row", "record_key")}
                said = {"severity": "warning", "rule": "control_character", "dataset": contract.name}
                action = "Retained; counted under the text as it is, shown with \ufffd in its place"
                record = {
                    "variable": column,
                    "value": shown(text),
                    "message": _message(text),
                    "action": action,
                    "until_cutoff": True,
                }
                yield pd.DataFrame([{**said, **about, **record}])


def alike_both_ways(frame: pd.DataFrame, name: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """Return how many findings a dataset has, which are the same of its values and of its records."""
    accepting = import_module("pv.contract.accept")
    of_values = accept(frame, name, "a.csv")
    with monkeypatch.context() as plain:
        plain.setattr(accepting, "failures", of_every_record)
        plain.setattr(accepting, "control_characters", of_every_text)
        of_records = accept(frame, name, "a.csv")
    pd.testing.assert_frame_equal(of_values.findings, of_records.findings)
    pd.testing.assert_frame_equal(of_values.frame, of_records.frame)
    assert of_values.set_aside == of_records.set_aside
    return len(of_values.findings)


def of_cases() -> dict[str, pd.DataFrame]:
    """Return the records of all shared cases, by dataset: of a file that several cases have, once."""
    read: dict[str, list[pd.DataFrame]] = {}
    seen = set()
    for file in sorted(places.SHARED.glob("cases/*/*.csv")):
        if file.stem in KNOWN and (content := file.read_bytes()) not in seen:
            seen.add(content)
            read.setdefault(file.stem, []).append(read_dataset(file).frame)
    return {name: pd.concat(frames, ignore_index=True) for name, frames in read.items()}


@pytest.mark.skipif(not (places.SHARED / "cases").is_dir(), reason="needs the shared cases")
def test_the_shared_cases_have_the_same_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    datasets = of_cases()
    assert {"adae", "adsl", "ae", "dm", "ds", "ex", "suppae"} <= datasets.keys()
    assert sum(alike_both_ways(frame, name, monkeypatch) for name, frame in datasets.items()) > 0


@pytest.mark.skipif(not (places.SHARED / "cases").is_dir(), reason="needs the shared cases")
def test_a_typed_file_has_the_same_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    adae = read_dataset(places.SHARED / "cases/parquet_year_10000/adae.parquet").frame
    assert alike_both_ways(adae, "adae", monkeypatch) > 0


def test_every_bad_value_beside_every_other_has_the_same_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    draws = np.random.default_rng(1)
    frame = pd.DataFrame({name: draws.choice(np.array(values, dtype=object), 400) for name, values in BAD.items()})
    found = alike_both_ways(from_frame(frame, "adae").frame, "adae", monkeypatch)
    broken = ["6", "?", "BAD", "DIED", "1820-01-01", "x", "S\x0b2", "\ufffe"]
    assert found > sum(int((frame == value).sum().sum()) for value in broken)


def test_a_column_without_a_value_and_one_without_a_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    event = {"USUBJID": None, "AESEQ": 1.0, "AEDECOD": "Ache", "AEBODSYS": "Head", "ASTDT": "2020-01-01"}
    frame = pd.DataFrame([event, event | {"AESEQ": 0.0}]).astype({"USUBJID": "str"})
    assert alike_both_ways(frame, "adae", monkeypatch) == 3  # two keys are missing, and no event is number 0


def test_pandera_sees_each_value_once(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = []
    whole = Contract.part

    def watched(contract: Contract, columns: frozenset[str]) -> object:
        schema = whole(contract, columns)

        class Watching:
            def validate(self, rows: pd.DataFrame, *, lazy: bool) -> None:
                sizes.append(len(rows))
                schema.validate(rows, lazy=lazy)

        return Watching()

    monkeypatch.setattr(Contract, "part", watched)
    frame = pd.DataFrame({name: [values[0]] * 500 for name, values in BAD.items()})
    accept(frame.assign(AESER=["Y", "N"] * 250, USUBJID=[f"S{n}" for n in range(500)]), "adae", "a.csv")
    assert sizes == [2]


def test_a_key_is_written_as_its_record_by_itself_has_it() -> None:
    frame = pd.DataFrame(
        {
            "USUBJID": pd.Series(["S1", None, "S2", "S1"] * 3, dtype="str"),
            "AESEQ": [1.0, 2.0, np.nan, 1.5, -0.0, 1e300, 2.0**53, 2.0**53 - 1, 1.0, 0.25, 7.0, np.nan],
            "ASTDT": pd.Series(np.array(["2020-01-10", "NaT", "1820-05-01", "2020-01-10"] * 3, dtype="datetime64[s]")),
        }
    )

    def written(value: object) -> str:
        if pd.isna(value):  # type: ignore[call-overload]  # a value of the frame
            return "(missing)"
        if isinstance(value, float):
            return str(int(value)) if value.is_integer() and abs(value) < 2**53 else str(value)
        return str(value.date()) if isinstance(value, pd.Timestamp) else str(value)

    rows: list[list[object]] = frame.astype("object").to_numpy().tolist()
    names = ["USUBJID", "AESEQ", "ASTDT"]
    one_by_one = [", ".join(f"{name}={written(value)}" for name, value in zip(names, row, strict=True)) for row in rows]
    assert record_keys(frame, names).to_list() == one_by_one
    assert record_keys(frame, names).iloc[6] == "USUBJID=S2, AESEQ=9007199254740992.0, ASTDT=1820-05-01"
