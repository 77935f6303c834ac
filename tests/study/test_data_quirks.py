"""Data as it comes: each odd record is used under a stated rule or set aside under its key, and none vanishes."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

import pv
from command import folder_of
from pv.api import Study
from small_study import CONTROL, Row, count, events, keys, small_study, subjects

ZEROS = ("0012", "012", "12")

#: USUBJID, what is odd of it.
SUBJECTS: tuple[Row, ...] = (
    *({"USUBJID": subject} for subject in ZEROS),
    {"USUBJID": "blank after", "TRT01A": "Drug   "},
    {"USUBJID": "blank before", "TRT01A": "  Drug"},
    {"USUBJID": "lower case flag", "SAFFL": "y"},
    {"USUBJID": "other flag", "SAFFL": "Yes"},
    {"USUBJID": "no dates", "TRTSDT": None, "TRTEDT": None},
    {"USUBJID": "odd date", "TRTSDT": "10/01/2020"},
    {"USUBJID": "no arm", "TRT01A": None},
    {"USUBJID": "twice"},
    {"USUBJID": "twice", "TRT01A": "Control"},
    {"USUBJID": None},
    CONTROL,
)
#: Who is counted: not 'other flag' (no Y or N), 'no arm', the second record of 'twice', and the one without a key.
COUNTED = (*ZEROS, "blank after", "blank before", "lower case flag", "no dates", "odd date", "twice")

LONG = "Very " * 4000 + "long term"
TERMS = (
    LONG,
    'He said "ouch"; then fell',
    "line one\nline two",
    "<script>alert('x')</script> & <b>",
    "O'Brien'; drop table adae; --",
    "=1+1",
    "NA",
    "nan",
    "None",
    "null",
    "Fièvre élevée, ß, 頭痛",
)

EVENTS: tuple[Row, ...] = (
    *({"USUBJID": row["USUBJID"], "AESEQ": 1, "AETERM": "One each"} for row in SUBJECTS[:11]),
    {"USUBJID": "not in ADSL", "AESEQ": 1},
    {"USUBJID": None, "AESEQ": 1},
    {"USUBJID": "12", "AESEQ": None},
    {"USUBJID": "12", "AESEQ": "two"},
    {"USUBJID": "12", "AESEQ": 1, "AETERM": "Another under the same key"},
    {"USUBJID": "12", "AESEQ": "1.0", "AETERM": "One each"},
    {"USUBJID": "12", "AESEQ": "2.5"},
    *({"USUBJID": "C1", "AESEQ": place, "AETERM": term} for place, term in enumerate(TERMS, start=1)),
)


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    """Return the study of these records, read from CSV files."""
    with pv.open_study(folder_of(tmp_path_factory.mktemp("odd"), subjects(*SUBJECTS), events(*EVENTS))) as opened:
        yield opened


def test_rows_in_are_rows_used_and_rows_set_aside(study: Study) -> None:
    account = study.accounting[["dataset", "rows_in", "rows_used", "rows_set_aside"]]
    assert account.to_numpy().tolist() == [
        # 'no arm', the second 'twice', the record without a subject.
        ["adsl", 14, 11, 3],
        # The event of 'no arm', the unknown subject, no subject, no number, 'two', and the one with number 1.0, that is
        # equal to another in every variable. 'Another under the same key' is an event of its own.
        ["adae", 29, 23, 6],
    ]


def test_every_record_that_is_set_aside_has_its_finding(study: Study) -> None:
    rejected = study.findings.query("severity == 'reject'")
    assert set(zip(rejected["rule"], rejected["record_key"], strict=True)) == {
        ("missing_actual_treatment", "USUBJID=no arm"),
        ("duplicate_subject", "USUBJID=twice"),
        ("key_missing", "USUBJID=(missing)"),
        ("unknown_subject", "USUBJID=no arm, AESEQ=1"),
        ("unknown_subject", "USUBJID=not in ADSL, AESEQ=1"),
        ("key_missing", "USUBJID=(missing), AESEQ=1"),
        ("key_missing", "USUBJID=12, AESEQ=(missing)"),
        ("readable", "USUBJID=12, AESEQ=(missing)"),
        ("duplicate_record", "USUBJID=12, AESEQ=1"),
    }
    for name in ("adsl", "adae"):
        rows = set(study.table(f"{name}_set_aside")["source_row"])
        assert rows == set(rejected.loc[rejected["dataset"] == name, "source_row"])


def test_subjects_keep_their_leading_zeros_and_their_arms_lose_their_blanks(study: Study) -> None:
    drug = study.table("subject").query("arm == 'Drug'")
    assert sorted(drug["USUBJID"]) == sorted(COUNTED)
    # Nine of nine have an event: 'One each'.
    row = count(study, arm="Drug", level="any", category="any")
    assert (row["subjects"], row["arm_subjects"]) == (9, 9)


def test_what_is_read_otherwise_than_written_is_said(study: Study) -> None:
    spelling = study.findings.query("rule == 'spelling'")
    assert spelling[["variable", "value", "action"]].to_numpy().tolist() == [["SAFFL", "y", "Read as Y"]]
    assert keys(study.findings, "yes_or_no") == ["USUBJID=other flag"]
    assert keys(study.findings, "event_outside_safety_set") == ["USUBJID=other flag, AESEQ=1"]
    assert set(keys(study.findings, "missing_first_dose")) == {"USUBJID=no dates", "USUBJID=odd date"}
    unreadable = study.findings.query("rule == 'readable' and variable == 'TRTSDT'")
    assert unreadable[["record_key", "value"]].to_numpy().tolist() == [["USUBJID=odd date", "10/01/2020"]]


def test_a_subject_without_dates_counts_without_exposure(study: Study) -> None:
    row = study.table("subject").set_index("USUBJID").loc["no dates"]
    assert row[["exposure_days", "patient_years"]].isna().all()
    exposure = study.table("exposure").set_index("arm").loc["Drug"]
    # 'no dates' and 'odd date' have no first dose: 7 of 9 are exposed, ten days each.
    assert (exposure["arm_subjects"], exposure["subjects"], exposure["total_days"]) == (9, 7, 70)


def test_terms_come_out_as_they_went_in(study: Study) -> None:
    found = study.table("adverse_event").query("USUBJID == 'C1'").sort_values("AESEQ")
    # pandas writes these terms without quotation marks, and NA, nan and null are then no text (None is one).
    assert tuple(found["AETERM"].fillna("(missing)")) == tuple(
        "(missing)" if term in {"NA", "nan", "null"} else term for term in TERMS
    )
    said = study.findings.query("rule == 'missing_text' and variable == 'AETERM'")
    assert sorted(said["value"]) == ["NA", "nan", "null"]
    assert study.sql("select max(length(AETERM)) as longest from adae")["longest"].item() == len(LONG)


def test_text_in_another_encoding_is_read_as_it_was_written(tmp_path: Path) -> None:
    adsl, adae = subjects({"SITEID": "Zürich"}, CONTROL), events({"AETERM": "Fièvre à 40 °C", "AEDECOD": "Œdème"})
    folder = folder_of(tmp_path, adsl, adae, encoding="windows-1252")
    with pv.open_study(folder) as opened:
        event = opened.table("adverse_event").iloc[0]
    assert (event["AETERM"], event["AEDECOD"]) == ("Fièvre à 40 °C", "Œdème")


#: Dates as they come -> the day they mean, None where it cannot be told.
DATES = {
    "2020-01-12": "2020-01-12",
    "2020-01-12T08:30": "2020-01-12",
    " 2020-01-12 ": "2020-01-12",
    "12JAN2020": "2020-01-12",
    "12-Jan-2020": "2020-01-12",
    "12JAN2020:08:30:00": "2020-01-12",
    ".": None,
    "2020-01": None,
    "2020": None,
    "20200112": None,
    "12/01/2020": None,
    "01/12/20": None,
    "12.01.2020": None,
    "2020-02-30": None,
    "2020-13-01": None,
    "UNK": None,
    "21926": None,
    "2020-01-12 or later": None,
}


def test_dates_are_read_in_two_forms_and_never_guessed(tmp_path: Path) -> None:
    with pv.open_study(folder_of(tmp_path, subjects({}, CONTROL), events(*({"ASTDT": date} for date in DATES)))) as it:
        read = it.table("adae").sort_values("AESEQ")["ASTDT"]
        unreadable = it.findings.query("rule == 'readable'")["value"]
    assert [None if pd.isna(day) else day.date().isoformat() for day in read] == list(DATES.values())
    # A dot is how SAS writes a missing value: not unreadable, missing.
    assert sorted(unreadable) == sorted(text for text, day in DATES.items() if day is None and text != ".")


def arms(**roles: str) -> str:
    return "".join(f'[[arm]]\nname = "{name}"\nrole = "{role}"\n' for name, role in roles.items())


@pytest.mark.parametrize(
    ("roles", "compared"),
    [
        ({"A": "investigational"}, set()),
        ({"A": "comparator"}, set()),
        ({"A": "investigational", "B": "other"}, set()),
        ({"A": "investigational", "B": "investigational", "C": "other", "D": "comparator"}, {"A", "B", "C"}),
    ],
)
def test_any_number_of_arms_with_a_comparator_or_without(
    tmp_path: Path, roles: dict[str, str], compared: set[str]
) -> None:
    adsl = subjects(*({"TRT01A": name} for name in roles))
    # Only the subject of the first arm has an event: the other arms have zero events, and a row that says so.
    with pv.open_study(folder_of(tmp_path, adsl, events({}), arms=arms(**roles))) as opened:
        overview, comparison = opened.table("overview"), opened.table("comparison")
    found = overview[overview["item"] == "any"].set_index("arm")["subjects"]
    assert found.to_dict() == {name: int(name == "A") for name in roles}
    assert set(comparison["arm"]) == compared
    assert set(comparison["comparator"]) == ({"D"} if compared else set())


def test_a_study_without_any_usable_event_has_zeros(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, subjects({}, CONTROL), events({"USUBJID": "nobody"}))
    with pv.open_study(folder) as opened:
        found = opened.table("overview").query("item == 'any'")
    assert found[["subjects", "arm_subjects", "events"]].to_numpy().tolist() == [[0, 1, 0], [0, 1, 0]]


def test_an_exported_table_can_be_read_again(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, subjects({}, CONTROL), events({}, {"USUBJID": "C1"}))
    with pv.open_study(folder) as opened:
        first = opened.table("incidence")
        again = {name: opened.table(name) for name in ("adsl", "adae")}
    assert {"source_row", "record_key"} <= set(again["adae"])
    with pv.open_study(folder, again) as reopened:
        pd.testing.assert_frame_equal(reopened.table("incidence"), first)


def test_a_term_in_two_spellings_is_one_term(tmp_path: Path) -> None:
    rows: list[Row] = [
        {"AEDECOD": "HEADACHE"},
        {"AEDECOD": "Headache", "USUBJID": "U2"},
        {"AEDECOD": "Headache", "USUBJID": "U2", "AEBODSYS": "NERVOUS SYSTEM DISORDERS"},
        {"AEDECOD": "Nausea", "AEBODSYS": None},
    ]
    with small_study(tmp_path, subjects({}, {}, CONTROL), events(*rows)) as study:
        found = study.table("incidence").query("arm == 'Drug' and category == 'any' and level in ('PT', 'SOC')")
        notes = study.findings.query("rule == 'term_in_two_spellings'")
        assert "term_in_two_classes" not in set(study.findings["rule"])
        assert study.table("adae")["AEDECOD"].to_list() == ["HEADACHE", "Headache", "Headache", "Nausea"]
    # The spelling that most records have; of the class the one of two records against one.
    assert found[["level", "soc", "term", "subjects", "events"]].sort_values(["level", "term"]).to_numpy().tolist() == [
        ["PT", "Nervous system disorders", "Headache", 2, 3],
        ["PT", "(uncoded)", "Nausea", 1, 1],
        ["SOC", "(uncoded)", "(uncoded)", 1, 1],
        ["SOC", "Nervous system disorders", "Nervous system disorders", 2, 3],
    ]
    assert notes[["variable", "value", "action"]].to_numpy().tolist() == [
        ["AEBODSYS", "NERVOUS SYSTEM DISORDERS", "Retained; counted as 'Nervous system disorders'"],
        ["AEDECOD", "HEADACHE", "Retained; counted as 'Headache'"],
    ]
