"""A study with its dictionary: versions, missing levels filled and marked, and findings of what was coded otherwise."""

from pathlib import Path

import pandas as pd
import pytest

from meddra_files import dictionary, write
from meddra_study import coded_study, event
from pv.contract import read_contract
from pv.contract.result import validate_result
from pv.errors import SettingError
from small_study import CONTROL, count, events, keys, small_study, subjects

LEVELS = ["AEBODSYS", "AEHLGT", "AEHLT", "AEHIERFL"]


def records(frame: pd.DataFrame) -> list[list[str | None]]:
    """Return the levels of each record in the order of the file, None where missing."""
    rows = frame.sort_values("source_row")[LEVELS].astype("object")
    return rows.where(rows.notna(), None).to_numpy().tolist()


def test_missing_levels_are_filled_from_the_primary_path_and_marked(tmp_path: Path) -> None:
    rows = [
        event(2, 3) | {"AEBODSYS": None},
        event(2, 3, AEHLGT="Heart group 1", AEHLT="Heart kind 1.2"),
        event(2, 3, AEHLGT="As recorded"),
        # Blood event 1 is under Heart disorders by a secondary path: the primary path would contradict the class.
        event(1, 1) | {"AEBODSYS": "Heart disorders"},
        event(2, 3) | {"AEDECOD": "Unknown", "AEBODSYS": None},
    ]
    with coded_study(tmp_path, rows) as study:
        assert records(study.table("adae")) == [
            ["Heart disorders", "Heart group 1", "Heart kind 1.2", "AEBODSYS, AEHLGT, AEHLT"],
            ["Heart disorders", "Heart group 1", "Heart kind 1.2", None],
            ["Heart disorders", "As recorded", "Heart kind 1.2", "AEHLT"],
            ["Heart disorders", None, None, None],
            [None, None, None, None],
        ]
        notes = study.findings.query("rule == 'hierarchy_filled'")
        assert notes["variable"].to_list() == ["AEBODSYS", "AEHLGT", "AEHLT"]
        assert set(notes["severity"]) == {"note"}
        assert [text.split("records: ")[1] for text in notes["message"]] == ["1)", "1)", "2)"]
        assert count(study, arm="Drug", level="HLT", term="Heart kind 1.2", category="any")["events"] == 3
        assert study.accounting["rows_used"].to_list() == [2, 5]


def test_without_a_dictionary_nothing_is_filled(tmp_path: Path) -> None:
    with small_study(tmp_path, subjects({}, CONTROL), events({"AEBODSYS": None})) as study:
        assert records(study.table("adae")) == [[None, None, None, None]]
        assert "hierarchy_filled" not in set(study.findings["rule"])
        empty = [name for name in study.tables()["table"] if name.startswith(("meddra_", "smq", "query", "term_sugg"))]
        assert len(empty) == 16
        assert all(study.table(name).empty for name in empty)


def test_what_is_coded_otherwise_than_the_dictionary_is_found(tmp_path: Path) -> None:
    rows = [
        event(2, 3, AELLT="Heart event 3 NOS", AEPTCD=12121000),
        event(2, 3, AELLT="Heart event 4 NOS"),
        event(2, 3, AELLT="Heart event 3 old"),
        event(2, 3, AEPTCD=12122000),
        event(2, 3) | {"AEDECOD": "Hart event 3"},
        event(2, 3) | {"AEDECOD": "Heart event 3 NOS"},
        event(1, 1) | {"AEBODSYS": "Heart disorders"},
        event(1, 2) | {"AEBODSYS": "Heart disorders"},
    ]
    with coded_study(tmp_path, rows) as study:
        found = study.findings
    expected = {
        "llt_of_other_pt": [2],
        "llt_not_current": [3],
        "code_and_name_disagree": [4],
        "term_not_in_meddra": [5, 6],
        "secondary_class": [7],
        "hierarchy_not_in_meddra": [8],
    }
    assert {rule: list(keys(found, rule)) for rule in expected} == {
        rule: [f"USUBJID=U1, AESEQ={number}" for number in numbers] for rule, numbers in expected.items()
    }
    messages = found.loc[found["rule"] == "term_not_in_meddra", "message"].to_list()
    assert "is 'Heart event 3' meant?" in messages[0]
    assert "it is a lowest level term of 'Heart event 3'" in messages[1]


def test_a_study_coded_with_its_dictionary_has_no_findings_of_it(tmp_path: Path) -> None:
    rows = [event(soc, place, AELLT=f"{event(soc, place)['AEDECOD']} NOS") for soc in range(1, 5) for place in (1, 8)]
    with coded_study(tmp_path, rows, 'smq = ["20000002"]') as study:
        terms = ("term", "llt", "code", "hierarchy_not", "secondary", "query")
        assert [rule for rule in study.findings["rule"] if rule.startswith(terms)] == []


def test_another_version_than_the_stated_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"key dictionary.meddra: '27.1' is stated, but .* holds version '1.0'"):
        coded_study(tmp_path, [event(2, 1)], version="27.1")


def test_a_version_may_be_written_with_its_name(tmp_path: Path) -> None:
    with coded_study(tmp_path, [event(2, 1)], version="MedDRA v1.0") as study:
        assert len(study.table("meddra_pt")) == 32


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('meddra_folder = "MedAscii"', "key dictionary.meddra: is missing"),
        ('smq = ["20000002"]', "key dictionary.smq: needs meddra_folder"),
        ('meddra_next_folder = "MedAscii"', "key dictionary.meddra_next_folder: needs meddra_folder"),
        ("smq_scope = ['wide']", "dictionary.smq_scope"),
        ('smq = "some"', "dictionary.smq"),
    ],
)
def test_keys_that_need_another_say_so(tmp_path: Path, text: str, message: str) -> None:
    write(tmp_path / "MedAscii", dictionary())
    with pytest.raises(SettingError) as caught:
        small_study(tmp_path, subjects({}, CONTROL), events({}), f"[dictionary]\n{text}\n")
    assert message in str(caught.value), str(caught.value)


def test_the_files_of_a_dictionary_are_inputs(tmp_path: Path) -> None:
    with coded_study(tmp_path, [event(2, 1)]) as study:
        assert tmp_path / "MedAscii" / "llt.asc" in study.files
        inputs = study.table("manifest").query("kind == 'dictionary'")
        assert inputs["name"].str.endswith("llt.asc").any()
        assert inputs["value"].str.fullmatch("[0-9a-f]{64}").all()


def test_every_table_is_what_its_contract_says(tmp_path: Path) -> None:
    text = 'smq = "all"\nmeddra_next_folder = "MedAscii"\nctcae = "5.0"'
    rows = [event(3, 2), event(1, 1), event(2, 1) | {"AEDECOD": "Hart event 1", "AEBODSYS": None}]
    rows.append({"AEDECOD": "Nausea", "AETOXGR": "4"})
    with coded_study(tmp_path, rows, text) as study:
        names = [
            name for name in study.tables()["table"] if read_contract(name.removesuffix("_set_aside")).schema.strict
        ]
        filled = [name for name in names if not study.table(name).empty]
        for name in names:
            validate_result(study.table(name), name)
    ours = {"meddra_soc", "query_alternative", "record_query", "coded_event", "term_suggestion", "grade_text"}
    assert ours <= set(filled)


def test_the_database_can_be_written(tmp_path: Path) -> None:
    with coded_study(tmp_path, [event(2, 1)], 'smq = "all"\nmeddra_next_folder = "MedAscii"') as study:
        assert study.build(tmp_path / "study.duckdb").is_file()
