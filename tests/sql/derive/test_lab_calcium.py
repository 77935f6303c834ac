"""Total calcium is graded as corrected by the albumin of its day, and not without one."""

from pathlib import Path
from typing import Any

import pytest

from frames import rows
from small_laboratory import result, study

CALCIUM: dict[str, Any] = {"ANRLO": 2.1, "ANRHI": 2.6, "AVALU": "mmol/L"}
ALBUMIN: dict[str, Any] = {"ANRLO": 35.0, "ANRHI": 50.0, "AVALU": "g/L"}
RESULTS: list[dict[str, Any]] = [
    # 2.0 + 0.02 x (40 - 20) = 2.4: no grade, which 2.0 alone would be.
    result("CA", 5, 2.0, **CALCIUM),
    result("ALB", 5, 20.0, **ALBUMIN),
    # 2.5 + 0.02 x 20 = 2.9, the end of grade 1; 2.52 + 0.4 = 2.92, grade 2.
    result("CA", 5, 2.5, USUBJID="U2", **CALCIUM),
    result("ALB", 5, 20.0, USUBJID="U2", **ALBUMIN),
    result("CA", 9, 2.52, USUBJID="U2", **CALCIUM),
    result("ALB", 9, 2.0, USUBJID="U2", ANRLO=3.5, ANRHI=5.0, AVALU="g/dL"),
    # Albumin of another day corrects nothing.
    result("CA", 5, 1.9, USUBJID="U3", **CALCIUM),
    result("ALB", 9, 20.0, USUBJID="U3", **ALBUMIN),
    # What the laboratory corrected is not corrected again.
    result("CA", 5, 1.9, USUBJID="C1", **CALCIUM),
    result("ALB", 5, 20.0, USUBJID="C1", **ALBUMIN),
    result("CACR", 5, 2.3, USUBJID="C1", **CALCIUM),
]


def test_calcium_is_corrected_by_the_albumin_of_its_day(tmp_path: Path) -> None:
    with study(tmp_path, RESULTS) as opened:
        table, found = opened.table("lab_grade"), opened.findings
    high = table[(table["analyte"] == "CACR") & (table["direction"] == "H")]
    graded = {(row.USUBJID, row.source_row): (row.value, row.grade) for row in rows(high)}
    assert graded == {
        ("U1", 1): (pytest.approx(2.4), 0),
        ("U2", 3): (pytest.approx(2.9), 1),
        ("U2", 5): (pytest.approx(2.92), 2),
        ("C1", 11): (2.3, 0),
    }
    low = table[(table["analyte"] == "CACR") & (table["direction"] == "L")]
    assert (low["grade"] == 0).all()
    assert "; corrected for albumin of 20.0 g/L" in str(low["conversion"].iloc[0])
    (said,) = found.loc[found["rule"] == "lab_calcium_without_albumin", "message"]
    assert "CA is total calcium" in said
    assert "of the same subject and day; records: 1, in subjects without any: 0)" in said
    assert not found["rule"].isin(["lab_parameter_not_read"]).any()


def test_in_conventional_units_the_correction_is_0_8_a_gram_in_a_decilitre(tmp_path: Path) -> None:
    us: list[dict[str, Any]] = [
        # 7.5 + 0.8 x (4 - 2.5) = 8.7 mg/dL: no grade; 6.9 + 0.8 x 1.0 = 7.7: below 8, grade 2.
        result("CA", 5, 7.5, ANRLO=8.5, ANRHI=10.5, AVALU="mg/dL"),
        result("ALB", 5, 2.5, AVALU="g/dL", ANRLO=3.5, ANRHI=5.0),
        result("CA", 9, 6.9, ANRLO=8.5, ANRHI=10.5, AVALU="mg/dL"),
        result("ALB", 9, 3.0, AVALU="g/dL", ANRLO=3.5, ANRHI=5.0),
    ]
    with study(tmp_path, us, text='\n[laboratory]\nunit_system = "US"\n') as opened:
        table = opened.table("lab_grade").query("analyte == 'CACR' and direction == 'L'").sort_values("source_row")
        assert "lab_calcium_without_albumin" not in set(opened.findings["rule"])
    assert table["value"].to_list() == pytest.approx([8.7, 7.7])
    assert table["grade"].to_list() == [0, 2]


def test_another_code_of_total_calcium_is_mapped(tmp_path: Path) -> None:
    renamed = [row | {"PARAMCD": "CALCIUM"} if row["PARAMCD"] == "CA" else row for row in RESULTS[:2]]
    with study(tmp_path, renamed, text='\n[laboratory.parameters]\nCALCIUM = "CA"\n') as opened:
        grades = opened.table("lab_grade")
    assert set(grades.loc[grades["analyte"] == "CACR", "grade"]) == {0}
