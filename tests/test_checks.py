"""The named checks, and the codelists they use."""

from pathlib import Path

import pandas as pd
import pandera.pandas as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandera.pandas import Check

from pv import checks

TERMINOLOGY = Path(__file__).parents[1].parent / "shared" / "data" / "terminology" / "cdisc_ct_ae_codelists.csv"


def passes(check: Check, *values: object) -> list[bool]:
    """Return per value whether a schema with the check accepts it."""
    schema = pa.SeriesSchema(checks=check, nullable=True)
    results = []
    for value in values:
        try:
            schema.validate(pd.Series([value]))
        except pa.errors.SchemaError:
            results.append(False)
        else:
            results.append(True)
    return results


def test_a_codelist_has_its_values_only() -> None:
    severity = Check.in_codelist(codelist="AESEV", on_fail="warning")
    assert passes(severity, "MILD", "Mild", "", "LIFE THREATENING", None) == [True, False, False, False, True]


def test_flags() -> None:
    assert passes(Check.yes_or_no(on_fail="missing"), "Y", "N", "y", "U") == [True, True, False, False]
    assert passes(Check.imputation_flag(on_fail="missing"), "D", "M", "Y", "N") == [True, True, True, False]


def test_grades_are_1_to_5() -> None:
    assert passes(Check.grade_1_to_5(on_fail="missing"), *"0123456", "3.0") == [False, *[True] * 5, False, False]


def test_not_negative() -> None:
    assert passes(Check.not_negative(on_fail="missing"), 0.0, 0.5, -0.5) == [True, True, False]


@pytest.mark.parametrize(
    ("check", "value", "meant"),
    [
        (Check.in_codelist(codelist="AESEV", on_fail="warning"), "Severe", "SEVERE"),
        (Check.in_codelist(codelist="OUT", on_fail="warning"), "recovered/resolved", "RECOVERED/RESOLVED"),
        (Check.in_codelist(codelist="AESEV", on_fail="warning"), "SEVERELY", "SEVERELY"),
        (Check.yes_or_no(on_fail="missing"), "y", "Y"),
        (Check.yes_or_no(on_fail="missing"), "Yes", "Yes"),
        (Check.grade_1_to_5(on_fail="missing"), "Grade 3", "3"),
        (Check.grade_1_to_5(on_fail="missing"), "CTCAE GRADE 4", "4"),
        (Check.grade_1_to_5(on_fail="missing"), "2.0", "2"),
        (Check.grade_1_to_5(on_fail="missing"), "2.5", "2.5"),
        (Check.grade_1_to_5(on_fail="missing"), "6", "6"),
        (Check.grade_1_to_5(on_fail="missing"), "Grade 3 or 4", "Grade 3 or 4"),
        (Check.not_negative(on_fail="missing"), "1", "1"),
    ],
)
def test_other_letters_of_a_listed_value(check: Check, value: str, meant: str) -> None:
    assert checks.spelled(check, value) == meant


@settings(deadline=None)
@given(st.sampled_from(["AESEV", "ACN", "OUT", "NY", "SEX", "AGEU", "RACE", "ETHNIC"]), st.data())
def test_a_listed_value_is_meant_by_itself_and_its_small_letters(name: str, data: st.DataObject) -> None:
    value = data.draw(st.sampled_from(checks.submission_values(name)))
    check = Check.in_codelist(codelist=name, on_fail="warning")
    assert checks.spelled(check, value) == value
    assert checks.spelled(check, value.lower()) == value
    assert value in checks.rule_of(check)


def test_the_rule_of_any_other_check_is_its_own_words() -> None:
    assert checks.rule_of(Check.greater_than(3)) == "it must satisfy greater_than(3)"
    assert checks.allowed(Check.greater_than(3)) == ()


def test_a_check_that_is_not_registered_is_not_there() -> None:
    with pytest.raises(AttributeError, match="registered"):
        _ = Check.in_no_codelist


def test_the_codelists_are_those_of_the_terminology() -> None:
    if not TERMINOLOGY.is_file():
        pytest.skip("the terminology that the codelists were taken from is not beside the checkout")
    source = pd.read_csv(TERMINOLOGY, dtype="str", keep_default_na=False)
    ours = checks.codelists()
    expected = source[source["codelist"].isin(ours["codelist"].unique())][["codelist", "submission_value"]]
    assert sorted(expected.itertuples(index=False, name=None)) == sorted(ours.itertuples(index=False, name=None))
    assert {"AESEV", "ACN", "OUT", "NY", "SEX", "AGEU", "RACE", "ETHNIC", "NCOMPLT"} == set(ours["codelist"])
    assert {name: len(values) for name, values in checks.codelist_values().items()}["AESEV"] == 3
