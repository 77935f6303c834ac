"""Adjusted p-values against arithmetic by hand and statsmodels."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from pv.stats import benjamini_hochberg, double_fdr

#: Subnormal numbers have no relative precision to compare.
P_VALUES = st.lists(st.floats(0, 1, allow_subnormal=False), min_size=1, max_size=30)

#: Example 4.1 of Mehrotra DV, Adewale AJ. Stat Med 2012;31:1918-1930: terms of six body systems.
VACCINE = {
    1: [0.031, 0.023, 0.029, 0.005, 0.031, 0.000, 0.874, 0.399, 0.293, 0.077],
    2: [0.216, 0.843, 0.864],
    3: [1, 0.878, 0.766, 0.598, 0.011, 0.864],
    4: [0.889, 0.557, 0.767, 0.009, 0.644],
    5: [1, 0.583, 0.147, 0.789, 0.217, 1, 0.02, 0.784, 0.579, 0.439],
    6: [0.898, 0.619, 0.193, 0.806, 0.611, 0.526, 0.702, 0.196],
}


def test_four_by_hand() -> None:
    # Sorted 0.01, 0.02, 0.03, 0.5: times 4 / rank 0.04, 0.04, 0.04, 0.5; each the smallest from its rank on.
    np.testing.assert_allclose(benjamini_hochberg([0.03, 0.5, 0.01, 0.02]), [0.04, 0.5, 0.04, 0.04])


@given(P_VALUES)
def test_same_as_statsmodels(p: list[float]) -> None:
    np.testing.assert_allclose(benjamini_hochberg(p), multipletests(p, method="fdr_bh")[1], rtol=1e-12)


@given(P_VALUES)
def test_a_term_that_could_not_be_tested_changes_nothing(p: list[float]) -> None:
    found = benjamini_hochberg([np.nan, *p, np.nan])
    np.testing.assert_array_equal(found, [np.nan, *benjamini_hochberg(p), np.nan])


def test_double_fdr_of_the_vaccine_example_by_hand() -> None:
    p = np.concatenate(list(VACCINE.values()))
    soc = np.repeat(list(VACCINE), [len(terms) for terms in VACCINE.values()])
    found = double_fdr(p, soc)
    # Smallest of the six classes: 0.000, 0.216, 0.011, 0.009, 0.020, 0.193; sorted and times 6 / rank:
    #   0.000 -> 0; 0.009 * 6/2 = 0.027 but 0.011 * 6/3 = 0.022 is smaller; 0.020 * 6/4 = 0.030;
    #   0.193 * 6/5 = 0.2316 but 0.216 * 6/6 is smaller
    by_class = dict(zip(soc.tolist(), found.class_p.tolist(), strict=True))
    assert by_class == pytest.approx({1: 0, 2: 0.216, 3: 0.022, 4: 0.022, 5: 0.030, 6: 0.216})
    # Within class 1, ten terms sorted 0, .005, .023, .029, .031, .031, .077, .293, .399, .874 and times 10 / rank:
    #   0, .025, (.0767), (.0725), (.062), .031 * 10/6 = .051667 for four of them, .11, .36625, .44333, .874
    tied = 0.31 / 6
    expected = [tied, tied, tied, 0.025, tied, 0, 0.874, 0.399 * 10 / 9, 0.293 * 10 / 8, 0.11]
    np.testing.assert_allclose(found.term_p[:10], expected)
    # Class 3: 0.011 * 6 = 0.066; class 4: 0.009 * 5 = 0.045; class 5: 0.02 * 10 = 0.2
    assert found.term_p[17] == pytest.approx(0.066)
    assert found.adjusted[17] == pytest.approx(0.066)
    # At 0.1 for both: six terms of class 1 and one each of classes 3 and 4.
    flagged = [int(name) for name in soc[found.adjusted <= 0.1]]
    assert flagged == [1] * 6 + [3, 4]


@given(st.lists(st.tuples(st.one_of(st.floats(0, 1), st.just(np.nan)), st.sampled_from("abc")), max_size=25))
def test_double_fdr_is_benjamini_hochberg_twice(terms: list[tuple[float, str]]) -> None:
    p, soc = [value for value, _ in terms], [name for _, name in terms]
    found = double_fdr(np.array(p), np.array(soc, dtype=np.str_))
    tested = {name: [v for v, n in terms if n == name and not np.isnan(v)] for name in set(soc)}
    names = sorted(name for name, values in tested.items() if values)
    among = dict(zip(names, benjamini_hochberg([min(tested[name]) for name in names]), strict=True))
    for row, (value, name) in enumerate(terms):
        if np.isnan(value):
            assert np.isnan([column[row] for column in found]).all()
        else:
            within = benjamini_hochberg(tested[name])[tested[name].index(value)]
            assert [column[row] for column in found] == [among[name], within, max(among[name], within)]


def test_nothing_tested() -> None:
    assert benjamini_hochberg([]).tolist() == []
    assert np.isnan(double_fdr([np.nan, np.nan], ["a", "b"])).all()


def test_wrong_input_is_named() -> None:
    with pytest.raises(ValueError, match=r"p\[1\] = 1.5 is not between 0 and 1"):
        benjamini_hochberg([0.5, 1.5])
    with pytest.raises(ValueError, match=r"soc has shape \(1,\): it must be \(2,\), as p is"):
        double_fdr([0.5, 0.5], ["a"])
    with pytest.raises(ValueError, match="p has shape"):
        benjamini_hochberg([[0.5]])
