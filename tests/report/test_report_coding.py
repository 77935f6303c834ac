"""The section of the coding: its numbers against counts made from the events."""

from collections.abc import Callable

import pytest

import query_study
from meddra_files import name
from pv.numbers.text import MISSING
from query_study import ARMS, EVENTS, MOVED, Event, Shown, emergent, lines, number, people


@pytest.fixture(scope="module")
def shown() -> Shown:
    return query_study.shown()


def test_what_the_next_version_does_to_the_counts(shown: Shown) -> None:
    def following(one: Event) -> str:
        moved = {(2, 1): name(2, 2), (3, 3): "Skin event three"}
        return name(2, 5) if one.lowest == MOVED else moved.get(one.term, name(*one.term))

    def moves(term: str, becomes: Callable[[Event], str]) -> list[int]:
        return [people(one for one in emergent(arm) if becomes(one) == term) for arm in ARMS]

    changed: dict[str, Callable[[Event], bool]] = {
        "Heart event 1 → Heart event 2": lambda one: one.term == (2, 1),
        "Heart event 4 → Heart event 5": lambda one: one.lowest == MOVED,
        "Skin event 3 → Skin event three": lambda one: one.term == (3, 3),
        "Blood event 1 (Blood disorders → Heart disorders)": lambda one: one.term == (1, 1),
        "Nerve event 8": lambda one: one.term == (4, 8),
    }
    table = {line[0]: line[1:] for line in lines(shown, "meddra-change") if len(line) > 1}
    assert list(table) == list(changed)
    for label, is_changed in changed.items():
        chosen = [[one for one in emergent(arm) if is_changed(one)] for arm in ARMS]
        now, _, then = label.partition(" (")[0].partition(" → ")
        pairs = [
            list(zip(moves(term, lambda one: name(*one.term)), moves(term, following), strict=True))
            for term in (now, *([then] if then else []))
        ]
        assert table[label][:4] == [
            *(number(people(found), arm) for found, arm in zip(chosen, ARMS, strict=True)),
            *(str(len(found)) for found in chosen),
        ]
        if "(Blood disorders → Heart disorders)" in label:
            # Of the class: Blood with Heart event 1 of class 1 and without, Heart (2) without it and with.
            pairs = [
                [
                    (
                        people(one for one in emergent(arm) if one.term[0] == soc),
                        people(one for one in emergent(arm) if (2 if one.term == (1, 1) else one.term[0]) == soc),
                    )
                    for arm in ARMS
                ]
                for soc in (1, 2)
            ]
        missing = [MISSING] * (2 * (2 - len(pairs)))
        assert table[label][4:] == [f"{one} → {other}" for pair in pairs for one, other in pair] + missing


def test_groups_list_their_terms_and_share_some(shown: Shown) -> None:
    seen = {one.term for arm in ARMS for one in emergent(arm)}
    assert {(2, 1), (2, 3), (1, 2)} <= seen
    assert lines(shown, "group-terms") == [
        ["<i>One</i>", "2", "2", MISSING],
        ["Two", "3", "2", "HEART EVENT THIRTEEN"],
        ["Unseen", "1", "0", "ABSENT EVENT"],
        ["In no group", MISSING, str(len(seen) - 3), MISSING],
    ]
    counts = [number(people(one for one in emergent(arm) if one.term == (2, 3)), arm) for arm in ARMS]
    assert lines(shown, "shared-terms") == [["Heart event 3", *counts, "<i>One</i>, Two"]]


def test_levels_filled_from_the_dictionary(shown: Shown) -> None:
    # Every third record has a high level term of its own; none has a group term; all have their class.
    total, recorded = len(EVENTS), len(EVENTS[::3])
    found = {label: [cell.split()[0] for cell in cells] for label, *cells in lines(shown, "filled")}
    assert found == {
        "System organ class (AEBODSYS)": [str(total), "0", "0"],
        "High level group term (AEHLGT)": ["0", str(total), "0"],
        "High level term (AEHLT)": [str(recorded), str(total - recorded), "0"],
        "Preferred term (AEDECOD)": [str(total), "0", "0"],
    }
