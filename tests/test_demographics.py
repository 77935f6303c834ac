"""demographics.sql: who the subjects are."""

from pathlib import Path

import numpy as np
import pytest

import frames
import pilot
from pv.errors import SettingError
from small_study import CONTROL, events, small_study, subjects


@pytest.mark.parametrize("variable", ["AGEGR1", "SEX", "RACE", "ETHNIC", "BMIBLGR1"])
def test_categories_of_the_pilot_equal_a_pandas_count(variable: str) -> None:
    expected = pilot.adsl().replace("", "(missing)").groupby(["TRT01A", variable]).size().to_dict()
    rows = pilot.study().table("demographics").query("variable == @variable")
    assert {(row.arm, row.item): row.subjects for row in frames.rows(rows) if row.subjects} == expected


@pytest.mark.parametrize("variable", ["AGE", "WEIGHTBL", "BMIBL"])
def test_numbers_of_the_pilot_equal_numpy(variable: str) -> None:
    rows = pilot.study().table("demographics").query("variable == @variable").set_index(["arm", "item"])
    for arm, values in pilot.adsl().groupby("TRT01A")[variable]:
        known = values.dropna()
        assert rows.loc[(arm, "n"), "value"] == len(known)
        assert rows.loc[(arm, "mean"), "value"] == pytest.approx(known.mean())
        assert rows.loc[(arm, "sd"), "value"] == pytest.approx(known.std())
        assert rows.loc[(arm, "q1"), "value"] == pytest.approx(np.quantile(known, 0.25, method="averaged_inverted_cdf"))
        assert rows.loc[(arm, "maximum"), "value"] == known.max()
        assert rows.loc[(arm, "(missing)"), "subjects"] == values.isna().sum()


def test_categories_stand_in_the_order_of_their_number() -> None:
    # AGEGR1N is 1, 2, 3 for <65, 65-80, >80: not the order of the letters.
    rows = pilot.study().table("demographics").query("variable == 'AGEGR1' and arm == 'Placebo'")
    assert rows["item"].to_list() == ["<65", "65-80", ">80", "(missing)"]


def test_a_variable_that_is_named_but_not_there_is_an_error(tmp_path: Path) -> None:
    text = '[demographics]\nvariables = ["SEX", "RACES"]\n'
    with pytest.raises(SettingError, match=r"key demographics.variables: 'RACES' is not in ADSL"):
        small_study(tmp_path, subjects({}, CONTROL), events({}), text)


def test_the_missing_are_a_row(tmp_path: Path) -> None:
    text = '[demographics]\nvariables = ["SEX", "AGE"]\n'
    study = small_study(tmp_path, subjects({"SEX": None, "AGE": None}, {}, CONTROL), events({}), text)
    rows = study.table("demographics").query("arm == 'Drug' and item == '(missing)'").set_index("variable")
    assert rows["subjects"].to_dict() == {"SEX": 1, "AGE": 1}
