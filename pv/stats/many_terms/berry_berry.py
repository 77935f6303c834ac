"""The three-level model of adverse events of Berry and Berry: its parameters, prior, and one sweep of its sampler."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

from pv.stats.interval import FloatArray
from pv.stats.many_terms.berry_berry_terms import Counts, Normal, draw_gamma, draw_theta

#: A probability of no effect is kept this far from 0 and 1, where its logarithm would be lost.
_CLOSEST = 1e-12

#: The two parameters of the beta distribution are strongly correlated: several short steps for each sweep.
_BETA_STEPS = 5


@dataclass(frozen=True, kw_only=True)
class BerryBerryPrior:
    """The constants of the third level; the defaults are those of Xia, Ma and Carlin (2011).

    Attributes:
        mean: Mean of the normal prior of both centres.
        variance: Its variance.
        shape: Shape of the inverse gamma prior of every variance.
        scale: Its scale.
        rate: Rate of the exponential priors, cut off below 1, of the parameters of the probability of no effect.
    """

    mean: float = 0.0
    variance: float = 10.0
    shape: float = 3.0
    scale: float = 1.0
    rate: float = 0.1


@dataclass(frozen=True, kw_only=True)
class State:
    """One draw of every parameter in each of many chains (first axis); terms, classes or one along the second.

    Attributes:
        gamma: Log odds of each term in the control arm.
        theta: Log odds ratio of each term; exactly 0 where there is no effect in this draw.
        gamma_mean: Mean of gamma in each class.
        gamma_variance: Variance of gamma about it, one for all classes.
        theta_mean: Mean of the effects that are not 0 in each class.
        theta_variance: Their variance in each class.
        none: Probability of no effect in each class.
        gamma_centre: Mean of ``gamma_mean``.
        gamma_spread: Variance of ``gamma_mean``.
        theta_centre: Mean of ``theta_mean``.
        theta_spread: Variance of ``theta_mean``.
        alpha: First parameter of the beta distribution of ``none``.
        beta: Second parameter.
    """

    gamma: FloatArray
    theta: FloatArray
    gamma_mean: FloatArray
    gamma_variance: FloatArray
    theta_mean: FloatArray
    theta_variance: FloatArray
    none: FloatArray
    gamma_centre: FloatArray
    gamma_spread: FloatArray
    theta_centre: FloatArray
    theta_spread: FloatArray
    alpha: FloatArray
    beta: FloatArray


def draw_prior(member: FloatArray, chains: int, prior: BerryBerryPrior, rng: np.random.Generator) -> State:
    """Return parameters drawn from the prior, a dispersed start; ``member`` is terms by classes, 1 where it belongs."""
    terms, classes = member.shape

    def normal(mean: FloatArray | float, variance: FloatArray | float, size: int) -> FloatArray:
        return mean + np.sqrt(variance) * rng.standard_normal((chains, size))

    def variance(size: int) -> FloatArray:
        return prior.scale / rng.standard_gamma(prior.shape, (chains, size))

    gamma_centre, theta_centre = normal(prior.mean, prior.variance, 1), normal(prior.mean, prior.variance, 1)
    gamma_spread, theta_spread, gamma_variance = variance(1), variance(1), variance(1)
    theta_variance = variance(classes)
    gamma_mean, theta_mean = normal(gamma_centre, gamma_spread, classes), normal(theta_centre, theta_spread, classes)
    alpha, beta = 1 + rng.exponential(1 / prior.rate, (2, chains, 1))
    none = rng.beta(alpha, beta, (chains, classes))
    effect = normal(theta_mean @ member.T, theta_variance @ member.T, terms)
    return State(
        gamma=normal(gamma_mean @ member.T, gamma_variance, terms),
        theta=np.where(rng.random((chains, terms)) < none @ member.T, 0.0, effect),
        gamma_mean=gamma_mean,
        gamma_variance=gamma_variance,
        theta_mean=theta_mean,
        theta_variance=theta_variance,
        none=none,
        gamma_centre=gamma_centre,
        gamma_spread=gamma_spread,
        theta_centre=theta_centre,
        theta_spread=theta_spread,
        alpha=alpha,
        beta=beta,
    )


def sweep(state: State, counts: Counts, prior: BerryBerryPrior, rng: np.random.Generator) -> tuple[State, FloatArray]:
    """Return the next draw of every parameter, and the share of accepted proposals for gamma, theta, alpha and beta."""
    to_terms = counts.member.T
    level = Normal(state.gamma_mean @ to_terms, state.gamma_variance)
    gamma, gamma_taken = draw_gamma(state.gamma, state.theta, level, counts, rng)
    level = Normal(state.theta_mean @ to_terms, state.theta_variance @ to_terms)
    theta, theta_taken = draw_theta(state.theta, gamma, level, state.none @ to_terms, counts=counts, rng=rng)
    state = _draw_classes(replace(state, gamma=gamma, theta=theta), counts.member, prior, rng)
    alpha, beta = state.alpha, state.beta
    for _ in range(_BETA_STEPS):
        alpha, alpha_taken = _draw_beta_parameter(alpha, beta, np.log(state.none), prior.rate, rng)
        beta, beta_taken = _draw_beta_parameter(beta, alpha, np.log1p(-state.none), prior.rate, rng)
    accepted = np.array([taken.mean() for taken in (gamma_taken, theta_taken, alpha_taken, beta_taken)])
    return replace(state, alpha=alpha, beta=beta), accepted


def _draw_classes(state: State, member: FloatArray, prior: BerryBerryPrior, rng: np.random.Generator) -> State:
    """Return the draw with new parameters of the classes and their centres."""
    effect = (state.theta != 0).astype(np.float64)
    sizes, effects = member.sum(axis=0), effect @ member

    level = Normal(state.gamma_centre, state.gamma_spread)
    gamma_mean = _draw_mean(state.gamma @ member, sizes, state.gamma_variance, level, rng)
    squares = (state.gamma - gamma_mean @ member.T) ** 2
    gamma_variance = _draw_variance(squares.sum(axis=1, keepdims=True), sizes.sum(), prior, rng)
    gamma_centre, gamma_spread = _draw_centre(gamma_mean, state.gamma_spread, prior, rng)

    level = Normal(state.theta_centre, state.theta_spread)
    theta_mean = _draw_mean(state.theta @ member, effects, state.theta_variance, level, rng)
    squares = effect * (state.theta - theta_mean @ member.T) ** 2
    theta_variance = _draw_variance(squares @ member, effects, prior, rng)
    theta_centre, theta_spread = _draw_centre(theta_mean, state.theta_spread, prior, rng)

    return replace(
        state,
        gamma_mean=gamma_mean,
        gamma_variance=gamma_variance,
        gamma_centre=gamma_centre,
        gamma_spread=gamma_spread,
        theta_mean=theta_mean,
        theta_variance=theta_variance,
        theta_centre=theta_centre,
        theta_spread=theta_spread,
        none=np.clip(rng.beta(state.alpha + sizes - effects, state.beta + effects), _CLOSEST, 1 - _CLOSEST),
    )


def _draw_centre(
    means: FloatArray, spread: FloatArray, prior: BerryBerryPrior, rng: np.random.Generator
) -> tuple[FloatArray, FloatArray]:
    """Return the mean of the class means and their variance."""
    classes = np.asarray(float(means.shape[1]))
    level = Normal(np.asarray(prior.mean), np.asarray(prior.variance))
    centre = _draw_mean(means.sum(axis=1, keepdims=True), classes, spread, level, rng)
    return centre, _draw_variance(((means - centre) ** 2).sum(axis=1, keepdims=True), classes, prior, rng)


def _draw_mean(
    total: FloatArray, number: FloatArray, variance: FloatArray, level: Normal, rng: np.random.Generator
) -> FloatArray:
    """Return a mean given the sum and number of the values about it, their variance, and its own distribution."""
    precision = number / variance + 1 / level.variance
    centre = (total / variance + level.mean / level.variance) / precision
    return np.asarray(centre + rng.standard_normal(total.shape) / np.sqrt(precision))


def _draw_variance(
    squares: FloatArray, number: FloatArray, prior: BerryBerryPrior, rng: np.random.Generator
) -> FloatArray:
    """Return a variance given the sum of squares and number of the values."""
    shape = np.broadcast_to(prior.shape + number / 2, squares.shape)
    return np.asarray((prior.scale + squares / 2) / rng.standard_gamma(shape))


def _draw_beta_parameter(
    value: FloatArray, other: FloatArray, logs: FloatArray, rate: float, rng: np.random.Generator
) -> tuple[FloatArray, NDArray[np.bool_]]:
    """Return a parameter of the beta distribution of values with these logarithms, by a random walk in log(a - 1)."""
    number, total = logs.shape[1], logs.sum(axis=1, keepdims=True)

    def log_density(a: FloatArray) -> FloatArray:
        return np.asarray(number * (gammaln(a + other) - gammaln(a)) + a * (total - rate) + np.log(a - 1))

    proposed = 1 + (value - 1) * np.exp(rng.standard_normal(value.shape))
    taken = np.log(rng.random(value.shape)) < log_density(proposed) - log_density(value)
    return np.where(taken, proposed, value), taken
