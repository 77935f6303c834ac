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
from pv.study.setting.definition import read_definition
from pv.study.table.demographics import demographic_table
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


def test_kinds_are_those_of_the_transport_file_whatever_the_format(tmp_path: Path) -> None:
    # The pilot once more without types, all of its 49 variables asked for.
    typed = read_dataset(pilot.FOLDER / "adsl.xpt")
    typed.frame.to_csv(tmp_path / "adsl.csv", index=False)
    settings = read_definition("cdisc-pilot").settings
    described = settings.demographics.model_copy(update={"variables": tuple(typed.frame.columns)})
    settings = settings.model_copy(update={"demographics": described})
    kinds = [
        demographic_table(settings, accept(source.frame, "adsl", "adsl").frame, source).set_index("variable")["kind"]
        for source in (typed, read_dataset(tmp_path / "adsl.csv"))
    ]
    assert kinds[0].to_dict() == kinds[1].to_dict()
    # A number in the transport file is one here, but for the codes of few values: TRT01PN is 0, 54 and 81.
    numeric = {str(name) for name in typed.frame if is_numeric_dtype(typed.frame[name])}
    codes = {"TRT01PN", "TRT01AN", "AGEGR1N", "RACEN", "VISNUMEN"}
    assert {name for name, kind in kinds[0].items() if kind == "number"} == numeric - codes
    assert {"MMSETOT", "DURDIS", "EDUCLVL"} <= numeric


#: Three values of a variable in CSV -> is it a number.
IN_CSV = {
    "WTKG": (["70.5", "82", "1e2"], True),
    "HALF": (["70", "", "-3"], True),
    "WORDS": (["70", "82", "unknown"], False),
    "CODE": (["001", "12", "13"], False),
    "BELOW": (["0", "0.5", "-0.5"], True),
    "SITECD": (["1", "2", "3"], False),
    "REGION1": (["1", "2", "3"], False),
    "ECOGBL": (["0", "1", "1"], False),
    "SMOKER": (["0.0", "1.0", "0.0"], False),
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
        assert set(rows["item"]) - {"(missing)"} == (
            STATISTICS if number else {value.removesuffix(".0") for value in values}
        )
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


def test_the_study_file_says_what_is_a_number_and_what_is_text(tmp_path: Path) -> None:
    adsl = subjects({"LINES": 1, "SCORE": 1.5}, {"LINES": 3, "SCORE": 2.5}, CONTROL | {"LINES": 2, "SCORE": 1.5})
    text = '[demographics]\nvariables = ["LINES", "SCORE"]\n'
    kinds = small_study(tmp_path, adsl, events({}), text).table("demographic")["kind"]
    assert kinds.to_list() == ["category", "number"]
    said = text + 'numbers = ["LINES"]\ntext = ["SCORE"]\n'
    study = small_study(tmp_path, adsl, events({}), said)
    assert study.table("demographic")["kind"].to_list() == ["number", "category"]
    mean = study.table("demographics").query("variable == 'LINES' and item == 'mean' and arm == 'Drug'")
    assert mean["value"].to_list() == [2.0]  # (1 + 3) / 2
    with pytest.raises(SettingError, match=r"key demographics\.numbers: LINES of ADSL is 'one', which is not a number"):
        small_study(tmp_path, adsl.assign(LINES="one"), events({}), said)
    with pytest.raises(SettingError, match="'SCORE' is in numbers and in text"):
        small_study(tmp_path, adsl, events({}), text + 'numbers = ["SCORE"]\ntext = ["SCORE"]\n')


def test_more_than_ten_whole_numbers_are_no_codes(tmp_path: Path) -> None:
    for values, kind in ((range(10), "category"), (range(11), "number"), ([*range(9), -1], "number")):
        adsl = subjects(*({"SCORE": value} for value in values), CONTROL | {"SCORE": 0})
        study = small_study(tmp_path, adsl, events({}), '[demographics]\nvariables = ["SCORE"]\n')
        assert study.table("demographic")["kind"].to_list() == [kind], values
