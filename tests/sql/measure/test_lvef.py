"""lvef*.sql: decreases of the ejection fraction, by hand and against a computation in Python."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import frames
from chapters import chapter
from pv import contract
from pv.api import Study
from pv.engine import Engine
from pv.stats import proportion_interval
from small_study import CONTROL, count, events, keys, small_study, subjects

TABLES = ("lvef_decrease", "lvef_visit", "lvef_agreement")
DERIVED = ("lvef_value", "lvef", "lvef_worst")

Row = Mapping[str, Any]


def measurements(*rows: tuple[str, str, float | None]) -> pd.DataFrame:
    """Return ADLB: (subject, date, value) each; visits are months, the one of January is the baseline's."""
    return pd.DataFrame(
        [
            {
                "STUDYID": "SMALL",
                "USUBJID": subject,
                "PARAMCD": "LVEF",
                "AVISIT": "Screening" if day < "2020-01-11" else f"Month {int(day[5:7]) - 1}",
                "AVISITN": int(day[5:7]) - 1,
                "ADT": day,
                "AVAL": value,
            }
            for subject, day, value in rows
        ]
    )


#: Baseline is the last value up to 10 January, the day of the first dose.
RESULTS = measurements(
    ("U1", "2020-01-02", 70.0),
    ("U1", "2020-01-10", 60.1),
    ("U1", "2020-02-10", 50.1),  # 10 points below: grade 2, although 60.1 - 50.1 is not quite 10 in binary
    ("U1", "2020-02-20", 58.0),  # the same visit: the lower one stands for it
    ("U1", "2020-03-10", 64.1),  # 4 above
    ("U2", "2020-01-05", 65.0),
    ("U2", "2020-02-10", 55.5),  # 9.5 below: no grade
    ("U3", "2020-01-05", 60.0),
    ("U3", "2020-03-10", 40.0),  # 20 below: grade 3
    ("U4", "2020-02-10", 30.0),  # no baseline
    ("U5", "2020-01-05", 60.0),  # never measured again
    ("C1", "2020-01-05", 60.0),
    ("C1", "2020-02-10", 40.5),  # 19.5 below: grade 2
)
SUBJECTS = subjects({}, {}, {}, {}, {}, CONTROL)
#: U3 has both terms, U2 one without a measured grade, U5 one that was never measured; nobody counts twice.
EVENTS = events(
    {"USUBJID": "U3", "AEDECOD": "Ejection fraction decreased", "AETOXGR": "2"},
    {"USUBJID": "U3", "AEDECOD": "CARDIAC FAILURE", "AETOXGR": "3"},
    {"USUBJID": "U2", "AEDECOD": "Ejection fraction decreased", "AETOXGR": "2"},
    {"USUBJID": "U5", "AEDECOD": "Cardiac failure", "AETOXGR": None},
    {"USUBJID": "U1", "AEDECOD": "Cardiac failure", "AETOXGR": "3", "ASTDT": "2019-12-01"},  # before the first dose
    {"USUBJID": "C1"},
)


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    with small_study(tmp_path_factory.mktemp("lvef"), SUBJECTS, EVENTS, frames={"adlb": RESULTS}) as opened:
        yield opened


def test_worst_decrease_by_hand(study: Study) -> None:
    worst = {row.USUBJID: (row.decrease, row.grade, row.day) for row in frames.rows(study.table("lvef_worst"))}
    # 10 February is day 32, 10 March day 61 (22 + 29 + 10).
    assert worst == {"U1": (10, 2, 32), "U2": (9.5, 0, 32), "U3": (20, 3, 61), "C1": (19.5, 2, 32)}


def test_subjects_by_grade_of_all_and_of_the_measured(study: Study) -> None:
    table = study.table("lvef_decrease")
    found = {(row.arm, row.grade): row.subjects for row in frames.rows(table)}
    assert found == {
        ("Drug", 0): 1,
        ("Drug", 2): 1,
        ("Drug", 3): 1,
        ("Control", 0): 0,
        ("Control", 2): 1,
        ("Control", 3): 0,
    }
    # The grades of 5.0 leave nothing open.
    assert (table["lowest_subjects"] == table["subjects"]).all()
    assert (table["highest_subjects"] == table["subjects"]).all()
    row = table[(table["arm"] == "Drug") & (table["grade"] == 3)].iloc[0]
    assert (row["arm_subjects"], row["measured_subjects"]) == (5, 3)
    assert row["percent"] == pytest.approx(100 / 5)
    assert row["percent_measured"] == pytest.approx(100 / 3)
    limits = proportion_interval(1, 5, method="clopper_pearson", level=0.95)
    assert (row["lower"], row["upper"]) == pytest.approx((100 * float(limits.lower), 100 * float(limits.upper)))


