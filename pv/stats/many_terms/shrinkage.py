"""Odds ratios of many terms shrunk towards their system organ class: a hierarchical Bayesian model."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import expit

from pv.stats.interval import FloatArray
from pv.stats.many_terms.berry_berry import BerryBerryPrior, draw_prior, sweep
from pv.stats.many_terms.berry_berry_terms import Counts
from pv.stats.many_terms.chain_diagnostics import effective_sample_size, split_r_hat
from pv.stats.time_to_event.subject_times import same_length
from pv.stats.validate import binomial_arms

_FEWEST_DRAWS = 10


class Shrinkage(NamedTuple):
    """Posterior of each term's odds ratio, arm 1 over arm 2; arrays have one entry per term unless said otherwise.

    Attributes:
        estimate: Odds ratio, the exponential of the posterior mean of its logarithm (0 counted as 1).
        lower: Lower limit of the equal-tailed credible interval; often 1, which has a probability of its own.
        upper: Upper limit.
        increased: Posterior probability that the odds ratio is above 1.
        none: Posterior probability that it is exactly 1.
        risk_difference: Posterior mean of the risk in arm 1 minus that in arm 2.
        r_hat: Agreement of the chains on the log odds ratio; above 1.05 they have not mixed. NaN if all are equal.
        effective_draws: Independent draws that the draws of the log odds ratio are worth. NaN if all are equal.
        accepted: Share of proposals accepted for log odds, log odds ratios and both parameters of the probability of
            no effect, four values.
    """

    estimate: FloatArray
    lower: FloatArray
    upper: FloatArray
    increased: FloatArray
    none: FloatArray
    risk_difference: FloatArray
    r_hat: FloatArray
    effective_draws: FloatArray
    accepted: FloatArray


def shrinkage(
    x1: ArrayLike,
    n1: ArrayLike,
    x2: ArrayLike,
    n2: ArrayLike,
    soc: ArrayLike,
    *,
    seed: int,
    level: float = 0.95,
    chains: int = 4,
    warmup: int = 1000,
    draws: int = 4000,
    prior: BerryBerryPrior | None = None,
) -> Shrinkage:
    """Berry-Berry hierarchical model of adverse events: odds ratios shrunk by system organ class.

    Subjects with a term are binomial with log odds gamma in arm 2 and gamma + theta in arm 1. Gamma is normal about a
    mean of its class; theta is 0 with a probability of its class, else normal about a mean of its class; the means and
    probabilities of the classes share distributions of their own. The posterior is drawn by Gibbs sampling with
    Metropolis-Hastings steps. The same input and seed give the same numbers; a look at ``r_hat`` and
    ``effective_draws`` says whether they are worth reading.

    Args:
        x1: Subjects with each term in arm 1 (investigational), one-dimensional.
        n1: Subjects in arm 1, one number or one per term.
        x2: Subjects with each term in arm 2 (comparator).
        n2: Subjects in arm 2.
        soc: Class of each term; any labels that sort.
        seed: Seed of the random numbers.
        level: Probability of each credible interval.
        chains: Chains, started at draws from the prior.
        warmup: Sweeps thrown away at the start of each chain.
        draws: Sweeps kept of each chain, at least 10.
        prior: Constants of the third level.

    Returns:
        Odds ratios, probabilities and diagnostics of the chains, arrays of one entry per term.

    Raises:
        ValueError: For a wrong argument, naming it and the index.

    Reference:
        Berry SM, Berry DA. Accounting for multiplicities in assessing drug safety: a three-level hierarchical mixture
        model. Biometrics 2004;60:418-426.
        Xia HA, Ma H, Carlin BP. Bayesian hierarchical modeling for detecting safety signals in clinical trials.
        J Biopharm Stat 2011;21:1006-1029.

    Examples:
        20 of 100 against 2 of 100 is an odds ratio of 20 x 98 / (2 x 80) = 12.25; shrunk, it lies between 1 and that.

        >>> from pv.stats import shrinkage
        >>> found = shrinkage([20, 5, 6], 100, [2, 5, 5], 100, ["A", "A", "B"], seed=1, chains=2, warmup=100, draws=200)
        >>> bool(1 < found.estimate[0] < 12.25), bool(found.increased[0] > found.increased[1])
        (True, True)
    """
    treated, treated_n, control, control_n, *_ = binomial_arms(x1, n1, x2, n2, level)
    counts = Counts(treated, treated_n, control, control_n, _member(soc, treated.shape))
    for name, value, least in (("chains", chains, 1), ("warmup", warmup, 0), ("draws", draws, _FEWEST_DRAWS)):
        if value < least:
            raise ValueError(f"{name} = {value} is less than {least}")
    third = BerryBerryPrior() if prior is None else prior
    rng = np.random.default_rng(seed)
    state = draw_prior(counts.member, chains, third, rng)
    theta = np.empty((draws, chains, counts.treated.size))
    difference, accepted = np.zeros(counts.treated.size), np.zeros(4)
    for number in range(-warmup, draws):
        state, taken = sweep(state, counts, third, rng)
        if number >= 0:
            theta[number] = state.theta
            difference += (expit(state.gamma + state.theta) - expit(state.gamma)).mean(axis=0) / draws
            accepted += taken / draws
    tails = [(1 - level) / 2, (1 + level) / 2]
    lower, upper = np.exp(np.quantile(theta.reshape(draws * chains, -1), tails, axis=0))
    return Shrinkage(
        estimate=np.exp(theta.mean(axis=(0, 1))),
        lower=lower,
        upper=upper,
        increased=(theta > 0).mean(axis=(0, 1)),
        none=(theta == 0).mean(axis=(0, 1)),
        risk_difference=difference,
        r_hat=split_r_hat(theta),
        effective_draws=effective_sample_size(theta),
        accepted=accepted,
    )


def _member(soc: ArrayLike, shape: tuple[int, ...]) -> FloatArray:
    """Return terms by classes, 1 where the term belongs to the class."""
    labels = np.asarray(soc)
    same_length(soc=labels)
    if shape != labels.shape:
        raise ValueError(f"x1, n1, x2 and n2 have shape {shape}: it must be that of soc, {labels.shape}")
    classes, code = np.unique(labels, return_inverse=True)
    return np.asarray(code[:, np.newaxis] == np.arange(classes.size), dtype=np.float64)
