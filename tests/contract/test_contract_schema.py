"""Every file in schemas/: nothing in it that Pandera would drop in silence, everything described."""

import re
from functools import cache
from typing import Any, get_args

import pandera.pandas as pa
import pytest
import yaml  # type: ignore[import-untyped]  # its types are a distribution of their own
from pandera.pandas import Check

from pv import resources
from pv.contract import absent, describe, read_contract, validate_result
from pv.contract.datasets import analysis_datasets, input_datasets
from pv.contract.finding import ACTIONS
from pv.contract.named_checks import codelist_values, statistics
from pv.study.setting.data_settings import DataPart, Dataset

NAMES = list(resources.files("schemas", ".yaml"))
INPUTS = analysis_datasets()
TABLE_KEYS = {
    "schema_type",
    "name",
    "title",
    "description",
    "metadata",
    "strict",
    "ordered",
    "unique",
    "columns",
    "checks",
}
COLUMN_KEYS = {"title", "description", "dtype", "nullable", "required", "coerce", "unique"}
DTYPES = {"str", "float64", "int32", "Int32", "int64", "Int64", "bool", "boolean", "datetime64[s]"}

#: Coercion to int64 would pass 2.5 as the count 2.
REFUSES_A_FRACTION = {"Int32", "Int64", "boolean"}


SHARED = yaml.safe_load(resources.read("schemas/_columns.yaml"))


@cache
def written(name: str) -> dict[str, Any]:
    parsed: dict[str, Any] = yaml.safe_load(resources.read(resources.files("schemas", ".yaml")[name]))
    return parsed


def merged(name: str) -> dict[str, Any]:
    """Return a contract as it would stand without shared columns."""
    whole = written(name)
    columns = {column: SHARED[said] if isinstance(said, str) else said for column, said in whole["columns"].items()}
    return whole | {"columns": columns}


def test_a_shared_column_is_of_several_contracts_and_none_of_them_writes_it_again() -> None:
    columns = [said for name in NAMES for said in written(name)["columns"].values()]
    for name, shared in SHARED.items():
        assert columns.count(name) > 1, name
        assert shared not in columns, name


def test_every_key_means_something_to_pandera() -> None:
    for name in NAMES:
        content = merged(name)
        assert set(content) <= TABLE_KEYS, name
        assert content["name"] == name, name
        of_rows = set(content.get("checks", ()))
        assert all(callable(getattr(Check, check, None)) for check in of_rows), (name, of_rows)
        assert {str(check.name) for check in read_contract(name).schema.checks} == of_rows, name
        for column, about in content["columns"].items():
            named = set(about) - COLUMN_KEYS
            assert all(callable(getattr(Check, check, None)) for check in named), (name, column, named)
            assert {"title", "description", "dtype", "nullable", "required"} <= set(about), (name, column)
            assert about["dtype"] in DTYPES, (name, column)
            assert about["dtype"] in REFUSES_A_FRACTION or not about.get("coerce"), (name, column)
            assert {str(check.name) for check in read_contract(name).checks(column)} == named, (name, column)


def test_the_contract_is_what_pandera_reads() -> None:
    for name in NAMES:
        # Read anew: Pandera compares the code of checks, to which it adds with every kind of frame that it meets.
        ours = read_contract.__wrapped__(name).schema
        assert pa.DataFrameSchema.from_yaml(yaml.safe_dump(merged(name), sort_keys=False)) == ours, name
        assert read_contract(name) is read_contract(name), name


def test_tables_and_columns_are_described() -> None:
    for name in NAMES:
        table, columns = describe(name)
        assert table.endswith("."), name
        assert list(columns) == list(read_contract(name).schema.columns), name
        assert all(": " in text for text in columns.values()), name


def test_every_check_of_an_input_says_what_becomes_of_a_failure() -> None:
    for name in INPUTS:
        contract = read_contract(name)
        for column in contract.schema.columns:
            for check in contract.checks(column):
                assert statistics(check)["on_fail"] in ACTIONS, name
                assert statistics(check).get("codelist", "SEX") in codelist_values(), name


def test_a_key_is_never_missing_and_an_optional_column_may_be() -> None:
    for name in INPUTS:
        contract = read_contract(name)
        keys = {column for column in contract.key if not contract.schema.columns[column].nullable}
        assert "USUBJID" in keys, name
        assert keys <= set(contract.required), name
        others = set(contract.dtypes) - keys
        assert all(contract.schema.columns[column].nullable for column in others), name


def test_what_stands_for_an_absent_dataset_keeps_its_contract() -> None:
    for name in INPUTS:
        nothing = absent(name)
        validate_result(nothing.frame, name)
        validate_result(nothing.findings, "findings")
        assert list(nothing.frame.columns) == [*read_contract(name).dtypes, "source_row", "record_key"], name
        assert nothing.present == frozenset(), name


@cache
def computed() -> list[str]:
    """Return the contracts of computed tables."""
    return [name for name in NAMES if not read_contract(name).key]


def limited() -> list[tuple[str, str]]:
    """Return their columns that are limits; in those of the laboratory these can be limits of a criterion."""
    return [
        (name, column)
        for name in computed()
        for column in read_contract(name).schema.columns
        if re.fullmatch(r"(.*_)?(lower|upper)", column) and not name.startswith("lab_")
    ]


def test_counts_person_time_and_percentages_have_their_bounds() -> None:
    for name in computed():
        contract = read_contract(name)
        for column in contract.schema.columns:
            rules = {str(check.name): statistics(check) for check in contract.checks(column)}
            lowest = min((rule["min_value"] for rule in rules.values() if "min_value" in rule), default=-1)
            highest = max((rule["max_value"] for rule in rules.values() if "max_value" in rule), default=101)
            if re.fullmatch(r"(.*_)?(subjects|events|patient_years|patient_years_at_risk|percent)", column):
                assert lowest >= 0, (name, column)
            if column.endswith("percent"):
                assert highest <= 100, (name, column)


def test_every_limit_is_held_to_its_estimate_or_the_other_limit() -> None:
    assert len(limited()) > 30
    for name, column in limited():
        held = [
            columns
            for check in read_contract(name).schema.checks
            for lists in statistics(check).values()
            for columns in lists
            if column in columns
        ]
        assert len(held) == 1, (name, column)
        assert len({*held[0]}) == len(held[0])


def test_no_file_is_no_contract() -> None:
    with pytest.raises(FileNotFoundError):
        read_contract("nothing")


def test_each_dataset_that_is_read_has_a_place_and_a_key_of_the_study_file() -> None:
    read = input_datasets()
    assert {dataset.name for dataset in read} == set(resources.files("schemas/input", ".yaml"))
    assert len({dataset.place for dataset in read}) == len(read)
    assert {dataset.becomes for dataset in read} - {None} <= set(INPUTS)
    named = {dataset.name for dataset in read}
    assert named == set(get_args(Dataset)) == named & set(DataPart.model_fields)