def test_visits_by_hand(study: Study) -> None:
    table = study.table("lvef_visit")
    assert table["visit"].drop_duplicates().tolist() == ["Baseline", "Month 1", "Month 2"]
    drug = table[table["arm"] == "Drug"].set_index("visit")
    # Baseline of U1, U2, U3; month 1 has U1 (50.1) and U2 (55.5); month 2 has U1 (64.1) and U3 (40).
    assert drug["subjects"].to_dict() == {"Baseline": 3, "Month 1": 2, "Month 2": 2}
    assert drug["mean"].to_list() == pytest.approx([(60.1 + 65 + 60) / 3, 52.8, 52.05])
    assert drug["mean_change"].to_list() == pytest.approx([0, (-10 - 9.5) / 2, (4 - 20) / 2])
    assert drug.loc["Month 1", "sd"] == pytest.approx(5.4 / 2**0.5)
    assert drug.loc["Month 1", "sd_change"] == pytest.approx(0.5 / 2**0.5)
    # U1 is at grade 2 in month 1, U3 at grade 3 in month 2.
    assert drug["grade2_subjects"].to_list() == [0, 1, 0]
    assert drug["grade3plus_subjects"].to_list() == [0, 0, 1]
    assert (drug.loc["Month 2", "minimum"], drug.loc["Month 2", "maximum"]) == (40, 64.1)
    control = table[(table["arm"] == "Control") & (table["visit"] == "Month 2")].iloc[0]
    assert control["subjects"] == 0
    assert pd.isna(control["mean"])


def test_a_subject_with_both_terms_is_one_subject(study: Study) -> None:
    table = study.table("lvef_agreement")
    found = {
        (row.term, row.measured_grade, row.reported_grade): row.subjects
        for row in frames.rows(table[(table["arm"] == "Drug") & (table["subjects"] > 0)])
    }
    assert {cell: number for cell, number in found.items() if cell[0] == "any"} == {
        ("any", "3", "3"): 1,  # U3 at the worse of the two
        ("any", "0", "2"): 1,
        ("any", "not measured", "missing"): 1,  # U5
        ("any", "2", "no report"): 1,  # U1, whose event was before the first dose
        ("any", "not measured", "no report"): 1,  # U4 has no baseline
    }
    reported = (
        table[(table["arm"] == "Drug") & (table["reported_grade"] != "no report")].groupby("term")["subjects"].sum()
    )
    # Two and two, but three subjects.
    assert reported.to_dict() == {"EJECTION FRACTION DECREASED": 2, "CARDIAC FAILURE": 2, "any": 3}
    assert set(table.groupby(["arm", "term"])["subjects"].sum().loc["Drug"]) == {5}


def test_recorded_baseline_and_flag_come_first(tmp_path: Path) -> None:
    results = measurements(("U1", "2020-01-05", 60), ("U1", "2020-01-20", 62), ("U1", "2020-02-10", 50))
    flagged = results.assign(ABLFL=pd.Series([None, "Y", None]))
    study = small_study(tmp_path, SUBJECTS, EVENTS, frames={"adlb": flagged})
    assert count(study, "lvef_worst")[["baseline", "decrease"]].to_list() == [62, 12]
    study = small_study(tmp_path, SUBJECTS, EVENTS, frames={"adlb": flagged.assign(BASE=pd.Series([None, None, 71.0]))})
    assert count(study, "lvef_worst")[["baseline", "decrease", "grade"]].to_list() == [71, 21, 3]


def test_resting_conditions_of_ctcae_where_the_study_asks(tmp_path: Path) -> None:
    # From 52 a fall to 19.9 is 32 points, to 40 it is 12, to 50 two: grade 2 by the resting value alone.
    grades = {19.9: 4, 20.0: 3, 39.9: 3, 40.0: 2, 50.0: 2, 50.1: 0, 52.0: 0, 60.0: 0}
    by_subject = {f"U{place}": value for place, value in enumerate(grades, start=1)}
    results = measurements(
        *((subject, "2020-01-05", 52) for subject in by_subject),
        *((subject, "2020-02-10", value) for subject, value in by_subject.items()),
    )
    text = '[lvef]\nparameter = "LVEF"\nresting = true\n'
    study = small_study(tmp_path, subjects(*[{}] * len(grades), CONTROL), EVENTS, text, {"adlb": results})
    worst = study.table("lvef_worst").set_index("USUBJID")["grade"]
    assert {by_subject[str(subject)]: grade for subject, grade in worst.items()} == grades
    assert set(study.table("lvef_decrease")["grade"]) == {0, 2, 3, 4}


