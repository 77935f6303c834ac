"""Limits of a difference and of a ratio of two risks by a second route: score ones by halving on their own scale."""

from collections.abc import Callable

import numpy as np

from pv.verify.statistic.edge import Floats, Truths, edge
from pv.verify.statistic.normal import quantile
from pv.verify.statistic.proportion import wilson, wilson_cc

#: The logarithms of ratios between which every limit lies.
_LOG_RATIOS = 60.0


def difference(x1: Floats, n1: Floats, x2: Floats, n2: Floats, *, method: str, level: float) -> tuple[Floats, Floats]:
    """Return the limits of x1 / n1 - x2 / n2.

    Raises:
        KeyError: the method has no second route here.
    """
    return _DIFFERENCES[method](x1, n1, x2, n2, level)


def ratio(x1: Floats, n1: Floats, x2: Floats, n2: Floats, *, method: str, level: float) -> tuple[Floats, Floats]:
    """Return the limits of (x1 / n1) / (x2 / n2).

    Raises:
        KeyError: the method has no second route here.
    """
    return _RATIOS[method](x1, n1, x2, n2, level)


def _by_score(*, corrected: bool) -> Callable[..., tuple[Floats, Floats]]:
    def limits(x1: Floats, n1: Floats, x2: Floats, n2: Floats, level: float) -> tuple[Floats, Floats]:
        bound, observed = _bound(n1 + n2, level, corrected=corrected), x1 / n1 - x2 / n2

        def near(d: Floats) -> Truths:
            p2 = _restricted(x1, n1, x2, n2, d)
            p1 = np.clip(p2 + d, 0, 1)
            return (observed - d) ** 2 <= bound * (p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2)

        return edge(observed, -np.ones_like(x1), near), edge(observed, np.ones_like(x1), near)

    return limits


def _bound(total: Floats, level: float, *, corrected: bool) -> Floats:
    """Return the square of the normal quantile, as Miettinen and Nurminen have it times N / (N - 1)."""
    return quantile(level) ** 2 * (total / (total - 1) if corrected else np.ones_like(total))


def _restricted(x1: Floats, n1: Floats, x2: Floats, n2: Floats, d: Floats) -> Floats:
    """Return the second risk that makes the data likeliest where the first is larger by d: the likelihood's peak."""

    def rising(p2: Floats) -> Truths:
        p1 = p2 + d
        with np.errstate(divide="ignore", invalid="ignore"):
            gain = np.where(x1 > 0, x1 / p1, 0) + np.where(x2 > 0, x2 / p2, 0)
            loss = np.where(x1 < n1, (n1 - x1) / (1 - p1), 0) + np.where(x2 < n2, (n2 - x2) / (1 - p2), 0)
        return gain > loss

    return edge(np.maximum(0, -d), np.minimum(1, 1 - d), rising)


def _newcombe(score: Callable[[Floats, Floats, float], tuple[Floats, Floats]]) -> Callable[..., tuple[Floats, Floats]]:
    def limits(x1: Floats, n1: Floats, x2: Floats, n2: Floats, level: float) -> tuple[Floats, Floats]:
        (l1, u1), (l2, u2), p1, p2 = score(x1, n1, level), score(x2, n2, level), x1 / n1, x2 / n2
        lower = p1 - p2 - np.sqrt((p1 - l1) ** 2 + (u2 - p2) ** 2)
        return lower, p1 - p2 + np.sqrt((u1 - p1) ** 2 + (p2 - l2) ** 2)

    return limits


def _agresti_caffo(x1: Floats, n1: Floats, x2: Floats, n2: Floats, level: float) -> tuple[Floats, Floats]:
    p1, p2, m1, m2 = (x1 + 1) / (n1 + 2), (x2 + 1) / (n2 + 2), n1 + 2, n2 + 2
    half = quantile(level) * np.sqrt(p1 * (1 - p1) / m1 + p2 * (1 - p2) / m2)
    return p1 - p2 - half, p1 - p2 + half


def _around(x1: Floats, n1: Floats, x2: Floats, n2: Floats, half: Floats) -> tuple[Floats, Floats]:
    d = x1 / n1 - x2 / n2
    return np.maximum(d - half, -1), np.minimum(d + half, 1)


