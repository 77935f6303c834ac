"""The records behind the numbers, in the page's data and in its SQL, against a brute-force count of the events."""

import json
from dataclasses import replace
from itertools import product

import duckdb
import pandas as pd

import report_events
import report_tables
from pv import resources
from pv.display.arms import arms_of
from pv.display.records.events import records_of
from pv.display.records.special import adjudicated_records
from report_events import ARMS, CATEGORIES, EVENTS, Event

TERMS = sorted(
    {("any", "any", "any")}
    | {("SOC", event.soc, event.soc) for event in EVENTS}
    | {("PT", event.soc, event.term) for event in EVENTS}
)


#: The first two events are graded; the term of the second has no such grade.
GRADE_TEXT = pd.DataFrame(
    [
        (EVENTS[0].usubjid, 1.0, 2, "Headache", "1, 2, 3", "Moderate pain"),
        (EVENTS[1].usubjid, 2.0, 4, "Headache", "1, 2, 3", None),
    ],
    columns=["USUBJID", "source_row", "grade", "ctcae_term", "ctcae_grades", "text"],
)


def behind(arm: str, term: tuple[str, str, str], category: str) -> list[tuple[str, int]]:
    """Return the records of a number: of the subjects counted, those of its term and category."""
    counted = report_events.counted([event for event in EVENTS if event.arm == arm], term, category)
    return [
        (event.usubjid, number)
        for number, event in enumerate(EVENTS, start=1)
        if event.usubjid in counted and event.is_of(term) and event.is_in(category)
    ]


def test_the_query_of_a_number_gives_its_records() -> None:
    tables = report_tables.tables()
    query = resources.read("reports/page/records/events.sql")
    with duckdb.connect() as connection:
        for name in ("arm_member", "subject_term", "record_term", "record_category", "adverse_event"):
            connection.register(name, tables[name])
        connection.register("grade_text", GRADE_TEXT)
        connection.register("onset_dose", tables["onset_dose"])
        for arm, (level, soc, term), (category, *_) in product(ARMS, TERMS, CATEGORIES):
            values = {"arm": arm, "level": level, "soc": soc, "term": term, "category": category}
            found = connection.execute(query, values).fetchall()
            assert all(row[-1] == ("Moderate pain" if row[1] == 1 else None) for row in found)
            assert [(subject, int(number)) for subject, number, *_ in found] == sorted(
                behind(arm, (level, soc, term), category)
            )


def test_records_carry_their_terms_and_categories() -> None:
    report = report_tables.report()
    records = records_of(report, arms_of(report))
    assert (records.data["total"], len(records.data["arm"])) == (len(EVENTS), len(EVENTS))
    # Levels that no table of the page shows are left out.
    assert {level for level, _, _ in records.terms} == {"any", "SOC", "PT"}
    data = json.loads(json.dumps(records.data))
    columns = {column["name"]: column for column in data["columns"]}
    numbers = [columns["AESEQ"]["values"][code] for code in columns["AESEQ"]["codes"]]
    for place, number in enumerate(numbers):
        event: Event = EVENTS[number - 1]
        # What a term is called above the list stands behind it; any event is called by its category alone.
        assert {tuple(data["terms"][term]) for term in data["recordTerms"][place]} == {
            (*term, "" if term[0] == "any" else term[-1]) for term in TERMS if event.is_of(term)
        }
        assert {data["categories"][one][0] for one in data["recordCategories"][place]} == {
            name for name, *_ in CATEGORIES if event.is_in(name)
        }
        assert data["arms"][data["arm"][place]][0] == event.arm
        severity = columns["severity"]["codes"][place]
        assert (columns["severity"]["values"][severity] if severity >= 0 else None) == event.severity
    # No grade was recorded: the list has no column of it.
    assert "grade" not in columns


def test_the_gravest_records_come_first_into_a_capped_page() -> None:
    report = report_tables.report()
    # Control 3's event was fatal; Drug A 1's second of two was serious: three records, two subjects with all they had.
    for most, subjects, numbers in ((2, ["CONTROL-3"], [11]), (3, ["CONTROL-3", "DRUG A-1"], [1, 2, 11])):
        records = records_of(replace(report, maximum_records=most), arms_of(report))
        assert (records.data["total"], len(records.data["arm"])) == (len(EVENTS), len(numbers))
        columns = {column["name"]: column for column in records.data["columns"]}
        assert sorted(columns["USUBJID"]["values"]) == subjects
        assert sorted(columns["AESEQ"]["values"]) == numbers


def test_a_record_shows_what_ctcae_says_of_its_grade() -> None:
    report = report_tables.report()
    report = replace(report, tables={**report.tables, "grade_text": GRADE_TEXT})
    columns = {column["name"]: column for column in records_of(report, arms_of(report)).data["columns"]}
    text, number = columns["grade_text"], columns["AESEQ"]
    shown = {
        number["values"][of]: None if code < 0 else text["values"][code]
        for of, code in zip(number["codes"], text["codes"], strict=True)
    }
    expected = {1: "Headache: Moderate pain", 2: "Headache: no grade 4, only 1, 2, 3"}
    assert shown == dict.fromkeys(range(1, len(EVENTS) + 1)) | expected


def test_without_records_no_number_opens() -> None:
    report = report_tables.report()
    tables = {name: table for name, table in report.tables.items() if name != "record_term"}
    assert records_of(replace(report, tables=tables), arms_of(report)).data == {}


def test_cases_stand_in_the_order_of_subject_and_number_whatever_the_order_of_the_rows() -> None:
    cases = pd.DataFrame(
        [
            ("U2", 1.0, 3, "Drug A", "ILD", "RECOVERED"),
            ("U1", 2.0, 2, "Drug A", "ILD", "FATAL"),
            ("U1", 1.0, 1, "Drug A", "ILD", "RECOVERED"),
        ],
        columns=["USUBJID", "ADJSEQ", "source_row", "arm", "event", "outcome"],
    ).assign(onset_day=5)
    counted = pd.DataFrame({"USUBJID": ["U1", "U2"], "event": "ILD", "item": "any", "arm": "Drug A"})
    categories = pd.DataFrame({"category": ["any"], "label": ["Any"]})
    report = report_tables.report()
    found = []
    for rows in (cases, cases.iloc[::-1].reset_index(drop=True)):
        tables = {
            "adjudicated_event": rows,
            "adjudicated_item": counted,
            "adjudicated_category": categories,
        }
        one = replace(report, tables={**report.tables, **tables})
        found.append(adjudicated_records(one, arms_of(one)).data)
    assert found[0] == found[1]
    columns = {column["name"]: column for column in found[0]["columns"]}
    assert columns["USUBJID"]["codes"] == [0, 0, 1]
    assert [columns["ADJSEQ"]["values"][code] for code in columns["ADJSEQ"]["codes"]] == [1, 2, 1]
