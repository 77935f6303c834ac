"""Draws of the parameters of the terms in the model of Berry and Berry, given those of their classes.

Each term's log density is concave, so a t distribution about its mode is a close proposal: the sampler needs no tuning
and no memory of earlier draws. Any proposal that does not use the value it replaces is correct; closeness is speed.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from pv.stats.interval import FloatArray

_NEWTON_STEPS = 6
_LONGEST_STEP = 3.0
_FREEDOM = 5.0
_WIDER = 1.1
_T_CONSTANT = float(np.log(8 / (3 * np.sqrt(5) * np.pi)))
_NORMAL_CONSTANT = float(-np.log(2 * np.pi) / 2)


class Counts(NamedTuple):
    """Subjects with each term and in all along the last axis; ``member`` is terms by classes, 1 for its own."""

    treated: FloatArray
    treated_n: FloatArray
    control: FloatArray
    control_n: FloatArray
    member: FloatArray


class Normal(NamedTuple):
    """Mean and variance of a normal distribution."""

    mean: FloatArray
    variance: FloatArray

    def log_density(self, value: FloatArray) -> FloatArray:
        """Return its log density."""
        squares = (value - self.mean) ** 2 / self.variance
        return _NORMAL_CONSTANT - (np.log(self.variance) + squares) / 2


class _Proposal(NamedTuple):
    mode: FloatArray
    scale: FloatArray

    def draw(self, rng: np.random.Generator) -> FloatArray:
        """Return draws of the t distribution about the mode."""
        return self.mode + self.scale * rng.standard_t(_FREEDOM, self.mode.shape)

    def log_density(self, value: FloatArray) -> FloatArray:
        """Return its log density."""
        squares = ((value - self.mode) / self.scale) ** 2 / _FREEDOM
        return _T_CONSTANT - (_FREEDOM + 1) / 2 * np.log1p(squares) - np.log(self.scale)


def draw_gamma(
    gamma: FloatArray, theta: FloatArray, level: Normal, counts: Counts, rng: np.random.Generator
) -> tuple[FloatArray, NDArray[np.bool_]]:
    """Return log odds in the control arm given the log odds ratios, and where the proposal was taken."""
    events = counts.treated + counts.control

    def log_density(value: FloatArray) -> FloatArray:
        odds = counts.control_n * np.logaddexp(0, value) + counts.treated_n * np.logaddexp(0, value + theta)
        return events * value - odds + level.log_density(value)

    def slopes(value: FloatArray) -> tuple[FloatArray, FloatArray]:
        control, treated = expit(value), expit(value + theta)
        first = events - counts.control_n * control - counts.treated_n * treated
        return first, counts.control_n * control * (1 - control) + counts.treated_n * treated * (1 - treated)

    rest = counts.control_n + counts.treated_n - events
    proposal = _about_mode(slopes, np.log((events + 0.5) / (rest + 0.5)) - theta / 2, level)
    proposed = proposal.draw(rng)
    gain = log_density(proposed) - proposal.log_density(proposed) - log_density(gamma) + proposal.log_density(gamma)
    taken = np.log(rng.random(gamma.shape)) < gain
    return np.where(taken, proposed, gamma), taken


def draw_theta(
    theta: FloatArray, gamma: FloatArray, level: Normal, none: FloatArray, *, counts: Counts, rng: np.random.Generator
) -> tuple[FloatArray, NDArray[np.bool_]]:
    """Return log odds ratios given the control arm, 0 with a probability, and where the proposal was taken.

    0 or not is proposed too, with the odds that a normal curve about the mode gives to an effect (Laplace).
    """

    def log_likelihood(value: FloatArray) -> FloatArray:
        return counts.treated * value - counts.treated_n * np.logaddexp(0, gamma + value)

    def slopes(value: FloatArray) -> tuple[FloatArray, FloatArray]:
        treated = expit(gamma + value)
        return counts.treated - counts.treated_n * treated, counts.treated_n * treated * (1 - treated)

    start = np.log((counts.treated + 0.5) / (counts.treated_n - counts.treated + 0.5)) - gamma
    proposal = _about_mode(slopes, start, level)
    log_none = np.log(none) + log_likelihood(np.zeros_like(theta))
    area = log_likelihood(proposal.mode) + level.log_density(proposal.mode) + np.log(proposal.scale) - _NORMAL_CONSTANT
    effect = np.clip(expit(np.log1p(-none) + area - log_none), 0.01, 0.99)

    def log_ratio(value: FloatArray) -> FloatArray:
        """Return the log of target over proposal, both with a point at 0."""
        slab = np.log1p(-none) + level.log_density(value) + log_likelihood(value)
        return np.where(value == 0, log_none - np.log1p(-effect), slab - np.log(effect) - proposal.log_density(value))

    proposed = np.where(rng.random(theta.shape) < effect, proposal.draw(rng), 0.0)
    taken = np.log(rng.random(theta.shape)) < log_ratio(proposed) - log_ratio(theta)
    return np.where(taken, proposed, theta), taken


def _about_mode(
    slopes: Callable[[FloatArray], tuple[FloatArray, FloatArray]], start: FloatArray, level: Normal
) -> _Proposal:
    """Return the proposal about the mode of likelihood times normal, by Newton steps from a fixed start."""
    value, curvature = start, start
    for _ in range(_NEWTON_STEPS):
        first, second = slopes(value)
        curvature = second + 1 / level.variance
        step = (first - (value - level.mean) / level.variance) / curvature
        value = value + np.clip(step, -_LONGEST_STEP, _LONGEST_STEP)
    return _Proposal(value, np.broadcast_to(_WIDER / np.sqrt(curvature), value.shape))
