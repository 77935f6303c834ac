"""Wrong input is one ValueError that names the argument, its index and what is wrong."""

import re
from collections.abc import Callable

import numpy as np
import pytest

from pv.stats import (
    fisher_exact,
    mean_interval,
    number_needed_to_harm,
    proportion_interval,
    rate_interval,
    rate_ratio,
    risk_difference,
)

WRONG: list[tuple[Callable[[], object], str]] = [
    (lambda: proportion_interval([1, 2, 0, 7], [5, 5, 5, 5]), "x[3] = 7 is larger than n[3] = 5"),
    (lambda: proportion_interval([1, 7], 5), "x[1] = 7 is larger than n = 5"),
    (lambda: proportion_interval([[1, 2], [3, 4]], [[5, 3]]), "x[1, 1] = 4 is larger than n[0, 1] = 3"),
    (lambda: proportion_interval(-1, 5), "x = -1 is negative"),
    (lambda: proportion_interval(1.5, 5), "x = 1.5 is not a whole number"),
    (lambda: proportion_interval([1, np.nan], 5), "x[1] = nan is not finite"),
    (lambda: proportion_interval(1, [5, np.inf]), "n[1] = inf is not finite"),
    (lambda: proportion_interval("many", 5), "x is not a number or an array of numbers"),
    (lambda: proportion_interval([1, 2], [3, 4, 5]), "shapes do not broadcast together: x (2,), n (3,)"),
    (lambda: proportion_interval(1, 5, level=95), "level = 95 is not between 0 and 1"),
    (lambda: proportion_interval(1, 5, level=[0.9, 1.0]), "level[1] = 1 is not between 0 and 1"),
    (lambda: proportion_interval(1, 5, method="exact"), "method = 'exact' is not one of clopper_pearson, wilson"),
    (lambda: risk_difference(1, 5, [0, 1, 9], [5, 5, 8]), "x2[2] = 9 is larger than n2[2] = 8"),
    (lambda: risk_difference(1, 5, [0, 1], [5, -5]), "n2[1] = -5 is negative"),
    (lambda: number_needed_to_harm(1, 5, 1, 5, method="rd"), "method = 'rd' is not one of rd_miettinen_nurminen"),
    (lambda: fisher_exact([2], [1], [0], [4]), "x1[0] = 2 is larger than n1[0] = 1"),
    (lambda: rate_interval(3, [1.5, -0.5]), "time[1] = -0.5 is negative"),
    (lambda: mean_interval(1, [2.0, -2.0], 5), "sd[1] = -2 is negative"),
    (lambda: mean_interval(np.nan, 2, 5), "mean = nan is not finite"),
    (lambda: rate_ratio(3, 1.0, 2.5, 1.0), "events2 = 2.5 is not a whole number"),
    (lambda: rate_ratio(3, 1.0, 2, 1.0, level=0), "level = 0 is not between 0 and 1"),
]


@pytest.mark.parametrize(("call", "message"), WRONG, ids=[message for _, message in WRONG])
def test_message(call: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        call()
