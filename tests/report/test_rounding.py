"""Rounding half away from zero, against exact fractions."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pv.numbers.rounding import percent_of, round_half_up


def half_away(value: Fraction, digits: int) -> Fraction:
    """Return the rounding by the definition: the integer part of twice the scaled size plus one, halved."""
    scaled = abs(value) * 10**digits
    whole = int(scaled)
    size = Fraction(whole + 1 if scaled - whole >= Fraction(1, 2) else whole, 10**digits)
    return size if value >= 0 else -size


@given(st.integers(-10_000, 10_000), st.integers(1, 5_000), st.integers(0, 4))
def test_fractions_are_rounded_exactly(numerator: int, denominator: int, digits: int) -> None:
    value = Fraction(numerator, denominator)
    assert Fraction(round_half_up(value, digits)) == half_away(value, digits)


@given(st.decimals(-1000, 1000, places=4), st.integers(0, 3))
def test_a_float_stands_for_its_shortest_text(value: Decimal, digits: int) -> None:
    expected = value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    assert round_half_up(float(value), digits) == expected


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (0.25, 1, "0.3"),
        (-0.25, 1, "-0.3"),
        (2.675, 2, "2.68"),
        (-0.04, 1, "0.0"),
        (Fraction(-1, 100), 1, "0.0"),
        # 100 * 3 / 2000 = 0.15; the double is 0.1499999999999999944.
        (Fraction(300, 2000), 1, "0.2"),
        (1e20, 0, "100000000000000000000"),
    ],
)
def test_halves_and_signs(value: float | Fraction, digits: int, text: str) -> None:
    assert str(round_half_up(value, digits)) == text


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_not_a_number_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="no decimals"):
        round_half_up(value)


@given(st.integers(1, 4_000).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_a_percentage_has_one_decimal_and_never_looks_like_none_or_all(counts: tuple[int, int]) -> None:
    subjects, total = counts
    exact = half_away(Fraction(100 * subjects, total), 1)
    text = percent_of(subjects, total)
    if subjects and exact == 0:
        assert text == "<0.1"
    elif subjects < total and exact == 100:
        assert text == ">99.9"
    else:
        assert text == f"{float(exact):.1f}"


def test_a_percentage_of_nobody_is_empty() -> None:
    assert percent_of(0, 0) == ""
