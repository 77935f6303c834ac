"""Laboratory results of small studies: worst grades, shifts, reconciliation with events, liver tests, findings."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import pv
from pv.contract import validate_result
from pv.errors import SettingError
from small_laboratory import LIVER, result, study, worst
from small_study import ARMS, CONTROL, HEAD, count, events, small_study, subjects

LAB_TABLES = (
    "lab_criterion", "lab_analyte", "lab_parameter", "lab_unit", "lab_extreme", "lab_event_term", "lab_category",
    "liver_rule", "liver_quadrant", "lab_value", "lab_standard", "lab_grade", "lab_worst", "liver_peak", "hys_law",
    "lab_worst_grade", "lab_shift", "lab_event_reconciliation",
)  # fmt: skip


V4 = '\n[laboratory]\nctcae = "4.03"\n'


def test_every_laboratory_table_keeps_its_contract_with_results_and_without(tmp_path: Path) -> None:
    with study(tmp_path, [result("ALT", -1, 20.0), result("BILI", 5, 50.0), result("ALT", 5, 130.0)]) as opened:
        for name in LAB_TABLES:
            validate_result(opened.table(name), name)
        assert not opened.table("lab_worst_grade").empty
    with small_study(tmp_path, subjects({}, CONTROL), events({})) as opened:
        for name in LAB_TABLES:
            validate_result(opened.table(name), name)
            assert opened.table(name).empty, name


def test_the_baseline_is_the_flagged_or_else_the_last_up_to_the_first_dose(tmp_path: Path) -> None:
    results = [
        result("ALT", -1, 41.0, ABLFL="Y"),
        result("ALT", 1, 20.0),
        result("ALT", 5, 130.0),
        result("ALT", -1, 200.0, USUBJID="U2"),
        result("ALT", 1, 41.0, USUBJID="U2"),
        result("ALT", 5, 30.0, USUBJID="U2"),
    ]
    with study(tmp_path, results, text=V4) as opened:
        first, second = worst(opened, "U1", "ALT"), worst(opened, "U2", "ALT")
        assert (first["baseline_grade"], first["worst_grade"], first["worst_day"], first["worsened"]) == (1, 2, 5, True)
        assert (second["baseline_grade"], second["worst_grade"], second["worsened"]) == (1, 0, False)


def test_after_an_abnormal_baseline_any_grade_counted_from_it_is_worse(tmp_path: Path) -> None:
    results = [
        # 4 x ULN is grade 2 by the range; 4.5 x that, 18 x ULN, is grade 2 from the baseline: 5.0's text for both.
        result("ALT", -1, 160.0),
        result("ALT", 5, 720.0),
        # 1.4 x an abnormal baseline is no grade.
        result("ALT", -1, 160.0, USUBJID="U2"),
        result("ALT", 5, 224.0, USUBJID="U2"),
        # A normal baseline is held against the same range as what follows.
        result("ALT", -1, 40.0, USUBJID="U3"),
        result("ALT", 5, 200.0, USUBJID="U3"),
    ]
    with study(tmp_path, results) as opened:
        found = [worst(opened, one, "ALT") for one in ("U1", "U2", "U3")]
        assert [(row["baseline_grade"], row["worst_grade"], row["worsened"]) for row in found] == [
            (2, 2, True),
            (2, 0, False),
            (0, 2, True),
        ]


def test_only_results_of_the_window_count_after_the_baseline(tmp_path: Path) -> None:
    text = V4 + "\n[treatment_emergent]\nwindow_days = 30\n"
    results = [result("ALT", 5, 50.0), result("ALT", 60, 900.0), result("ALT", 9, 60.0, DTYPE="LOCF")]
    with study(tmp_path, results, text=text) as opened:
        assert worst(opened, "U1", "ALT")["worst_grade"] == 1
        # Without a baseline any grade is worse than before.
        assert worst(opened, "U1", "ALT")["worsened"]
        phases = opened.table("lab_grade").sort_values("source_row")["phase"].to_list()
        assert phases == ["post-baseline", "after window", "post-baseline"]


def test_shifts_and_worst_grades_divide_by_the_subjects_with_data(tmp_path: Path) -> None:
    results = [
        result("ALT", -1, 20.0),
        result("ALT", 5, 130.0),
        result("ALT", -1, 50.0, USUBJID="U2"),
        result("ALT", 5, 45.0, USUBJID="U2"),
        result("ALT", 9, 900.0, USUBJID="U2"),
        # U3 has a baseline alone: not among those with data.
        result("ALT", -1, 20.0, USUBJID="U3"),
        result("ALT", 5, 39.0, USUBJID="C1"),
    ]
    with study(tmp_path, results, text=V4) as opened:
        shift = opened.table("lab_shift")
        filled = shift[shift["subjects"] > 0].set_index(["arm", "baseline_grade", "worst_grade"])
        assert filled["subjects"].to_dict() == {
            ("Drug", "0", "2"): 1,
            ("Drug", "1", "4"): 1,
            ("Control", "missing", "0"): 1,
        }
        assert filled["subjects_with_data"].to_dict() == {
            ("Drug", "0", "2"): 2,
            ("Drug", "1", "4"): 2,
            ("Control", "missing", "0"): 1,
        }
        assert set(shift.groupby("arm")["subjects"].sum()) == {2, 1}
        # Six grades at baseline (missing among them), five after it, two arms.
        assert len(shift) == 6 * 5 * 2
        counted = opened.table("lab_worst_grade")
        drug = counted[counted["arm"] == "Drug"].set_index("category")
        assert drug["subjects"].to_dict() == {
            "grade3plus": 1,
            "grade1": 0,
            "grade2": 1,
            "grade3": 0,
            "grade4": 1,
            "grade0": 0,
            "worsened": 2,
            "worsened_grade3plus": 1,
            "not_graded": 0,
        }
        assert set(drug["percent"]) == {0.0, 50.0, 100.0}
        # One of two, Clopper-Pearson: 1 - sqrt(0.975) = 1.2579% to sqrt(0.975) = 98.7421%.
        assert drug.loc["grade4", "lower"] == pytest.approx(100 * (1 - 0.975**0.5))
        assert drug.loc["grade4", "upper"] == pytest.approx(100 * 0.975**0.5)


def test_a_grade_that_the_term_does_not_have_is_no_row(tmp_path: Path) -> None:
    low: dict[str, Any] = {"ANRLO": 120.0, "ANRHI": 160.0, "AVALU": "g/L"}
    with study(tmp_path, [result("HGB", 5, 70.0, **low)]) as opened:
        counted = opened.table("lab_worst_grade")
        anaemia = set(counted.loc[counted["term"] == "Anemia", "category"])
        assert {"grade1", "grade2", "grade3", "grade0"} < anaemia
        assert "grade4" not in anaemia


def test_laboratory_grades_are_held_against_reported_events(tmp_path: Path) -> None:
    results = [result("ALT", -1, 20.0, USUBJID=u) for u in ("U1", "U2", "U3", "C1")]
    results += [result("ALT", 5, 300.0), result("ALT", 5, 300.0, USUBJID="U2"), result("ALT", 5, 300.0, USUBJID="U3")]
    results += [result("ALT", 5, 60.0, USUBJID="C1")]
    alt = {"AEDECOD": "Alanine aminotransferase increased", "AEBODSYS": "Investigations"}
    adae = events(
        {**alt, "USUBJID": "U2", "AETOXGR": "3"},
        {**alt, "USUBJID": "U3", "AETOXGR": "2"},
        {**alt, "USUBJID": "C1", "AETOXGR": "4"},
        # Before the first dose: not an event of treatment.
        {**alt, "USUBJID": "U1", "AETOXGR": "4", "ASTDT": "2019-12-01", "AENDT": "2019-12-02"},
        # No AST was measured in this study: nothing to hold the event against.
        {"AEDECOD": "Aspartate aminotransferase increased", "USUBJID": "U1", "AETOXGR": "4"},
    )
    with study(tmp_path, results, adae) as opened:
        found = opened.table("lab_event_reconciliation").set_index("USUBJID")
        assert dict(zip(found.index, found["status"], strict=True)) == {
            "U1": "laboratory only",
            "U2": "both",
            "U3": "event of a lower grade",
            "C1": "event with a lower laboratory grade",
        }
        lower = count(opened, "lab_event_reconciliation", USUBJID="C1")
        assert (lower["laboratory_grade"], lower["event_grade"], lower["events"]) == (1, 4, 1)


def test_severity_stands_in_where_there_is_no_grade(tmp_path: Path) -> None:
    anaemia = {"AEDECOD": "Anaemia"}
    adae = events({**anaemia, "AESEV": "SEVERE"}, {**anaemia, "AESEV": "MILD", "USUBJID": "U2"})
    low: dict[str, Any] = {"ANRLO": 120.0, "ANRHI": 160.0, "AVALU": "g/L"}
    with study(tmp_path, [result("HGB", 5, 130.0, USUBJID="U3", **low)], adae) as opened:
        found = opened.table("lab_event_reconciliation")
        assert found[["USUBJID", "status"]].to_numpy().tolist() == [["U1", "event without laboratory grade"]]


#: U1 Hy's law in the window; U2 bilirubin before the enzyme; U3 cholestasis; C1 Temple's corollary at the threshold.


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("", ["hys_law", "hys_law", "cholestasis", "temples_corollary"]),
        ('operator = "above"', ["hys_law", "hys_law", "none", "none"]),
        ("aminotransferase = 8.0", ["cholestasis", "cholestasis", "cholestasis", "none"]),
    ],
)
def test_peaks_of_liver_tests_fall_into_quadrants(tmp_path: Path, rule: str, expected: list[str]) -> None:
    with study(tmp_path, LIVER, text=f"\n[laboratory.hys_law]\n{rule}\n") as opened:
        peaks = opened.table("liver_peak").set_index("USUBJID")["quadrant"]
        assert [peaks[name] for name in ("U1", "U2", "U3", "C1")] == expected


@pytest.mark.parametrize(("days", "in_window"), [(30, {"U1"}), (3, {"U1"}), (2, set())])
def test_bilirubin_must_follow_within_the_window(tmp_path: Path, days: int, in_window: set[str]) -> None:
    with study(tmp_path, LIVER, text=f"\n[laboratory.hys_law]\nwindow_days = {days}\n") as opened:
        peaks = opened.table("liver_peak")
        assert set(peaks.loc[peaks["in_window"], "USUBJID"]) == in_window
        counted = opened.table("hys_law").set_index(["arm", "quadrant"])["subjects"]
        assert counted["Drug"].to_dict() == {
            "hys_law": 2,
            "hys_law_in_window": len(in_window),
            "cholestasis": 1,
            "temples_corollary": 0,
            "none": 0,
        }
        assert counted["Control", "temples_corollary"] == 1


def test_a_subject_without_both_tests_is_in_no_quadrant(tmp_path: Path) -> None:
    with study(tmp_path, [result("ALT", 5, 300.0), result("BILI", 5, 90.0, ANRHI=None)]) as opened:
        assert opened.table("liver_peak").empty
        assert opened.table("hys_law").empty


def test_units_come_from_the_record_the_study_file_or_the_parameter(tmp_path: Path) -> None:
    low: dict[str, Any] = {"ANRLO": 12.0, "ANRHI": 16.0, "AVALU": None}
    named = result("HGB", 5, 7.0, PARAM="Hemoglobin (g/dL)", **low)
    with study(tmp_path, [named]) as opened:
        assert worst(opened, "U1", "HGB", "L")["worst_grade"] == 3
    with study(tmp_path, [result("HB", 5, 7.0, **low)], text='\n[laboratory]\nparameters = { HB = "HGB" }\n') as opened:
        assert pd.isna(worst(opened, "U1", "HGB", "L")["worst_grade"])
        unit = opened.findings[opened.findings["rule"] == "lab_unit_unknown"]
        assert unit["message"].to_list() == [
            "The unit of HB is missing; its grades need g/L; state it in laboratory.units or provide AVALU (records: 1)"
        ]
    text = '\n[laboratory]\nparameters = { HB = "HGB" }\nunits = { HB = "g/dL" }\n'
    with study(tmp_path, [result("HB", 5, 7.0, **low)], text=text) as opened:
        assert worst(opened, "U1", "HGB", "L")["worst_grade"] == 3
    with study(tmp_path, [named | {"AVALU": "µmol/L"}, result("URATE", 5, 595.0, AVALU="µmol/L")], text=V4) as opened:
        assert "for which no conversion to g/L" in " ".join(opened.findings["message"])
        assert worst(opened, "U1", "URATE")["worst_grade"] == 4


def test_a_parameter_that_no_record_has_is_refused(tmp_path: Path) -> None:
    text = '\n[laboratory]\nparameters = { HGBB = "HGB" }\nunits = { HGV = "g/dL" }\n'
    with pytest.raises(SettingError, match=r"laboratory\.parameters\.HGBB") as error:
        study(tmp_path, [result("HGB", 5, 7.0)], text=text)
    assert "laboratory.units.HGV" in str(error.value)


def test_a_parameter_mapped_to_no_analyte_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"laboratory\.parameters\.HB.*HGB"):
        study(tmp_path, [result("HB", 5, 7.0)], text='\n[laboratory]\nparameters = { HB = "HGBB" }\n')


def test_extreme_values_are_findings_unless_switched_off(tmp_path: Path) -> None:
    low: dict[str, Any] = {"ANRLO": 3.5, "ANRHI": 5.0, "AVALU": "mmol/L", "BASE": 4.0}
    results = [result("K", 5, value, **low) for value in (1.3, 1.2, 9.0, 9.1)]
    results += [result("HGB", 5, 301.0, AVALU="g/L"), result("INR", 5, 21.0, BASE=1.0), result("CK", 5, 800001.0)]
    results += [result("K", 9, 1.0, AVALU="stones")]
    with study(tmp_path, results) as opened:
        found = opened.findings[opened.findings["rule"] == "lab_extreme_value"].sort_values("source_row")
        assert found["source_row"].to_list() == [2, 4, 5, 6, 7]
        assert "below 1.3 mEq/L" in found["message"].iloc[0]
        assert "above 30.0 g/dL" in found["message"].iloc[2]
    with study(tmp_path, results, text="\n[laboratory]\nextreme_values = false\n") as opened:
        assert not (opened.findings["rule"] == "lab_extreme_value").any()


def test_missing_ranges_and_baselines_are_findings(tmp_path: Path) -> None:
    results = [result("ALT", 5, 300.0), result("GGT", 5, 300.0, ANRHI=None, BASE=20.0)]
    with study(tmp_path, results) as opened:
        rules = opened.findings.set_index("rule")["message"]
        assert rules["lab_missing_baseline"].startswith("ALT is graded relative to baseline")
        assert rules["lab_missing_range"].startswith("GGT requires the upper limit of normal")


def test_assumptions_change_what_the_value_does_not_decide(tmp_path: Path) -> None:
    results = [result("LIPASE", 5, 120.0)]
    # 120 is 3 x the upper limit of 40: grade 2 without symptoms, which the value does not tell, grade 3 with them.
    shown = ["worst_grade", "lowest_grade", "highest_grade"]
    for text, grade in (("", 2), ('\n[laboratory]\nassume = ["symptoms"]\n', 3)):
        with study(tmp_path, results, text=text) as opened:
            assert worst(opened, "U1", "LIPASE")[shown].to_list() == [grade, 2, 3]
            drug = opened.table("lab_worst_grade").query("arm == 'Drug'")
        # As it is counted, surely, and possibly.
        names = ["subjects", "lowest_subjects", "highest_subjects"]
        counted = dict(zip(drug["category"], drug[names].to_numpy().tolist(), strict=True))
        assert counted["grade3plus"] == counted["worsened_grade3plus"] == [int(grade == 3), 0, 1]
        assert counted["grade2"] == [int(grade == 2), 0, 1]
        assert counted["worsened"] == [1, 1, 1]


def test_the_value_alone_supports_grade_1_of_any_urate_above_the_limit(tmp_path: Path) -> None:
    results = [result("URATE", 5, 60.0), result("URATE", 5, 30.0, USUBJID="U2")]
    with study(tmp_path, results) as opened:
        assert worst(opened, "U1", "URATE")[["lowest_grade", "worst_grade", "highest_grade"]].to_list() == [1, 1, 3]
        assert worst(opened, "U2", "URATE")[["lowest_grade", "worst_grade", "highest_grade"]].to_list() == [0, 0, 0]
        assert opened.table("lab_event_reconciliation").empty


def test_a_study_file_names_only_versions_that_are_shipped(tmp_path: Path) -> None:
    file = tmp_path / "study.toml"
    file.write_text(HEAD + '\n[laboratory]\nctcae = "7.0"\n' + ARMS, encoding="utf-8")
    with pytest.raises(SettingError, match=r"laboratory\.ctcae"):
        pv.open_study(file, {"adsl": subjects({}, CONTROL), "adae": events({})})


def test_a_negative_value_is_no_liver_test(tmp_path: Path) -> None:
    # -9 stands for a missing result: U1 has bilirubin alone, U2 an aminotransferase alone.
    results = [
        result("ALT", 5, -9.0),
        result("BILI", 5, 100.0),
        result("ALT", 5, 400.0, USUBJID="U2"),
        result("BILI", 5, -9.0, USUBJID="U2"),
    ]
    with study(tmp_path, results) as opened:
        assert opened.table("liver_peak").empty
        assert opened.table("hys_law").empty


def test_another_time_range_or_unit_is_another_measurement(tmp_path: Path) -> None:
    times: list[dict[str, Any]] = [{"ADT": None, "ADTM": f"2020-01-{day}T08:00"} for day in ("09", "14")]
    pairs: dict[str, list[dict[str, Any]]] = {
        "U1": times,
        "U2": [{"ANRHI": None}, {"ANRHI": 40.0}],
        "U3": [{"AVALU": "U/L"}, {"AVALU": "ukat/L"}],
        "C1": [{}, {}],
    }
    usual: dict[str, Any] = result("ALT", 5, 900.0) | {"ASEQ": None}
    lines = [usual | {"USUBJID": usubjid} | row for usubjid, two in pairs.items() for row in two]
    with study(tmp_path, lines) as opened:
        assert opened.table("adlb")["USUBJID"].value_counts().to_dict() == {"U1": 2, "U2": 2, "U3": 2, "C1": 1}
