"""baseline.sql: who the subjects of each population are, with all arms together, counted by hand."""

from pathlib import Path

import pandas as pd
import pytest

import frames
from made_alone import made_alone
from pv.errors import InputError, SettingError
from small_study import CONTROL, events, small_study, subjects

#: U2 was assigned the drug and got the control; U3 was never treated.
ADSL = subjects(
    {"TRT01P": "Drug", "ITTFL": "Y", "AGE": 40, "SEX": "F"},
    {"TRT01P": "Drug", "ITTFL": "Y", "AGE": 50, "SEX": "M", "TRT01A": "Control"},
    {"TRT01P": "Drug", "ITTFL": "Y", "AGE": 90, "SEX": "F", "SAFFL": "N", "TRT01A": None, "TRTSDT": None},
    CONTROL | {"TRT01P": "Control", "ITTFL": "Y", "AGE": 60, "SEX": None},
)
TEXT = """[demographics]
variables = ["AGE", "SEX"]
[[analysis_set]]
name = "itt"
label = "Full analysis set"
flag = "ITTFL"
[[analysis_set]]
name = "women"
label = "Women"
flag = "ITTFL"
cohort = [{ SEX = "F" }]
"""


def counts(table: pd.DataFrame, variable: str) -> dict[tuple[str, str, str], tuple[int, int]]:
    """Return (population, arm, item) -> subjects with the value, and of the arm."""
    rows = frames.rows(table[(table["variable"] == variable) & table["subjects"].notna()])
    return {(row.analysis_set, row.arm, row.item): (row.subjects, row.arm_subjects) for row in rows}


def test_each_population_is_described_by_its_own_arms_and_with_their_total(tmp_path: Path) -> None:
    with small_study(tmp_path, ADSL, events({}), TEXT) as study:
        table = study.table("baseline")
        sex = counts(table, "SEX")
        drug = {item: sex["itt", "Drug", item] for item in ("F", "M", "(missing)")}
        assert drug == {"F": (2, 3), "M": (1, 3), "(missing)": (0, 3)}
        assert sex["itt", "Total", "F"] == (2, 4)
        assert sex["itt", "Control", "(missing)"] == (1, 1)
        # Safety counts the treatment received.
        assert sex["safety", "Control", "M"] == (1, 2)
        assert sex["safety", "Total", "F"] == (1, 3)
        assert {key for key in sex if key[0] == "women"} == {
            ("women", arm, item) for arm in ("Drug", "Control", "Total") for item in ("F", "(missing)")
        }
        assert sex["women", "Control", "F"] == (0, 0)
        age = table[(table["variable"] == "AGE") & (table["item"] == "median")]
        medians = {(row.analysis_set, row.arm): row.value for row in frames.rows(age)}
        assert medians["itt", "Drug"] == 50
        # 40, 50, 60, 90
        assert medians["itt", "Total"] == 55
        assert medians["safety", "Total"] == 50
        # What the report shows of the safety set are these rows.
        safety = study.table("demographics")
        own = table[(table["analysis_set"] == "safety") & (table["arm"] != "Total")][safety.columns]
        pd.testing.assert_frame_equal(own.reset_index(drop=True), safety)
        shown = made_alone(study, "demographics", population="women", total=True)
        assert "Women" in shown
        assert "Women, by planned arm" in shown
        assert "Total" in shown
        assert "Total" not in made_alone(study, "demographics", population="itt")
        with pytest.raises(InputError, match="did you mean 'women'"):
            made_alone(study, "demographics", population="woman")


def test_the_total_of_the_whole_report_is_not_added_again(tmp_path: Path) -> None:
    with small_study(tmp_path, ADSL, events({}), TEXT + "[report]\ntotal = true\n") as study:
        assert counts(study.table("baseline"), "SEX")["itt", "Total", "F"] == (2, 4)
        assert made_alone(study, "demographics", population="itt", total=True).count("N = 4") == 1


def test_a_population_that_the_study_file_does_not_have_is_named(tmp_path: Path) -> None:
    chapter = (
        '[[report.chapter]]\nname = "demographics"\ndisplays = [{ display = "demographics", population = "it" }]\n'
    )
    with pytest.raises(SettingError, match=r"the study has no population 'it'.*did you mean 'itt'"):
        small_study(tmp_path, ADSL, events({}), TEXT + chapter)
