"""The registry of intervals: every interval of every result is in it, and can be looked at by another method."""

from itertools import chain

import numpy as np
import pandas as pd
import pytest

import pilot
from pv import contract, resources
from pv.measure.registry import FINISH
from pv.study.setting.methods import METHODS
from pv.study.setting.report_settings import StatisticsPart

RESULTS = resources.files("schemas/result", ".yaml")
CHOICES = [(name, prefix, key) for name, finish in FINISH.items() for prefix, key in finish.intervals.items() if key]


def limits(prefix: str) -> list[str]:
    return [f"{prefix}_{side}".lstrip("_") for side in ("lower", "upper")]


def method_column(prefix: str, columns: "pd.Index[str]") -> str:
    return f"{prefix}_method" if f"{prefix}_method" in columns else "method"


@pytest.mark.parametrize("name", RESULTS)
def test_the_registry_has_every_interval_of_a_result_and_no_other(name: str) -> None:
    columns = contract.read_contract(name).columns
    said = FINISH[name].intervals if name in FINISH else ()
    assert {column for column in columns if column.endswith(("lower", "upper"))} == set(chain(*map(limits, said)))


@pytest.mark.parametrize("name", FINISH)
def test_what_is_finished_is_a_measure_and_its_keys_are_settings(name: str) -> None:
    assert resources.files("sql/measure", ".sql")[name]
    assert set(FINISH[name].keys) <= METHODS.keys() & set(StatisticsPart.model_fields)


@pytest.mark.parametrize(("name", "prefix", "key"), CHOICES)
def test_every_interval_can_be_looked_at_by_another_method(name: str, prefix: str, key: str) -> None:
    study = pilot.study()
    own = study.table(name)
    other = METHODS[key][-1]
    assert other != getattr(study.settings.statistics, key)
    looked = study.table(name, method=other)
    changed = [*limits(prefix), method_column(prefix, own.columns)]
    if key == "odds_ratio":
        changed.insert(0, key)  # the exact method has an estimate of its own, the conditional one
    for column in changed:
        assert own.empty or not own[column].equals(looked[column]), column
    assert set(looked[changed[-1]]) <= {other}
    if changed[-1] != "method":
        pd.testing.assert_frame_equal(own.drop(columns=changed), looked.drop(columns=changed))
    assert study.table(name).equals(own)


def test_potential_hys_law_by_wilson() -> None:
    looked = pilot.study().table("hys_law", method="wilson")
    z, n = 1.959963984540054, looked["subjects_with_data"].to_numpy(dtype=float)
    p = looked["subjects"].to_numpy(dtype=float) / n
    middle, half = (
        (p + z**2 / (2 * n)) / (1 + z**2 / n),
        z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2)) / (1 + z**2 / n),
    )
    np.testing.assert_allclose(looked["lower"], 100 * np.maximum(middle - half, 0), atol=1e-9)
    np.testing.assert_allclose(looked["upper"], 100 * (middle + half), atol=1e-9)
    assert len(looked) > 1


def test_the_leading_rates_beside_the_risks_are_those_of_the_rate_comparison() -> None:
    study, grain = pilot.study(), ["arm", "level", "soc", "term", "category"]
    for key, columns in (("rate_difference", ["ird_lower", "ird_upper"]), ("rate_ratio", ["irr_lower", "irr_upper"])):
        other = METHODS[key][-1]
        rates = study.table("rate_comparison", method=other)
        leading = rates[rates["leads"]].set_index(grain)[columns].sort_index()
        beside = study.table("comparison", method=other).set_index(grain)[columns].sort_index()
        pd.testing.assert_frame_equal(beside, leading)
