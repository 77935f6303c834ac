"""time_to_end.sql and what is made of it: lifelines on a random study, rules by hand."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from lifelines import KaplanMeierFitter
from lifelines.statistics import logrank_test
from lifelines.utils import median_survival_times

import frames
import pilot
import pv
import random_times
from made_alone import made_alone
from small_study import CONTROL, events, small_study, subjects

pytestmark = pytest.mark.filterwarnings("ignore:Starting with pandas version 4", "ignore:Approximating using")

#: milestone -> column of the days, column of who is not censored.
ENDS = {"treatment": ("treated", "discontinued"), "follow-up": ("followed", "lived")}


def expected(milestone: str, arm: str) -> tuple[Any, Any]:
    """Return the days of the subjects of an arm, and who is not censored on it."""
    found = random_times.followed().assign(lived=lambda rows: ~rows["died"])
    day, ended = ENDS[milestone]
    chosen = found[found["arm"] == arm]
    return chosen[day], chosen[ended]


@pytest.mark.parametrize("milestone", ENDS)
@pytest.mark.parametrize("arm", ["Drug", "Control"])
def test_the_curve_is_that_of_lifelines(milestone: str, arm: str) -> None:
    curve = random_times.study().table("time_to_end_curve")
    curve = curve[(curve["milestone"] == milestone) & (curve["arm"] == arm)].set_index("day")
    day, ended = expected(milestone, arm)
    fitted = KaplanMeierFitter(alpha=0.05).fit(day, ended)
    assert curve["at_risk"].loc[1:].sum() == fitted.event_table["at_risk"].loc[1:].sum()
    np.testing.assert_allclose(
        curve["percent"], 100 * (1 - fitted.survival_function_["KM_estimate"].reindex(curve.index)), atol=1e-9
    )
    limits = fitted.confidence_interval_.reindex(curve.index)
    inside = (curve["percent"] > 0) & (curve["percent"] < 100)
    np.testing.assert_allclose(curve["lower"][inside], 100 * (1 - limits.iloc[:, 1])[inside], atol=1e-9)
    np.testing.assert_allclose(curve["upper"][inside], 100 * (1 - limits.iloc[:, 0])[inside], atol=1e-9)


@pytest.mark.parametrize("milestone", ENDS)
def test_median_and_test_are_those_of_lifelines(milestone: str) -> None:
    quantile = random_times.study().table("time_to_end_quantile")
    (day, ended), (other, other_ended) = expected(milestone, "Drug"), expected(milestone, "Control")
    fitted = KaplanMeierFitter().fit(day, ended)
    of_drug = (quantile["milestone"] == milestone) & (quantile["arm"] == "Drug")
    median = quantile[of_drug & (quantile["percent_ended"] == 50)].iloc[0]
    assert median["day"] == fitted.median_survival_time_
    low, high = median_survival_times(fitted.confidence_interval_).iloc[0].sort_values()
    assert (median["lower"], median["upper"]) == (low, high)
    assert (median["subjects"], median["timed_subjects"]) == (ended.sum(), len(day))
    tested = random_times.study().table("time_to_end_comparison").set_index("milestone").loc[milestone]
    assert tested["log_rank_p_value"] == pytest.approx(logrank_test(day, other, ended, other_ended).p_value)
    assert (tested["subjects"], tested["comparator_arm_subjects"]) == (ended.sum(), len(other))


def test_who_discontinued_and_who_is_censored_by_hand(tmp_path: Path) -> None:
    adsl = subjects(
        {"EOTSTT": "DISCONTINUED"},  # 10 to 19 January: day 10
        {"EOTSTT": "COMPLETED"},
        {"EOTSTT": "ONGOING", "TRTEDT": "2020-01-15"},  # treated on to the cut-off, the 31st: day 22
        {"EOTSTT": "ONGOING", "DTHDT": "2020-01-20"},  # the death ended the treatment, whose last dose was on day 10
        {"EOTSTT": None},
        {"EOTSTT": "DISCONTINUED", "TRTEDT": "2020-02-10"},  # after the cut-off: ongoing at it
        CONTROL | {"EOTSTT": "DISCONTINUED", "TRTSDT": None},  # not timed
    )
    study = small_study(tmp_path, adsl, events({}), "cutoff_date = 2020-01-31\n")
    rows = study.table("time_to_end")
    found = {row.USUBJID: (row.day, row.ended, row.how) for row in frames.rows(rows[rows["milestone"] == "treatment"])}
    assert found == {
        "U1": (10, True, "discontinued"),
        "U2": (10, False, "completed"),
        "U3": (22, False, "ongoing"),
        "U4": (10, True, "died"),
        "U5": (10, False, "not known"),
        "U6": (22, False, "ongoing"),
    }
    # 2 of 6 at risk on day 10 ended there; nobody of the two who were treated on.
    curve = study.table("time_to_end_curve").query("milestone == 'treatment'").set_index("day")
    assert curve["percent"].to_dict() == pytest.approx({0: 0.0, 10: 100 * 2 / 6, 22: 100 * 2 / 6})
    assert "Status not recorded, censored at the last dose  1" in made_alone(study, "time_to_discontinuation")
    # The only subject of the comparator is in no curve.
    assert study.table("time_to_end_comparison").set_index("milestone")["log_rank_p_value"].isna()["treatment"]


def test_without_a_status_or_dates_there_is_a_sentence(tmp_path: Path) -> None:
    assert "EOTSTT) or the dates of first and last dose are not" in made_alone(pilot.study(), "time_to_discontinuation")
    nobody = subjects({"TRTSDT": None}, CONTROL | {"TRTSDT": None})
    study = small_study(tmp_path, nobody, events({}))
    for name in ("time_to_last_follow_up", "mean_cumulative_count", "rate_over_time"):
        assert "first and last dose." in made_alone(study, name)


def test_one_arm_alone_has_a_curve_and_no_test(tmp_path: Path) -> None:
    file = tmp_path / "study.toml"
    file.write_text('[study]\nid = "ONE"\ntitle = "One arm"\n[[arm]]\nname = "Drug"\nrole = "investigational"\n')
    with pv.open_study(file, {"adsl": subjects({}, {"TRTEDT": "2020-01-29"}), "adae": events({})}) as study:
        assert study.table("time_to_end_comparison").empty
        assert study.table("number_needed_to_harm").empty
        shown = made_alone(study, "time_to_last_follow_up")
        assert "Median" in shown
        assert "Log-rank" not in shown
        assert "Subjects with the event" in made_alone(study, "rate_over_time")
