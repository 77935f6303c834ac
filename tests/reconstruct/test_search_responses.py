"""Responses drawn to the times that a search found: printed counts of nested cohorts, benefit, times to response."""

from functools import cache
from typing import Any

import numpy as np
import pytest
from lifelines import KaplanMeierFitter

from pv.facts.model import Facts
from pv.facts.read import validate
from pv.reconstruct.search.compiled import plain
from pv.reconstruct.search.course_rows import course_rows
from pv.reconstruct.search.printed_responses import asked
from pv.reconstruct.search.response_times import median
from pv.reconstruct.search.search import parts_of, search
from searched_trial import content

ITT = {"population": "itt"}
YES = {"cohort": [{"MARKER": "Y"}], "cohort_label": "With the marker", **ITT}
#: Of the arm New, in all and in those with the marker; 8 responses of 9 are confirmed.
PRINTED = {
    ("best_all", "CR"): 2,
    ("best_all", "PR"): 7,
    ("best_all", "PD"): 4,
    ("best_yes", "CR"): 1,
    ("best_yes", "PR"): 5,
    ("best_yes", "PD"): 2,
    ("confirmed_all", "Confirmed"): 8,
    ("benefit_all", "Benefit"): 12,
}


def figures() -> list[dict[str, Any]]:
    """Return the figures of the responses."""
    made: list[dict[str, Any]] = [
        {
            "id": f"{name}/{value}",
            "arm": "New",
            "measure": "response",
            "endpoint": name,
            "response": value,
            "count": count,
        }
        for (name, value), count in PRINTED.items()
    ]
    time = {"arm": "New", "measure": "survival", "statistic": "median", "unit": "days"}
    return [*made, {"id": "ttr", "endpoint": "ttr", "value": "84", **time}]


@cache
def facts() -> Facts:
    """Return the facts."""
    made = content()
    made["course"]["response_ends_with"] = "PFS"
    made["published"]["figure"] = [f for f in made["published"]["figure"] if not f["id"].startswith("r/")] + figures()
    values = {"parameter": "BOR", "values": ["CR", "PR", "SD", "PD", "NE"]}
    made["response"] = [
        {"name": "best_all", "label": "Best", **values, **ITT},
        {"name": "best_yes", "label": "Best", **values, **YES},
        {"name": "confirmed_all", "label": "C", "parameter": "CBOR", "rates": {"Confirmed": ["CR", "PR"]}, **ITT},
        {"name": "benefit_all", "label": "B", "parameter": "CBEN", "rates": {"Benefit": ["Y"]}, **ITT},
    ]
    made["endpoint"].append({"name": "ttr", "label": "T", "parameter": "TTR", "responders": "confirmed_all", **ITT})
    made["course"]["search"]["steps"] = 250
    return validate(made, "facts.toml")


@cache
def rows() -> list[dict[str, str]]:
    """Return the courses of the arm New."""
    found = search(facts(), plain(), seed=4)
    courses = course_rows(facts(), found, 1)
    assert not courses.missed
    return [row for row in courses.rows if row["ARM"] == "New"]


def test_the_printed_counts_are_kept_in_both_cohorts() -> None:
    for (name, value), count in PRINTED.items():
        if name.startswith("best"):
            of = [row for row in rows() if name == "best_all" or row["MARKER"] == "Y"]
            assert sum(row["RESPONSE"] == value for row in of) == count, (name, value)
    responders = [row for row in rows() if row["RESPONSE"] in ("CR", "PR")]
    assert sum(row["CONFIRMED"] == "Y" for row in responders) == 8


def test_a_response_comes_before_its_end_and_in_the_middle_on_the_printed_day() -> None:
    responders = [row for row in rows() if row["RESPONSE_DAY"]]
    assert len(responders) == 9
    assert all(32 <= int(row["RESPONSE_DAY"]) <= int(row["PFS"]) - 29 for row in responders)
    confirmed = [int(row["RESPONSE_DAY"]) for row in responders if row["CONFIRMED"] == "Y"]
    assert 83.5 <= float(np.median(confirmed)) < 84.5


def test_what_responses_ask_of_the_times_is_what_is_printed() -> None:
    course, _ = parts_of(facts())
    found = {
        (one.response.name, one.what): (one.day, one.low, one.high)
        for one in asked(facts(), course, 60)
        if one.arm == "New"
    }
    # 6 months of 30.4375 days begin on day 183; 9 respond, so that 3 of 12 are stable for as long.
    assert found == {("best_all", 0): (183, 3, 12), ("best_all", 1): (91, 4, 60), ("best_yes", 1): (91, 2, 60)}


@pytest.mark.parametrize("seed", range(5))
def test_the_median_is_that_of_lifelines_but_between_two_times(seed: int) -> None:
    rng = np.random.default_rng(seed)
    time, event = rng.integers(1, 30, 41), rng.random(41) < 0.7
    assert median(time, event) == KaplanMeierFitter().fit(time, event).median_survival_time_
    # Exactly one half from 2 on: the middle of 2 and 3, as R has it.
    assert median(np.array([1, 2, 3, 4]), np.ones(4, dtype=np.bool_)) == 2.5
    assert median(np.array([1, 2, 3]), np.array([True, False, False])) == np.inf
