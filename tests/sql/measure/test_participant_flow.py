"""The flow of participants, counted by hand: by the arm assigned, whatever treatment was received."""

from pathlib import Path

import pandas as pd
import pytest

import frames
from made_alone import made_alone
from pv.errors import SettingError
from small_study import CONTROL, events, small_study, subjects

ITT = '[[analysis_set]]\nname = "itt"\nlabel = "Full analysis set"\nflag = "ITTFL"\n'
FLOW = '[flow]\nrandomised = "itt"\n'
UNTREATED = {"SAFFL": "N", "TRT01A": None, "TRTSDT": None, "TRTEDT": None}


def people() -> pd.DataFrame:
    """Return five randomised subjects, one of whom was not treated and one got the other arm, and one screened only."""
    drug, control = ({"ITTFL": "Y", "TRT01P": arm} for arm in ("Drug", "Control"))
    return subjects(
        drug | {"EOTSTT": "DISCONTINUED", "DCTREAS": "ADVERSE EVENT", "EOSSTT": "ONGOING"},
        drug | {"EOTSTT": "ONGOING", "EOSSTT": "ONGOING", "TRT01A": "Control"},
        drug | UNTREATED,
        control | CONTROL | {"EOTSTT": "DISCONTINUED", "DCTREAS": "PROGRESSION", "EOSSTT": "DISCONTINUED"},
        # Treated after the cut-off: not yet treated at it.
        control | CONTROL | {"USUBJID": "C2", "TRTSDT": "2020-03-01", "TRTEDT": "2020-03-09", "SAFFL": "N"},
        {"ITTFL": "N", "TRT01P": None, **UNTREATED},
    )


def test_the_flow_by_hand(tmp_path: Path) -> None:
    with small_study(tmp_path, people(), events({}), "cutoff_date = 2020-02-28\n" + ITT + FLOW) as study:
        found = {
            (row.stage, row.item, row.reason, row.arm if isinstance(row.arm, str) else ""): row.subjects
            for row in frames.rows(study.table("participant_flow"))
        }
        # ADSL has six subjects, of whom five were randomised.
        assert found["screened", "any", "any", ""] == 6
        by_arm = {key[:3]: (found[(*key[:3], "Drug")], found[(*key[:3], "Control")]) for key in found if key[3]}
        assert by_arm["randomised", "any", "any"] == (3, 2)
        assert by_arm["treated", "yes", "any"] == (2, 1)
        assert by_arm["treated", "no", "any"] == (1, 1)
        # Safety is by the treatment received: the second subject is one of the control.
        assert by_arm["population", "safety", "any"] == (1, 2)
        assert by_arm["population", "itt", "any"] == (3, 2)
        assert by_arm["treatment", "DISCONTINUED", "any"] == (1, 1)
        assert by_arm["treatment", "DISCONTINUED", "ADVERSE EVENT"] == (1, 0)
        assert by_arm["treatment", "DISCONTINUED", "PROGRESSION"] == (0, 1)
        assert by_arm["treatment", "ONGOING", "any"] == (1, 0)
        sizes = study.table("participant_flow").dropna(subset="arm")
        assert dict(zip(sizes["arm"], sizes["arm_subjects"], strict=True)) == {"Drug": 3, "Control": 2}
        shown = made_alone(study, "participant_flow")
        assert "Screened: 6 subjects" in shown
        percents = {
            (row.item, row.arm): row.percent
            for row in frames.rows(study.table("participant_flow"))
            if row.stage == "population"
        }
        assert percents["safety", "Drug"] == pytest.approx(100 / 3)
        assert percents["safety", "Control"] == 100
        assert "Full analysis set, by planned arm; percentages" in shown
        drawn = study.chart("participant_flow_chart").to_dict()
        texts = {row["text"] for rows in drawn["datasets"].values() for row in rows if "text" in row}
        assert texts == {
            "Screened\nn = 6",
            "Randomised\nn = 5",
            "Drug\nAssigned: 3\nTreated: 2\nNot treated: 1",
            "Control\nAssigned: 2\nTreated: 1\nNot treated: 1",
            "Treatment\nOngoing: 1\nDiscontinued: 1; reasons:\nADVERSE EVENT: 1",
            "Treatment\nOngoing: 0\nDiscontinued: 1; reasons:\nPROGRESSION: 1",
            "Trial participation\nOngoing: 2\nDiscontinued: 0",
            "Trial participation\nOngoing: 0\nDiscontinued: 1; reasons:\n(missing): 1",
            "Analysed\nSafety analysis set: 1\nFull analysis set: 3",
            "Analysed\nSafety analysis set: 2\nFull analysis set: 2",
        }
        # No axis, in any layer: one that has one does not go with one that has none.
        assert all(layer["encoding"][place]["axis"] is None for layer in drawn["layer"] for place in "xy")


def test_the_number_screened_is_that_of_the_study_file_or_not_known(tmp_path: Path) -> None:
    randomised = people().query("ITTFL == 'Y'")
    with small_study(tmp_path, randomised, events({}), ITT + FLOW + "screened = 713\n") as study:
        assert study.table("participant_flow")["subjects"].iloc[0] == 713
    with small_study(tmp_path, randomised, events({}), ITT + FLOW) as study:
        assert set(study.table("participant_flow")["stage"]) >= {"randomised", "treated", "population"}
        assert "screened" not in set(study.table("participant_flow")["stage"])


def test_without_a_flow_there_is_a_sentence(tmp_path: Path) -> None:
    with small_study(tmp_path, people(), events({}), ITT) as study:
        for name in ("participant_flow", "participant_flow_chart"):
            assert "no population of randomised subjects" in made_alone(study, name)
    with small_study(tmp_path, people(), events({})) as study:
        assert study.table("analysis_set").empty


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ITT + '[flow]\nrandomised = "it"\n', "key flow.randomised: 'it' is no [[analysis_set]] (did you mean 'itt'?"),
        ("[flow]\nscreened = 5\n", "key flow.screened: the flow is not shown (with randomised"),
        (ITT + FLOW + "screened = 0\n", "key flow.screened: 0 subjects are fewer than the "),
        (ITT + FLOW + "screened = -1\n", "key flow.screened: -1 is not valid"),
    ],
)
def test_a_mistake_is_named(text: str, expected: str, tmp_path: Path) -> None:
    with pytest.raises(SettingError) as caught:
        small_study(tmp_path, people(), events({}), text)
    assert any(expected in str(problem) for problem in caught.value.problems), caught.value.problems


def test_an_arm_with_more_than_were_randomised_to_it_has_no_percentage(tmp_path: Path) -> None:
    drug = {"ITTFL": "Y", "TRT01P": "Drug"}
    adsl = subjects(drug, drug | {"TRT01A": "Control"}, CONTROL | {"ITTFL": "Y", "TRT01P": "Control"})
    with small_study(tmp_path, adsl, events({}), ITT + FLOW) as study:
        rows = study.table("participant_flow").query("item == 'safety'").set_index("arm")
        assert rows["subjects"].to_dict() == {"Drug": 1, "Control": 2}
        assert pd.isna(rows["percent"]["Control"])
        assert "Safety analysis set  1 (50.0%)   2\n" in made_alone(study, "participant_flow") + "\n"
