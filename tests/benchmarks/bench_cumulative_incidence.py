"""Time and memory of the cumulative incidence of 1,000 terms in 50,000 subjects.

Run: python tests/benchmarks/bench_cumulative_incidence.py
"""

import sys
import time
import tracemalloc

import numpy as np

from pv.stats import TermIncidence, aalen_johansen, cumulative_incidence_by_term, values_at

SUBJECTS, TERMS, RECORDS = 50_000, 1_000, 300_000
TIMES = [30, 91, 182, 365, 730]


def main() -> None:
    """Print seconds, peak memory, and the largest difference from one term after the other."""
    random = np.random.default_rng(1)
    # Days of observation, 4 % of it ended by death; a few terms are common and most are rare.
    end = np.ceil(random.exponential(400, SUBJECTS))
    died = random.random(SUBJECTS) < 0.04
    drawn = random.integers(0, TERMS, RECORDS) ** 2 // TERMS * SUBJECTS + random.integers(0, SUBJECTS, RECORDS)
    term, subject = np.divmod(np.unique(drawn), SUBJECTS)
    day = np.ceil(random.random(term.size) * end[subject])

    def run() -> TermIncidence:
        return cumulative_incidence_by_term(term, subject, day, end, died, terms=TERMS, times=TIMES)

    begun = time.perf_counter()
    found = run()
    seconds = time.perf_counter() - begun
    tracemalloc.start()
    run()
    peak = tracemalloc.get_traced_memory()[1]

    worst, alone_seconds, checked = 0.0, 0.0, range(0, TERMS, 50)
    for one in checked:
        when, status = end.copy(), np.where(died, 2, 0)
        when[subject[term == one]] = day[term == one]
        status[subject[term == one]] = 1
        begun = time.perf_counter()
        alone = values_at(aalen_johansen(when, status), TIMES)
        alone_seconds += time.perf_counter() - begun
        worst = max(worst, float(np.nanmax(np.abs(found.estimate[one] - alone.estimate))))
        worst = max(worst, float(np.nanmax(np.abs(found.std_error[one] - alone.std_error))))
    sys.stdout.write(
        f"{TERMS:,} terms x {SUBJECTS:,} subjects, {term.size:,} first events: {seconds:.2f} s, {peak / 1e6:.0f} MB\n"
        f"one term after the other: {alone_seconds / len(checked) * TERMS:.1f} s; largest difference {worst:.1e}\n"
    )


if __name__ == "__main__":
    main()
