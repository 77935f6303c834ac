"""adjudicated_*.sql, adjudication_agreement.sql: the committee's view, by hand."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import frames
from pv import contract
from pv.api import Study
from pv.stats import proportion_interval
from small_study import CONTROL, count, events, keys, small_study, subjects

ILD = "ILD/pneumonitis"
WINDOW = '[treatment_emergent]\nrule = "window"\nwindow_days = 47\n'
CURVE = f'[[curve]]\nlabel = "ILD"\nlevel = "adjudicated"\nterm = "{ILD}"\n'
DERIVED = ("adjudicated_event", "adjudicated_subject", "adjudicated_subject_category")
TABLES = ("adjudicated_incidence", "adjudication_agreement", "adjudicated_onset", "adjudicated_outcome")

Row = Mapping[str, Any]


def cases(*rows: Row) -> pd.DataFrame:
    """Return ADJUDICATION with the given rows: confirmed and related unless said, ADJSEQ counts up over all rows."""
    usual = {"STUDYID": "SMALL", "USUBJID": "U1", "ADJEVENT": ILD, "ADJDEC": "CONFIRMED", "ADJREL": "Y"}
    return pd.DataFrame([usual | {"ADJSEQ": place} | dict(row) for place, row in enumerate(rows, start=1)])


#: Treated from 10 to 19 January 2020; the window of 47 days ends on 6 March.
SUBJECTS = subjects(
    {"DTHFL": "Y", "DTHDT": "2020-05-01"}, {}, {}, {}, {"EOSDT": "2020-06-30"}, CONTROL, {"SAFFL": "N", "USUBJID": "X"}
)
CASES = cases(
    # Investigator grade 3 in the window; died after it; grade 5 by the committee, which dates the onset after it too.
    {"AESEQ": 1, "INVTERM": "Pneumonitis", "INVGR": "3", "ADJGR": "5", "ADJSTDT": "2020-04-20", "ADJOUT": "FATAL"},
    # Two cases of U2: the worst grade 2, the first onset on the 28th (day 19).
    {"USUBJID": "U2", "AESEQ": 2, "INVGR": "1", "ADJGR": "2", "ADJSTDT": "2020-02-10", "ADJOUT": "RECOVERED"},
    {"USUBJID": "U2", "INVGR": None, "ADJGR": "1", "ADJSTDT": "2020-01-28", "ADJOUT": "RECOVERING"},
    # U3: reported at grade 4, not confirmed. U4: confirmed, not related. U5: confirmed without a grade, not reported.
    {"USUBJID": "U3", "AESEQ": 3, "INVGR": "4", "ADJDEC": "NOT CONFIRMED", "ADJREL": None},
    {"USUBJID": "U4", "INVTERM": "Cough", "ADJREL": "N", "ADJGR": "2", "ADJSTDT": "2020-01-20"},
    {"USUBJID": "U5", "ADJREL": None, "ADJSTDT": "2020-03-01"},
    {"USUBJID": "C1", "ADJDEC": None, "ADJREL": None},
    {"USUBJID": "X", "ADJGR": "3", "ADJSTDT": "2020-01-20"},
)
EVENTS = events(
    {"AETOXGR": "3", "ASTDT": "2020-02-20", "AEDECOD": "Pneumonitis"},
    {"USUBJID": "U2", "AETOXGR": "1"},
    {"USUBJID": "U3", "AETOXGR": "4"},
)


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    with small_study(
        tmp_path_factory.mktemp("adjudicated"), SUBJECTS, EVENTS, WINDOW + CURVE, {"adjudication": CASES}
    ) as opened:
        yield opened


def test_incidence_by_hand(study: Study) -> None:
    table = study.table("adjudicated_incidence")
    drug = table[table["arm"] == "Drug"].set_index("category")
    assert drug["subjects"].to_dict() == {
        "case": 5,  # everyone but the one outside the safety set
        "any": 3,  # U1, U2, U5
        "grade3plus": 1,
        "grade1": 0,  # U2 counts at grade 2
        "grade2": 1,
        "grade3": 0,
        "grade4": 0,
        "grade5": 1,
        "grade_missing": 1,
        "not_related": 1,
        "not_confirmed": 1,
        "undecided": 0,
    }
    assert set(drug["arm_subjects"]) == {5}
    assert drug.loc["any", "percent"] == pytest.approx(60)
    limits = proportion_interval(3, 5, method="clopper_pearson", level=0.95)
    assert drug.loc["any", "lower"] == pytest.approx(100 * float(limits.lower))
    assert drug.loc["any", "upper"] == pytest.approx(100 * float(limits.upper))
    assert count(study, "adjudicated_incidence", arm="Control", category="undecided")["subjects"] == 1
    assert count(study, "adjudicated_incidence", arm="Control", category="any")["subjects"] == 0


def test_grade_5_by_the_committee_after_the_window_is_counted_here_and_nowhere_else(study: Study) -> None:
    assert count(study, "adjudicated_incidence", arm="Drug", category="grade5")["subjects"] == 1
    assert count(study, arm="Drug", level="any", category="fatal")["subjects"] == 0
    assert count(study, arm="Drug", level="any", category="grade5")["subjects"] == 0
    assert count(study, "deaths", arm="Drug", item="death_on_treatment")["subjects"] == 0
    assert count(study, "deaths", arm="Drug", item="death_after_treatment")["subjects"] == 1
    rows = study.table("adjudicated_event").set_index("USUBJID")
    assert not rows.loc["U1", "in_window"]
    assert rows.loc["U5", "in_window"]


def test_agreement_by_hand(study: Study) -> None:
    table = study.table("adjudication_agreement")
    found = {
        (row.arm, row.investigator_grade, row.committee_grade): row.subjects
        for row in frames.rows(table[table["subjects"] > 0])
    }
    assert found == {
        ("Drug", "3", "5"): 1,
        ("Drug", "1", "2"): 1,
        ("Drug", "4", "not confirmed"): 1,
        ("Drug", "missing", "not related"): 1,  # a term without a grade
        ("Drug", "no report", "missing"): 1,
        ("Control", "no report", "undecided"): 1,
    }
    assert len(table) == 2 * 7 * 9  # every arm, investigator's grade and committee's result


def test_onset_and_outcome_by_hand(study: Study) -> None:
    # First onsets: 20 April is day 102 (22 + 29 + 31 + 20), 28 January day 19, 1 March day 52 (22 + 29 + 1).
    drug = count(study, "adjudicated_onset", arm="Drug")
    assert drug[["subjects", "median_days", "minimum_days", "maximum_days"]].to_list() == [3, 52, 19, 102]
    control = count(study, "adjudicated_onset", arm="Control")
    assert control["subjects"] == 0
    assert pd.isna(control["median_days"])
    outcomes = {
        (row.arm, row.outcome): (row.subjects, row.event_subjects)
        for row in frames.rows(study.table("adjudicated_outcome"))
    }
    assert outcomes == {
        ("Drug", "(missing)"): (1, 3),
        ("Drug", "FATAL"): (1, 3),
        ("Drug", "RECOVERED"): (1, 3),  # of U2's two cases, the worse one
        ("Control", "(missing)"): (0, 0),
        ("Control", "FATAL"): (0, 0),
        ("Control", "RECOVERED"): (0, 0),
    }


def test_a_curve_follows_to_death_end_of_study_or_cut_off(tmp_path: Path) -> None:
    # U1 has the event on day 102; U2 dies on 20 March, day 71; U3 ends the study on 30 June, day 173; the others are
    # followed to the cut-off on 31 July, day 204. The window of 47 days plays no part.
    adsl = subjects({}, {"DTHDT": "2020-03-20"}, {"EOSDT": "2020-06-30"}, {}, CONTROL)
    text = "cutoff_date = 2020-07-31\n" + WINDOW + CURVE
    study = small_study(tmp_path, adsl, EVENTS[:1], text, {"adjudication": CASES[:1]})
    times = study.table("time_to_event").query("curve == 'ILD'")
    found = {row.USUBJID: (row.day, row.status) for row in frames.rows(times)}
    assert found == {"U1": (102, 1), "U2": (71, 2), "U3": (173, 0), "U4": (204, 0), "C1": (204, 0)}
    # Of four, one died: S = 3/4; then one of three has the event: 3/4 * 1/3.
    curve = study.table("cumulative_incidence").query("curve == 'ILD' and arm == 'Drug'").set_index("day")
    assert curve["percent"].to_dict() == pytest.approx({0: 0, 71: 0, 102: 25, 173: 25, 204: 25})


def test_without_adjudication_the_tables_are_empty_and_the_curve_is_flat(tmp_path: Path) -> None:
    study = small_study(tmp_path, SUBJECTS, EVENTS, WINDOW + CURVE)
    assert all(study.table(name).empty for name in (*TABLES, *DERIVED))
    assert set(study.table("time_to_event").query("curve == 'ILD'")["status"]) == {0, 2}


def test_findings_name_the_case(study: Study) -> None:
    found = study.findings
    assert keys(found, "case_incomplete") == ["USUBJID=U5, ADJSEQ=6"] * 2  # no grade, no relationship
    assert found.query("dataset == 'adjudication'")["rule"].unique().tolist() == ["case_incomplete"]


def test_every_derived_table_keeps_its_contract(study: Study) -> None:
    for name in (*DERIVED, "time_to_event", "subject", "adjudicated_category", "curve"):
        contract.validate_result(study.table(name), name)
