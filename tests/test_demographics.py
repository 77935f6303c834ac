"""demographics.sql: who the subjects are."""

from pathlib import Path

import numpy as np
import pytest
from pandas.api.types import is_numeric_dtype

import frames
import pilot
import pv
from command import folder_of
from pv.contract import accept
from pv.errors import SettingError
from pv.load import read_dataset
from pv.study.definition import read_definition
from pv.study.demographics import demographic_table
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


def test_numbers_in_csv_are_those_that_the_transport_file_has_as_numbers(tmp_path: Path) -> None:
    # The pilot once more without types, all of its 49 variables asked for: codes such as SITEGR1 are text in both.
    typed = read_dataset(pilot.FOLDER / "adsl.xpt").frame
    typed.to_csv(tmp_path / "adsl.csv", index=False)
    source = read_dataset(tmp_path / "adsl.csv")
    settings = read_definition("cdisc-pilot").settings
    described = settings.demographics.model_copy(update={"variables": tuple(typed.columns)})
    adsl = accept(source.frame, "adsl", "adsl.csv").frame
    table = demographic_table(settings.model_copy(update={"demographics": described}), adsl, source)
    expected = {name: "number" if is_numeric_dtype(typed[name]) else "category" for name in typed}
    assert table.set_index("variable")["kind"].to_dict() == expected
    assert {"MMSETOT", "DURDIS", "EDUCLVL"} <= {name for name, kind in expected.items() if kind == "number"}
    assert [expected[name] for name in ("SITEID", "SUBJID", "SITEGR1")] == ["category"] * 3


#: Three values of a variable in CSV -> is it a number.
IN_CSV = {
    "WTKG": (["70.5", "82", "1e2"], True),
    "HALF": (["70", "", "-3"], True),
    "WORDS": (["70", "82", "unknown"], False),
    "CODE": (["001", "12", "13"], False),
    "BELOW": (["0", "0.5", "-0.5"], True),
    "SITECD": (["1", "2", "3"], False),
    "REGION1": (["1", "2", "3"], False),
}


def test_in_csv_a_variable_is_a_number_where_all_values_are_and_codes_are_counted(tmp_path: Path) -> None:
    adsl = subjects({}, {}, {"TRT01A": "Control"}).assign(**{name: values for name, (values, _) in IN_CSV.items()})
    adsl = adsl.assign(GROUP=["low", "high", "low"], GROUPN=["1", "2", "1"])
    names = ", ".join(f'"{name}"' for name in (*IN_CSV, "GROUP"))
    text = f"[demographics]\nvariables = [{names}]\n"
    table = pv.open_study(folder_of(tmp_path, adsl, events({}), text)).table("demographics")
    for name, (values, number) in IN_CSV.items():
        rows = table[table["variable"] == name]
        assert set(rows["kind"]) == {"number" if number else "category"}
        # A number has statistics and the count of the missing, a category its values: never both.
        assert set(rows["item"]) - {"(missing)"} == (STATISTICS if number else set(values))
    drug = table[(table["arm"] == "Drug") & (table["item"] == "mean")].set_index("variable")["value"]
    assert drug.to_dict() == {"WTKG": 76.25, "HALF": 70, "BELOW": 0.25}
    # In the order of GROUPN, which is text here too.
    order = table[(table["variable"] == "GROUP") & (table["arm"] == "Drug")]["item"]
    assert order.to_list() == ["low", "high", "(missing)"]


STATISTICS = {"n", "mean", "sd", "median", "q1", "q3", "minimum", "maximum"}


def test_text_of_digits_that_has_a_type_is_counted(tmp_path: Path) -> None:
    adsl = subjects({"ECOG": "0"}, {"ECOG": "1"}, CONTROL | {"ECOG": "1"})
    study = small_study(tmp_path, adsl, events({}), '[demographics]\nvariables = ["ECOG"]\n')
    assert study.table("demographic")["kind"].to_list() == ["category"]
