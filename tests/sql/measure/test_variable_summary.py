"""variable_summary.sql and its display: numbers of ADSL and parameters of ADEX by arm, in chosen populations."""

from pathlib import Path

import pandas as pd
import pytest

import frames
import pilot
from pv.display.table import Table
from pv.errors import SettingError
from small_study import CONTROL, events, small_study, subjects

#: Table 14-4.01 of the CDISC pilot's study report, as printed: placebo, low dose, high dose of the completers at week
#: 24, then of the safety population. Transcribed from its public replication (github.com/atorus-research/
#: CDISC_pilot_replication, outputs/14-4.01.rtf).
PUBLISHED = {
    "Average daily dose (mg)": {
        "n": "60 28 30 86 84 84",
        "Mean": "0.0 54.0 77.0 0.0 54.0 71.6",
        "SD": "0.00 0.00 0.58 0.00 0.00 8.11",
        "Median": "0.0 54.0 76.9 0.0 54.0 75.1",
        "Minimum": "0.0 54.0 76.1 0.0 54.0 54.0",
        "Maximum": "0.0 54.0 78.6 0.0 54.0 78.6",
    },
    "Cumulative dose at end of study (mg)": {
        "n": "60 28 30 86 84 84",
        "Mean": "0.0 9918.6 14089.5 0.0 5347.3 7551.0",
        "SD": "0.00 603.84 481.01 0.00 3680.35 5531.04",
        "Median": "0.0 9936.0 14080.5 0.0 4455.0 5778.0",
        "Minimum": "0.0 7884.0 12960.0 0.0 108.0 54.0",
        "Maximum": "0.0 11448.0 15417.0 0.0 11448.0 15417.0",
    },
}
ARMS = ("Placebo", "Xanomeline Low Dose", "Xanomeline High Dose")
DONE = '[[analysis_set]]\nname = "done"\nlabel = "Done"\nflag = "DONE"\nby = "actual arm"\n'
SUMMARY = '[[summary]]\nname = "one"\ntitle = "One"\n'


def test_table_14_4_01_of_the_pilot_comes_out_to_the_digit() -> None:
    (table,) = pilot.study().display("variable_summary").gave
    assert isinstance(table, Table)
    # The arms of the study file are in the other order: high dose, low dose, placebo in each group.
    printed = {
        str(head.label): {line.label: [cell.text for cell in line.cells] for line in lines}
        for head, *lines in table.groups
    }
    assert printed == {
        variable: {line: [values.split()[place] for place in (2, 1, 0, 5, 4, 3)] for line, values in lines.items()}
        for variable, lines in PUBLISHED.items()
    }
    assert [column.under for column in table.columns] == [f"N = {number}" for number in (30, 28, 60, 84, 84, 86)]


def test_the_pilot_equals_pandas() -> None:
    adsl = pilot.adsl()
    chosen = {"completers": adsl[adsl["COMP24FL"] == "Y"], "safety": adsl[adsl["SAFFL"] == "Y"]}
    rows = pilot.study().table("variable_summary")
    assert len(rows) == 2 * 2 * 3
    for row in frames.rows(rows):
        values = chosen[row.analysis_set].loc[lambda frame, row=row: frame["TRT01P"] == row.arm, row.variable]
        found = (row.subjects, row.mean, row.sd, row.median, row.minimum, row.maximum)
        assert found == pytest.approx(
            (len(values), values.mean(), values.std(), values.median(), values.min(), values.max())
        )


def test_missing_values_and_x_subjects(tmp_path: Path) -> None:
    adsl = subjects({"DOSE": 1.0}, {"DOSE": 4.0, "DONE": "Y"}, {"DOSE": None}, CONTROL | {"DOSE": None})
    text = f"{SUMMARY}variables = ['DOSE']\npopulations = ['done', 'safety']\n{DONE}"
    table = small_study(tmp_path, adsl, events({}), text).table("variable_summary")
    rows = {(row.analysis_set, row.arm): row for row in frames.rows(table)}
    drug, done = rows["safety", "Drug"], rows["done", "Drug"]
    # All of the drug: (1 + 4) / 2; one of its three subjects has no dose.
    assert (drug.arm_subjects, drug.subjects, drug.mean, drug.median) == (3, 2, 2.5, 2.5)
    assert (done.arm_subjects, done.subjects, done.mean, done.median) == (1, 1, 4.0, 4.0)
    assert pd.isna(done.sd)  # of one value
    for name, size in (("safety", 1), ("done", 0)):
        control = rows[name, "Control"]
        assert (control.arm_subjects, control.subjects) == (size, 0)
        assert all(pd.isna(value) for value in (control.mean, control.sd, control.median, control.maximum))


def test_a_parameter_of_adex_is_summarised(tmp_path: Path) -> None:
    adex = pd.DataFrame(
        [
            {"USUBJID": subject, "PARAMCD": "TDOSE", "PARAM": "Total dose (mg)", "AVAL": dose, "EXTRT": "X"}
            for subject, dose in (("U1", 10.0), ("U2", 30.0), ("C1", 0.0))
        ]
    ).assign(ASTDT="2020-01-10")
    text = SUMMARY + 'parameters = ["TDOSE"]\n'
    study = small_study(tmp_path, subjects({}, {}, CONTROL), events({}), text, {"adex": adex})
    rows = study.table("variable_summary").set_index("arm")
    assert rows["mean"].to_dict() == {"Drug": 20.0, "Control": 0.0}
    assert set(rows["label"]) == {"Total dose (mg)"}


TWICE = pd.DataFrame([{"USUBJID": "U1", "PARAMCD": "DOSE", "AVAL": dose, "EXTRT": "X"} for dose in (1.0, 2.0)])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r"key summary\[1\]: .*it must have variables, parameters or both"),
        ('variables = ["AGES"]', r"key summary\[1\].variables: 'AGES' is not in ADSL \(did you mean 'AGE'"),
        ('variables = ["SEX"]', r"key summary\[1\].variables: SEX of ADSL is 'F', which is not a number"),
        ('parameters = ["TDOSE"]', r"key summary\[1\].parameters: 'TDOSE': ADEX has no such parameter"),
        ('parameters = ["DOSE"]', r"ADEX has more than one record of 'DOSE' for USUBJID=U1"),
        ('variables = ["AGE"]\nparameters = ["AGE"]', r"key summary\[1\].variables: 'AGE' occurs 2 times"),
        ('variables = ["AGE"]\nlabels = { AGES = "x" }', r"key summary\[1\].labels: 'AGES' is neither in variables"),
        ('variables = ["AGE"]\npopulations = ["it"]', r"key summary\[1\].populations: 'it' is no \[\[analysis_set\]\]"),
    ],
)
def test_what_cannot_be_summarised_is_an_error(tmp_path: Path, text: str, message: str) -> None:
    data = {"adex": TWICE.assign(ASTDT="2020-01-10")}
    with pytest.raises(SettingError, match=message):
        small_study(tmp_path, subjects({}, CONTROL), events({}), f"{SUMMARY}{text}\n", data)