def _error(x1: Floats, n1: Floats, x2: Floats, n2: Floats, less: int = 0) -> Floats:
    p1, p2 = x1 / n1, x2 / n2
    return np.sqrt(p1 * (1 - p1) / (n1 - less) + p2 * (1 - p2) / (n2 - less))


def _wald(x1: Floats, n1: Floats, x2: Floats, n2: Floats, level: float) -> tuple[Floats, Floats]:
    return _around(x1, n1, x2, n2, quantile(level) * _error(x1, n1, x2, n2))


def _wald_cc(x1: Floats, n1: Floats, x2: Floats, n2: Floats, level: float) -> tuple[Floats, Floats]:
    return _around(x1, n1, x2, n2, quantile(level) * _error(x1, n1, x2, n2) + (1 / n1 + 1 / n2) / 2)


def _hauck_anderson(x1: Floats, n1: Floats, x2: Floats, n2: Floats, level: float) -> tuple[Floats, Floats]:
    with np.errstate(divide="ignore", invalid="ignore"):
        half = quantile(level) * _error(x1, n1, x2, n2, less=1) + 1 / (2 * np.minimum(n1, n2))
    return _around(x1, n1, x2, n2, half)


def _ratio_by_score(*, corrected: bool) -> Callable[..., tuple[Floats, Floats]]:
    def limits(x1: Floats, n1: Floats, x2: Floats, n2: Floats, level: float) -> tuple[Floats, Floats]:
        bound, total, events = _bound(n1 + n2, level, corrected=corrected), n1 + n2, x1 + x2

        def near(log_ratio: Floats) -> Truths:
            r = np.exp(log_ratio)
            # The peak of the restricted likelihood solves N r p2^2 - b p2 + events = 0.
            b = r * (n1 + x2) + x1 + n2
            p2 = 2 * events / (b + np.sqrt(np.maximum(b * b - 4 * total * r * events, 0)))
            p1 = np.minimum(r * p2, 1)
            variance = p1 * (1 - p1) / n1 + r * r * p2 * (1 - p2) / n2
            return np.asarray((x1 / n1 - r * x2 / n2) ** 2 <= bound * variance)

        with np.errstate(divide="ignore", invalid="ignore"):
            observed = np.clip(np.log(x1 / n1) - np.log(x2 / n2), -_LOG_RATIOS, _LOG_RATIOS)
        ends = np.full_like(x1, _LOG_RATIOS)
        lower, upper = np.exp(edge(observed, -ends, near)), np.exp(edge(observed, ends, near))
        return np.where(x1 == 0, 0.0, lower), np.where(x2 == 0, np.inf, upper)

    return limits


def _katz(x1: Floats, n1: Floats, x2: Floats, n2: Floats, level: float) -> tuple[Floats, Floats]:
    with np.errstate(divide="ignore", invalid="ignore"):
        r, error = (x1 / n1) / (x2 / n2), np.sqrt(1 / x1 - 1 / n1 + 1 / x2 - 1 / n2)
    error = np.where((x1 > 0) & (x2 > 0), error, np.nan)
    with np.errstate(invalid="ignore"):
        return r / np.exp(quantile(level) * error), r * np.exp(quantile(level) * error)


_DIFFERENCES: dict[str, Callable[..., tuple[Floats, Floats]]] = {
    "rd_miettinen_nurminen": _by_score(corrected=True),
    "rd_mee": _by_score(corrected=False),
    "rd_newcombe": _newcombe(wilson),
    "rd_newcombe_cc": _newcombe(wilson_cc),
    "rd_agresti_caffo": _agresti_caffo,
    "rd_hauck_anderson": _hauck_anderson,
    "rd_wald": _wald,
    "rd_wald_cc": _wald_cc,
}
_RATIOS: dict[str, Callable[..., tuple[Floats, Floats]]] = {
    "rr_miettinen_nurminen": _ratio_by_score(corrected=True),
    "rr_koopman": _ratio_by_score(corrected=False),
    "rr_katz_log": _katz,
}
