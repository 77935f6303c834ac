"""What an explanation says of deaths, of the overview, of adjudicated cases and of laboratory results."""

from collections import Counter
from collections.abc import Iterator

import pandas as pd
import pytest

from frames import rows
from pv.api import Study
from pv.explain import Explanation
from small_study import CONTROL, Row, events, small_study, subjects

#: Treated from 10 to 19 January 2020; the risk period ends 30 days later, on 18 February.
PEOPLE: list[Row] = [
    {"DTHFL": "Y", "DTHDT": "2020-02-18"},
    {"DTHFL": "Y", "DTHDT": "2020-02-19", "DTHCAUS": "PROGRESSION"},
    {"DTHFL": "Y"},
    {},
    {"DTHFL": "Y", "DTHDT": "2020-05-01"},
    {},
    CONTROL,
    {"USUBJID": "C2", "TRT01A": "Control", "DTHFL": "Y", "DTHDT": "2020-01-30"},
]
EVENTS: list[Row] = [
    {"AEOUT": "FATAL", "AESER": "Y", "AEREL": "RELATED", "AETOXGR": "5", "AENDT": "2020-02-18"},
    {"AETOXGR": "2", "AEREL": "NOT RELATED"},
    {"USUBJID": "U3", "AESDTH": "Y", "AETOXGR": "4", "AEREL": "NOT RELATED"},
    {"USUBJID": "U4", "AEOUT": "FATAL", "ASTDT": "2020-04-01", "AENDT": "2020-04-02", "AETOXGR": "3"},
    {"USUBJID": "U5", "AETOXGR": "3", "AEREL": "RELATED", "AESER": "Y"},
    {"USUBJID": "U6", "AETOXGR": "1", "AEREL": "RELATED"},
    {"USUBJID": "U6", "AETOXGR": "1", "AEDECOD": "Nausea"},
    {"USUBJID": "C1", "AEREL": "RELATED"},
]
CASES = pd.DataFrame(
    [
        {"USUBJID": "U1", "ADJSEQ": 1, "AESEQ": 2, "AELNK": "2; 1", "INVTERM": "Cough", "INVGR": "2", "ADJGR": "4"}
        | {"INVSTDT": "2020-01-12", "ADJSTDT": "2020-01-11", "ADJDEC": "CONFIRMED", "ADJREL": "Y"},
        {"USUBJID": "U1", "ADJSEQ": 2, "ADJDEC": "NOT CONFIRMED"},
        {"USUBJID": "C1", "ADJSEQ": 1, "ADJDEC": "CONFIRMED", "ADJREL": "N", "ADJGR": "1", "ADJSTDT": "2020-01-09"},
    ]
).assign(STUDYID="SMALL", ADJEVENT="ILD")
LABORATORY = pd.DataFrame(
    [
        {"USUBJID": usubjid, "ASEQ": place, "PARAMCD": test, "AVAL": value, "ANRHI": 40.0, "ANRLO": 10.0, "ADT": day}
        for place, (usubjid, test, value, day) in enumerate(
            [
                ("U1", "ALT", 30.0, "2020-01-09"),
                ("U1", "ALT", 210.0, "2020-01-14"),
                ("U1", "BILI", 90.0, "2020-01-15"),
                ("U2", "ALT", 100.0, "2020-01-14"),
                ("U2", "BILI", 30.0, "2020-01-14"),
            ],
            start=1,
        )
    ]
).assign(STUDYID="SMALL", AVALU="U/L", ABLFL=None, BASE=None)

ANY = "Deaths, any cause, up to the end of each subject's follow-up"


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    text = "[treatment_emergent]\nwindow_days = 30\n"
    frames = {"adjudication": CASES, "adlb": LABORATORY}
    folder = tmp_path_factory.mktemp("deaths")
    with small_study(folder, subjects(*PEOPLE), events(*EVENTS), text, frames) as opened:
        yield opened


def texts(explanation: Explanation, topic: str) -> list[str]:
    return [fact.text for fact in explanation.facts if fact.topic == topic]


def test_the_subjects_that_are_told_to_enter_a_row_of_deaths_are_its_count(study: Study) -> None:
    told: Counter[tuple[str, str]] = Counter()
    for person in rows(study.table("subject")):
        told.update(
            (person.arm, text.split(": among ")[0]) for text in texts(study.explain(person.USUBJID), "death")[1:]
        )
    table = study.table("deaths")
    counted = {(row.arm, row.label): row.subjects for row in rows(table[table["subjects"] > 0])}
    # Five of Drug died (U6 did not) and one of Control.
    assert told["Drug", ANY] == 5
    assert dict(told) == counted


def test_the_records_that_are_told_to_enter_the_headline_are_its_count(study: Study) -> None:
    events_told: Counter[tuple[str, str]] = Counter()
    subjects_told: dict[tuple[str, str], set[str]] = {}
    arms = study.table("subject").set_index("USUBJID")["arm"]
    for record in rows(study.table("adae")):
        for text in texts(study.explain(record.USUBJID, record.AESEQ), "headline"):
            label, _, rest = text.partition(": among ")
            if rest:
                key = arms[record.USUBJID], label
                events_told[key] += 1
                subjects_told.setdefault(key, set()).update([record.USUBJID] if " subjects and " in rest else [])
    table = study.table("overview")
    filled = table[table["events"] > 0]
    assert dict(events_told) == {(row.arm, row.label): row.events for row in rows(filled)}
    counted = {key: len(people) for key, people in subjects_told.items()}
    assert counted == {(row.arm, row.label): row.subjects for row in rows(filled)}


