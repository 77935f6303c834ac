"""Vital signs: values that cannot be, in any spelling of a unit, are findings, and so are unknown units."""

from pathlib import Path
from typing import Any

import pandas as pd

from pv.contract import validate_result
from small_study import CONTROL, events, small_study, subjects

# Parameter, its words, value, AVALU, VSSTRESU: and is it beyond the bounds of the FDA's Table 60.
ROWS: list[tuple[str, str | None, float | None, str | None, str | None, bool]] = [
    ("PULSE", "Pulse Rate (beats/min)", 9.9, None, None, True),
    ("PULSE", "Pulse Rate", 10.0, "BEATS/MIN", None, False),
    ("PULSE", None, 601.0, None, "bpm", True),
    ("SYSBP", "Systolic Blood Pressure (mmHg)", 49.0, None, None, True),
    ("SYSBP", "Systolic Blood Pressure (mmHg)", 400.0, None, None, False),
    ("DIABP", "Diastolic Blood Pressure (mmHg)", 24.0, None, None, True),
    ("DIABP", "Diastolic Blood Pressure (mm Hg)", 371.0, None, None, True),
    ("RESP", "Respiratory Rate (breaths/min)", 2.0, None, None, True),
    ("RESP", "Respiratory Rate (breaths/min)", 90.0, None, None, False),
    ("TEMP", "Temperature (C)", 50.1, None, None, True),
    # 98.6 F is 37 C; 37 F is below 10 C.
    ("TEMP", "Temperature (F)", 98.6, None, None, False),
    ("TEMP", "Temperature (F)", 37.0, None, None, True),
    ("TEMP", "Temperature", 98.6, "C", "F", True),
    ("TEMP", "Temperature", 98.6, None, None, False),
    # What stands in brackets is no unit; that of the collected value is.
    ("SYSBP", "Systolic Blood Pressure (supine)", 401.0, None, "mmHg", True),
    ("sysbp", "Systolic Blood Pressure (mmHg)", 401.0, None, None, True),
    ("WEIGHT", "Weight (kg)", 1.0, None, None, False),
    ("SYSBP", "Systolic Blood Pressure (mmHg)", None, None, None, False),
]
ADVS = pd.DataFrame(
    [
        {
            "USUBJID": "U1",
            "ASEQ": place,
            "PARAMCD": code,
            "PARAM": words,
            "AVAL": value,
            "AVALU": unit,
            "VSSTRESU": other,
        }
        for place, (code, words, value, unit, other, _) in enumerate(ROWS, start=1)
    ]
)


def findings(folder: Path, advs: pd.DataFrame, text: str = "") -> pd.DataFrame:
    """Return the findings of vital signs, in the order of the records."""
    frames: dict[str, Any] = {"advs": advs}
    with small_study(folder, subjects({}, CONTROL), events({}), text, frames) as study:
        for table in ("vital_extreme", "vital_value", "vital_unit", "vital_cutpoint", "vital_measured"):
            validate_result(study.table(table), table)
        assert study.accounting.set_index("dataset").loc["advs", "rows_in"] == len(advs)
        found = study.findings
    return found[found["dataset"] == "advs"].sort_values("source_row")


def test_values_beyond_the_bounds_are_findings(tmp_path: Path) -> None:
    found = findings(tmp_path, ADVS)
    beyond = found[found["rule"] == "vital_extreme_value"]
    assert beyond["source_row"].to_list() == [place for place, row in enumerate(ROWS, start=1) if row[-1]]
    assert "SYSBP is below 50.0 mmHg" in beyond["message"].iloc[2]
    unknown = found[found["rule"] == "vital_unit_unknown"]
    assert unknown["message"].to_list() == ["The unit of TEMP is missing; it must be C or F (records: 1)"]


def test_the_bounds_can_be_switched_off(tmp_path: Path) -> None:
    found = findings(tmp_path, ADVS, "\n[laboratory]\nextreme_values = false\n")
    assert found["rule"].to_list() == ["vital_unit_unknown"]


def test_a_subject_that_adsl_does_not_have_is_set_aside(tmp_path: Path) -> None:
    found = findings(tmp_path, ADVS.head(2).assign(USUBJID=["X", "U1"]))
    assert found[["rule", "source_row"]].to_numpy().tolist() == [["unknown_subject", 1]]