def test_the_rule_of_ctcae_6_by_the_ejection_fraction_alone(tmp_path: Path) -> None:
    # From baseline to the value after it, and the grade.
    pairs = {
        (60, 49.9): 2,
        (60, 50.0): 0,  # 50% or more is grade 1 at most, which needs strain or biomarkers
        (59.9, 49.9): 2,  # 10 points, although not quite in binary
        (59, 49.9): 0,  # 9.1 points
        (60, 40.0): 2,
        (60, 39.9): 3,
        (40, 39.9): 3,  # from 40% or more
        (39.9, 25.0): 0,  # was below 40% before
        (75, 52.0): 0,  # a fall of 23 points alone is no grade
    }
    people = {f"U{place}": pair for place, pair in enumerate(pairs, start=1)}
    results = measurements(
        *((subject, "2020-01-05", pair[0]) for subject, pair in people.items()),
        *((subject, "2020-02-10", pair[1]) for subject, pair in people.items()),
    )
    text = '[dictionary]\nctcae = "6.0"\n'
    with small_study(tmp_path, subjects(*[{}] * len(pairs), CONTROL), EVENTS, text, {"adlb": results}) as study:
        worst = study.table("lvef_worst").set_index("USUBJID")["grade"]
        assert {people[str(subject)]: grade for subject, grade in worst.items()} == pairs
        counted = study.table("lvef_decrease").query("arm == 'Drug'").set_index("grade")["subjects"]
        assert counted.to_dict() == {0: 4, 2: 3, 3: 2}
        # 49.9% after a fall of 9.1 points is grade 2 with strain or biomarkers, so in the first row or in the second;
        # 50.0 and 52.0% are grade 1 then, which is in the first row as none is.
        drug = study.table("lvef_decrease").query("arm == 'Drug'").set_index("grade")
        assert drug["lowest_subjects"].to_dict() == {0: 3, 2: 3, 3: 2}
        assert drug["highest_subjects"].to_dict() == {0: 4, 2: 4, 3: 2}
        highest = study.table("lvef_worst").set_index("USUBJID")["highest_grade"]
        assert {people[str(subject)]: grade for subject, grade in highest.items()} == pairs | {
            (60, 50.0): 1,
            (59, 49.9): 2,
            (75, 52.0): 1,
        }
        marks = str(study.chart("lvef_waterfall").to_dict())
        assert "grade 2" not in marks
        report = study._contents(None)
        section = chapter(report, "lvef")
        assert section is not None
        assert "CTCAE 6.0, left ventricular dysfunction" in " ".join(section.tables[0].notes)
        assert any(note.startswith("In square brackets: the smallest") for note in section.tables[0].notes)
        texts = {row.label: row.cells[0].text for group in section.tables[0].groups for row in group if row.cells}
        assert texts["No grade 2 or 3 based on ejection fraction alone"].endswith(" [3 to 4]")
        assert texts["Grade 2"].endswith(" [3 to 4]")
        assert "[" not in texts["Grade 3"]


def test_a_derived_value_is_no_measurement(tmp_path: Path) -> None:
    results = measurements(("U1", "2020-01-05", 60), ("U1", "2020-02-10", 55), ("U1", "2020-03-10", 30))
    derived = results.assign(DTYPE=pd.Series([None, None, "LOCF"]))
    study = small_study(tmp_path, SUBJECTS, EVENTS, frames={"adlb": derived})
    assert count(study, "lvef_worst")["decrease"] == 5


