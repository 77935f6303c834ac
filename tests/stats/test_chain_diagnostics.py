"""Diagnostics of Markov chains of known autocorrelation."""

import numpy as np
from numpy.typing import NDArray

from pv.stats.many_terms.chain_diagnostics import effective_sample_size, split_r_hat


def autoregressive(correlation: float, draws: int, chains: int, quantities: int) -> NDArray[np.float64]:
    """Return chains in equilibrium in which each draw keeps a share of the one before."""
    random = np.random.default_rng(8)
    noise = random.standard_normal((draws, chains, quantities))
    value = np.empty_like(noise)
    value[0] = noise[0]
    for row in range(1, draws):
        value[row] = correlation * value[row - 1] + np.sqrt(1 - correlation**2) * noise[row]
    return value


def test_effective_draws_of_an_autoregressive_chain() -> None:
    # The autocorrelation time of a first-order chain is (1 + r) / (1 - r): 4 chains of 4000 draws are worth a share.
    for correlation in (0.0, 0.5, 0.9):
        found = effective_sample_size(autoregressive(correlation, 4000, 4, 20))
        expected = 16000 * (1 - correlation) / (1 + correlation)
        assert abs(np.mean(found) / expected - 1) < 0.1


def test_chains_that_agree_have_a_ratio_of_one() -> None:
    assert (np.abs(split_r_hat(autoregressive(0.5, 2000, 4, 10)) - 1) < 0.01).all()


def test_chains_apart_and_chains_that_drift_are_seen() -> None:
    apart = autoregressive(0.0, 1000, 4, 1) + np.arange(4)[:, np.newaxis]
    # Within variance 1; between the eight halves, two at each of 0, 1, 2, 3, squares 2 * 5 over 7.
    np.testing.assert_allclose(split_r_hat(apart), np.sqrt(1 + 10 / 7), rtol=0.05)
    drift = autoregressive(0.0, 1000, 4, 1) + np.linspace(0, 3, 1000)[:, np.newaxis, np.newaxis]
    # Half means 0.75 and 2.25: between the eight 8 * 0.75^2 / 7; within a half 1 and, of the slope, 1.5^2 / 12.
    expected = np.sqrt(1 + (8 * 0.75**2 / 7) / (1 + 1.5**2 / 12))  # 1.24
    np.testing.assert_allclose(split_r_hat(drift), expected, rtol=0.03)
    assert (effective_sample_size(apart) < 20).all()


def test_a_quantity_that_never_moves_has_no_diagnostics() -> None:
    still = np.zeros((20, 2, 1))
    assert np.isnan(split_r_hat(still)).all()
    assert np.isnan(effective_sample_size(still)).all()
