"""The named checks, and the codelists they use."""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
import pandera.pandas as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandera.pandas import Check

import places
from pv import stats
from pv.contract import named_checks as checks
from pv.study.setting.methods import METHODS

TERMINOLOGY = places.SHARED / "data" / "terminology" / "cdisc_ct_ae_codelists.csv"


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


def test_the_number_of_a_record_is_whole_and_positive() -> None:
    check = Check.whole_and_positive(on_fail="warning")
    assert passes(check, 1.0, 2.0**53, 1.5, 0.0, -3.0, None) == [True, True, False, False, False, True]


def test_a_date_of_a_trial_is_of_the_20th_or_21st_century() -> None:
    days = ["1900-01-01", "2020-02-29", "2100-01-01", "1899-12-31", "2100-01-02", "0001-01-01", "9999-12-31"]
    check = Check.plausible_date(on_fail="missing")
    assert passes(check, *(np.datetime64(day, "s") for day in days)) == [True] * 3 + [False] * 4
    assert "between 1900-01-01 and 2100-01-01" in checks.rule_of(check)


def in_order(*values: float | None) -> bool:
    """Return whether the numbers of one row pass as a chain."""
    frame = pd.DataFrame([values], columns=list("abc"), dtype="float64")
    return bool(checks.in_order(frame, along=[["a", "b", "c"]]).item())


def test_numbers_of_a_row_are_in_order() -> None:
    inf = float("inf")
    assert [in_order(1, 1, 2), in_order(0, inf, inf), in_order(-inf, 0, inf)] == [True] * 3
    # Limits of 0 events of 3 by the computer: 0.1 + 0.2 is more than 0.3 by the 17th digit.
    assert in_order(0, 0.1 + 0.2, 0.3)
    assert not in_order(0, 0.3 + 1e-6, 0.3)
    assert [in_order(None, 2, 1), in_order(2, None, 1), in_order(2, 3, 1)] == [False] * 3
    assert [in_order(1, None, 2), in_order(None, None, None)] == [True] * 2


def test_an_estimate_is_within_its_limits_unless_they_have_another_centre() -> None:
    frame = pd.DataFrame({"lower": [1.0, 4.0, 4.0, 6.0], "estimate": 3.0, "upper": 5.0})
    frame["method"] = ["wilson", "wilson", "jeffreys", "jeffreys"]
    intervals = [["lower", "estimate", "upper", "method"]]
    assert checks.around_estimate(frame, intervals=intervals).to_list() == [True, False, True, False]


#: Subjects and their number, or events and their time, of two arms: none, few, all.
PEOPLE = [(x, n, y, m) for n in (1, 2, 10) for m in (1, 40) for x in {0, 1, n} for y in {0, m // 2, m}]
RATES = [(x, t, y, s) for x in (0, 1, 9) for y in (0, 4) for t in (0.5, 30) for s in (1, 20)]
#: Key of the statistics -> the function, and what it is computed from.
INTERVALS: dict[str, tuple[Callable[..., stats.Interval], Sequence[tuple[float, ...]]]] = {
    "proportion": (stats.proportion_interval, [row[:2] for row in PEOPLE]),
    "risk_difference": (stats.risk_difference, PEOPLE),
    "risk_ratio": (stats.risk_ratio, PEOPLE),
    "rate": (stats.rate_interval, [row[:2] for row in RATES]),
    "rate_difference": (stats.rate_difference, RATES),
    "rate_ratio": (stats.rate_ratio, RATES),
}


@pytest.mark.parametrize(("key", "method"), [(key, method) for key in INTERVALS for method in METHODS[key]])
def test_only_methods_with_another_centre_leave_an_estimate_outside(key: str, method: str) -> None:
    function, inputs = INTERVALS[key]
    columns = [np.array(column, dtype=np.float64) for column in zip(*inputs, strict=True)]
    outside = 0
    for level in (0.05, 0.5, 0.9, 0.95, 0.999):
        frame = pd.DataFrame(function(*columns, method=method, level=level)._asdict())
        assert checks.in_order(frame, along=[["lower", "upper"]]).all()
        outside += int((~checks.in_order(frame, along=[["lower", "estimate", "upper"]])).sum())
    assert (outside > 0) is (method in checks.OFF_CENTRE)


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
        (Check.grade_1_to_5(on_fail="missing"), "G3", "3"),
        (Check.grade_1_to_5(on_fail="missing"), "grade iv", "4"),
        (Check.grade_1_to_5(on_fail="missing"), "IIII", "IIII"),
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
