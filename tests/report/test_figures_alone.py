"""A figure alone: its titles say the level that it draws, and its numbers are those that it draws."""

from typing import get_args

import pytest

import pilot
from pv.display.adverse_events.level_words import TERM_OF
from pv.study.setting.model import Level

HIGH = "Xanomeline High Dose"


def test_every_level_has_its_words() -> None:
    assert {"any", *TERM_OF} == set(get_args(Level))


@pytest.mark.parametrize(
    ("level", "by"),
    [
        ("any", ""),
        ("SOC", " by system organ class"),
        ("HLGT", " by high level group term"),
        ("HLT", " by high level term"),
    ],
)
def test_a_chart_of_terms_says_which_terms_they_are(level: str, by: str) -> None:
    (difference,) = pilot.study().display("risk_difference", level=level).figures
    assert difference.title == f"Adverse events{by}"
    for figure in pilot.study().display("worst_grade", level=level).figures:
        assert figure.title.startswith(f"Maximum severity{by}, ")
        assert "referred term" not in figure.reading


def test_a_figure_at_a_prompt_is_its_title_and_how_to_read_it() -> None:
    found = pilot.study().display("risk_difference")
    (figure,) = found.figures
    assert str(found) == f"{figure.title}\n\n{figure.reading}"


def test_the_numbers_of_the_differences_are_those_of_the_terms_and_arms_that_are_drawn() -> None:
    found = pilot.study().display("risk_difference", level="SOC", arm=HIGH).frame
    assert set(found["arm"]) == {HIGH, "Placebo"}
    assert set(found["level"]) == {"SOC"}
    skin = found[found["term"] == "SKIN AND SUBCUTANEOUS TISSUE DISORDERS"].set_index("arm")
    # 40 of 84 subjects and 20 of 86: 100 * (40 / 84 - 20 / 86) = 24.36 percentage points.
    assert list(skin["subjects"]) == [40, 20]
    assert skin.loc[HIGH, "risk_difference"] == pytest.approx(100 * (40 / 84 - 20 / 86))
    assert skin["risk_difference"].isna()["Placebo"]


def test_the_terms_of_a_file_are_those_that_reach_the_threshold_of_the_chart() -> None:
    found = pilot.study().display("risk_difference", level="PT").frame
    incidence = pilot.study().table("incidence").query("level == 'PT' and category == 'any'")
    frequent = {term for term, rows in incidence.groupby("term") if (rows["percent"] >= 5).any()}
    assert set(found["term"]) == frequent
    assert len(found) == 3 * len(frequent)


def test_each_subject_of_a_term_is_at_one_worst_grade_in_the_numbers() -> None:
    found = pilot.study().display("worst_grade").frame
    keys = ["arm", "soc", "term"]
    whole = found[found["category"] == "any"].set_index(keys)["subjects"]
    graded = found[found["category"] != "any"].groupby(keys)["subjects"].sum()
    assert whole.index.is_unique  # the comparator stands in the charts of both doses
    assert set(found["arm"]) == {HIGH, "Xanomeline Low Dose", "Placebo"}
    assert graded.loc[whole.index].to_list() == whole.to_list()


def test_the_numbers_of_a_shift_are_of_its_analyte_and_direction() -> None:
    found = pilot.study().display("lab_shift", analyte="AST", direction="H").frame
    assert set(zip(found["analyte"], found["direction"], strict=True)) == {("AST", "H")}
    # Each subject with a result is in one pair of grades.
    by_arm = found.groupby("arm")
    assert by_arm["subjects"].sum().to_list() == by_arm["subjects_with_data"].first().to_list()
