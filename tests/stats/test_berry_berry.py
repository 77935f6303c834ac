"""The sampler leaves the joint distribution of parameters and data alone (Geweke 2004)."""

from dataclasses import fields

import numpy as np
import pytest
from scipy.special import expit
from scipy.stats import ks_2samp

from pv.stats.many_terms.berry_berry import BerryBerryPrior, draw_prior, sweep
from pv.stats.many_terms.berry_berry_terms import Counts

MEMBER = np.repeat(np.eye(3), [3, 2, 2], axis=0)
TREATED, CONTROL = np.full(7, 30.0), np.full(7, 25.0)


@pytest.mark.parametrize("prior", [BerryBerryPrior(), BerryBerryPrior(mean=-1, variance=2, shape=4, scale=2, rate=0.5)])
def test_parameters_drawn_again_given_their_data_still_follow_the_prior(prior: BerryBerryPrior) -> None:
    # Parameters from the prior, data from the parameters, then sweeps given the data: whatever the number of sweeps,
    # each parameter on its own follows the prior again if every step of the sampler is right.
    random, chains = np.random.default_rng(6), 8000
    state = draw_prior(MEMBER, chains, prior, random)
    counts = Counts(
        treated=random.binomial(30, expit(state.gamma + state.theta)).astype(np.float64),
        treated_n=TREATED,
        control=random.binomial(25, expit(state.gamma)).astype(np.float64),
        control_n=CONTROL,
        member=MEMBER,
    )
    start = state
    for _ in range(12):
        state, _ = sweep(state, counts, prior, random)
    again = draw_prior(MEMBER, chains, prior, random)
    p_values = []
    for field in fields(state):
        drawn, wanted = getattr(state, field.name), getattr(again, field.name)
        assert (drawn != getattr(start, field.name)).mean() > 0.5, f"{field.name} is stuck"
        p_values += [ks_2samp(drawn[:, k], wanted[:, k]).pvalue for k in range(drawn.shape[1])]
    # About 40 tests, dependent: a wrong step of the sampler gives values below 1e-10.
    assert min(p_values) > 1e-4
    np.testing.assert_allclose((state.theta == 0).mean(axis=0), 0.5, atol=0.03)


def test_proposals_are_close_to_the_posterior() -> None:
    random = np.random.default_rng(2)
    state = draw_prior(MEMBER, 200, BerryBerryPrior(), random)
    counts = Counts(np.array([0.0, 5, 30, 2, 9, 1, 15]), TREATED, np.array([0.0, 1, 25, 3, 2, 0, 9]), CONTROL, MEMBER)
    shares = []
    for _ in range(30):
        state, accepted = sweep(state, counts, BerryBerryPrior(), random)
        shares.append(accepted)
    gamma, theta, alpha, beta = np.mean(shares, axis=0)
    assert gamma > 0.8
    assert theta > 0.8
    assert 0.1 < min(alpha, beta) < 0.9
