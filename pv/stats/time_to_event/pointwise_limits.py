"""Pointwise confidence limits of a probability from its standard error: log-log, log and plain."""

import numpy as np

from pv.stats.interval import FloatArray, Limits, normal_quantile
from pv.stats.validate import known_method

#: The scales on which estimate plus or minus z standard errors is taken.
LIMITS = ("log-log", "log", "plain")


def critical_value(level: float) -> float:
    """Return the two-sided normal critical value, 1.96 for 0.95; ValueError unless 0 < level < 1."""
    if not 0 < level < 1:
        raise ValueError(f"level = {level} is not between 0 and 1")
    return float(normal_quantile(np.asarray(level, dtype=np.float64)))


def pointwise_limits(estimate: FloatArray, std_error: FloatArray, *, level: float, limits: str) -> Limits:
    """Return lower and upper limits of probabilities, cut to 0 and 1; NaN where the estimate is 0 or 1.

    With p the estimate, s its standard error and z the normal quantile: log-log ``p ** exp(-+ z s / (p ln p))``
    (Kalbfleisch and Prentice 2002, section 1.4.1), log ``p exp(-+ z s / p)``, plain ``p -+ z s``. Where the estimate
    is 0 or 1 (no event yet, or nobody event-free left) the formulas have no width: the limits are undefined, NaN.
    """
    known_method(limits, LIMITS)
    z = critical_value(level)
    defined = (std_error > 0) & (estimate > 0) & (estimate < 1)
    p = np.where(defined, estimate, 0.5)
    width = z * np.where(defined, std_error, 0.0)
    # A wide interval next to 0 or 1 overflows to infinity or 0, which the cut turns into limits 0 and 1.
    with np.errstate(over="ignore"):
        if limits == "log-log":
            stretch = np.exp(width / (p * -np.log(p)))
            lower, upper = p**stretch, p ** (1 / stretch)
        elif limits == "log":
            lower, upper = p * np.exp(-width / p), p * np.exp(width / p)
        else:
            lower, upper = p - width, p + width
    return Limits(np.where(defined, np.maximum(lower, 0), np.nan), np.where(defined, np.minimum(upper, 1), np.nan))
