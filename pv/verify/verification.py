"""Every number that is counted twice: a study's result tables against a second computation of them."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd

from pv.verify.compared import DIFFERENCES, Recount, Verification, held
from pv.verify.event.counted import counted
from pv.verify.event.term import Terms
from pv.verify.given import Given, pooled
from pv.verify.laboratory.worst import worst_grades
from pv.verify.subject.followed import Subject, followed
from pv.verify.table import comparison, deaths, exposure, incidence, laboratory, rates


def verify(read: Callable[[str], pd.DataFrame], methods: Mapping[str, Any], results: Iterable[str]) -> Verification:
    """Return the differences between a study's result tables and a second computation of them.

    Args:
        read: gives a table by its name: accepted records, settings, or a result of the product, which is held against
            the second computation and enters nothing.
        methods: of the intervals and the test, and the level of confidence, by the keys of `[statistics]`.
        results: the names of all result tables.
    """
    given = Given(read)
    numbers, differences = [], [pd.DataFrame(columns=DIFFERENCES)]
    levels = [*Terms(given).levels]
    covered = set()
    for recount in recounts(given, methods):
        covered.add(recount.table)
        product = _covered(read(recount.table), levels, float(given.study["days_per_year"]))
        found = held(product, recount)
        numbers += [(recount.table, found.numbers)] if found.numbers else []
        differences.append(found.differences)
    return Verification(
        pd.DataFrame(numbers, columns=["table", "numbers"]),
        pd.concat(differences, ignore_index=True),
        _not_covered(given, levels, covered, results),
    )


def recounts(given: Given, methods: Mapping[str, Any]) -> list[Recount]:
    """Return the second computation of every table that has one."""
    subjects, level = followed(given), float(methods["confidence_level"])
    cells, sizes = counted(given, subjects), _sizes(given, subjects)
    of_incidence = incidence.incidence(cells, sizes, methods["proportion"], level)
    told = deaths.fatal_events(given, subjects)
    of_deaths = deaths.deaths(given, subjects, told, sizes)
    days = rates.days_of_arms(given, subjects.values())
    year = float(given.study["days_per_year"])
    of_rates = rates.exposure_adjusted_rate(cells, days, year, methods["rate"], level)
    compared_rates = comparison.rate_comparison(of_rates.rows, given, methods)
    return [
        incidence.overview(of_incidence.rows, of_deaths.rows, methods["proportion"], level),
        of_incidence,
        incidence.common_event(of_incidence.rows, given.frame("common_event")),
        of_rates,
        comparison.comparison(of_incidence.rows, compared_rates.rows, given, methods),
        compared_rates,
        exposure.exposure(given, subjects.values(), sizes),
        exposure.exposure_duration(given, subjects.values(), sizes),
        of_deaths,
        deaths.death_cause(given, subjects, told, sizes),
        comparison.death_comparison(of_deaths.rows, given, methods),
        laboratory.lab_worst_grade(given, worst_grades(given, subjects), methods["proportion"], level),
    ]


def _sizes(given: Given, subjects: Mapping[str, Subject]) -> pd.Series:
    """Return the subjects of the safety set in each arm that is shown."""
    return pd.Series(
        {arm: sum(one.arm in members for one in subjects.values()) for arm, members in pooled(given).items()},
        dtype="int64",
    )


def _covered(product: pd.DataFrame, levels: list[str], year: float) -> pd.DataFrame:
    """Return the rows of a result table that are computed a second time, with their person-time in days."""
    if "level" in product:
        product = product[product["level"].isin(levels)]
    return rates.with_days(product, year) if "patient_years_at_risk" in product and "category" in product else product


def _not_covered(given: Given, levels: list[str], covered: set[str], results: Iterable[str]) -> pd.DataFrame:
    """Return the tables, and the parts of tables, that are not computed a second time."""
    rows = [
        ("the page", "how numbers are rounded and printed, and the labels beside them"),
        ("common_event", "which terms reach the threshold, and their order"),
        ("lab_worst_grade", "the criteria of CTCAE and the conversions of units, which both computations read"),
    ]
    rows += [
        ("incidence and all that is made of it", f"level {row['level']}: {_WHY[row['level']]}")
        for row in given.rows("level")
        if row["level"] not in levels
    ]
    rows += [(name, Verification.NONE) for name in results if name not in covered]
    return pd.DataFrame(rows, columns=["table", "why"])


_WHY = MappingProxyType(
    {
        "group": "by other names of MedDRA too",
        "SMQ": "the terms and algorithms of queries",
        "query": "the terms of queries",
    }
)
