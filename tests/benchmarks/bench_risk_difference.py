"""Time of 100,000 Miettinen-Nurminen intervals in one call, and of statsmodels doing the same one by one.

Run: python tests/benchmarks/bench_risk_difference.py
"""

import sys
import time
from collections.abc import Callable
from contextlib import suppress

import numpy as np
from statsmodels.stats.proportion import confint_proportions_2indep

from pv.stats import fisher_exact, odds_ratio, risk_difference, risk_ratio, stratified_risk_difference

TABLES, ONE_BY_ONE, TERMS, STRATA = 100_000, 200, 1_000, 4


def seconds(run: Callable[[], object]) -> float:
    """Return the seconds of the fastest of three runs."""
    times = []
    for _ in range(3):
        begun = time.perf_counter()
        run()
        times.append(time.perf_counter() - begun)
    return min(times)


def main() -> None:
    """Print the seconds, and the ratio to statsmodels on the first tables."""
    random = np.random.default_rng(1)
    n1, n2 = random.integers(1, 2_000, (2, TABLES))
    # Most terms are rare: many tables have empty cells.
    risk = random.beta(0.3, 3.0, TABLES)
    x1, x2 = random.binomial(n1, risk), random.binomial(n2, risk)

    inside = (x1 > 0) & (x1 < n1) & (x2 > 0) & (x2 < n2)
    subset = np.stack([x1, n1, x2, n2], axis=1)[inside][:ONE_BY_ONE]

    def one_by_one() -> None:
        for table in subset:
            # Its search fails on some tables, mostly those of rare events.
            with suppress(ValueError), np.errstate(invalid="ignore"):
                confint_proportions_2indep(*table, method="score", compare="diff")

    ours = seconds(lambda: risk_difference(x1, n1, x2, n2))
    theirs = seconds(one_by_one) / ONE_BY_ONE * TABLES
    strata = [values[: TERMS * STRATA].reshape(TERMS, STRATA) for values in (x1, n1, x2, n2)]
    sys.stdout.write(
        f"{TABLES:,} risk differences: {ours:.2f} s; statsmodels one by one: {theirs:.0f} s, {theirs / ours:,.0f}x\n"
        f"{TABLES:,} risk ratios: {seconds(lambda: risk_ratio(x1, n1, x2, n2)):.2f} s\n"
        f"{TABLES:,} odds ratios: {seconds(lambda: odds_ratio(x1, n1, x2, n2)):.2f} s\n"
        f"{TABLES:,} Fisher tests: {seconds(lambda: fisher_exact(x1, n1, x2, n2)):.2f} s\n"
        f"{TERMS:,} stratified risk differences: {seconds(lambda: stratified_risk_difference(*strata)):.2f} s\n"
    )


if __name__ == "__main__":
    main()
