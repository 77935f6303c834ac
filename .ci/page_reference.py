"""Write the intervals of `pv.stats` and the texts of `pv.numbers` that the page's own must equal: tests/page compares.

Without arguments of a grid of counts that has every edge, and of the sample of reference values where it is there; with
the names of studies of every distinct comparison of theirs, by the methods that they use.
"""

import csv
import itertools
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

import pv
from pv import stats
from pv.measure.width import of_width
from pv.numbers import text
from pv.stats.two_arms.odds_ratio import ODDS_RATIO_METHODS
from pv.stats.two_arms.rate_difference import RATE_DIFFERENCE_METHODS
from pv.stats.two_arms.rate_ratio import RATE_RATIO_METHODS
from pv.stats.two_arms.risk_difference import RISK_DIFFERENCE_METHODS
from pv.stats.two_arms.risk_ratio import RISK_RATIO_METHODS

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT.parent / "shared" / "reference" / "stats_reference_sample.csv"
WRITTEN = ROOT / "build" / "page-reference.json"

RISKS = (
    (stats.risk_difference, RISK_DIFFERENCE_METHODS),
    (stats.risk_ratio, RISK_RATIO_METHODS),
    (stats.odds_ratio, ODDS_RATIO_METHODS),
)
RATES = ((stats.rate_difference, RATE_DIFFERENCE_METHODS), (stats.rate_ratio, RATE_RATIO_METHODS))
LEVELS = (0.9, 0.95, 0.99)

#: Subjects with the event, subjects; both arms: none, all, one, and sizes that differ.
ARMS = [(0, 1), (1, 1), (0, 7), (1, 7), (7, 7), (3, 86), (85, 86), (0, 371), (12, 371), (371, 371), (900, 10000)]
#: Events, person-time; none, few, many; and no time.
TIMES = [(0, 12.5), (1, 12.5), (0, 283.55), (3, 0.7), (40, 283.55), (369, 283.55), (5000, 9000.25), (2, 0.0)]

Case = tuple[str, float, float, float, float, float]


def main(studies: Iterable[str]) -> None:
    """Write the cases with their intervals."""
    cases = [case for name in studies for case in of_study(name)] or [*of_grid(), *of_sample()]
    WRITTEN.parent.mkdir(exist_ok=True)
    content = {"intervals": [*found(cases)], "texts": [*texts()]}
    WRITTEN.write_text(json.dumps(content), encoding="utf-8")
    print(f"{len(cases)} intervals of pv.stats written")


def texts() -> Iterator[tuple[object, ...]]:
    """Yield a form of a number, its arguments, and how `pv.numbers` writes it."""
    numbers = (0.0, 0.05, 2.675, 1e-7, 12.349999, 1234.5, 1e21, -0.04, -0.05, float("inf"), float("nan"))
    for value, digits in itertools.product(numbers, (0, 1, 2)):
        yield "number", (plain(value), digits), text.number(value, digits)
    for subjects, total in ((0, 5), (3, 0), (1, 3), (3, 2000), (1, 5000), (4999, 5000), (5000, 5000), (85, 86)):
        yield "countPercent", (subjects, total), text.count_percent(subjects, total)
    for value, lower, upper in itertools.product(numbers, repeat=3):
        yield "interval", (plain(value), plain(lower), plain(upper), 2), text.interval(value, lower, upper, 2)
        for unit in (1, 100):
            found = text.rate_difference_interval(value, lower, upper, unit)
            yield "rateDifference", (plain(value), plain(lower), plain(upper), unit), found
    for value, unit in itertools.product(numbers, (1, 100)):
        if np.isfinite(value) or np.isnan(value):
            yield "rate", (plain(value), unit), text.rate(value, unit)
    inf, nan = float("inf"), float("nan")
    harm, benefit, both = (3.25, 10.8, nan, nan), (nan, nan, 2.5, 9.1), (12.3, inf, 40.1, inf)
    none = (nan, nan, nan, nan)
    for case in ((5, *harm), (-4, *benefit), (25, *both), (-25, *both), (inf, *both), (nan, *none), (7, *none)):
        value, *ends = map(plain, map(float, case))
        yield "numberNeeded", (value, ends[:2], ends[2:]), text.number_needed(*case)


def of_grid() -> Iterator[Case]:
    """Yield every method on every pair of arms."""
    for kinds, arms in ((RISKS, ARMS), (RATES, TIMES)):
        for (x1, n1), (x2, n2), level in itertools.product(arms, arms, LEVELS):
            if n1 + n2 > 2 or kinds is RATES:  # noqa: PLR2004  # one subject in each arm: score variances divide by one
                yield from ((name, x1, n1, x2, n2, level) for _, methods in kinds for name in methods)


def of_sample() -> Iterator[Case]:
    """Yield the counts of the reference sample, where it is there; without strata."""
    if not SAMPLE.is_file():
        return
    known = {name for _, methods in (*RISKS, *RATES) for name in methods}
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            name = row["method"].partition("@")[0]
            if name in known and not row["strata"]:
                names = ("x1", "n1", "x2", "n2") if row["x1"] else ("events1", "pt1", "events2", "pt2")
                yield (name, *(float(row[column]) for column in names), float(row["conf_level"]))


def of_study(name: str) -> Iterator[Case]:
    """Yield every distinct comparison of a study, by its methods."""
    people = ["subjects", "arm_subjects", "comparator_subjects", "comparator_arm_subjects"]
    times = ["rate_events", "rate_patient_years", "comparator_rate_events", "comparator_rate_patient_years"]
    of = (("comparison", "rd", people), ("comparison", "rr", people), ("odds_ratio", "or", people))
    with pv.open_study(name) as study:
        for table, prefix, names in (*of, ("rate_comparison", "ird", times), ("rate_comparison", "irr", times)):
            rows = study.table(table)[[f"{prefix}_method", *names, "confidence_level"]].drop_duplicates()
            yield from (tuple(row) for row in rows.itertuples(index=False, name=None))


def found(cases: Iterable[Case]) -> Iterator[tuple[object, ...]]:
    """Yield each case with estimate and limits; null where one is undefined, text where it is infinite."""
    function = {name: function for function, methods in (*RISKS, *RATES) for name in methods}
    for name, of_method in itertools.groupby(sorted(cases), key=lambda case: case[0]):
        rows = [*of_method]
        *counts, level = np.array([row[1:] for row in rows], dtype=float).T
        numbers = np.array(of_width(function[name](*counts, method=name, level=level))).T
        for row, values in zip(rows, numbers, strict=True):
            yield (*row, *(plain(float(value)) for value in values))


def plain(value: float) -> float | str | None:
    """Return a number as JSON can say it."""
    if np.isnan(value):
        return None
    return value if np.isfinite(value) else str(value)


if __name__ == "__main__":
    main(sys.argv[1:])
