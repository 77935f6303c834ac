"""Why a record or a subject counts where it counts, against what is counted by hand or by the tables."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

import pilot
import pv
from command import folder_of, opened_once, refused, run
from frames import rows
from pv.api import Study
from pv.errors import InputError
from pv.explain import Explanation
from small_study import CONTROL, Row, events, small_study, subjects

WINDOW = "[treatment_emergent]\nwindow_days = 30\n"
#: Treated from 10 to 19 January 2020; the window ends 30 days later, on 18 February.
EVENTS: list[Row] = [
    {"ASTDT": "2020-01-12", "AETOXGR": "3", "AESER": "Y"},
    {"ASTDT": "2020-01-13", "AETOXGR": "2"},
    {"ASTDT": "2020-02-19", "AETOXGR": "4"},
    {"ASTDT": "2020-01-01", "ASTDTF": "D", "AENDT": "2020-01-05"},
    {"ASTDT": "2020-01-01", "ASTDTF": "D"},
    {"ASTDT": None, "AENDT": "2020-01-09"},
    {"ASTDT": None},
    {"ASTDT": "2020-01-02", "AEITOXGR": "1", "AETOXGR": "2"},
    # The first once more, in every variable.
    {"AESEQ": 1, "ASTDT": "2020-01-12", "AETOXGR": "3", "AESER": "Y"},
]


@pytest.fixture(scope="module")
def windowed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    with small_study(tmp_path_factory.mktemp("window"), subjects({}, CONTROL), events(*EVENTS), WINDOW) as study:
        yield study


#: What is unusual in one way or another, each of a subject of its own; U3 and U5 are not analysed, U2 has no arm.
ODD: list[Row] = [
    {"AESEQ": 1, "AETOXGR": "1"},
    {"AESEQ": 1, "AETOXGR": "4", "AEDECOD": "Sepsis", "AETERM": "Sepsis"},
    {"AESEQ": 1, "USUBJID": "S-9"},
    {"AESEQ": 4, "USUBJID": "S-9"},
    {"AESEQ": None, "USUBJID": "S-9"},
    {"AESEQ": 6, "USUBJID": "U2"},
    {"AESEQ": 1, "USUBJID": "U3"},
    {"AESEQ": 20, "USUBJID": "X"},
    {"AESEQ": 1, "USUBJID": "U4", "ASTDT": "2020-01-15", "ASTDTF": "D", "AENDT": "2020-01-05"},
    {"AESEQ": 2, "USUBJID": "U4", "ASTDT": None, "AENDT": "2020-01-31", "AENDTF": "D"},
    {"AESEQ": 1, "USUBJID": "U5", "AEOUT": "FATAL", "AENDT": "2020-01-15"},
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    adsl = subjects({}, {"TRT01A": None}, {"SAFFL": "N"}, {}, {"SAFFL": "N"}, CONTROL)
    return folder_of(tmp_path_factory.mktemp("odd"), adsl, events(*ODD), WINDOW)


@pytest.fixture(scope="module")
def odd(folder: Path) -> Iterator[Study]:
    with pv.open_study(folder) as study:
        yield study


def texts(explanation: Explanation, topic: str) -> list[str]:
    return [fact.text for fact in explanation.facts if fact.topic == topic]


@pytest.mark.parametrize(
    ("aeseq", "decision", "arithmetic"),
    [
        (2, "yes, by the window rule: yes, in window", "2020-01-10 <= start 2020-01-13 <= 2020-02-18"),
        (3, "no, by the window rule: no, after window", "start 2020-02-19 > 2020-02-18, the end of the window"),
        (
            4,
            "no, by the window rule: no, before first dose",
            "every day that the start and end allow is before 2020-01-10",
        ),
        (5, "yes, by the window rule: yes, partial start", "a possible day is within the window"),
        (6, "no, by the window rule: no, before first dose", "start missing, but end 2020-01-09 < 2020-01-10"),
        (7, "yes, by the window rule: yes, missing start", "end missing: not known to have ended before 2020-01-10"),
        (8, "yes, by the window rule: yes, worsened", "(AEITOXGR 1, AETOXGR 2)"),
    ],
)
def test_the_dates_that_decide_are_spelled_out(windowed: Study, aeseq: int, decision: str, arithmetic: str) -> None:
    explanation = windowed.explain("U1", aeseq)
    decided, window, compared = texts(explanation, "treatment-emergent")
    assert decided.startswith(decision)
    assert window == "window: from 2020-01-10 to 2020-01-19 + 30 days = 2020-02-18"
    assert arithmetic in compared
    if decision.startswith("no"):
        assert texts(explanation, "headline") == ["not counted in any event table: not treatment-emergent"]
        assert texts(explanation, "levels") == []


def test_a_record_names_its_categories_levels_and_headline_counts(windowed: Study) -> None:
    explanation = windowed.explain("U1", 2)
    assert texts(explanation, "grade") == ["2, from AETOXGR"]
    assert [text.split(" (")[0] for text in texts(explanation, "categories")][:1] == ["any"]
    assert any(text.startswith("grade2 ") and text.endswith("grade = 2") for text in texts(explanation, "categories"))
    # Emergent are 1, 2, 5, 7 and 8; the worst of them is grade 3, of event 1.
    term = "PT Headache: 5 events in the subject, who is counted once, at: Maximum grade 3"
    assert texts(explanation, "levels")[-1] == term
    headline = texts(explanation, "headline")
    assert headline[0] == "Any adverse event: among 1 of 1 subjects and 5 events of Drug"
    # Grade 2 are events 2 and 8.
    assert [text for text in headline if text.endswith("the subject is counted at a higher grade")] == [
        "Maximum grade 2: among 2 events of Drug; the subject is counted at a higher grade"
    ]


def test_a_record_that_was_set_aside_says_why(windowed: Study, odd: Study) -> None:
    both = windowed.explain("U1", 1)
    assert texts(both, "set aside") == ["row 9 of the file is not counted anywhere"]
    assert any(
        text.startswith("reject duplicate_record: Row 1 is identical to this rec") for text in texts(both, "findings")
    )
    assert texts(both, "records") == ["2 have this AESEQ: rows 1 and 9 of the file"]
    nobody = odd.explain("X", 20)
    assert texts(nobody, "set aside") == ["row 8 of the file is not counted anywhere"]
    assert any(text.startswith("reject unknown_subject") for text in texts(nobody, "findings"))


def test_all_events_of_one_number_are_explained(odd: Study) -> None:
    both = odd.explain("U1", 1)
    assert texts(both, "records") == ["2 have this AESEQ: rows 1 and 2 of the file"]
    assert texts(both, "record") == ["Headache, row 1 of the file", "Sepsis, row 2 of the file"]
    assert texts(both, "grade") == ["1, from AETOXGR", "4, from AETOXGR"]
    assert texts(both, "set aside") == []
    assert [text.split(":")[0] for text in texts(both, "findings")] == ["warning shared_number"] * 2


def test_a_subject_that_only_events_have_is_found(odd: Study) -> None:
    told = odd.explain("S-9")
    assert texts(told, "population") == ["not in ADSL: the events are set aside"]
    assert texts(told, "events") == [
        "AESEQ 1: Headache, row 3, set aside",
        "AESEQ 4: Headache, row 4, set aside",
        "AESEQ missing: Headache, row 5, set aside",
    ]
    with pytest.raises(InputError, match=r"S-9: there is no event with AESEQ 7; .* not in ADSL, .*AESEQ: 1, 4\)"):
        odd.explain("S-9", 7)


def test_the_nearest_event_may_be_set_aside(odd: Study) -> None:
    with pytest.raises(InputError, match=r"no event with AESEQ 7 \(the nearest is 6; the subject has 1"):
        odd.explain("U2", 7)


def test_a_subject_outside_the_population_says_so(odd: Study) -> None:
    assert texts(odd.explain("U3"), "population") == ["not analysed: SAFFL is not Y (SAFFL N, TRT01A Drug)"]
    assert "not analysed" in texts(odd.explain("U3"), "events")[0]
    assert texts(odd.explain("U3", 1), "population") == ["not analysed: SAFFL is not Y (SAFFL N, TRT01A Drug)"]


def test_a_subject_has_its_dates_and_a_line_for_each_event(windowed: Study) -> None:
    explanation = windowed.explain("U1")
    assert texts(explanation, "exposure") == ["2020-01-10 to 2020-01-19: 10 days, inclusive"]
    # 10 January to 18 February: 22 + 18 days.
    assert texts(explanation, "at risk") == ["2020-01-10 to 2020-02-18: 40 days"]
    lines = texts(explanation, "events")
    assert len(lines) == len(EVENTS)
    assert lines[0] == "AESEQ 1: Headache, start 2020-01-12 (day 3), grade 3, treatment-emergent (in window)"
    assert lines[-1] == "AESEQ 1: Headache, row 9, set aside"


def test_what_is_not_there_names_the_nearest(windowed: Study) -> None:
    with pytest.raises(
        InputError, match=r"USUBJID=U11: there is no such subject \(did you mean 'U1'\? the study has 2"
    ):
        windowed.explain("U11")
    with pytest.raises(InputError, match=r"USUBJID=nobody: there is no such subject \(the study has 2 subjects\)"):
        windowed.explain("nobody")
    with pytest.raises(InputError, match=r"no event with AESEQ 99 \(the nearest is 8; the subject has 8"):
        windowed.explain("U1", 99)
    with pytest.raises(InputError, match="the subject has none"):
        windowed.explain("C1", 1)


def test_every_record_of_some_subjects_is_explained_as_the_tables_have_it() -> None:
    study = pilot.study()
    flags, findings = pilot.adae(), study.findings
    inside = study.table("event_category").set_index(["USUBJID", "AESEQ"])["category"].sort_index()
    some = sorted(flags["USUBJID"].unique())[::40]
    assert len(some) > 5
    for record in rows(flags[flags["USUBJID"].isin(some)]):
        explanation = study.explain(record.USUBJID, record.AESEQ)
        assert texts(explanation, "treatment-emergent")[0].startswith("yes:" if record.TRTEMFL == "Y" else "no:")
        categories = set(inside.loc[[(record.USUBJID, record.AESEQ)]])
        assert {text.split(" ")[0] for text in texts(explanation, "categories")} == categories
        # Each category but any names a value that puts the record there, as another evaluation of the conditions.
        assert all(": " in text for text in texts(explanation, "categories")[1:])
        assert max(map(len, str(explanation).splitlines())) <= 100
        named = set(findings.query(f"dataset == 'adae' and record_key == '{_key(record)}'")["rule"])
        assert {text.split(":")[0].split(" ")[1] for text in texts(explanation, "findings")} == named


def _key(record: object) -> str:
    return f"USUBJID={record.USUBJID}, AESEQ={record.AESEQ:g}"  # type: ignore[attr-defined]  # a row of a frame


def test_the_command_prints_it_and_the_frame_has_the_same_facts(
    folder: Path, odd: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened_once(monkeypatch, odd)
    result = run("explain", folder, "U1", 1)
    assert result.exit_code == 0
    explanation = odd.explain("U1", 1)
    assert result.output == f"{explanation}\n"
    # A study without them says so, of each of its two records.
    assert texts(explanation, "groups") == ["none: the study file has no groups of terms"] * 2
    assert texts(explanation, "queries") == ["none: the study file names no SMQ and no file of queries"] * 2
    frame = explanation.frame()
    pd.testing.assert_index_equal(frame.columns, pd.Index(["topic", "text"]))
    assert len(frame) == len(explanation.facts)


def test_an_unknown_subject_is_one_line_and_status_2(folder: Path, odd: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    opened_once(monkeypatch, odd)
    said = refused("explain", folder, "U11")
    assert said.count("error:") == len(said.splitlines()) == 1
    assert "there is no such subject (did you mean 'U1'?" in said


@pytest.mark.parametrize(
    ("aeseq", "arithmetic"),
    [
        # Imputed to 15 January, but over on the 5th: no day from the 1st to the 5th is after the first dose.
        (1, "every day that the start and end allow is before"),
        (2, "end 2020-01-31 (day imputed, AENDTF D): not known"),
    ],
)
def test_what_is_imputed_is_said(odd: Study, aeseq: int, arithmetic: str) -> None:
    assert arithmetic in texts(odd.explain("U4", aeseq), "treatment-emergent")[2]


def test_a_death_of_a_subject_who_is_not_analysed_is_told(odd: Study) -> None:
    (told,) = texts(odd.explain("U5"), "death")
    assert told.startswith("died, 2020-01-15 (")
    assert told.endswith("in no table, as the subject is not analysed")


def test_a_number_that_is_none_is_refused(windowed: Study) -> None:
    with pytest.raises(InputError, match="AESEQ is 'three'"):
        windowed.explain("U1", "three")  # type: ignore[arg-type]  # as a user might
