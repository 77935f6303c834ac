"""Printed numbers, numbers of a given sum, shares, and categories, each against a second way."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pv.facts.category import FLAGS, Category, names, parse
from pv.facts.contradiction import Found
from pv.facts.printed import counts, interval, percent
from pv.reconstruct.draw.events import Event
from pv.reconstruct.draw.random_stream import Draw
from pv.reconstruct.draw.spread import spread
from pv.reconstruct.plan.exposure_facts import Exposure
from pv.reconstruct.plan.grades import at_least
from pv.reconstruct.record.subjects import largest_remainder


def half_up(count: int, size: int, decimals: int) -> str:
    """Return a percentage by decimal arithmetic."""
    exact = Decimal(100 * count) / Decimal(size)
    return str(exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP))


@given(st.integers(1, 2000), st.data(), st.integers(0, 2))
def test_the_counts_of_a_percentage_are_those_that_print_as_it(size: int, data: st.DataObject, decimals: int) -> None:
    count = data.draw(st.integers(0, size))
    text = half_up(count, size, decimals)
    assert percent(count, size, text) == text
    near = range(max(count - 60, 0), min(count + 60, size) + 1)
    assert [n for n in counts(text, size) if n in near] == [n for n in near if half_up(n, size, decimals) == text]


def test_a_half_is_rounded_away_from_zero() -> None:
    assert percent(1, 16, "6.3") == "6.3"  # 6.25
    assert interval("1.30") == (Fraction("1.295"), Fraction("1.305"))
    assert counts("1.5", 371) == []
    assert counts("12.1", 371) == [45]


@settings(max_examples=200)
@given(st.integers(3, 80), st.integers(1, 30), st.integers(0, 100), st.integers(0, 600), st.data())
def test_numbers_have_the_minimum_median_maximum_and_sum(
    size: int, low: int, to_median: int, to_high: int, data: st.DataObject
) -> None:
    odd = data.draw(st.integers(0, 1)) if size % 2 == 0 else 0
    twice, high = 2 * (low + to_median) + odd, low + to_median + to_high + 1
    half = (size - 1) // 2
    middle = twice // 2 if size % 2 else twice
    # below the middle: from the minimum to the median, above it: from the median to the maximum
    smallest = low * half + middle + (twice - twice // 2) * (half - 1) + high
    largest = low + (twice // 2) * (half - 1) + middle + high * half
    total = data.draw(st.integers(smallest, largest))
    numbers = spread(size, Exposure(low, twice, high, total), Draw(1, "test"))
    ordered = sorted(numbers)
    assert (len(numbers), ordered[0], ordered[-1], sum(numbers)) == (size, low, high, total)
    assert ordered[half] + ordered[size - 1 - half] == twice


@given(st.lists(st.floats(0, 100), min_size=1, max_size=8), st.integers(0, 500))
def test_shares_add_up_and_are_off_by_less_than_one(shares: list[float], size: int) -> None:
    assume(sum(shares) > 1)
    whole = largest_remainder(shares, size)
    assert sum(whole) == size
    assert all(abs(n - share * size / sum(shares)) < 1 + 1e-6 for n, share in zip(whole, shares, strict=True))


def test_a_category_implies_another_when_every_event_of_it_is_in_the_other() -> None:
    categories = [Category(r, g, f) for r, g, f in product((False, True), range(1, 6), ("", *FLAGS))]
    events = [
        Event(0, "X", grade, related, serious=serious or grade == 5, action=action)
        for grade, related, serious, action in product(range(1, 6), (False, True), (False, True), ("", *FLAGS[1:]))
    ]
    for one, other in product(categories, repeat=2):
        inside = all(event.meets(other) for event in events if event.meets(one))
        assert one.implies(other) == inside, (one, other)


@pytest.mark.parametrize("name", names())
def test_every_category_name_can_be_read_and_written(name: str) -> None:
    parsed = parse(name)
    assert parsed is not None
    category, exact = parsed
    same = {"grade5": "fatal", "related_grade5": "related_fatal"}
    assert exact or category.name == same.get(name, name)


def test_a_word_that_is_no_category() -> None:
    assert [parse(name) for name in ("grade6", "grade3plusplus", "related_any", "severe", "")] == [None] * 5


def test_grades_that_are_not_published_take_what_is_left_over() -> None:
    found = Found()
    # 20 subjects, of whom 3 of grade 3 and 1 of grade 5: the others are of grade 1
    assert at_least({3: 3, 5: 1}, 20, ("a",), found)[1] == {1: 20, 2: 4, 3: 4, 4: 1, 5: 1}
    assert at_least({3: 3, 5: 1}, None, ("a",), found)[1] == {1: 4, 2: 4, 3: 4, 4: 1, 5: 1}
    assert not found.contradictions
