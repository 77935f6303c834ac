"""What the checks find in the real pilot study, against a count of the transport files in pandas."""

from functools import cache

import pandas as pd

import pilot

CRITERIA = ["AESLIFE", "AESHOSP", "AESDISAB", "AESCONG", "AESCAN", "AESOD"]  # AESMIE is not in the file


@cache
def events() -> pd.DataFrame:
    """Return the events of the file, their row from 1 and their key."""
    frame = pilot.adae()
    key = "USUBJID=" + frame["USUBJID"] + ", AESEQ=" + frame["AESEQ"].astype("int64").astype("str")
    return frame.assign(source_row=range(1, len(frame) + 1), record_key=key)


def found(rule: str) -> set[tuple[int, str]]:
    """Return row and key of the findings of a rule."""
    findings = pilot.study().findings
    rows = findings[findings["rule"] == rule]
    assert len(rows) == len(rows.drop_duplicates(["source_row"]))
    return set(zip(rows["source_row"].astype("int64").to_list(), rows["record_key"].to_list(), strict=True))


def expected(which: pd.Series) -> set[tuple[int, str]]:
    """Return row and key of the events where `which` holds."""
    rows = events()[which]
    return set(zip(rows["source_row"].to_list(), rows["record_key"].to_list(), strict=True))


def test_the_three_fatal_events_that_are_not_serious() -> None:
    frame = events()
    fatal = (frame["AEOUT"] == "FATAL") | (frame["AESDTH"] == "Y")
    rows = expected(fatal & (frame["AESER"] == "N"))
    assert found("fatal_not_serious") == rows
    assert len(rows) == 3
    findings = pilot.study().findings.query("rule == 'fatal_not_serious'")
    terms = frame.set_index("record_key").loc[findings["record_key"], "AEDECOD"]
    assert sorted(terms) == ["COMPLETED SUICIDE", "MYOCARDIAL INFARCTION", "SUDDEN DEATH"]
    assert set(findings["severity"]) == {"warning"}
    assert set(findings["value"]) == {"N"}


def test_criteria_of_seriousness_without_seriousness() -> None:
    frame = events()
    rows = expected((frame[CRITERIA] == "Y").any(axis=1) & (frame["AESER"] != "Y"))
    assert found("criterion_without_serious") == rows
    assert rows


def test_missing_values() -> None:
    frame = events()
    assert found("missing_relationship") == expected(frame["AEREL"] == "")
    assert len(found("missing_relationship")) == 4
    assert found("missing_start_date") == expected(frame["ASTDT"].isna())
    assert len(found("missing_start_date")) == 11


def test_events_recorded_by_visit() -> None:
    frame = events()
    repeats = frame["ASTDT"].notna() & frame.duplicated(["USUBJID", "AEDECOD", "ASTDT"])
    assert found("repeated_event") == expected(repeats)


def test_emergent_by_the_rule_but_not_flagged() -> None:
    # The 11 events without a start are emergent by the rule unless they ended before; the pilot flags none of them.
    frame = events()
    unflagged = expected(frame["ASTDT"].isna() & (frame["TRTEMFL"] == ""))
    assert len(unflagged) == 11
    assert found("emergent_not_flagged") <= unflagged


def test_the_pilot_breaks_no_other_rule_of_keys_codes_and_death() -> None:
    frame = events()
    assert not frame.duplicated(["USUBJID", "AESEQ"]).any()
    assert set(frame["USUBJID"]) <= set(pilot.adsl()["USUBJID"])
    assert len(frame.drop_duplicates(["AEDECOD", "AEBODSYS"])) == frame["AEDECOD"].nunique()
    rules = set(pilot.study().findings["rule"])
    assert not rules & {"unknown_subject", "duplicate_event", "duplicate_subject", "term_in_two_classes"}
    assert not rules & {"uncoded_term", "fatal_subject_alive", "death_without_fatal_event", "end_before_start"}
    assert not set(pilot.study().findings["severity"]) & {"reject"}
