"""rate_over_time.sql: brute force day by day on a random study, and the printed example of FDA's Figure 12."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import chi2

import pilot
import random_times
from made_alone import made_alone
from pv.errors import SettingError
from pv.measure.rate_over_time import rate_over_time
from pv.study.setting.report_settings import StatisticsPart
from small_study import CONTROL, events, small_study, subjects

#: Weeks 4, 12 and 26 in days; the first interval is the whole time.
EDGES = [(0, 10_000), (0, 28), (28, 84), (84, 182), (182, 10_000)]


@pytest.mark.parametrize("curve", ["Any adverse event", "Nausea"])
@pytest.mark.parametrize("arm", ["Drug", "Control"])
def test_each_day_at_risk_is_counted_once(curve: str, arm: str) -> None:
    found = random_times.study().table("rate_over_time")
    found = found[(found["curve"] == curve) & (found["arm"] == arm)]
    people = random_times.followed().query("arm == @arm").set_index("USUBJID")
    had = random_times.onsets(None if curve == "Any adverse event" else curve)
    first = had.groupby("USUBJID")["day"].min().reindex(people.index)
    last = first.fillna(people["at_risk"])
    for (after, to), (_, row) in zip(EDGES, found.iterrows(), strict=True):
        days = sum(sum(after < day <= to for day in range(1, int(end) + 1)) for end in last)
        assert row["patient_years"] == pytest.approx(days / 365.25)
        assert row["events"] == sum(after < day <= to for day in first)
        assert row["subjects"] == sum(end > after for end in last)
        # Exact limits of a Poisson count by the chi-squared distribution.
        assert row["upper"] == pytest.approx(chi2.ppf(0.975, 2 * row["events"] + 2) / 2 / (days / 365.25))


def test_the_whole_time_is_the_rate_over_the_time_at_risk() -> None:
    study = pilot.study()
    whole = study.table("rate_over_time").query("curve == 'Any adverse event' and interval == 0").set_index("arm")
    rates = study.table("exposure_adjusted_rate").query("level == 'any' and category == 'any'").set_index("arm")
    for ours, theirs in (
        ("events", "eair_at_risk_subjects"),
        ("patient_years", "patient_years_at_risk"),
        ("rate", "eair_at_risk"),
        ("lower", "eair_at_risk_lower"),
        ("upper", "eair_at_risk_upper"),
    ):
        np.testing.assert_allclose(whole[ours], rates.loc[whole.index, theirs])


def test_the_printed_example_of_fda_figure_12() -> None:
    # Printed: 16 subjects with events in 1038 person-years overall; by interval 4/366, 5/271, 4/215, 2/105, 1/81. With
    # years of 84 days each interval of 12 weeks is a year, and 366 - 271 = 95 subjects leave at the end of the first.
    events, years = np.array([4, 5, 4, 2, 1]), np.array([366, 271, 215, 105, 81])
    leaving = years - np.append(years[1:], 0)
    times = pd.DataFrame(
        {
            "curve": "Event",
            "arm": "Drug",
            "day": np.repeat(84 * np.arange(1, 6), leaving),
            "happened": np.concatenate([np.arange(number) < had for number, had in zip(leaving, events, strict=True)]),
            "days_per_year": 84,
        }
    )
    found = rate_over_time(times, StatisticsPart())
    assert found["events"].to_list() == [16, 4, 5, 4, 2, 1]
    assert found["patient_years"].to_list() == [1038, 366, 271, 215, 105, 81]
    assert (100 * found["rate"]).round(1).to_list() == [1.5, 1.1, 1.8, 1.9, 1.9, 1.2]
    assert found["after_week"].to_list() == [0, 0, 12, 24, 36, 48]
    assert found["to_week"].fillna(0).to_list() == [0, 12, 24, 36, 48, 0]


def test_an_arm_of_nobody_and_no_event_are_rows(tmp_path: Path) -> None:
    adsl = subjects({}, {}, CONTROL | {"TRTSDT": None})
    study = small_study(tmp_path, adsl, events({"USUBJID": "C1"}), "[statistics]\ninterval_weeks = [1]\n")
    rows = study.table("rate_over_time").set_index(["arm", "interval"])
    # Two subjects without an event, each at risk for the ten days of treatment: the study names no window.
    assert rows["patient_years"].round(6).to_dict() == {
        ("Drug", 0): round(20 / 365.25, 6),
        ("Drug", 1): round(14 / 365.25, 6),
        ("Drug", 2): round(6 / 365.25, 6),
        **{("Control", interval): 0 for interval in range(3)},
    }
    assert rows.loc[("Drug", 0), "rate"] == 0
    assert rows.loc[("Control", 0), ["rate", "lower", "upper"]].isna().all()
    shown = made_alone(study, "rate_over_time")
    assert "0\u20131 weeks" in shown
    assert ">1 weeks" in shown


def test_weeks_that_do_not_rise_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"statistics.interval_weeks.*interval_weeks = \[12.0, 24.0\]"):
        small_study(tmp_path, subjects({}, CONTROL), events({}), "[statistics]\ninterval_weeks = [24, 12]\n")
