"""Doses: cumulative dose, dose intensity and relative dose intensity, changes, and the agents of an arm."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import frames
from pv.api import Study
from pv.errors import SettingError
from small_study import events, small_study, subjects

#: The first day of everyone, day 1.
FIRST = date(2020, 1, 10)
Q3W = '[[regimen]]\ntreatment = "Drug"\ndose = 6.0\nunit = "mg/kg"\ncycle_days = 21\n'
REGIMENS = f"""
cutoff_date = 2020-06-30
[dosing]
cycle = "VISITNUM"
{Q3W}
[[regimen]]
treatment = "Twice"
dose = 6.0
unit = "mg/kg"
doses = 2
cycle_days = 21
[[regimen]]
treatment = "Fortnight"
dose = 6.0
unit = "mg/kg"
doses = 14
cycle_days = 21
record = "cycle"
[[regimen]]
treatment = "Daily"
dose = 10.0
unit = "mg"
cycle_days = 1
record = "days"
[[regimen]]
treatment = "Both"
arm = "Drug"
dose = 6.0
unit = "mg/kg"
cycle_days = 21
[[regimen]]
treatment = "Both"
arm = "Control"
dose = 12.0
unit = "mg/kg"
cycle_days = 21
[[regimen]]
treatment = "Column"
dose = "PLAN"
unit = "mg/kg"
cycle_days = 21
"""
Doses = Mapping[str, Sequence[Mapping[str, Any]]]

#: Subject -> its doses: 6 mg/kg of DRUG unless said; `day` is the study day of the start, `to` that of the end.
DOSES: Doses = {
    "late": [{"day": 1}, {"day": 22}, {"day": 50, "EXDOSE": 4.5}],
    "single": [{"day": 1}],
    "three days": [{"day": 1}, {"day": 25}],
    "four days": [{"day": 1}, {"day": 26}],
    "twice": [{"EXTRT": "TWICE", "day": day, "VISITNUM": cycle} for day, cycle in ((1, 1), (8, 1), (22, 2))],
    "fortnight": [
        {"EXTRT": "FORTNIGHT", "day": 1, "to": 14},
        {"EXTRT": "FORTNIGHT", "day": 22, "to": 35, "EXDOSE": 3.0},
    ],
    "daily": [{"EXTRT": "DAILY", "day": day, "to": day + 9, "EXDOSE": 10.0, "EXDOSU": "mg"} for day in (1, 21)],
    "column": [{"EXTRT": "COLUMN", "day": 1, "PLAN": 8.0}, {"EXTRT": "COLUMN", "day": 22, "PLAN": 5.0}],
    "left out": [{"day": 1}, {"day": 22, "EXDOSE": 0.0}, {"day": 43}],
    "C1": [{"EXTRT": "PLACEBO", "EXDOSE": 0.0, "day": 1}],
    "both": [{"EXTRT": "BOTH", "day": 1}],
    "C2": [{"EXTRT": "BOTH", "day": 1}],
    "no amount": [{"day": 1}, {"day": 22, "EXDOSE": None}],
    "other unit": [{"day": 1}, {"day": 22, "EXDOSU": "mg"}],
    "no unit": [{"day": 1}, {"day": 22, "EXDOSU": None}],
    "parameters": [
        *({"day": 1, "EXSEQ": 1, "PARAMCD": code} for code in ("DOSE", "DUR")),
        {"EXSEQ": None, "PARAMCD": "TDOSE", "day": 1},
    ],
    # Without a regimen.
    "frequency": [{"EXTRT": "TABLET", "EXDOSE": 10.0, "EXDOSU": "mg", "EXDOSFRQ": "BID", "day": 1, "to": 7}],
    "open": [{"EXTRT": "TABLET", "EXDOSE": 10.0, "EXDOSU": "mg", "EXDOSFRQ": "QD", "day": 1}],
    "open between": [
        {"EXTRT": "TABLET", "EXDOSE": 10.0, "EXDOSU": "mg", "EXDOSFRQ": "QD", "day": 1},
        {"EXTRT": "TABLET", "EXDOSE": 10.0, "EXDOSU": "mg", "EXDOSFRQ": "QD", "day": 5, "to": 6},
    ],
    "units": [{"EXTRT": "MIXED", "day": 1, "EXDOSU": "mg"}, {"EXTRT": "MIXED", "day": 8}],
    "several days": [{"EXTRT": "SLOW", "day": 1, "to": 21, "EXDOSFRQ": "Q3W"}],
    "one day": [{"EXTRT": "SLOW", "day": 1, "to": 1, "EXDOSFRQ": "Q3W"}],
    "strengths": [
        {"EXTRT": "PARTS", "day": day, "EXDOSE": dose, "EXDOSU": "mg"} for day in (1, 22) for dose in (100.0, 50.0)
    ],
    "small fall": [
        {"EXTRT": "PARTS", "day": day, "EXDOSE": dose, "EXDOSU": "mg"} for day, dose in ((1, 100), (22, 95))
    ],
}


def dosed(folder: Path, doses: Doses, text: str) -> Study:
    """Return a study of subjects and their doses; who is not C1 or C2 is in the arm of the drug."""
    rows = []
    for subject, given in doses.items():
        for place, one in enumerate(given, start=1):
            days = {name: one.get(key) for name, key in (("ASTDT", "day"), ("AENDT", "to"))}
            on = {name: None if day is None else str(FIRST + timedelta(days=day - 1)) for name, day in days.items()}
            more = {name: value for name, value in one.items() if name not in ("day", "to")}
            usual = {"USUBJID": subject, "EXSEQ": place, "EXTRT": "DRUG", "EXDOSE": 6.0, "EXDOSU": "mg/kg"}
            rows.append(usual | on | more)
    arms = ({"USUBJID": who, "TRT01A": "Control" if who in {"C1", "C2"} else "Drug"} for who in {**doses, "C1": ()})
    people = subjects(*arms)
    return small_study(folder, people, events({"USUBJID": "C1"}), text, {"adex": pd.DataFrame(rows)})


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    with dosed(tmp_path_factory.mktemp("doses"), DOSES, REGIMENS) as opened:
        yield opened


def one(study: Study, subject: str) -> Any:  # noqa: ANN401  # a row of the table
    """Return the doses of a subject who got one treatment."""
    table = study.table("subject_dose")
    (row,) = frames.rows(table[table["USUBJID"] == subject])
    return row


def test_dose_intensity_runs_to_the_end_of_the_last_cycle(study: Study) -> None:
    # Planned 6 mg/kg every 21 days: 2 a week. Given 6 on day 1, 6 on day 22, 4.5 a week late on day 50.
    row = one(study, "late")
    assert row.cumulative_dose == 16.5
    assert row.time_days == 70  # day 1 to the end of the cycle that begins on day 50: day 70
    assert row.dose_intensity == pytest.approx(1.65)  # 16.5 / 10 weeks
    assert row.planned_intensity == pytest.approx(2.0)
    assert row.relative_dose_intensity == pytest.approx(82.5)
    assert (row.reductions, row.delays, row.left_out, row.doses) == (1, 1, 0, 3)


def test_a_single_dose_as_planned_is_all_of_the_planned_intensity(study: Study) -> None:
    row = one(study, "single")
    assert (row.cumulative_dose, row.time_days) == (6.0, 21)
    assert row.relative_dose_intensity == pytest.approx(100)


def test_a_delay_of_three_days_is_none_by_default(study: Study) -> None:
    assert [one(study, subject).delays for subject in ("three days", "four days")] == [0, 1]


def test_cycles_of_two_doses_are_told_by_their_number(study: Study) -> None:
    # Days 1 and 8 of two cycles of 21 days, of the second only day 1: 3 doses of 6 in 6 weeks, 4 planned.
    row = one(study, "twice")
    assert (row.cycles, row.doses, row.time_days, row.delays) == (2, 3, 42, 0)
    assert row.relative_dose_intensity == pytest.approx(75)


def test_a_record_can_be_all_doses_of_a_cycle(study: Study) -> None:
    row = one(study, "fortnight")
    assert row.cumulative_dose == 14 * 6 + 14 * 3
    assert row.relative_dose_intensity == pytest.approx(75)


def test_daily_doses_count_each_day_and_a_gap_is_a_delay(study: Study) -> None:
    # 10 mg on days 1 to 10 and 21 to 30: 20 of 30 days.
    row = one(study, "daily")
    assert (row.cumulative_dose, row.time_days, row.days, row.delays) == (200, 30, 30, 1)
    assert row.relative_dose_intensity == pytest.approx(100 * 20 / 30)


def test_the_plan_can_stand_in_a_column(study: Study) -> None:
    # 8 as planned for the first dose, in each cycle: 12 of 16.
    assert one(study, "column").relative_dose_intensity == pytest.approx(75)


def test_a_treatment_can_be_planned_otherwise_in_each_arm(study: Study) -> None:
    found = [one(study, subject).relative_dose_intensity for subject in ("both", "C2")]
    assert found == pytest.approx([100, 50])


def test_a_daily_frequency_needs_no_regimen(study: Study) -> None:
    row = one(study, "frequency")
    assert (row.doses, row.cumulative_dose) == (14, 140)
    assert row.dose_intensity == pytest.approx(140)
    assert pd.isna(row.relative_dose_intensity)


def test_the_last_daily_record_without_an_end_goes_on_to_the_last_dose(study: Study) -> None:
    assert one(study, "open").cumulative_dose == 100  # 10 to 19 January
    assert pd.isna(one(study, "open between").cumulative_dose)  # when the first of two ended is not known


def test_a_dose_of_nothing_was_left_out_and_placebo_has_no_amount(study: Study) -> None:
    row, placebo = one(study, "left out"), one(study, "C1")
    assert (row.left_out, row.reductions, row.cumulative_dose, row.time_days) == (1, 0, 12.0, 63)
    assert row.delays == 1  # 21 days after the dose of day 22 was due
    assert (placebo.treatment, placebo.doses) == ("PLACEBO", 1)
    assert pd.isna(placebo.cumulative_dose)


@pytest.mark.parametrize("subject", ["no amount", "other unit", "no unit"])
def test_a_dose_without_its_amount_leaves_the_subject_out_of_sums(study: Study, subject: str) -> None:
    row = one(study, subject)
    assert pd.isna(row.cumulative_dose)
    assert pd.isna(row.relative_dose_intensity)
    assert row.days == 22  # the time is known all the same


def test_units_are_not_added_and_days_without_a_frequency_not_guessed(study: Study) -> None:
    assert [pd.isna(one(study, subject).cumulative_dose) for subject in ("units", "several days")] == [True, True]
    # A record of one day is one dose, whatever its frequency is called.
    assert one(study, "one day").cumulative_dose == 6


def test_what_is_in_no_sum_is_a_finding(study: Study) -> None:
    assert sorted(study.findings.query("rule == 'dose_not_summed'")["message"]) == [
        "1 dose of DRUG has a unit other than that of its [[regimen]]",
        "1 dose of DRUG has no amount (EXDOSE)",
        "1 dose of DRUG has no unit (EXDOSU)",
        "1 dose of SLOW has several days, and neither a daily EXDOSFRQ nor a [[regimen]] that says how many doses",
        "1 dose of TABLET has no end from which its days follow",
        "2 doses of MIXED have more than one unit in a subject, which are not added",
    ]


def test_two_strengths_on_a_day_are_one_dose(study: Study) -> None:
    assert [one(study, subject).reductions for subject in ("strengths", "small fall")] == [0, 1]


def test_a_row_per_parameter_is_one_dose(study: Study) -> None:
    row = one(study, "parameters")
    assert (row.doses, row.cumulative_dose) == (1, 6.0)


def test_changes_count_subjects_of_whom_they_are_known(study: Study) -> None:
    changes = {(row.treatment, row.item, row.arm): row for row in frames.rows(study.table("dose_change"))}
    reduced, delayed = changes["PARTS", "reduced", "Drug"], changes["PARTS", "delayed", "Drug"]
    assert (reduced.subjects, reduced.treated, reduced.percent) == (1, 2, 50)
    assert (delayed.subjects, delayed.treated) == (0, 0)  # without a regimen nothing is due
    assert pd.isna(delayed.percent)
    # Of nine subjects one has a dose without its amount, and one a dose in another unit.
    assert (changes["DRUG", "reduced", "Drug"].subjects, changes["DRUG", "reduced", "Drug"].treated) == (1, 7)
    # DRUG: late, four days and left out of nine subjects whose doses are of the regimen.
    assert (changes["DRUG", "delayed", "Drug"].subjects, changes["DRUG", "delayed", "Drug"].treated) == (3, 9)
    assert changes["DRUG", "delayed", "Control"].treated == 0


def test_numbers_of_a_treatment_are_summarised_by_arm(study: Study) -> None:
    rows = {(row.treatment, row.item, row.arm): row for row in frames.rows(study.table("dose_summary"))}
    parts = rows["PARTS", "cumulative_dose", "Drug"]
    # 2 x (100 + 50) and 100 + 95.
    assert (parts.unit, parts.subjects, parts.mean, parts.minimum, parts.maximum) == ("mg", 2, 247.5, 195, 300)
    assert rows["PARTS", "cumulative_dose", "Control"].subjects == 0
    # Of nine subjects who got DRUG as planned or not, three have an amount that is not known.
    drug = study.table("subject_dose").query("treatment == 'DRUG'")
    expected = drug["relative_dose_intensity"].dropna()
    found = rows["DRUG", "relative_dose_intensity", "Drug"]
    assert (found.subjects, found.mean) == (len(expected), pytest.approx(expected.mean()))
    assert len(drug) - len(expected) == 3
    given = {(row.treatment, row.arm): row for row in frames.rows(study.table("treatment_exposure"))}
    assert (given["DRUG", "Drug"].subjects, given["DRUG", "Control"].subjects) == (9, 0)
    assert given["PLACEBO", "Control"].percent == 50  # one of two


def test_what_is_a_change_can_be_said(tmp_path: Path) -> None:
    text = "cutoff_date = 2020-01-14\n[dosing]\ndelay_days = 2\nreduction_percent = 10.0\n" + Q3W
    few = {name: DOSES[name] for name in ("small fall", "open", "C1", "single")}
    tablet = {"EXTRT": "TABLET", "EXDOSE": 10.0, "EXDOSU": "mg", "EXDOSFRQ": "QD"}
    after = {"open": [*few["open"], tablet | {"day": 30, "to": 40}]}
    with dosed(tmp_path, few | after, text) as cut:
        assert one(cut, "open").cumulative_dose == 50  # 10 to 14 January; after the cut-off is no dose yet
    text = text.replace("2020-01-14", "2020-06-30")
    with dosed(tmp_path, few | {"three days": DOSES["three days"]}, text) as later:
        assert (one(later, "small fall").reductions, one(later, "three days").delays) == (0, 1)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (Q3W.replace("Drug", "Drag"), r"key regimen\[1\].treatment: ADEX has no dose of 'Drag' \(did you mean 'DRUG'"),
        (Q3W.replace("mg/kg", "mg"), r"key regimen\[1\].unit: no dose of Drug is in 'mg'"),
        (Q3W.replace("6.0", "-6.0"), r"key regimen\[1\].dose: -6.0 is not valid \(a number above 0\)"),
        (Q3W.replace("6.0", '"PLAN"'), r"key regimen\[1\].dose: 'PLAN' is not in ADEX"),
        (Q3W + "doses = 2\n", r"key regimen\[1\].doses: a record is one of 2 doses of a cycle, and \[dosing\]"),
        (Q3W + Q3W.replace("Drug", "drug"), r"key regimen\[2\].treatment: 'drug' has a regimen already"),
        (Q3W + 'arm = "Drugs"\n', r"key regimen\[1\].arm: 'Drugs' is no \[\[arm\]\] of the data"),
        ('[dosing]\ncycle = "EXTRT"\n', r"key dosing.cycle: EXTRT of ADEX is 'DRUG', which is not a number"),
        ('[dosing]\ncycle = "VISITNO"\n', r"key dosing.cycle: 'VISITNO' is not in ADEX"),
    ],
)
def test_what_does_not_fit_the_doses_is_an_error(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SettingError, match=message):
        dosed(tmp_path, {"U1": [{"day": 1}], "C1": []}, text)
