"""What an explanation says of a grade, a relationship, a death and the categories: only what decides."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pv.api import Study
from pv.explain import Explanation
from small_study import CONTROL, Row, events, small_study, subjects

ALTERNATIVE = {number: f"(alternative {number} of 3)" for number in (1, 2, 3)}


@pytest.fixture(scope="module")
def assessed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    """Return a study with CTCAE, a mapping of relationships and a category of three alternatives."""
    bad = (
        '{ AESER = "Y", grade = { at_least = 3, at_most = 4 } }, { AEOUT = ["FATAL", "UNKNOWN"] }, { AEREL = "MAYBE" }'
    )
    text = f"""[dictionary]
ctcae = "5.0"
[[category]]
name = "bad"
label = "Bad"
where = [{bad}]
"""
    records: list[Row] = [
        {"AEDECOD": "Nausea", "AETOXGR": "3", "AESER": "Y", "AEREL": "RELATED", "AEOUT": "UNKNOWN"},
        {"AEDECOD": "Nausea", "AETOXGR": "5", "AEREL": "MAYBE", "AEOUT": "RECOVERED/RESOLVED"},
        {"AEDECOD": "Fatigue", "AELLT": "Tiredness", "AETOXGR": "1", "AEREL": None, "AEOUT": "FATAL"},
        {"AEDECOD": "Anaemia", "AETOXGR": "2", "AEREL": "NOT RELATED", "AESDTH": "Y"},
        {"AEDECOD": "Strange", "AETOXGR": "2"},
        {"AEDECOD": "Nausea", "AELLTCD": 10028813, "AETOXGR": "4"},
        {"AEDECOD": "Nausea", "AESEV": "SEVERE"},
        {"AEDECOD": None, "AELLTCD": 10028813, "AETOXGR": "1"},
    ]
    with small_study(tmp_path_factory.mktemp("assessed"), subjects({}, CONTROL), events(*records), text) as study:
        yield study


def texts(explanation: Explanation, topic: str) -> list[str]:
    return [fact.text for fact in explanation.facts if fact.topic == topic]


@pytest.mark.parametrize(
    ("aeseq", "expected"),
    [
        (1, "CTCAE 5.0 Nausea (matched from AEDECOD Nausea, by name), grade 3: Inadequate oral caloric or fluid"),
        (2, "CTCAE 5.0 Nausea (matched from AEDECOD Nausea, by name) has no grade 5, only 1, 2, 3"),
        (
            3,
            "grade 1: Fatigue relieved by rest; the lowest level term is not in CTCAE: the grade may be that of 'Other",
        ),
        (4, "CTCAE 5.0 Anemia (matched from AEDECOD Anaemia, by spelling), grade 2: "),
        (5, "no CTCAE 5.0 term is matched by AEDECOD Strange"),
        (6, "CTCAE 5.0 Nausea (matched from AELLTCD 10028813) has no grade 4, only 1, 2, 3"),
    ],
)
def test_a_grade_has_its_term_and_text_of_ctcae(assessed: Study, aeseq: int, expected: str) -> None:
    recorded, told = texts(assessed.explain("U1", aeseq), "grade")
    assert recorded == f"{'351224'[aeseq - 1]}, from AETOXGR"
    assert expected in told


def test_an_event_without_a_preferred_term_counts_as_uncoded(assessed: Study) -> None:
    explanation = assessed.explain("U1", 8)
    assert texts(explanation, "coded as") == [
        "AELLTCD 10028813, without AELLT",
        "AEBODSYS Nervous system disorders",
        "without AEDECOD: counted as (uncoded) among the preferred terms",
    ]
    assert "PT (uncoded): 1 event in the subject" in texts(explanation, "levels")[-1]


def test_a_severity_has_no_text_of_ctcae(assessed: Study) -> None:
    (told,) = texts(assessed.explain("U1", 7), "grade")
    assert told == "missing (AETOXGR); the severity is SEVERE, from AESEV, which is not a CTCAE grade"


@pytest.mark.parametrize(
    ("aeseq", "related", "fatal", "bad"),
    [
        (
            1,
            "yes: AEREL is RELATED",
            "no: AEOUT is UNKNOWN, AESDTH is missing, AETOXGR is 3",
            f"AESER = Y and grade = 3 (at least 3 and at most 4) {ALTERNATIVE[1]}; AEOUT = UNKNOWN {ALTERNATIVE[2]}",
        ),
        (
            2,
            "yes: AEREL is MAYBE, which the study does not map: counted as related",
            "yes: AETOXGR is 5",
            f"AEREL = MAYBE {ALTERNATIVE[3]}",
        ),
        (
            3,
            "yes: AEREL is missing, which the study counts as related",
            "yes: AEOUT is FATAL",
            f"AEOUT = FATAL {ALTERNATIVE[2]}",
        ),
        (4, "no: AEREL is NOT RELATED", "yes: AESDTH is Y", None),
    ],
)
def test_only_the_values_and_the_alternatives_that_decide_are_named(
    assessed: Study, aeseq: int, related: str, fatal: str, bad: str | None
) -> None:
    explanation = assessed.explain("U1", aeseq)
    assert texts(explanation, "related") == [related]
    assert texts(explanation, "fatal") == [fatal]
    named = [text.removeprefix("bad (Bad): ") for text in texts(explanation, "categories") if text.startswith("bad ")]
    assert named == ([] if bad is None else [bad])


def test_a_relationship_is_mapped_in_the_letters_of_the_study_file(tmp_path: Path) -> None:
    text = '\n[relationship]\nrelated = ["ja"]\nnot_related = ["ausgeschloßen"]\n'
    with small_study(tmp_path, subjects({}, CONTROL), events({"AEREL": "Ausgeschloßen"}), text) as study:
        assert study.table("adverse_event")["related"].to_list() == [False]
        texts = [fact.text for fact in study.explain("U1", 1).facts if fact.topic == "related"]
    assert texts == ["no: AEREL is Ausgeschloßen"]
