"""Events without AESEQ: an error that names the key, or numbered by row on request, with a finding."""

from pathlib import Path

import pandas as pd
import pytest

import pv
from pv.errors import InputError
from small_sdtm import domains
from small_study import ARMS, CONTROL, HEAD, events, subjects

ASKED = "[data]\nnumber_events = true\n"


def opened(folder: Path, frames: dict[str, pd.DataFrame], text: str = ASKED) -> pv.api.Study:
    file = folder / "study.toml"
    file.write_text(HEAD + text + ARMS, encoding="utf-8")
    return pv.open_study(file, frames)


def test_without_the_key_the_column_is_missed_and_the_hint_names_the_key(tmp_path: Path) -> None:
    frames = {"adsl": subjects({}, CONTROL), "adae": events({}).drop(columns="AESEQ")}
    with pytest.raises(InputError, match=r"\[data\] number_events = true"):
        opened(tmp_path, frames, "")
    frames["adae"] = events({}, {"AESEQ": None})
    with opened(tmp_path, frames, "") as study:
        said = study.findings.query("rule == 'key_missing'")
        assert said["severity"].to_list() == ["reject"]
        assert "[data] number_events = true" in said["message"].item()


def test_a_column_that_is_missing_is_numbered_by_row_and_equal_records_are_one_event(tmp_path: Path) -> None:
    adae = events({}, {"AEDECOD": "Nausea"}, {}, {"USUBJID": "C1"}).drop(columns="AESEQ")
    with opened(tmp_path, {"adsl": subjects({}, CONTROL), "adae": adae}) as study:
        used = study.table("adae")
        # The third record is equal to the first: one of them is set aside, as it is with numbers.
        assert used[["USUBJID", "AESEQ"]].to_numpy().tolist() == [["U1", 1.0], ["U1", 2.0], ["C1", 4.0]]
        account = study.accounting.query("dataset == 'adae'")[["rows_in", "rows_set_aside"]]
        assert account.to_numpy().tolist() == [[4, 1]]
        said = study.findings.query("rule == 'event_numbered'")
        assert said["severity"].to_list() == ["warning"]
        assert str(said["message"].iloc[0]).startswith("4 of 4 events have no AESEQ")


def test_numbers_that_are_missing_follow_the_highest(tmp_path: Path) -> None:
    adae = events({"AESEQ": 7}, {"AESEQ": None, "AEDECOD": "Nausea"}, {"USUBJID": "C1", "AESEQ": None})
    with opened(tmp_path, {"adsl": subjects({}, CONTROL), "adae": adae}) as study:
        # Rows 2 and 3, after 7.
        assert study.table("adae")["AESEQ"].to_list() == [7.0, 9.0, 10.0]
        assert "after the highest number 7" in study.findings.query("rule == 'event_numbered'")["action"].item()
    with opened(tmp_path, {"adsl": subjects({}, CONTROL), "adae": events({"AESEQ": 7})}) as study:
        assert "event_numbered" not in set(study.findings["rule"])


def test_a_qualifier_never_finds_an_event_by_a_number_that_was_made(tmp_path: Path) -> None:
    frames = domains(
        dm=[{}, {"ARM": "Control", "ACTARM": "Control"}],
        ex=[{}, {"USUBJID": "U2"}],
        ae=[{}, {"AEDECOD": "Nausea"}],
        suppae=[{"IDVARVAL": "1", "QNAM": "AETRTEM", "QVAL": "Y"}],
    )
    frames["ae"] = frames["ae"].drop(columns="AESEQ")
    with opened(tmp_path, frames) as study:
        used = study.table("adae")
        assert used["AESEQ"].to_list() == [1.0, 2.0]
        assert "AETRTEM" not in used or used["AETRTEM"].isna().all()
        assert used["TRTEMFL"].isna().all()
        assert {"event_numbered", "qualifier_without_event"} <= set(study.findings["rule"])
