"""Published durations contradict each other only where no subjects can have them, also in arms of one to four."""

from datetime import date
from fractions import Fraction
from functools import cache
from itertools import combinations_with_replacement
from statistics import median
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from effort import seeds
from pv.facts.contradiction import Found
from pv.facts.model import Facts
from pv.facts.printed import decimals, rounded
from pv.facts.read import validate
from pv.reconstruct import reconstruct
from pv.reconstruct.draw.random_stream import Draw
from pv.reconstruct.draw.spread import spread
from pv.reconstruct.plan.exposure_facts import exposure
from pv.reconstruct.plan.plan import plan
from small_facts import figure

STATISTICS = ("minimum", "median", "maximum", "patient_years")
#: Longer than any duration or sum that a test publishes.
TOP = 16


def trial(size: int, *figures: dict[str, Any], days_per_year: float = 365.25) -> Facts:
    """Return the facts of a trial of one arm with these figures; its first dose is 1036 days before the cut-off."""
    return validate(
        {
            "study": {
                "id": "X",
                "title": "X",
                "cutoff_date": date(2023, 12, 31),
                "window_days": 28,
                "days_per_year": days_per_year,
            },
            "arm": [{"name": "X"}],
            "published": {"figure": [figure("size", "X", "arm_size", count=size), *figures]},
            "assumed": {"accrual": [date(2021, 3, 1), date(2022, 11, 30)]},
        },
        "facts.toml",
    )


def printed(durations: tuple[int, ...] | list[int]) -> tuple[Fraction, ...]:
    """Return minimum, median, maximum and sum."""
    return Fraction(min(durations)), Fraction(median(durations)), Fraction(max(durations)), Fraction(sum(durations))


@cache
def arms(size: int) -> set[tuple[Fraction, ...]]:
    """Return minimum, median, maximum and sum of every arm that there can be."""
    return {printed(arm) for arm in combinations_with_replacement(range(1, TOP + 1), size)}


@settings(max_examples=len(seeds(100, 300)), deadline=None)
@given(
    st.integers(1, 4),
    st.lists(st.sampled_from(range(4)), min_size=1, unique=True),
    st.one_of(
        st.lists(st.integers(1, 4), min_size=4, max_size=4),
        st.tuples(st.integers(1, 4), st.integers(2, 8), st.integers(1, 6), st.integers(1, TOP)),
    ),
    st.sampled_from(["those of an arm", "any"]),
)
def test_durations_contradict_each_other_only_where_no_arm_has_them(
    size: int, places: list[int], numbers: list[int] | tuple[int, ...], kind: str
) -> None:
    # A year of one day: patient-years are days, and every number is printed exactly.
    low, twice, high, total = numbers
    values = printed(numbers[:size]) if kind != "any" else (low, Fraction(twice, 2), high, total)
    figures = [
        figure(STATISTICS[p], "X", "exposure", statistic=STATISTICS[p], value=f"{float(values[p]):.1f}")
        | ({} if p == 3 else {"unit": "days"})
        for p in places
    ]
    found = Found()
    made = exposure(trial(size, *figures, days_per_year=1), "X", size, found)
    possible = any(all(arm[p] == values[p] for p in places) for arm in arms(size))
    assert (not found.contradictions) == possible, found.contradictions
    if possible:
        durations = printed(spread(size, made, Draw(1, "test")))
        assert all(durations[p] == values[p] for p in places)


def days(facts: Facts) -> list[int]:
    """Return the days of treatment of each subject in the records."""
    adsl = next(one for one in reconstruct(facts).datasets if one.name == "adsl")
    start, end = (pd.to_datetime(pd.Series(adsl.column(v))) for v in adsl.variables if v.name in ("TRTSDT", "TRTEDT"))
    return [int(number) for number in (end - start).dt.days + 1]


@pytest.mark.parametrize("size", [1, 2, 3, 5])
@pytest.mark.parametrize(
    ("fields", "value"),
    [
        ({"statistic": "patient_years"}, "1.0"),
        ({"statistic": "median", "unit": "days"}, "364"),
        ({"statistic": "minimum", "unit": "months"}, "10"),
        ({"statistic": "maximum", "unit": "days"}, "3"),
        ({"statistic": "patient_years"}, "2.7"),
    ],
)
def test_one_published_number_comes_out_in_a_small_arm(size: int, fields: dict[str, str], value: str) -> None:
    made = days(trial(size, figure("it", "X", "exposure", value=value, **fields)))
    of = dict(zip(STATISTICS, printed(made), strict=True))[fields["statistic"]]
    unit = {"days": Fraction(1), "months": Fraction("30.4375")}.get(fields.get("unit", ""), Fraction("365.25"))
    assert rounded(of / unit, decimals(value)) == value


def test_one_subject_has_one_duration() -> None:
    low = figure("low", "X", "exposure", statistic="minimum", unit="days", value="30")
    high = figure("high", "X", "exposure", statistic="maximum", unit="days", value="60")
    found = plan(trial(1, low, high)).contradictions
    assert [(one.rule, one.figures) for one in found] == [("too few subjects", ("low/X", "high/X"))]
    assert "1 subject cannot have this minimum, median and maximum" in found[0].message


def test_a_rate_alone_is_of_a_count_that_the_study_is_long_enough_for() -> None:
    # 204 subjects for up to 1036 days are at most 578.6 patient-years: 1 in 238, or 2 in 476, is 0.0042 a year.
    rate = figure("rate", "X", "exposure_adjusted_rate", statistic="eair_total", value="0.0042")
    made = plan(trial(204, rate))
    assert made.contradictions == ()
    count = made.facts.published.figure[1].count
    assert count in (1, 2)
    total = sum(days(trial(204, rate)))
    assert rounded(count * Fraction("365.25") / total, 4) == "0.0042"


def test_a_rate_of_no_count_says_which_figure_is_to_be_added() -> None:
    # 40 subjects for up to 1036 days: at most 113.5 years, in which one subject is 0.0088 a year.
    rate = figure("rate", "X", "exposure_adjusted_rate", statistic="eair_total", value="0.0042")
    found = plan(trial(40, rate)).contradictions
    assert {name for one in found for name in one.figures} == {"rate/X"}
    assert "the patient-years of the arm are not published: add the exposure or an earlier accrual" in (
        found[0].message
    )
