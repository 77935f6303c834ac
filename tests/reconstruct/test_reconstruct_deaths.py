"""Published deaths come out with those that they imply: every death is on treatment or after it."""

from collections.abc import Mapping
from itertools import combinations, product

import pandas as pd
import pytest

from pv.facts.contradiction import Found
from pv.facts.model import Facts
from pv.facts.read import validate
from pv.reconstruct import reconstruct
from pv.reconstruct.plan.death_counts import deaths
from pv.reconstruct.plan.plan import plan
from pv.reconstruct.plan.targets import targets
from small_facts import CONTENT, figure

ITEMS = ("death", "death_on_treatment", "death_after_treatment", "fatal_event")


def trial(size: int, window: int, published: Mapping[str, int]) -> Facts:
    """Return the facts of a trial of one arm with these deaths by item."""
    return validate(
        {
            "study": CONTENT["study"] | {"window_days": window},
            "arm": [{"name": "X"}],
            "published": {
                "figure": [
                    figure("size", "X", "arm_size", count=size),
                    *(figure(item, "X", "deaths", item=item, count=count) for item, count in published.items()),
                ]
            },
            "assumed": CONTENT["assumed"] | {"ongoing_percent": {"X": 60}},
        },
        "facts.toml",
    )


def died(facts: Facts) -> dict[str, int]:
    """Return the deaths in the records of a trial, by item."""
    made = {one.name: one for one in reconstruct(facts).datasets}
    data = {
        name: pd.DataFrame({v.name: one.column(v) for v in one.variables})
        for name, one in made.items()
        if name in ("adsl", "adae")
    }
    dead = data["adsl"][data["adsl"]["DTHFL"] == "Y"]
    last = pd.to_datetime(dead["TRTEDT"]) + pd.Timedelta(days=facts.study.window_days)
    during = int((pd.to_datetime(dead["DTHDT"]) <= last).sum())
    fatal = data["adae"].loc[data["adae"]["AEOUT"] == "FATAL", "USUBJID"].nunique()
    return dict(zip(ITEMS, (len(dead), during, len(dead) - during, fatal), strict=True))


@pytest.mark.parametrize("window", [0, 1, 28])
@pytest.mark.parametrize(
    "published",
    [
        {"death": 12, "death_after_treatment": 9},  # 3 on treatment
        {"death": 12, "death_on_treatment": 3},
        {"death": 12, "death_on_treatment": 3, "fatal_event": 2},
        {"death": 12, "death_on_treatment": 3, "fatal_event": 5},  # 2 of those with a fatal event die after the window
        {"death_on_treatment": 3, "death_after_treatment": 9, "fatal_event": 12},
        {"death_after_treatment": 9, "fatal_event": 4},
        {"death_after_treatment": 39, "fatal_event": 4},  # room for 2 on treatment
        {"death": 41, "death_after_treatment": 30},
        {"death": 0},
    ],
    ids=str,
)
def test_published_deaths_come_out(published: dict[str, int], window: int) -> None:
    found = died(trial(41, window, published))
    assert {item: found[item] for item in published} == published


def test_deaths_contradict_each_other_only_where_no_arm_has_them() -> None:
    size = 3
    possible = [
        (during + after, during, after, fatal)
        for during, after, fatal in product(range(size + 1), repeat=3)
        if fatal <= during + after <= size
    ]
    for wide in range(1, 5):
        for places in combinations(range(4), wide):
            for counts in product(range(size + 1), repeat=wide):
                facts = trial(size, 28, {ITEMS[place]: count for place, count in zip(places, counts, strict=True)})
                found = Found()
                made = deaths(facts, "X", targets(facts, "X", size, found), found)
                fits = any(tuple(one[place] for place in places) == counts for one in possible)
                assert (not found.contradictions) == fits, (places, counts, found.contradictions)
                assert not fits or all(made[ITEMS[p]] == n for p, n in zip(places, counts, strict=True))


def test_fatal_events_of_a_term_are_deaths() -> None:
    facts = trial(41, 28, {"death": 2})
    ache = figure("ache", "X", "incidence", level="PT", term="Headache", category="fatal", count=3)
    given = validate(
        {
            **facts.model_dump(exclude_unset=True),
            "published": {"figure": [*(one.model_dump(exclude_unset=True) for one in facts.published.figure), ache]},
        },
        "facts.toml",
    )
    found = plan(given).contradictions
    assert [one.figures for one in found] == [("ache/X", "death/X")]
    assert "3 deaths, but only 2 at any time" in found[0].message
