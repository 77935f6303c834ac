"""The section of the medical queries: its numbers against counts made from the events, and what its counts open."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from io import StringIO
from pathlib import Path

import pandas as pd
import pytest

import query_study
import report_tables
from meddra_files import CONTENT, name, pt
from meddra_study import coded_study, event
from packed_data import linked_csv
from query_force import FORCE, had
from query_study import (
    ARMS,
    DRUG,
    EMPTY,
    FMQ,
    HOSTILE,
    LLT,
    NOS,
    Event,
    Shown,
    Term,
    box,
    emergent,
    lines,
    number,
    people,
    terms,
)
from report_html import Element

#: The level of lowest level terms in the content of a query.
LOWEST = 5
#: Query -> is a subject with these terms in it.
SMQ: dict[str, Callable[[set[Term]], bool]] = FORCE | {
    "Heart problems (SMQ) broad": had((2, 1), (2, 2), (2, 3), (2, 4), LLT),
    "Heart failure (SMQ) broad": had((2, 4), LLT),
}


@pytest.fixture(scope="module")
def shown() -> Shown:
    return query_study.shown()


def csv(element: Element) -> pd.DataFrame:
    link = element.one("a", class_="csv").attributes["href"]
    return pd.read_csv(StringIO(linked_csv(link)), keep_default_na=False)


def subjects_with(arm: str, has: Callable[[set[Term]], bool]) -> int:
    """Return how many subjects have, of all their treatment-emergent terms together, what `has` wants."""
    together: dict[str, set[Term]] = {}
    for one in emergent(arm):
        together.setdefault(one.subject, set()).update(terms(one))
    return sum(has(found) for found in together.values())


def queries(table: list[list[str]]) -> dict[tuple[str, str], list[str]]:
    """Return name and scope -> cells: a row with a comma names the query, those below it a narrower scope."""
    found, query = {}, ""
    for label, *cells in table:
        head, comma, scope = label.rpartition(", ")
        query = head.replace("\u203a ", "") if comma else query
        found[query, scope] = cells
    return found


def test_every_scope_of_every_query_counts_its_subjects_once(shown: Shown) -> None:
    found = {
        f"{query} (SMQ) {scope.partition(':')[0]}": cells[:2]
        for (query, scope), cells in queries(lines(shown, "smq")).items()
    }
    assert found == {query: [number(subjects_with(arm, has), arm) for arm in ARMS] for query, has in SMQ.items()}
    assert ("Reaction", "algorithm: A or (B and C) or (D and (B or C))") in queries(lines(shown, "smq"))
    for query, (narrow, broad) in FMQ.items():
        for scope, chosen in (("narrow", narrow), ("broad", narrow | broad)):
            cells = queries(lines(shown, "medical-queries"))[query, scope]
            assert cells[:2] == [number(subjects_with(arm, had(*chosen)), arm) for arm in ARMS]


def test_narrow_follows_broad_and_a_query_follows_the_one_above_it(shown: Shown) -> None:
    bodies = [[row.all("th")[0].text for row in body.all("tr")] for body in box(shown, "smq").all("tbody")]
    heads = [head for head, *_ in bodies]
    place = heads.index("Heart problems, broad")
    assert set(heads[place + 1 : place + 3]) == {"\u203a Heart rhythm, broad", "\u203a Heart failure, broad"}
    assert all(below[0] == "narrow" for _, *below in bodies)
    by_difference = [
        subjects_with("Drug", SMQ[f"{head.removesuffix(', broad')} (SMQ) broad"]) / DRUG
        - subjects_with("Control", SMQ[f"{head.removesuffix(', broad')} (SMQ) broad"])
        for head in heads
        if not head.startswith("\u203a")
    ]
    assert by_difference == sorted(by_difference, reverse=True)


def test_queries_that_nobody_had_are_counted_and_stand_in_the_csv_file(shown: Shown) -> None:
    table = box(shown, "medical-queries")
    note = table.one("p", class_="notes").text
    assert {query for query, _ in queries(lines(shown, "medical-queries"))} == set(FMQ)
    assert "12 of the 14 queries, without any subject, are listed only in the CSV file." in note
    assert "Queries of the study's file: 2024-05." in note
    numbers = csv(table).set_index("term")
    assert numbers.loc[[f"{query} (FMQ) broad" for query in EMPTY], "Drug: subjects"].to_list() == [0] * 12


def test_each_count_opens_as_many_subjects_and_records_as_it_counts(shown: Shown) -> None:
    data = shown.records.data
    opened = 0
    for row in shown.html.all("tr"):
        for cell in (cell for cell in row.all("td") if "data-arm" in cell.attributes):
            arm, term = int(cell.attributes["data-arm"]), int(row.attributes["data-term"])
            assert row.attributes["data-category"] == "any"
            records = [
                place for place, one in enumerate(data["arm"]) if one == arm and term in data["recordTerms"][place]
            ]
            assert len({data["subject"][place] for place in records}) == int(cell.text.split()[0])
            # Which events are part of an algorithm that is met: tests/sql/derive/test_record_query.py.
            assert "algorithm" in row.text or len(records) == events_behind([*ARMS][arm], data["terms"][term][:3])
            opened += 1
    counts = [cell.text for row in box(shown, "smq").all("tbody") for cell in row.all("td")]
    assert opened > sum("%" in text for text in counts) > 10


def events_behind(arm: str, term: tuple[str, str, str]) -> int:
    """Return how many treatment-emergent events of the arm a preferred term or a query without algorithm has."""
    level, _, label = term
    if level == "PT":
        return sum(name(*one.term) == label for one in emergent(arm))
    if level == "SMQ":
        return sum(SMQ[label](terms(one)) for one in emergent(arm))
    query, _, scope = label.rpartition(" (FMQ) ")
    narrow, broad = FMQ[query]
    return sum(one.term in (narrow if scope == "narrow" else narrow | broad) for one in emergent(arm))


def test_the_terms_that_no_query_captures_are_the_rest(shown: Shown) -> None:
    in_scope = {
        scope: {
            content for _, content, level, of, *_, status in CONTENT if status == "A" and level in {4, 5} and of in own
        }
        for scope, own in (("narrow", {2}), ("broad", {1, 2}))
    }
    sides: dict[tuple[str, str], Callable[[Event], bool]] = {
        ("smq", "narrow"): lambda one: pt(*one.term) in in_scope["narrow"] or lowest_is_listed(one, in_scope["narrow"]),
        ("smq", "broad"): lambda one: pt(*one.term) in in_scope["broad"] or lowest_is_listed(one, in_scope["broad"]),
        ("query", "narrow"): lambda one: any(one.term in narrow for narrow, _ in FMQ.values()),
        ("query", "broad"): lambda one: any(one.term in narrow | broad for narrow, broad in FMQ.values()),
    }
    for (level, scope), is_captured in sides.items():
        rest = {arm: [one for one in emergent(arm) if not is_captured(one)] for arm in ARMS}
        expected = {
            name(*term): [
                *(number(people(one for one in rest[arm] if one.term == term), arm) for arm in ARMS),
                *(str(sum(one.term == term for one in rest[arm])) for arm in ARMS),
            ]
            for term in {one.term for arm in ARMS for one in rest[arm]}
        }
        table = lines(shown, f"uncaptured-{level}-{scope}")
        assert {label: cells for label, *cells, _ in table} == expected
        every = {arm: emergent(arm) for arm in ARMS}
        share = (
            f"{len(expected)} of {len({one.term for arm in ARMS for one in every[arm]})} preferred terms and "
            f"{sum(map(len, rest.values()))} of {sum(map(len, every.values()))} events"
        )
        assert share in box(shown, f"uncaptured-{level}-{scope}").one("p", class_="notes").text


def lowest_is_listed(one: Event, listed: AbstractSet[str]) -> bool:
    """Return whether the lowest level term of an event is in a query; of those here NOS alone can be."""
    return one.lowest == NOS and bool(listed & {row[1] for row in CONTENT if row[2] == LOWEST})


def test_a_count_of_some_of_the_records_of_a_term_opens_nothing(shown: Shown) -> None:
    # Of Heart event 6 the records with the lowest level term NOS are captured, in the arm of the drug alone.
    (row,) = (one for one in box(shown, "uncaptured-smq-broad").all("tr") if one.all("th")[0].text == "Heart event 6")
    assert ["data-arm" in cell.attributes for cell in row.all("td")[:2]] == [False, True]


def test_text_from_files_stays_text(shown: Shown) -> None:
    assert not shown.html.all("b")
    assert not shown.html.all("i")
    assert f"{HOSTILE}, broad" in [row[0] for row in lines(shown, "medical-queries")]


def test_without_queries_versions_groups_and_gaps_there_is_neither_section() -> None:
    assert query_study.sections(report_tables.report())[:2] == (None, None)


def test_nothing_to_count_and_nothing_to_change_is_said(tmp_path: Path) -> None:
    levels = {"AEHLGT": "Heart group 1", "AEHLT": "Heart kind 1.1"}
    text = 'smq = ["Heart rhythm (SMQ)", "Obscure (SMQ)"]\nmeddra_next_folder = "MedAscii"'
    with coded_study(tmp_path, [event(2, 1, **levels)], text) as study:
        found = query_study.sections_of(study)
    assert [one[0] for one in lines(found, "smq")] == ["Heart rhythm, broad", "narrow", "Obscure, broad", "narrow"]
    # Nobody had Obscure (SMQ): a row of 0 and not a gap.
    assert lines(found, "smq")[2][1:3] == ["0", "0"]
    unread, *rest = (one.text for one in found.html.all("p", class_="left-out"))
    assert unread.startswith("Left out: Obscure (SMQ): its algorithm 'A unless B' is not evaluated")
    assert rest == [
        *(
            f"Left out: Terms not captured by any standardised MedDRA query, {scope} scope: none."
            for scope in ("narrow", "broad")
        ),
        "Left out: Changes of coding: MedDRA 1.0 leaves the coding of every event unchanged.",
    ]
