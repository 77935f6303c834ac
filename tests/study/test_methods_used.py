"""The methods section names what the study uses, each with its reference."""

from pathlib import Path

import pytest

import pilot
from pv.errors import SettingError
from pv.measure import with_method
from pv.study.setting.methods import METHODS, methods_used
from pv.study.setting.report_settings import StatisticsPart
from small_study import CONTROL, events, small_study, subjects


def test_every_method_column_of_every_result_is_explained() -> None:
    study = pilot.study()
    explained = {method.name for method in methods_used(study.settings.statistics)}
    for table in ("incidence", "comparison", "exposure_adjusted_rate", "overview", "cumulative_incidence"):
        frame = study.table(table)
        for column in (str(name) for name in frame if str(name).endswith("method")):
            assert set(frame[column]) <= explained, (table, column)


def test_every_method_that_can_be_chosen_has_a_label_and_a_reference() -> None:
    for key, names in METHODS.items():
        for name in names:
            methods = methods_used(StatisticsPart.model_validate({key: name, "strata": "SITEID"}))
            method = next(method for method in methods if method.name == name)
            assert method.label
            assert method.reference


def test_another_method_changes_the_interval_for_a_look_only(tmp_path: Path) -> None:
    study = small_study(tmp_path, subjects({}, {}, CONTROL), events({}))
    before = study.table("incidence")
    looked = study.table("incidence", method="wilson")
    assert set(looked["method"]) == {"wilson"}
    assert (looked["subjects"] == before["subjects"]).all()
    # One of two: Wilson's limits are 9.45% and 90.55%, Clopper-Pearson's 1.26% and 98.74%.
    row = looked.query("arm == 'Drug' and level == 'any' and category == 'any'").iloc[0]
    assert (round(row["lower"], 2), round(row["upper"], 2)) == (9.45, 90.55)
    assert study.table("incidence").equals(before)


def test_a_method_of_another_table_is_refused() -> None:
    with pytest.raises(SettingError, match="the table incidence has no such method"):
        with_method(StatisticsPart(), "incidence", "garwood_exact")
    with pytest.raises(SettingError, match="the table has no method to choose"):
        with_method(StatisticsPart(), "exposure", "wilson")
