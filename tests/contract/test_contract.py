"""Accepting a dataset: types, findings with the record they are about, and records in = used + set aside."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pilot
from pv.contract import Accepted, absent, accept, collected, read_contract
from pv.contract.datasets import analysis_datasets
from pv.errors import InputError

EVENT: dict[str, Any] = {
    "USUBJID": "U1",
    "AESEQ": "1",
    "AEDECOD": "Headache",
    "AEBODSYS": "Nervous",
    "ASTDT": "2020-01-12",
}


def events(*rows: Mapping[str, Any]) -> pd.DataFrame:
    """Return ADAE as a CSV file gives it, all text; a row says what differs from EVENT, AESEQ counts up."""
    return pd.DataFrame([EVENT | {"AESEQ": str(place)} | dict(row) for place, row in enumerate(rows, start=1)])


def found(accepted: Accepted) -> list[tuple[Any, ...]]:
    """Return row, variable, value, severity, rule and action of each finding."""
    columns = ["source_row", "variable", "value", "severity", "rule", "action"]
    table = accepted.findings[columns].astype("object")
    return list(table.where(table.notna(), None).itertuples(index=False, name=None))


def test_text_is_typed_by_the_contract() -> None:
    accepted = accept(events({"AENDT": "02JAN2020", "AETOXGR": "3", "OTHER": "kept"}, {"AENDT": None}), "adae", "a.csv")
    frame = accepted.frame
    assert accepted.findings.empty
    assert accepted.set_aside == frozenset()
    assert frame["AESEQ"].to_list() == [1.0, 2.0]
    assert frame["AENDT"].to_list() == [pd.Timestamp("2020-01-02"), pd.NaT]
    assert {str(frame[column].dtype) for column in ("ASTDT", "AENDT")} == {"datetime64[s]"}
    assert accepted.dates == ("ASTDT", "AENDT", "AEDTHDT")
    assert frame["OTHER"].to_list()[0] == "kept"
    assert frame["source_row"].to_list() == [1, 2]
    assert frame["record_key"].to_list() == ["USUBJID=U1, AESEQ=1", "USUBJID=U1, AESEQ=2"]


def test_a_date_after_the_year_9999_is_a_finding_and_missing() -> None:
    days = pd.Series(np.array(["2020-01-12", "10000-01-01"], dtype="datetime64[s]"))
    accepted = accept(events({}, {}).assign(ASTDT=days), "adae", "adae.parquet")
    assert found(accepted) == [(2, "ASTDT", "10000-01-01", "warning", "readable", "Value treated as missing")]
    assert accepted.set_aside == frozenset()
    assert accepted.frame["ASTDT"].isna().tolist() == [False, True]


def test_a_missing_optional_column_is_there_with_its_type() -> None:
    frame = accept(events({}), "adae", "a.csv").frame
    assert str(frame["AESER"].dtype) == "str"
    assert str(frame["AEPTCD"].dtype) == "float64"
    assert str(frame["AENDT"].dtype) == "datetime64[s]"
    assert frame[["AESER", "AEPTCD", "AENDT"]].isna().all(axis=None)


def test_what_cannot_be_read_is_a_finding_and_rejects_only_in_a_key() -> None:
    accepted = accept(
        events({"ASTDT": "2013-13-40"}, {"AESEQ": "x"}, {"AELLTCD": "ten", "AENDT": "2013-05"}), "adae", "a.csv"
    )
    assert found(accepted) == [
        (2, "AESEQ", "x", "reject", "readable", "Set aside"),
        (1, "ASTDT", "2013-13-40", "warning", "readable", "Value treated as missing"),
        (3, "AELLTCD", "ten", "warning", "readable", "Value treated as missing"),
        (3, "AENDT", "2013-05", "warning", "readable", "Value treated as missing"),
    ]
    assert accepted.set_aside == {2}
    assert accepted.frame[["ASTDT", "AENDT"]].isna().to_numpy().tolist() == [[True, True], [False, True], [False, True]]
    message = accepted.findings["message"].iloc[1]
    assert message.startswith("ASTDT is '2013-13-40'; it must be a full calendar date such as 2014-01-02")
    assert accepted.findings["record_key"].to_list()[:2] == ["USUBJID=U1, AESEQ=(missing)", "USUBJID=U1, AESEQ=1"]


def test_a_missing_key_sets_the_record_aside() -> None:
    accepted = accept(events({}, {"USUBJID": " "}, {"AESEQ": None}), "adae", "a.csv")
    assert found(accepted) == [
        (2, "USUBJID", None, "reject", "key_missing", "Set aside"),
        (3, "AESEQ", None, "reject", "key_missing", "Set aside"),
    ]
    assert accepted.set_aside == {2, 3}
    assert "every record must have it" in accepted.findings["message"].iloc[0]


@pytest.mark.parametrize(
    ("variable", "value", "kept", "rule", "says"),
    [
        ("AETOXGR", "6", None, "grade_1_to_5", "1, 2, 3, 4 or 5"),
        ("AETOXGR", "0", None, "grade_1_to_5", "1, 2, 3, 4 or 5"),
        ("AESEV", "BAD", "BAD", "in_codelist", "MILD, MODERATE, SEVERE"),
        ("AESER", "X", None, "in_codelist", "the CDISC codelist NY has"),
        ("AEOUT", "DIED", "DIED", "in_codelist", "FATAL"),
        ("AEACN", "STOPPED", "STOPPED", "in_codelist", "DRUG WITHDRAWN"),
        ("TRTEMFL", "1", None, "yes_or_no", "Y or N"),
        ("ASTDTF", "X", None, "imputation_flag", "D (day imputed)"),
    ],
)
def test_a_value_outside_its_list_is_a_warning(
    variable: str, value: str, kept: str | None, rule: str, says: str
) -> None:
    accepted = accept(events({variable: value}, {variable: None}), "adae", "a.csv")
    assert len(accepted.findings) == 1
    finding = accepted.findings.iloc[0]
    assert (finding["severity"], finding["rule"], finding["source_row"]) == ("warning", rule, 1)
    assert finding["message"].startswith(f"{variable} is '{value}'; ")
    assert says in finding["message"]
    assert finding["action"].startswith("Value treated as missing" if kept is None else "Retained as recorded")
    now = accepted.frame[variable].iloc[0]
    assert (None if pd.isna(now) else now) == kept
    assert accepted.set_aside == frozenset()


def test_other_letters_are_read_as_the_listed_value_with_one_note() -> None:
    accepted = accept(
        events({"AESEV": "Mild", "AETOXGR": "Grade 3"}, {"AESEV": "Mild"}, {"AESEV": "MILD", "AETOXGR": "3"}),
        "adae",
        "a",
    )
    assert accepted.frame["AESEV"].to_list() == ["MILD"] * 3
    assert accepted.frame["AETOXGR"].to_list()[::2] == ["3", "3"]
    assert found(accepted) == [
        (None, "AESEV", "Mild", "note", "spelling", "Read as MILD"),
        (None, "AETOXGR", "Grade 3", "note", "spelling", "Read as 3"),
    ]
    assert "(records: 2)" in accepted.findings["message"].iloc[0]


def test_a_number_below_zero_is_taken_as_missing() -> None:
    subject = {"USUBJID": "U1", "TRT01A": "Drug", "SAFFL": "Y", "TRTSDT": "2020-01-10", "TRTEDT": "2020-01-19"}
    accepted = accept(pd.DataFrame([subject | {"AGE": -1.0, "SEX": "W"}]), "adsl", "adsl.csv")
    assert found(accepted) == [
        (1, "AGE", "-1", "warning", "not_negative", "Value treated as missing"),
        (1, "SEX", "W", "warning", "in_codelist", "Retained as recorded; its own row of the demographics"),
    ]
    assert accepted.findings["record_key"].to_list() == ["USUBJID=U1"] * 2


def test_the_number_of_a_record_is_kept_as_it_is_and_an_impossible_one_is_named() -> None:
    accepted = accept(events({"AESEQ": "1.5"}, {"AESEQ": "0"}, {"AESEQ": "-3"}, {"AESEQ": "4.0"}), "adae", "a.csv")
    assert found(accepted) == [
        (row, "AESEQ", value, "warning", "whole_and_positive", "Retained as recorded")
        for row, value in ((1, "1.5"), (2, "0"), (3, "-3"))
    ]
    assert accepted.findings["record_key"].to_list() == [f"USUBJID=U1, AESEQ={number}" for number in ("1.5", "0", "-3")]
    assert "whole and positive: 1, 2, 3" in accepted.findings["message"].iloc[0]
    assert accepted.frame["AESEQ"].to_list() == [1.5, 0, -3, 4]


@pytest.mark.parametrize("dtype", ["str", "datetime64[s]"])
def test_a_date_that_no_trial_can_have_is_taken_as_missing(dtype: str) -> None:
    days = pd.Series(["0001-01-01", "1899-12-31", "1900-01-01", "2100-01-01", "9999-12-31"], dtype=dtype)
    accepted = accept(events(*[{}] * len(days)).assign(AENDT=days), "adae", "a.csv")
    assert found(accepted) == [
        (row, "AENDT", value, "warning", "plausible_date", "Value treated as missing")
        for row, value in ((1, "0001-01-01"), (2, "1899-12-31"), (5, "9999-12-31"))
    ]
    assert accepted.findings["record_key"].to_list() == [f"USUBJID=U1, AESEQ={row}" for row in (1, 2, 5)]
    assert (
        "is '9999-12-31'; a date in a trial must be between 1900-01-01 and 2100-01-01"
        in accepted.findings["message"].iloc[2]
    )
    assert accepted.frame["AENDT"].isna().to_list() == [True, True, False, False, True]


def test_every_date_and_every_number_of_a_record_has_its_rule() -> None:
    for name in analysis_datasets():
        contract = read_contract(name)
        for column, dtype in contract.dtypes.items():
            rules = {str(check.name) for check in contract.checks(column)}
            assert ("plausible_date" in rules) is (dtype == "datetime64[s]")
            # AESEQ of a case is a link, which case_link_unknown follows.
            own = column.endswith("SEQ") and (name, column) != ("adjudication", "AESEQ")
            assert ("whole_and_positive" in rules) is own, (name, column)


def test_all_missing_columns_are_named_at_once_with_the_nearest_present() -> None:
    with pytest.raises(InputError) as error:
        accept(events({}).rename(columns={"AESEQ": "AESEQN", "ASTDT": "BEGIN"}), "adae", "data/adae.csv")
    first, second, third = (str(problem) for problem in error.value.problems)
    assert "data/adae.csv: column AESEQ (Sequence Number) is missing" in first
    assert '[data.columns.adae] AESEQ = "AESEQN"' in first
    assert "column ASTDT" in second
    assert "USUBJID, AESEQN, AEDECOD, AEBODSYS, BEGIN" in third


def test_a_required_column_without_one_readable_value_is_an_error() -> None:
    with pytest.raises(InputError, match="none of the 10 values of ASTDT can be read; the first is '10/02/2020'"):
        accept(events(*[{"ASTDT": "10/02/2020"}] * 10), "adae", "a.csv")
    # One readable value: the column is what it says, the others are findings.
    accepted = accept(events({}, *[{"ASTDT": "10/02/2020"}] * 10), "adae", "a.csv")
    assert len(accepted.findings) == 10


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        # Day 1 is 1 January 1900, and Excel has a 29 February 1900: 45292 is 1 January 2024.
        (["45292"], "none of the 1 values of ASTDT can be read; the first is '45292' .*serial number.*2024-01-01"),
        ([45323.0, None, 45200], "none of the 2 values of ASTDT can be read; the first is '45323[.]0' .*2024-02-01"),
        (["45200.75", "?"], "none of the 2 values of ASTDT can be read; the first is '45200.75' .*2023-10-01"),
    ],
)
def test_onsets_of_which_none_can_be_read_are_an_error_however_few(texts: list[object], said: str) -> None:
    with pytest.raises(InputError, match=said) as error:
        accept(events(*({"ASTDT": text} for text in texts)), "adae", "a.csv")
    assert len(error.value.problems) == 1


@pytest.mark.parametrize("text", ["?", "2024-04", "1234", "123456", "20240401"])
def test_only_what_can_be_a_serial_number_is_said_to_look_like_one(text: str) -> None:
    with pytest.raises(InputError, match="none of the 1 values of ASTDT") as error:
        accept(events({"ASTDT": text}), "adae", "a.csv")
    assert "Excel" not in str(error.value)


def test_onsets_that_are_all_missing_are_findings_of_each_event() -> None:
    assert accept(events({"ASTDT": None}, {"ASTDT": ""}, {"ASTDT": "."}), "adae", "a.csv").frame["ASTDT"].isna().all()


def test_numbers_with_a_decimal_comma_are_one_error() -> None:
    with pytest.raises(InputError) as error:
        accept(events({"AELLTCD": "20,5"}, {"AELLTCD": "7"}, {"AELLTCD": "3,25"}), "adae", "a.csv")
    assert [str(problem) for problem in error.value.problems] == [
        "a.csv: the numbers of AELLTCD have a decimal comma; the first is '20,5' (a decimal point: 20.5)"
    ]
    # One comma, or a point beside it: a slip of the pen.
    for values in (("20,5", "7"), ("20,5", "3,25", "7.5")):
        accepted = accept(events(*({"AELLTCD": value} for value in values)), "adae", "a.csv")
        assert set(accepted.findings["rule"]) == {"readable"}


def test_a_column_there_twice_is_an_error() -> None:
    frame = events({"AEREL": "N"}, {}).assign(AERELINV="Y").rename(columns={"AERELINV": "AEREL"})
    with pytest.raises(InputError) as error:
        accept(frame, "adae", "a.csv")
    assert str(error.value) == "a.csv: column AEREL occurs twice"


def test_no_records_are_an_error_where_there_must_be_some() -> None:
    people = {name: pd.Series(dtype="str") for name in read_contract("adsl").required}
    with pytest.raises(InputError, match=r"a\.csv: dataset adsl has no records"):
        accept(pd.DataFrame(people), "adsl", "a.csv")
    # A first look may have no event.
    assert "every event count is 0" in accept(events({}).head(0), "adae", "a.csv").findings["action"].item()
    doses = accept(pd.DataFrame({"USUBJID": pd.Series(dtype="str")}), "adex", "adex.csv")
    assert len(doses.frame) == 0
    assert found(doses) == [(None, "USUBJID", None, "note", "no_record", doses.findings["action"].iloc[0])]
    assert "as if it had no such dataset" in doses.findings["action"].iloc[0]
    assert absent("adex").findings.empty


def test_collected_says_what_the_file_has_and_how_much_of_it_is_filled() -> None:
    datasets = {
        "adae": accept(events({"AESER": "Y"}, {"AESER": "", "AEACN": "Stopped"}, {"ASTDT": "?"}), "adae", "a"),
        "adex": absent("adex"),
    }
    table = collected(datasets)
    assert not {"source_row", "record_key"} & set(table["variable"])
    rows = {(row[0], row[1]): row[2:] for row in table.itertuples(index=False, name=None)}
    assert rows["adae", "AESER"] == (True, 1, 1)
    assert rows["adae", "ASTDT"] == (True, 2, 2)  # not readable is not filled
    assert rows["adae", "AEACN"] == (True, 1, 0)  # filled with a word that the codelist does not have
    assert rows["adae", "AEOUT"] == (False, 0, 0)
    assert rows["adex", "USUBJID"] == (False, 0, 0)


def test_the_pilot_is_accepted_whole() -> None:
    subjects = accept(pilot.adsl(), "adsl", "adsl.xpt")
    records = accept(pilot.adae(), "adae", "adae.xpt")
    assert (len(subjects.frame), len(records.frame)) == (254, 1191)
    assert subjects.findings.empty
    assert records.findings.empty
    assert records.frame["ASTDT"].isna().sum() == 11
    assert records.frame["AENDT"].isna().sum() == 473


VALUES: dict[str, list[str | None]] = {
    "USUBJID": ["U1", "U2", "", None],
    "AESEQ": ["1", "2.0", "x", None],
    "ASTDT": ["2020-01-01", "01JAN2020", "2020-13-01", "2020-01", None],
    "AESEV": ["MILD", "mild", "BAD", None],
    "AETOXGR": ["1", "Grade 5", "6", None],
    "AESER": ["Y", "n", "?", None],
}


@st.composite
def messy(draw: st.DrawFn) -> pd.DataFrame:
    """Draw an ADAE of good and bad values; of the onsets one can be read, for without any it is refused."""
    row = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in VALUES.items()})
    return pd.DataFrame([EVENT, *(EVENT | drawn for drawn in draw(st.lists(row, min_size=1, max_size=9)))])


@settings(max_examples=12, deadline=None)
@given(messy())
def test_every_record_is_used_or_set_aside_for_a_stated_reason(frame: pd.DataFrame) -> None:
    accepted = accept(frame, "adae", "a.csv")
    used = accepted.frame[~accepted.frame["source_row"].isin(accepted.set_aside)]
    assert len(used) + len(accepted.set_aside) == len(frame)
    assert used[["USUBJID", "AESEQ"]].notna().all(axis=None)
    rejecting = accepted.findings[accepted.findings["severity"] == "reject"]
    assert set(rejecting["source_row"]) == set(accepted.set_aside)
    assert not accepted.findings.duplicated(["rule", "source_row", "variable", "value"]).any()


@settings(max_examples=12, deadline=None)
@given(messy())
def test_accepting_twice_changes_nothing_more(frame: pd.DataFrame) -> None:
    once = accept(frame, "adae", "a.csv")
    twice = accept(once.frame.drop(columns=["source_row", "record_key"]), "adae", "a.csv")
    pd.testing.assert_frame_equal(twice.frame, once.frame)
    assert set(twice.findings["rule"]) <= {"key_missing", "in_codelist"}  # what stays as recorded is found again


def test_a_hint_for_a_missing_column_offers_no_column_that_is_a_variable_itself() -> None:
    # ASTDT is missing: AENDT is near, and is the end; STARTDT is no variable of any dataset.
    frame = pd.DataFrame({"USUBJID": ["U1"], "AESEQ": [1.0], "AENDT": ["2020-01-02"], "AEDECOD": ["A"]})
    with pytest.raises(InputError) as caught:
        accept(frame.assign(AEBODSYS="B"), "adsl", "adsl.csv")
    text = str(caught.value)
    assert "is it" not in text
    with pytest.raises(InputError, match=r"SAFFL .*is it SAFFLAG\?"):
        accept(frame.assign(SAFFLAG="Y"), "adsl", "adsl.csv")
