"""Survival statistics to the digits that R prints of published data."""

from collections.abc import Callable, Mapping

import numpy as np
import pytest

import by_r
from pv.stats import (
    hazard_ratio,
    kaplan_meier,
    log_rank,
    restricted_mean,
    restricted_mean_difference,
    survival_quantile,
    values_at,
)

ROWS = by_r.rows()


def _survival(row: by_r.Row, of: by_r.Subjects, limits: str) -> object:
    group = of.of(row.group)
    return values_at(kaplan_meier(group.time, group.event, limits=limits), float(row.argument))


def _quantile(row: by_r.Row, of: by_r.Subjects) -> object:
    group = of.of(row.group)
    return survival_quantile(kaplan_meier(group.time, group.event, limits="log"), float(row.argument))


def _mean(row: by_r.Row, of: by_r.Subjects) -> object:
    group = of.of(row.group)
    return restricted_mean(group.time, group.event, float(row.argument))


def _difference(row: by_r.Row, of: by_r.Subjects) -> object:
    return restricted_mean_difference(of.time, of.event, of.arm(row.group), float(row.argument))


def _ratio(row: by_r.Row, of: by_r.Subjects, *, stratified: bool = False) -> object:
    return hazard_ratio(of.time, of.event, of.arm(row.group), strata=of.stratum if stratified else None)


def _rank(of: by_r.Subjects, *, stratified: bool = False) -> object:
    return log_rank(of.time, of.event, of.group, strata=of.stratum if stratified else None)


STATISTICS: Mapping[str, Callable[[by_r.Row, by_r.Subjects], object]] = {
    "survival_log": lambda row, of: _survival(row, of, "log"),
    "survival_log_log": lambda row, of: _survival(row, of, "log-log"),
    "quantile_log": _quantile,
    "restricted_mean": _mean,
    "restricted_mean_difference": _difference,
    "hazard_ratio": _ratio,
    "hazard_ratio_stratified": lambda row, of: _ratio(row, of, stratified=True),
    "log_rank": lambda _, of: _rank(of),
    "log_rank_stratified": lambda _, of: _rank(of, stratified=True),
}


def test_every_statistic_has_a_value_of_r() -> None:
    assert {row.statistic for row in ROWS} == set(STATISTICS)


@pytest.mark.parametrize("statistic", STATISTICS)
def test_survival_statistics_are_what_r_prints(statistic: str) -> None:
    for row in (row for row in ROWS if row.statistic == statistic):
        found = STATISTICS[statistic](row, by_r.subjects(row.dataset))
        for name, printed in row.printed().items():
            value = float(getattr(found, "statistic" if name == "estimate" and "rank" in statistic else name))
            assert by_r.prints_as(value, printed), (row, name, value)


def test_the_data_have_the_sizes_that_are_printed() -> None:
    # Subjects and events. R prints of aml 11, 7 and 12, 11, of ovarian 26 and 7 + 5; CAMIS of lung 63 censored
    # and 165 events; of whas500 215 died (Hosmer, Lemeshow, May 2008).
    sizes = {name: by_r.subjects(name) for name in ("aml", "ovarian", "lung", "whas500")}
    assert {name: (of.time.size, int(of.event.sum())) for name, of in sizes.items()} == {
        "aml": (23, 18),
        "ovarian": (26, 12),
        "lung": (228, 165),
        "whas500": (500, 215),
    }
    assert np.unique(sizes["whas500"].stratum).tolist() == ["female", "male"]
