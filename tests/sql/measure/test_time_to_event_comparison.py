"""time_to_event.sql, cumulative_incidence.sql, time_to_event_comparison.sql: the first event, death competing."""

from pathlib import Path

import pytest
from lifelines import CoxPHFitter
from lifelines.statistics import logrank_test

import frames
import pilot
from small_study import CONTROL, count, events, small_study, subjects

WINDOW = '[treatment_emergent]\nrule = "window"\nwindow_days = 5\n'


def test_times_by_hand(tmp_path: Path) -> None:
    adsl = subjects({}, {"DTHDT": "2020-01-20"}, {}, {"DTHDT": "2020-02-20"}, CONTROL)
    adae = events({"ASTDT": "2020-01-14"}, {"ASTDT": "2020-01-12"}, {"USUBJID": "U3", "ASTDT": "2020-01-10"})
    rows = small_study(tmp_path, adsl, adae, WINDOW).table("time_to_event")
    found = {row.USUBJID: (row.day, row.status) for row in frames.rows(rows)}
    assert found == {
        "U1": (3, 1),  # the first of two events, on the 12th
        "U2": (11, 2),  # died on the 20th
        "U3": (1, 1),  # on the day of the first dose
        "U4": (15, 0),  # died after the risk period: 10 to 24 January
        "C1": (15, 0),
    }


def test_cumulative_incidence_by_hand(tmp_path: Path) -> None:
    # Days 3 event, 5 death, 7 event, 15 nothing, of four: F(3) = 1/4; S(5) = 3/4 * 2/3 = 1/2; F(7) = 1/4 + 1/2 * 1/2.
    adsl = subjects({}, {"DTHDT": "2020-01-14"}, {}, {}, CONTROL)
    adae = events({"ASTDT": "2020-01-12"}, {"USUBJID": "U3", "ASTDT": "2020-01-16"})
    rows = small_study(tmp_path, adsl, adae, WINDOW).table("cumulative_incidence")
    drug = rows[rows["arm"] == "Drug"].set_index("day")
    assert drug["at_risk"].to_dict() == {0: 4, 3: 4, 5: 3, 7: 2, 15: 1}
    assert drug["percent"].to_dict() == pytest.approx({0: 0, 3: 25, 5: 25, 7: 50, 15: 50})
    assert (drug["competing"] == [0, 0, 1, 0, 0]).all()
    assert set(rows.loc[rows["arm"] == "Control", "percent"]) == {0}


@pytest.mark.filterwarnings("ignore:Starting with pandas version 4")  # lifelines, not ours
def test_the_pilot_s_hazard_ratio_and_log_rank_test_equal_lifelines() -> None:
    study = pilot.study()
    times = study.table("time_to_event").query("curve != 'Any adverse event'")
    for arm in ("Xanomeline High Dose", "Xanomeline Low Dose"):
        two = times[times["arm"].isin([arm, "Placebo"])]
        frame = two.assign(event=two["status"] == 1, treated=(two["arm"] == arm).astype(int))[
            ["day", "event", "treated"]
        ]
        cox = CoxPHFitter().fit(frame.astype(float), "day", "event")
        test = logrank_test(*(frame.loc[frame["treated"] == group, "day"] for group in (1, 0)),
                            *(frame.loc[frame["treated"] == group, "event"] for group in (1, 0)))  # fmt: skip
        row = count(study, "time_to_event_comparison", arm=arm, curve="Dermatologic event (customized query 01)")
        assert row["hazard_ratio"] == pytest.approx(float(cox.hazard_ratios_["treated"]), rel=1e-5)
        assert row["log_rank_p_value"] == pytest.approx(test.p_value, rel=1e-6)


def test_a_curve_of_a_term_counts_its_subjects(tmp_path: Path) -> None:
    text = '[[curve]]\nlabel = "Headache"\nlevel = "PT"\nterm = "headache"\n'
    study = small_study(tmp_path, subjects({}, {}, CONTROL), events({}, {"USUBJID": "U2", "AEDECOD": "Nausea"}), text)
    row = count(study, "time_to_event_comparison", curve="Headache")
    assert (row["subjects"], row["arm_subjects"], row["comparator_subjects"]) == (1, 2, 0)
    assert row["hazard_ratio"] == float("inf")
