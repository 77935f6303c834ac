"""How numbers are written on the page."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pv.numbers import text as fmt
from pv.numbers import value as cell
from pv.numbers.rounding import difference

NAN = float("nan")
INF = float("inf")


@pytest.mark.parametrize(
    ("subjects", "total", "text"),
    [
        (0, 86, "0"),
        (65, 86, "65 (75.6%)"),  # 100 * 65 / 86 = 75.581...
        (1, 3000, "1 (<0.1%)"),  # 0.033...
        (2999, 3000, "2999 (>99.9%)"),  # 99.966...
        (3000, 3000, "3000 (100.0%)"),
        (3, 2000, "3 (0.2%)"),  # 0.15 exactly: half away from zero
        (0, 0, "0"),
        (None, 10, "\u2013"),
    ],
)
def test_count_percent(subjects: int | None, total: int, text: str) -> None:
    assert fmt.count_percent(subjects, total) == text


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ((14.85, 1.0, 28.24), "14.9 (1.0, 28.2)"),
        ((-0.05, -2.0, 2.0), "\u22120.1 (\u22122.0, 2.0)"),
        ((Fraction(-1, 100), -2.0, 2.0), "0.0 (\u22122.0, 2.0)"),
        ((INF, 1.5, INF), "NE (1.5, NE)"),
        ((NAN, NAN, NAN), "NE"),
        ((None, 0.5, INF), "NE (0.5, NE)"),
        ((2.0, NAN, NAN), "2.0 (NE)"),
    ],
)
def test_interval(parts: tuple[float | Fraction | None, float, float], text: str) -> None:
    assert fmt.interval(*parts) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0009999, "<0.001"), (0.001, "0.001"), (0.0495, "0.050"), (1.0, "1.000"), (NAN, "NE"), (None, "NE")],
)
def test_p_value(value: float | None, text: str) -> None:
    assert fmt.p_value(value) == text


@pytest.mark.parametrize(("per_year", "text"), [(1.3013, "130.1"), (0.0, "0"), (NAN, "NE"), (None, "NE")])
def test_rate_is_per_100_patient_years(per_year: float | None, text: str) -> None:
    assert fmt.rate(per_year) == text


@pytest.mark.parametrize(
    ("unit", "rate", "text"),
    [
        (1, (1.295, 1.17, 2.664), "1.30 (1.17, 2.66)"),
        (1, (12.3456, 1.0, 100.0), "12.35 (1.00, 100.00)"),
        (1, (0.42, 0.4, 0.45), "0.42 (0.40, 0.45)"),
        (1, (0.042, 0.0111, 0.1), "0.042 (0.011, 0.100)"),
        (1, (0.0042, 0.00011, 0.0234), "0.0042 (0.0001, 0.0234)"),
        (1, (0.00996, 0.001, 0.02), "0.0100 (0.0010, 0.0200)"),
        (1, (1e-9, 0.0, 1e-8), "0.000000 (0.000000, 0.000000)"),  # no more than six decimals
        (1, (0.0, 0.0, 0.0123), "0.000 (0.000, 0.012)"),
        (1, (0.0, 0.0, 3.5), "0.00 (0.00, 3.50)"),
        (100, (0.0042, 0.0001, 0.0234), "0.4 (0.0, 2.3)"),
        (100, (0.0004, 0.0001, 0.0234), "0.04 (0.01, 2.34)"),
        (100, (0.0, 0.0, 0.0123), "0.0 (0.0, 1.2)"),
        (1000, (0.00004, 0.00001, 0.0234), "0.04 (0.01, 23.40)"),
    ],
)
def test_a_low_rate_never_looks_like_none(unit: int, rate: tuple[float, float, float], text: str) -> None:
    assert fmt.rate_interval(*rate, unit) == text
    if rate[0]:
        assert fmt.rate(rate[0], unit) == text.split(" ", maxsplit=1)[0]


@given(st.floats(min_value=1e-4, max_value=50))
def test_a_rate_per_year_has_two_significant_digits_at_least(value: float) -> None:
    # Counted in the text: the digits after the zeros at the front, without the point.
    text = fmt.rate(value, 1)
    assert len(text.replace(".", "").lstrip("0")) >= 2
    assert len(text.partition(".")[2]) >= 2
    assert abs(float(text) - value) <= 0.05 * value + 1e-12


@pytest.mark.parametrize(
    ("unit", "difference", "text"),
    [
        (1, (-1.3571, -1.81, -0.96), "\u22121.36 (\u22121.81, \u22120.96)"),
        (1, (0.0011, -0.003, 0.0052), "0.0011 (\u22120.0030, 0.0052)"),
        (1, (0.0, -0.02, 0.0213), "0.000 (\u22120.020, 0.021)"),
        (1, (0.5, NAN, float("inf")), "0.50 (NE)"),
        (100, (0.0, -0.002, 0.0213), "0.0 (\u22120.2, 2.1)"),
        (100, (0.0, 0.0, 0.0), "0.0 (0.0, 0.0)"),
    ],
)
def test_a_difference_has_the_decimals_of_its_largest_part(
    unit: int, difference: tuple[float, float, float], text: str
) -> None:
    assert fmt.rate_difference_interval(*difference, unit) == text


@pytest.mark.parametrize(
    ("unit", "text"), [(1, "1.30 (1.17, 1.44)"), (100, "130.1 (117.2, 144.1)"), (1000, "1301.4 (1171.9, 1441.1)")]
)
def test_a_rate_is_shown_per_the_unit_of_the_study(unit: int, text: str) -> None:
    assert fmt.rate_interval(1.30136, 1.17190, 1.44111, unit) == text
    assert fmt.rate(1.30136, unit) == text.split(" ", maxsplit=1)[0]
    assert fmt.rate_interval(NAN, NAN, NAN, unit) == "NE"


def test_difference_is_exact_from_the_counts() -> None:
    # 100 * 1/3 - 100 * 1/7 = 400/21
    assert difference(1, 3, 1, 7) == Fraction(400, 21)
    assert difference(1, 3, 0, 0) is None


@pytest.mark.parametrize(("value", "text"), [(3.0, "3"), (None, "\u2013"), (NAN, "\u2013")])
def test_count(value: float | None, text: str) -> None:
    assert fmt.count(value) == text


def test_number() -> None:
    assert [fmt.number(value) for value in (None, -INF, 0.05, -12.25)] == [
        "\u2013",
        "\u2212\u221e",
        "0.1",
        "\u221212.3",
    ]


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        (cell.MISSING, "\u2013"),
        (cell.label("Nausea {grade 2}"), "Nausea {grade 2}"),
        (cell.number(-12.25), "\u221212.3"),
        (cell.number(1.0, 3), "1.000"),
        (cell.plain(365.25), "365.25"),
        (cell.plain(100 * 0.07), "7"),  # a double: 7.000000000000001
        (cell.plain(NAN), "\u2013"),
        (cell.count(7.0), "7"),
        (cell.percent(12, 84), "14.3%"),  # 14.285...
        (cell.percent(0, 84), "0"),
        (cell.count_percent(12, 84), "12 (14.3%)"),
        (cell.count_of(12, 84), "12/84"),
        (cell.count_of_percent(12, 84), "12/84 (14.3%)"),
        (cell.count_of_percent(0, 84), "0/84"),
        (cell.count_per_years(3, 12.34), "3 / 12.3"),
        (cell.counts_between(2, 2), "2"),
        (cell.counts_between(2, 5), "2 to 5"),
        (cell.together("{}{}", cell.count(2), cell.left_open(2, 5)), "2 [2 to 5]"),
        (cell.together("{}{}", cell.count(2), cell.left_open(2, 2)), "2"),
        (cell.interval(1.234, 0.5, 2.0, 2), "1.23 (0.50, 2.00)"),
        (cell.rate(1.3013), "130.1"),
        (cell.rate(1.3013, 1), "1.30"),
        (cell.rate_interval(1.295, 1.17, 2.664, 1), "1.30 (1.17, 2.66)"),
        (cell.rate_alone(1.295, 1.17, 2.664, 1), "1.30"),
        (cell.rate_limits(1.295, 1.17, 2.664, 1), "(1.17, 2.66)"),
        (cell.rate_limits(NAN, NAN, NAN), ""),
        (cell.rate_difference_interval(-1.3571, -1.81, -0.96, 1), "\u22121.36 (\u22121.81, \u22120.96)"),
        (cell.p_value(0.0004), "<0.001"),
        (cell.mean_sd(61.25, 8.04), "61.3 (8.0)"),
        (cell.mean_sd(NAN, NAN), "\u2013"),
        (cell.value_range(1.0, 2.25), "1.0 to 2.3"),
        (cell.median_range(15.5, 1.0, 190.0), "15.5 (1 to 190)"),
        (cell.together("{} of {}, {}", cell.count(1), cell.count(3), cell.label("{}")), "1 of 3, {}"),
    ],
)
def test_a_value_is_written_in_its_form(shown: cell.Value, text: str) -> None:
    assert fmt.written(shown) == text


def test_a_value_keeps_its_numbers() -> None:
    assert cell.count_percent(12, 84).numbers == (12, 84)
    assert cell.rate_interval(1.295, 1.17, 2.664, 1).numbers == (1.295, 1.17, 2.664)
    assert [part.numbers for part in cell.together("{} ({})", cell.number(2.5), cell.count(8)).parts] == [
        (2.5,),
        (8,),
    ]