@pytest.mark.parametrize(
    ("usubjid", "expected"),
    [
        (
            "U1",
            [
                "the subject died on 2020-02-18 (day 40), date from: subject record (DTHDT)",
                "also in the overview; recorded by ADSL (DTHFL Y, DTHDT 2020-02-18) and 1 fatal event",
                (
                    "2 of 6 subjects of Drug, also in the overview; 2020-02-18 <= 2020-02-18, "
                    "the end of the on-treatment period"
                ),
                "among 3 of 6 subjects of Drug; AESEQ 1 Headache",
                "among 2 of 6 subjects of Drug; AESEQ 1 Headache",
                "among 2 of 6 subjects of Drug; AESEQ 1 Headache",
            ],
        ),
        (
            "U2",
            [
                "the subject died on 2020-02-19 (day 41), date from: subject record (DTHDT)",
                "recorded by ADSL (DTHFL Y, DTHDT 2020-02-19)",
                "2020-02-19 > 2020-02-18, the end of the on-treatment period",
                "no event is fatal; the cause (DTHCAUS) is PROGRESSION",
            ],
        ),
        (
            "U3",
            [
                "the subject died on a date that is not recorded",
                "recorded by ADSL (DTHFL Y) and 1 fatal event",
                "no source gives the date, and a fatal event is treatment-emergent",
                "AESEQ 3 Headache",
                "AESEQ 3 Headache",
            ],
        ),
        ("U6", ["none recorded"]),
    ],
)
def test_each_row_of_deaths_has_its_reason(study: Study, usubjid: str, expected: list[str]) -> None:
    told = texts(study.explain(usubjid), "death")
    assert len(told) == len(expected)
    assert [text for text, end in zip(told, expected, strict=True) if not text.endswith(end)] == []


def test_a_fatal_event_that_is_not_emergent_still_makes_a_death(study: Study) -> None:
    explanation = study.explain("U4", 4)
    assert texts(explanation, "headline") == ["not counted in any event table: not treatment-emergent"]
    assert [text.split(": ")[0] for text in texts(explanation, "death")[1:]] == [
        ANY,
        "Deaths after the on-treatment period",
        "Deaths with a fatal adverse event",
        # A missing relationship counts as related.
        "Deaths with a fatal adverse event related to treatment",
    ]


def test_an_event_beside_the_fatal_one_names_the_rows_of_the_death(study: Study) -> None:
    (told,) = texts(study.explain("U1", 2), "death")
    assert f"; not due to this event. The subject is counted in: {ANY}; Deaths on treatment" in told


def test_adjudicated_cases_are_told_of_the_subject_and_of_their_events(study: Study) -> None:
    case = (
        "case 1 of ILD: by adjudication confirmed and related to treatment, grade 4, onset 2020-01-11 (day 2); "
        "by the investigator Cough, grade 2, onset on day 3, AESEQ 1, 2"
    )
    first, second, counted = texts(study.explain("U1"), "adjudicated")
    assert (first, second) == (case, "case 2 of ILD: by adjudication not confirmed; by the investigator not reported")
    assert counted == (
        "ILD: the subject is counted once in Drug, under: Any case sent for adjudication (1 of 6); Confirmed by "
        "adjudication, related to treatment (1 of 6); Maximum adjudicated grade 3 or higher (1 of 6); "
        "Maximum adjudicated grade 4 (1 of 6)"
    )
    assert texts(study.explain("U1", 1), "adjudicated") == texts(study.explain("U1", 2), "adjudicated") == [case]
    assert texts(study.explain("C1", 8), "adjudicated") == []
    (case, _) = texts(study.explain("C1"), "adjudicated")
    assert "confirmed, not related to treatment, grade 1, onset 2020-01-09 (day -1); by the investigator" in case


def test_laboratory_grades_of_3_and_the_quadrant_are_told(study: Study) -> None:
    # ALT 210 / 40 = 5.25 x ULN is grade 3 (over 5 to 20), bilirubin 90 / 40 = 2.25 x ULN grade 2 on the day after.
    term = "Alanine aminotransferase increased (Alanine aminotransferase)"
    law = "Potential Hy's law, bilirubin within 30 days after the aminotransferase"
    assert texts(study.explain("U1"), "laboratory") == [
        f"{term}: maximum grade by the values 3 on day 5, baseline grade 0",
        f"{law}: peaks as multiples of the upper limit of normal: ALT 5.25, bilirubin 2.25",
    ]
    # 100 / 40 = 2.5 x ULN: grade 1, in no quadrant.
    assert texts(study.explain("U2"), "laboratory") == []


def test_a_line_has_at_most_100_characters(study: Study) -> None:
    for explanation in (study.explain("U1"), study.explain("U1", 1)):
        assert max(map(len, str(explanation).splitlines())) <= 100
        for fact in explanation.facts:
            assert " ".join(fact.text.split()) in " ".join(str(explanation).split())