def test_findings_name_the_measurement(tmp_path: Path) -> None:
    odd = measurements(("U1", "2020-02-11", 0.55), ("U1", "2020-02-12", 560)).assign(AVISITN=[7, 8])
    undated = measurements(("U2", "2020-03-10", 50.0)).assign(ADT=None)
    study = small_study(tmp_path, SUBJECTS, EVENTS, frames={"adlb": pd.concat([RESULTS, odd, undated])})
    found = study.findings
    assert len(keys(found, "lvef_out_of_range")) == 2
    assert keys(found, "lvef_without_baseline") == ["USUBJID=U4, PARAMCD=LVEF, AVISITN=1, ADT=2020-02-10"]
    assert keys(found, "lvef_undated") == ["USUBJID=U2, PARAMCD=LVEF, AVISITN=2, ADT=(missing)"]
    assert not (study.accounting["rows_set_aside"] > 0).any()
    assert count(study, "lvef_worst", USUBJID="U1")["decrease"] == 10


@pytest.mark.parametrize("frames_", [{}, {"adlb": RESULTS.assign(PARAMCD="ALT")}], ids=["no ADLB", "no LVEF in it"])
def test_without_measurements_the_tables_are_empty(tmp_path: Path, frames_: dict[str, pd.DataFrame]) -> None:
    study = small_study(tmp_path, SUBJECTS, EVENTS, frames=frames_)
    assert all(study.table(name).empty for name in (*TABLES, *DERIVED))
    assert not study.findings["rule"].str.startswith("lvef").any()


def test_every_derived_table_keeps_its_contract(study: Study) -> None:
    for name in (*DERIVED, "lvef_term", "study"):
        contract.validate_result(study.table(name), name)


VALUES = st.lists(st.tuples(st.integers(-20, 60), st.integers(15, 80)), min_size=1, max_size=8)


@settings(deadline=None, max_examples=12)
@given(
    st.dictionaries(st.sampled_from(["U1", "U2", "U3"]), VALUES, min_size=1),
    st.booleans(),
    st.sampled_from(["5.0", "6.0"]),
)
def test_any_measurements_equal_a_computation_in_python(
    drawn: dict[str, list[tuple[int, int]]],
    resting: bool,  # noqa: FBT001  # drawn
    version: str,
) -> None:
    first = pd.Timestamp("2020-01-10")
    rows = [(name, first + pd.Timedelta(days=day), value) for name, values in drawn.items() for day, value in values]
    dtypes = {**contract.read_contract("adlb").dtypes, "source_row": "int64", "record_key": "str"}
    adlb = pd.DataFrame(rows, columns=["USUBJID", "ADT", "AVAL"]).assign(PARAMCD="LVEF")
    adlb["source_row"] = range(1, len(adlb) + 1)
    engine = Engine()
    engine.load("adlb", adlb.reindex(columns=list(dtypes)).astype(dtypes), ["ADT"])
    settings = {"lvef_parameter": ["LVEF"], "lvef_resting": [resting], "lvef_version": [version]}
    engine.load("study", pd.DataFrame(settings | {"counted_until": [pd.NaT]}), ["counted_until"])
    people = pd.DataFrame({"USUBJID": ["U1", "U2", "U3"], "arm": "Drug", "first_dose": first})
    engine.load("subject", people, ["first_dose"])
    for name in ("adsl", "advs", "adeg"):
        empty = contract.absent(name)
        engine.load(name, empty.frame, empty.dates)
    for name in ("measurement", "result_day", *DERIVED):
        engine.derive(f"sql/derive/{name}.sql")
    found = {row.USUBJID: (row.decrease, row.grade) for row in frames.rows(engine.table("lvef_worst"))}
    engine.close()
    expected = {}
    for name, values in drawn.items():
        before = [(day, place, value) for place, (day, value) in enumerate(values) if day <= 0]
        after = [value for day, value in values if day > 0]
        if before and after:
            baseline, lowest = max(before)[2], min(after)
            grades = [_sixth(baseline, value) for value in after]
            grade = _grade(baseline - lowest, lowest, resting=resting) if version == "5.0" else max(grades)
            expected[name] = (baseline - lowest, grade)
    assert found == expected


def _sixth(baseline: int, value: int) -> int:
    """Return the grade of CTCAE 6.0 from the ejection fraction alone."""
    if value < 40:
        return 3 if baseline >= 40 else 0
    return 2 if value < 50 and baseline - value >= 10 else 0


def _grade(drop: int, value: int, *, resting: bool) -> int:
    """Return the grade of the lowest value, which has both the largest drop and the worst resting value."""
    by_drop = 3 if drop >= 20 else 2 if drop >= 10 else 0
    by_value = (4 if value < 20 else 3 if value < 40 else 2 if value <= 50 else 0) if resting and drop > 0 else 0
    return max(by_drop, by_value)
