"""Lower score limit of a risk difference, found through its Lagrange multiplier.

The restricted estimates p1, p2 maximise the likelihood under p1 - p2 = d. With multiplier t they satisfy
x1 - n1 p1 = t p1 q1 and x2 - n2 p2 = -t p2 q2: two quadratics, where the difference d alone would need a cubic. Then
x1 / n1 - x2 / n2 - d = t V with V = p1 q1 / n1 + p2 q2 / n2, so the score statistic is t sqrt(V), and the limit is
where t^2 V reaches the squared normal quantile (times N / (N - 1) with Miettinen and Nurminen). Both parts of t^2 V
are convex and increasing in t, so the root is unique and Newton's steps cannot miss it.
"""

import numpy as np

from pv.stats.interval import FloatArray
from pv.stats.root import convex_root

_TINY = float(np.finfo(np.float64).tiny)


def score_lower(x1: FloatArray, n1: FloatArray, x2: FloatArray, n2: FloatArray, bound: FloatArray) -> FloatArray:
    """Return the difference below the estimate at which the squared score statistic reaches `bound`.

    Where arm 1 has no events and arm 2 only events, every difference above -1 is refuted: the limit is -1.
    """
    y2 = n2 - x2
    start = np.minimum(_own_root(x1, n1, bound), _own_root(y2, n2, bound))

    def excess(t: FloatArray) -> tuple[FloatArray, FloatArray]:
        p1, q1, root1 = pulled(x1, n1, t)
        q2, p2, root2 = pulled(y2, n2, t)
        v1, v2 = p1 * q1, p2 * q2
        value = t * t * (v1 / n1 + v2 / n2) - bound
        return value, t * (v1 * (1.0 / n1 + 1.0 / root1) + v2 * (1.0 / n2 + 1.0 / root2))

    edge = (x1 == 0) & (y2 == 0)
    t = convex_root(excess, np.where(edge, np.nan, start))
    lower = pulled(x1, n1, t)[0] - pulled(y2, n2, t)[1]
    return np.where(edge, -1.0, lower)


def pulled(x: FloatArray, n: FloatArray, t: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return p, 1 - p and the root of the discriminant, where p solves x - n p = t p (1 - p) for t of 0 or more.

    Each is a sum or ratio of terms of one sign, so none loses digits near 0 or 1.
    """
    y = n - x
    root = np.maximum(np.sqrt((t + n - 2.0 * x) ** 2 + 4.0 * x * y), _TINY)
    p = 2.0 * x / (t + n + root)
    q = np.where(n >= t, 2.0 * y / np.maximum(n - t + root, _TINY), (root - (n - t)) / np.maximum(2.0 * t, _TINY))
    return p, q, root


def _own_root(x: FloatArray, n: FloatArray, bound: FloatArray) -> FloatArray:
    """Return the multiplier at which this arm's part alone reaches `bound`: at its Wilson limit."""
    slope = bound * (x / n - 0.5) + np.sqrt(bound * (bound / 4.0 + x * (n - x) / n))
    return np.where(x > 0, bound * (n + bound) / np.where(x > 0, slope, 1.0), np.inf)
