"""Limits of a difference and of a ratio of two rates by a second route."""

from collections.abc import Callable

import numpy as np
from scipy.special import gammainc

from pv.verify.statistic.binomial import exact_odds
from pv.verify.statistic.edge import Floats, Truths, edge
from pv.verify.statistic.normal import quantile
from pv.verify.statistic.proportion import wilson
from pv.verify.statistic.rate import exact


def difference(x1: Floats, t1: Floats, x2: Floats, t2: Floats, *, method: str, level: float) -> tuple[Floats, Floats]:
    """Return the limits of x1 / t1 - x2 / t2.

    Raises:
        KeyError: the method has no second route here.
    """
    return _DIFFERENCES[method](x1, t1, x2, t2, level)


def ratio(x1: Floats, t1: Floats, x2: Floats, t2: Floats, *, method: str, level: float) -> tuple[Floats, Floats]:
    """Return the limits of (x1 / t1) / (x2 / t2).

    Raises:
        KeyError: the method has no second route here.
    """
    return _RATIOS[method](x1, t1, x2, t2, level)


def _score(x1: Floats, t1: Floats, x2: Floats, t2: Floats, level: float) -> tuple[Floats, Floats]:
    bound, observed, events = quantile(level) ** 2, x1 / t1 - x2 / t2, x1 + x2

    def near(d: Floats) -> Truths:
        # The peak of the likelihood where the first rate is larger by d.
        least = np.maximum(0, -d)

        def rising(rate2: Floats) -> Truths:
            with np.errstate(divide="ignore", invalid="ignore"):
                return np.where(x1 > 0, x1 / (rate2 + d), 0) + np.where(x2 > 0, x2 / rate2, 0) > t1 + t2

        rate2 = edge(least, least + events / (t1 + t2), rising)
        return (observed - d) ** 2 <= bound * (np.maximum(rate2 + d, 0) / t1 + rate2 / t2)

    far = (4 * bound + 4 * events + 10) / np.minimum(t1, t2)
    return edge(observed, observed - far, near), edge(observed, observed + far, near)


def _wald(x1: Floats, t1: Floats, x2: Floats, t2: Floats, level: float) -> tuple[Floats, Floats]:
    d, half = x1 / t1 - x2 / t2, quantile(level) * np.sqrt(x1 / t1**2 + x2 / t2**2)
    return d - half, d + half


def _mover(x1: Floats, t1: Floats, x2: Floats, t2: Floats, level: float) -> tuple[Floats, Floats]:
    (l1, u1), (l2, u2) = exact(x1, level), exact(x2, level)
    m1, m2 = _median(x1) / t1, _median(x2) / t2
    lower = m1 - m2 - np.sqrt((m1 - l1 / t1) ** 2 + (u2 / t2 - m2) ** 2)
    return lower, m1 - m2 + np.sqrt((u1 / t1 - m1) ** 2 + (m2 - l2 / t2) ** 2)


def _median(events: Floats) -> Floats:
    """Return the median of Jeffreys' posterior of the expected number."""
    half = 1 / 2
    return edge(np.zeros_like(events), events + 2, lambda mean: gammainc(events + half, mean) <= half)


def _exact_ratio(x1: Floats, t1: Floats, x2: Floats, t2: Floats, level: float) -> tuple[Floats, Floats]:
    tail = (1 - level) / 2
    counts = [(int(a), int(a + b)) for a, b in zip(x1, x2, strict=True)]
    lower = np.array([exact_odds(a, of, tail, upper=False) if of else 0.0 for a, of in counts])
    upper = np.array([exact_odds(a, of, tail, upper=True) if of else np.inf for a, of in counts])
    return lower * t2 / t1, upper * t2 / t1


def _score_ratio(x1: Floats, t1: Floats, x2: Floats, t2: Floats, level: float) -> tuple[Floats, Floats]:
    events = np.maximum(x1 + x2, 1)
    with np.errstate(divide="ignore"):
        # The odds by the shares of both arms, each found without losing digits near 1.
        (l1, u1), (l2, u2) = wilson(x1, events, level), wilson(x2, events, level)
        return np.where(x1 == 0, 0.0, l1 / u2 * t2 / t1), np.where(x2 == 0, np.inf, u1 / l2 * t2 / t1)


def _wald_log(x1: Floats, t1: Floats, x2: Floats, t2: Floats, level: float) -> tuple[Floats, Floats]:
    with np.errstate(divide="ignore", invalid="ignore"):
        r, error = (x1 / t1) / (x2 / t2), np.where((x1 > 0) & (x2 > 0), np.sqrt(1 / x1 + 1 / x2), np.nan)
        return r / np.exp(quantile(level) * error), r * np.exp(quantile(level) * error)


_DIFFERENCES: dict[str, Callable[..., tuple[Floats, Floats]]] = {
    "ird_miettinen_nurminen": _score,
    "ird_mover_garwood": _mover,
    "ird_wald": _wald,
}
_RATIOS: dict[str, Callable[..., tuple[Floats, Floats]]] = {
    "irr_exact_conditional": _exact_ratio,
    "irr_exact_central": _exact_ratio,
    "irr_score": _score_ratio,
    "irr_wald_log": _wald_log,
}
