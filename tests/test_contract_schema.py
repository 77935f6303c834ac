"""Every file in schemas/: nothing in it that Pandera would drop in silence, everything described."""

import pandera.pandas as pa
import pytest
import yaml  # type: ignore[import-untyped]  # its types are a distribution of their own
from pandera.pandas import Check

from pv import resources
from pv.checks import codelist_values, statistics
from pv.contract import absent, describe, read_contract, validate_result
from pv.contract.finding import ACTIONS

NAMES = resources.stems("schemas", ".yaml")
INPUTS = ["adsl", "adae", "adex", "adlb", "adjudication"]
TABLE_KEYS = {"schema_type", "name", "title", "description", "metadata", "strict", "ordered", "unique", "columns"}
COLUMN_KEYS = {"title", "description", "dtype", "nullable", "required", "coerce", "unique"}
DTYPES = {"str", "float64", "int32", "Int32", "int64", "Int64", "bool", "boolean", "datetime64[s]"}

#: Coercion to int64 would pass 2.5 as the count 2.
REFUSES_A_FRACTION = {"Int32", "Int64", "boolean"}


@pytest.mark.parametrize("name", NAMES)
def test_every_key_means_something_to_pandera(name: str) -> None:
    content = yaml.safe_load(resources.read(f"schemas/{name}.yaml"))
    assert set(content) <= TABLE_KEYS
    assert content["name"] == name
    for column, about in content["columns"].items():
        named = set(about) - COLUMN_KEYS
        assert all(callable(getattr(Check, check, None)) for check in named), (column, named)
        assert {"title", "description", "dtype", "nullable", "required"} <= set(about), column
        assert about["dtype"] in DTYPES, column
        assert about["dtype"] in REFUSES_A_FRACTION or not about.get("coerce"), column
        assert {str(check.name) for check in read_contract(name).checks(column)} == named, column


@pytest.mark.parametrize("name", NAMES)
def test_the_contract_is_what_pandera_reads(name: str) -> None:
    ours = read_contract(name).schema
    assert pa.DataFrameSchema.from_yaml(resources.read(f"schemas/{name}.yaml")) == ours
    assert read_contract(name).schema is ours


@pytest.mark.parametrize("name", NAMES)
def test_tables_and_columns_are_described(name: str) -> None:
    table, columns = describe(name)
    assert table.endswith(".")
    assert list(columns) == list(read_contract(name).schema.columns)
    assert all(": " in text for text in columns.values())


@pytest.mark.parametrize("name", INPUTS)
def test_every_check_of_an_input_says_what_becomes_of_a_failure(name: str) -> None:
    contract = read_contract(name)
    for column in contract.schema.columns:
        for check in contract.checks(column):
            assert statistics(check)["on_fail"] in ACTIONS
            assert statistics(check).get("codelist", "SEX") in codelist_values()


@pytest.mark.parametrize("name", INPUTS)
def test_a_key_is_never_missing_and_an_optional_column_may_be(name: str) -> None:
    contract = read_contract(name)
    keys = {column for column in contract.key if not contract.schema.columns[column].nullable}
    assert "USUBJID" in keys
    assert keys <= set(contract.required)
    others = set(contract.dtypes) - keys
    assert all(contract.schema.columns[column].nullable for column in others)


@pytest.mark.parametrize("name", INPUTS)
def test_what_stands_for_an_absent_dataset_keeps_its_contract(name: str) -> None:
    nothing = absent(name)
    validate_result(nothing.frame, name)
    validate_result(nothing.findings, "findings")
    assert list(nothing.frame.columns) == [*read_contract(name).dtypes, "source_row", "record_key"]
    assert nothing.present == frozenset()


def test_no_file_is_no_contract() -> None:
    with pytest.raises(FileNotFoundError):
        read_contract("nothing")
