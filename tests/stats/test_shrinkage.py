"""Shrunken odds ratios against weighted draws from the prior, and the properties that shrinkage is for."""

import numpy as np
import pytest
from scipy.special import expit, logsumexp
from scipy.stats import binom

from pv.stats import BerryBerryPrior, shrinkage
from pv.stats.many_terms.berry_berry import draw_prior


def test_two_terms_against_weighted_draws_from_the_prior() -> None:
    # The posterior by the simplest way there is: prior draws weighted by their likelihood.
    random, prior = np.random.default_rng(0), BerryBerryPrior()
    treated, control = np.array([7, 2]), np.array([2, 3])
    draws = [draw_prior(np.ones((2, 1)), 100_000, prior, random) for _ in range(15)]
    gamma, theta = np.concatenate([d.gamma for d in draws]), np.concatenate([d.theta for d in draws])
    likelihood = binom.logpmf(treated, 20, expit(gamma + theta)) + binom.logpmf(control, 20, expit(gamma))
    weight = np.exp(likelihood.sum(axis=1) - logsumexp(likelihood.sum(axis=1)))
    assert 1 / np.sum(weight**2) > 5000  # as good as that many draws from the posterior
    found = shrinkage(treated, 20, control, 20, ["a", "a"], seed=3, chains=8, draws=3000)
    np.testing.assert_allclose(np.log(found.estimate), weight @ theta, atol=0.05)
    np.testing.assert_allclose(found.increased, weight @ (theta > 0), atol=0.03)
    np.testing.assert_allclose(found.none, weight @ (theta == 0), atol=0.03)
    np.testing.assert_allclose(found.risk_difference, weight @ (expit(gamma + theta) - expit(gamma)), atol=0.01)
    assert (found.r_hat < 1.02).all()
    assert (found.effective_draws > 1000).all()


def test_same_seed_same_numbers() -> None:
    first = shrinkage([5, 1], 30, [1, 1], 30, ["a", "b"], seed=11, warmup=20, draws=50)
    again = shrinkage([5, 1], 30, [1, 1], 30, ["a", "b"], seed=11, warmup=20, draws=50)
    other = shrinkage([5, 1], 30, [1, 1], 30, ["a", "b"], seed=12, warmup=20, draws=50)
    for one, two in zip(first, again, strict=True):
        np.testing.assert_array_equal(one, two)
    assert (first.estimate != other.estimate).any()


def test_company_in_the_class_matters() -> None:
    # The same 8 against 2 of 100, once among terms that all rise and once among terms that do not.
    rising = [([8, 18, 20, 22, 16], [2, 5, 6, 7, 4]), ([8, 12, 13, 14, 10], [2, 12, 13, 14, 10])]
    with_them, without = (shrinkage(x1, 100, x2, 100, ["a"] * 5, seed=1, warmup=300, draws=1000) for x1, x2 in rising)
    raw = (8 / 92) / (2 / 98)
    assert 1 < without.estimate[0] < with_them.estimate[0] < raw
    assert with_them.increased[0] > without.increased[0] + 0.1


def test_limits_hold_what_is_left_and_nothing_leaves_nothing() -> None:
    found = shrinkage([0, 40, 20], 50, [0, 5, 20], 50, ["a", "b", "c"], seed=4, warmup=300, draws=1000, level=0.9)
    assert (found.lower <= found.upper).all()
    assert found.lower[1] > 1
    assert found.lower[0] <= 1 <= found.upper[0]  # no subject in either arm
    assert np.isfinite(found.upper).all()
    assert ((found.increased >= 0) & (found.increased + found.none <= 1)).all()
    assert found.accepted.shape == (4,)


def test_wrong_input_is_named() -> None:
    with pytest.raises(ValueError, match=r"x1\[1\] = 31 is larger than n1 = 30"):
        shrinkage([1, 31], 30, [1, 1], 30, ["a", "b"], seed=1)
    with pytest.raises(ValueError, match=r"have shape \(2,\): it must be that of soc, \(1,\)"):
        shrinkage([1, 2], 30, [1, 1], 30, ["a"], seed=1)
    with pytest.raises(ValueError, match="draws = 5 is less than 10"):
        shrinkage([1], 30, [1], 30, ["a"], seed=1, draws=5)
    with pytest.raises(ValueError, match="level = 2 is not between 0 and 1"):
        shrinkage([1], 30, [1], 30, ["a"], seed=1, level=2)
