"""The flag of the data decides only where it can be read: a study's own words are mapped, unreadable ones stop."""

from pathlib import Path
from typing import Any

import pytest

import pv
from command import folder_of, refused
from pv.errors import SettingError
from small_sdtm import domains, made
from small_study import ARMS, CONTROL, HEAD, count, events, small_study, subjects

FLAG = '[treatment_emergent]\nrule = "flag"\n'
WORDS = FLAG + 'flag_values = { Y = ["yes", "Treatment Emergent"], N = ["NO"] }\n'


def test_words_that_are_no_flag_stop_with_status_2(tmp_path: Path) -> None:
    flags = [{"TRTEMFL": "YES"}, {"TRTEMFL": "YES"}, {"TRTEMFL": "TREATMENT EMERGENT"}, {}]
    folder = folder_of(tmp_path, subjects({}, CONTROL), events(*flags), FLAG)
    message = refused("check", folder / "study.toml")
    assert "no event has a readable TRTEMFL: the values are 'YES' (2), 'TREATMENT EMERGENT' (1)" in message
    assert message.count("\n") == 1
    assert "flag_values" in message


@pytest.mark.parametrize("rows", [[{}], [{"TRTEMFL": None}]])
def test_no_flag_at_all_stops(tmp_path: Path, rows: list[dict[str, Any]]) -> None:
    with pytest.raises(SettingError, match="no event has a readable TRTEMFL: it has no value"):
        small_study(tmp_path, subjects({}, CONTROL), events(*rows), FLAG)
    # By the window nothing needs the flag.
    assert (
        count(small_study(tmp_path, subjects({}, CONTROL), events(*rows)), level="any", category="any", arm="Drug")[
            "subjects"
        ]
        == 1
    )


def test_one_readable_flag_is_enough_and_the_others_are_findings(tmp_path: Path) -> None:
    study = small_study(tmp_path, subjects({}, CONTROL), events({"TRTEMFL": "N"}, {"TRTEMFL": "YES"}), FLAG)
    assert count(study, level="any", category="any", arm="Drug")["subjects"] == 0
    found = study.findings[study.findings["value"] == "YES"]
    assert found["variable"].tolist() == ["TRTEMFL"]


def test_the_words_of_a_study_are_mapped_and_said(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"TRTEMFL": "YES"},
        {"TRTEMFL": " treatment emergent "},
        {"TRTEMFL": "No"},
        {"TRTEMFL": None},
        {"TRTEMFL": "Y"},
    ]
    study = small_study(tmp_path, subjects({}, CONTROL), events(*rows), WORDS)
    assert study.table("emergent").sort_values("AESEQ")["emergent"].tolist() == [True, True, False, False, True]
    found = study.findings[study.findings["rule"] == "flag_value"]
    assert sorted(zip(found["value"], found["action"], strict=True)) == [
        ("No", "Read as N, as treatment_emergent.flag_values specifies"),
        ("YES", "Read as Y, as treatment_emergent.flag_values specifies"),
        ("treatment emergent", "Read as Y, as treatment_emergent.flag_values specifies"),
    ]


def test_qualifiers_of_sdtm_are_mapped_too(tmp_path: Path) -> None:
    # The case: AETRTEM says YES of every event; another qualifier that says NO is left alone.
    qualifiers = [{"IDVARVAL": str(place), "QNAM": "AETRTEM", "QVAL": "YES"} for place in (1, 2)]
    qualifiers.append({"IDVARVAL": "1", "QNAM": "AESOSP", "QVAL": "NO"})
    rows = domains(dm=[{}, {"ACTARM": "Control"}], ex=[{}, {"USUBJID": "U2"}], ae=[{}, {}], suppae=qualifiers)
    file = tmp_path / "study.toml"
    file.write_text(HEAD + WORDS + ARMS, encoding="utf-8")
    with pv.open_study(file, rows) as study:
        assert study.table("emergent")["emergent"].tolist() == [True, True]
        assert study.table("adae")["AESOSP"].tolist()[0] == "NO"
    file.write_text(HEAD + FLAG + ARMS, encoding="utf-8")
    with pytest.raises(SettingError, match=r"the values are 'YES' \(2\)"):
        pv.open_study(file, rows)


def test_a_word_that_is_no_flag_is_shown_as_it_is_written(tmp_path: Path) -> None:
    words = ["Yes", "yes", "Treatment Emergent"]
    qualifiers = [{"IDVARVAL": str(n), "QNAM": "AETRTEM", "QVAL": word} for n, word in enumerate(words, start=1)]
    rows = domains(dm=[{}, {"ACTARM": "Control"}], ex=[{}, {"USUBJID": "U2"}], ae=[{}, {}, {}], suppae=qualifiers)
    file = tmp_path / "study.toml"
    file.write_text(HEAD + FLAG + ARMS, encoding="utf-8")
    with pytest.raises(SettingError) as sdtm:
        pv.open_study(file, rows)
    with pytest.raises(SettingError) as adam:
        small_study(tmp_path, subjects({}, CONTROL), events(*({"TRTEMFL": word} for word in words)), FLAG)
    for error in (sdtm, adam):
        for word in words:
            assert f"'{word}' (1)" in str(error.value)


#: What AETRTEM and TRTEMFL of the qualifiers say of an event, and the flag of it.
TWO_QUALIFIERS: tuple[tuple[tuple[str, str | None], str], ...] = (
    (("y", "No"), "Y"),
    (("n", "Unknown"), "N"),
    (("Unknown", "n"), "N"),
    (("Yes", None), "Yes"),
)


@pytest.fixture(scope="module")
def flags() -> list[str]:
    """Return the flags of the events of one subject."""
    suppae = [
        {"IDVARVAL": str(place), "QNAM": name, "QVAL": value}
        for place, (written, _) in enumerate(TWO_QUALIFIERS, start=1)
        for name, value in zip(("AETRTEM", "TRTEMFL"), written, strict=True)
        if value
    ]
    datasets, _ = made(ae=[{}] * len(TWO_QUALIFIERS), suppae=suppae)
    return datasets["adae"].sort_values("AESEQ")["TRTEMFL"].to_list()


@pytest.mark.parametrize("place", range(len(TWO_QUALIFIERS)))
def test_of_two_qualifiers_the_readable_one_counts(flags: list[str], place: int) -> None:
    assert flags[place] == TWO_QUALIFIERS[place][-1]


def test_a_word_is_either_y_or_n(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"key treatment_emergent\.flag_values: 'JA' is both Y and N"):
        small_study(
            tmp_path, subjects({}), events({}), '[treatment_emergent]\nflag_values = { Y = ["ja"], N = ["JA"] }\n'
        )
