"""A control character in a text is a finding that names it; the count stays."""

from pathlib import Path

import pandas as pd
import pytest

from pv import contract
from small_study import CONTROL, count, events, small_study, subjects


def found(**columns: object) -> pd.DataFrame:
    """Return the findings of control characters of one event."""
    accepted = contract.accept(events(columns), "adae", "adae.csv")
    return accepted.findings[accepted.findings["rule"] == "control_character"]


@pytest.mark.parametrize(
    ("text", "says", "shown"),
    [
        ("He\x01ad", "U+0001 at position 3", "He\ufffdad"),
        ("a\x1fb\x00\x00", "U+001F at position 2, U+0000 at position 4", "a\ufffdb\ufffd\ufffd"),
        ("\uffffend", "U+FFFF at position 1", "\ufffdend"),
        ("tab\x0bbed", "U+000B at position 4", "tab\ufffdbed"),
    ],
)
def test_the_character_its_place_and_the_record_are_named(text: str, says: str, shown: str) -> None:
    findings = found(AEDECOD=text)
    assert len(findings) == 1
    finding = findings.iloc[0]
    assert says in finding["message"]
    assert (finding["value"], finding["variable"], finding["severity"]) == (shown, "AEDECOD", "warning")
    assert (finding["source_row"], finding["record_key"]) == (1, "USUBJID=U1, AESEQ=1")


@pytest.mark.parametrize("text", ["Kopfschmerz\u00e4", "two\nlines\r\n", "a\ttab", "\u982d\u75db", "\U0001f600"])
def test_other_characters_are_text(text: str) -> None:
    assert found(AETERM=text).empty


def test_a_study_with_one_counts_it_and_names_it_once(tmp_path: Path) -> None:
    study = small_study(tmp_path, subjects({}, CONTROL), events({"AEDECOD": "He\x01ad"}, {"USUBJID": "C1"}))
    rows = study.findings[study.findings["rule"] == "control_character"]
    assert rows[["dataset", "source_row", "variable"]].to_numpy().tolist() == [["adae", 1, "AEDECOD"]]
    assert count(study, level="PT", term="He\x01ad", category="any", arm="Drug")["subjects"] == 1
