"""The SMQs, medical queries and groups that an explanation names, against an evaluation of every record by force."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from meddra_files import name
from meddra_study import coded_study, event
from pv.api import Study
from pv.explain import Explanation

Term = tuple[int, int]

#: Narrow terms of each query, then those of the broad scope alone: (class, number), as in meddra_files.CONTENT.
SCOPES: dict[str, tuple[set[Term], set[Term]]] = {
    "Heart problems (SMQ)": ({(2, 1), (2, 2), (2, 4)}, {(2, 3)}),
    "Heart rhythm (SMQ)": ({(2, 1), (2, 2)}, {(2, 3)}),
    "Heart failure (SMQ)": ({(2, 4)}, set()),
    "Reaction (SMQ)": ({(3, 1)}, {(3, 2), (3, 3), (1, 1), (1, 2)}),
    "Systemic illness (SMQ)": ({(4, 1)}, {(4, 2), (4, 3), (4, 4), (4, 5)}),
}
#: 'A or (B and C) or (D and (B or C))', and 'A or (sum of weights > 6)' in which a category weighs once.
REACTION: dict[Term, str] = {(3, 1): "A", (3, 2): "B", (3, 3): "B", (1, 1): "C", (1, 2): "D"}
ILLNESS: dict[Term, str] = {(4, 1): "A", (4, 2): "B", (4, 3): "B", (4, 4): "C", (4, 5): "D"}
WEIGHT = {"A": 0, "B": 3, "C": 3, "D": 1}


def drawn() -> dict[int, tuple[str, Term, bool]]:
    """Return the subject, term and emergence of each AESEQ: five events for each of nine, the last not emergent."""
    draw = Random(194)  # noqa: S311  # a draw that has every case, as the test asserts
    found: dict[int, tuple[str, Term, bool]] = {}
    for person in range(1, 10):
        classes = (4, 2) if person % 3 == 0 else (3, 1)
        for place in range(5):
            found[len(found) + 1] = (f"U{person}", (draw.choice(classes), draw.randint(1, 5)), place < 4)
    return found


EVENTS = drawn()


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    rows = [
        event(*term, USUBJID=usubjid, AESEQ=aeseq, ASTDT="2020-01-12" if emergent else "2019-01-01")
        for aeseq, (usubjid, term, emergent) in EVENTS.items()
    ]
    with coded_study(tmp_path_factory.mktemp("queries"), rows, 'smq = "all"', drug=9) as opened:
        yield opened


def texts(explanation: Explanation, topic: str) -> list[str]:
    return [fact.text for fact in explanation.facts if fact.topic == topic]


def had(aeseq: int, letters: dict[Term, str]) -> dict[str, list[int]]:
    """Return the events that the subject of an event has in each category of an algorithm."""
    found: dict[str, list[int]] = {}
    for number, (usubjid, term, emergent) in EVENTS.items():
        if usubjid == EVENTS[aeseq][0] and emergent and term in letters:
            found.setdefault(letters[term], []).append(number)
    return found


def by(aeseq: int, numbers: list[int]) -> str:
    if aeseq in numbers:
        return "this event"
    return " or ".join(f"AESEQ {number} {name(*EVENTS[number][1])}" for number in numbers)


def reaction(aeseq: int) -> list[str]:
    """Return the alternatives of the reaction that the event is part of, with what completes them."""
    letters, own = had(aeseq, REACTION), REACTION[EVENTS[aeseq][1]]
    pairs = [pair for pair in (("B", "C"), ("D", "B"), ("D", "C")) if own in pair and set(pair) <= letters.keys()]
    both = [f"{x} and {y} ({x} by {by(aeseq, letters[x])}, {y} by {by(aeseq, letters[y])})" for x, y in pairs]
    return ["A (this event)"] if own == "A" else both


def illness(aeseq: int) -> list[str]:
    """Return the alternatives of the illness that the event is part of, with the weights."""
    letters, own = had(aeseq, ILLNESS), ILLNESS[EVENTS[aeseq][1]]
    total = sum(WEIGHT[letter] for letter in letters)
    parts = [f"{WEIGHT[letter]} for {letter} by {by(aeseq, letters[letter])}" for letter in "BCD" if letter in letters]
    if own == "A":
        return ["A (this event)"]
    return [f"sum of weights > 6 ({', '.join(parts)}, in all {total})"] if total > 6 else []


def through(query: str, term: Term) -> str:
    """Return the queries below one that list a term in any scope; none of these has one below itself that lists it."""
    below = ("Heart failure (SMQ)", "Heart rhythm (SMQ)") if query == "Heart problems (SMQ)" else ()
    names = [other for other in below if term in SCOPES[other][0] | SCOPES[other][1]]
    return f", through {' and '.join(names)}" if names else ""


def expected(aeseq: int) -> dict[str, str]:
    """Return the text of each query that the event is to be counted in."""
    _, term, _ = EVENTS[aeseq]
    found = {}
    for query, (narrow, broad) in SCOPES.items():
        if term in narrow:
            found[f"{query} narrow"] = found[f"{query} broad"] = f"by PT {name(*term)}{through(query, term)}"
        elif term in broad:
            found[f"{query} broad"] = f"by PT {name(*term)} (broad only){through(query, term)}"
    for query, letters, alternatives in (
        ("Reaction (SMQ) algorithm", REACTION, reaction),
        ("Systemic illness (SMQ) algorithm", ILLNESS, illness),
    ):
        if term in letters and (met := alternatives(aeseq)):
            found[query] = f"PT {name(*term)} is of category {letters[term]}; met: {'; or '.join(met)}"
    return found


def test_every_record_names_the_queries_that_a_direct_evaluation_finds(study: Study) -> None:
    refused = 0
    for aeseq, (usubjid, term, emergent) in EVENTS.items():
        told = texts(study.explain(usubjid, aeseq), "queries")
        if not emergent:
            assert told[0].startswith("none: "), aeseq
            assert len(told) == 1
            continue
        counted = dict(text.split(": ", 1) for text in told if ": not counted; " not in text and "none: " not in text)
        assert counted == expected(aeseq), aeseq
        not_counted = {text.split(":")[0] for text in told if ": not counted; " in text}
        asked = {"Reaction (SMQ) algorithm": REACTION, "Systemic illness (SMQ) algorithm": ILLNESS}
        assert not_counted == {query for query, letters in asked.items() if term in letters} - counted.keys()
        refused += len(not_counted)
    named = [text for aeseq, (_, _, emergent) in EVENTS.items() if emergent for text in expected(aeseq).values()]
    # The draw has every case: both algorithms met by several events, and events that are refused.
    assert refused > 2
    assert any("; or " in text for text in named)
    assert any("sum of weights" in text for text in named)


def test_what_the_alternatives_lack_is_named(tmp_path: Path) -> None:
    rows = [
        event(3, 2),
        event(4, 2),
        event(4, 4),
        event(2, 3, ASTDT="2019-01-01"),
        event(1, 6),
        event(1, 8),
        event(3, 1, USUBJID="U2"),
        event(3, 2, USUBJID="U2"),
        event(2, 6, AELLTCD=12212100, USUBJID="U2") | {"AEDECOD": None},
        # The same category as the second: it weighs once.
        event(4, 3),
    ]
    with coded_study(tmp_path, rows, 'smq = "all"', drug=2) as study:
        told = {aeseq: texts(study.explain("U1" if aeseq < 7 else "U2", aeseq), "queries") for aeseq in range(1, 10)}
        coded = texts(study.explain("U2", 9), "coded as")
    assert told[1][1] == (
        "Reaction (SMQ) algorithm: not counted; PT Skin event 2 is of category B of 'A or (B and C) or (D and (B or "
        "C))', but no alternative is met: B and C (no C); D and B (no D)"
    )
    assert told[2][1] == (
        "Systemic illness (SMQ) algorithm: not counted; PT Nerve event 2 is of category B of 'A or (sum of weights > "
        "6)', but no alternative is met: sum of weights > 6 (the sum is 6)"
    )
    would = "Heart problems (SMQ) broad; Heart rhythm (SMQ) broad"
    assert told[4] == [f"none: only treatment-emergent events are counted; its terms would match {would}"]
    assert told[5] == ["none: PT Blood event 6 is not in any query of the study"]
    assert "Obscure (SMQ) broad: by PT Blood event 8; its algorithm 'A unless B' is not evaluated" in told[6][1]
    assert "but the subject is a case without it, by A (AESEQ 7 Skin event 1), and no alternative with it" in told[8][1]
    # A lowest level term by its code; the preferred term is filled from it.
    assert told[9] == [
        "Heart problems (SMQ) broad: by LLT HEART EVENT 6 NOS (broad only), through Heart failure (SMQ)",
        "Heart failure (SMQ) broad: by LLT HEART EVENT 6 NOS (broad only)",
    ]
    assert coded[:2] == ["AELLTCD 12212100, without AELLT", "AEDECOD Heart event 6, filled from MedDRA 1.0"]


GROUPS = """[[group]]
name = "Both"
soc = "Heart disorders"
terms = ["Heart event 1", "Heart event 3"]
[[group]]
name = "One"
soc = "Heart disorders"
terms = ["heart event 1"]
"""


def test_groups_and_queries_of_a_file_are_named_and_filled_levels_marked(tmp_path: Path) -> None:
    (tmp_path / "fmq.csv").write_text("fmq,pt,category\nCardiac,Heart event 1,Narrow\n", encoding="utf-8")
    rows = [event(2, 1, AEHLT="As recorded"), event(2, 2), event(2, 3, ASTDT="2019-01-01")]
    with coded_study(tmp_path, rows, f'queries = "fmq.csv"\n{GROUPS}') as study:
        first, second, third = (study.explain("U1", aeseq) for aeseq in (1, 2, 3))
    assert texts(first, "groups") == [
        "Both (Heart disorders): AEDECOD Heart event 1 is one of its 2 terms",
        "One (Heart disorders): AEDECOD Heart event 1 is its only term",
    ]
    assert texts(second, "groups") == ["none: AEDECOD Heart event 2 is not in any group of the study"]
    assert texts(third, "groups") == [
        "Both (Heart disorders): AEDECOD Heart event 3 is one of its 2 terms; not counted: not treatment-emergent"
    ]
    assert texts(first, "queries") == [
        "Cardiac (FMQ) narrow: by PT Heart event 1",
        "Cardiac (FMQ) broad: by PT Heart event 1",
    ]
    assert {text.split(":")[0] for text in texts(first, "levels")} >= {"group Both", "group One", "Cardiac (FMQ) broad"}
    assert texts(first, "coded as") == [
        "AEDECOD Heart event 1",
        "AEHLT As recorded",
        "AEHLGT Heart group 1, filled from MedDRA 1.0",
        "AEBODSYS Heart disorders",
    ]
