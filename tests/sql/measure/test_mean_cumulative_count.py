"""mean_cumulative_count.sql: the mean function by brute force on a random study, and by hand."""

from pathlib import Path

import numpy as np
import pytest

import pilot
import random_times
from made_alone import made_alone
from pv.errors import InputError
from small_study import CONTROL, events, small_study, subjects


@pytest.mark.parametrize("curve", ["Any adverse event", "Nausea"])
@pytest.mark.parametrize("arm", ["Drug", "Control"])
def test_each_event_is_over_those_at_risk_on_its_day(curve: str, arm: str) -> None:
    found = random_times.study().table("mean_cumulative_count")
    found = found[(found["curve"] == curve) & (found["arm"] == arm)].set_index("day")
    people = random_times.followed().query("arm == @arm").set_index("USUBJID")["at_risk"]
    had = random_times.onsets(None if curve == "Any adverse event" else curve).query("arm == @arm")
    for day, row in found.iloc[[1, len(found) // 2, -1]].iterrows():
        by_then = had[had["day"] <= day]
        mean = sum(1 / (people >= one).sum() for one in by_then["day"])
        # Lawless and Nadeau: each subject's own events less those expected of it, each over those at risk, squared.
        own = [
            sum(
                (sum(by_then.loc[by_then["USUBJID"] == name, "day"] == one) - number / (people >= one).sum())
                / (people >= one).sum()
                for one, number in by_then["day"].value_counts().items()
                if one <= end
            )
            for name, end in people.items()
        ]
        assert row["at_risk"] == (people >= day).sum()
        assert row["events"] == len(by_then)
        assert row["mean_count"] == pytest.approx(mean)
        if mean:
            error = np.sqrt(sum(one**2 for one in own))
            assert row["upper"] == pytest.approx(mean * np.exp(1.959964 * error / mean), rel=1e-6)
    assert set(found["week"].dropna()) == {4, 12, 26}


def test_recurrences_count_and_events_after_the_time_at_risk_do_not(tmp_path: Path) -> None:
    # At risk to day 15. U1 has events on days 3 and 5, and on day 30; U2 leaves on day 4 and has none.
    adsl = subjects({}, {"EOSDT": "2020-01-13", "EOSSTT": "DISCONTINUED"}, CONTROL)
    adae = events({"ASTDT": "2020-01-12"}, {"ASTDT": "2020-01-14"}, {"ASTDT": "2020-02-08"})
    window = '[treatment_emergent]\nrule = "window"\nwindow_days = 5\n[statistics]\ninterval_weeks = [1, 2, 3]\n'
    study = small_study(tmp_path, adsl, adae, window)
    drug = study.table("mean_cumulative_count").query("arm == 'Drug'").set_index("day")
    assert drug["mean_count"].fillna(-1).to_dict() == {0: 0, 3: 0.5, 5: 1.5, 7: 1.5, 14: 1.5, 21: -1}
    assert drug["events"].max() == 2
    shown = made_alone(study, "mean_cumulative_count")
    assert "By week 2" in shown
    assert "Events within the time at risk  2" in shown


def test_an_adjudicated_curve_has_no_recurrences() -> None:
    with pytest.raises(InputError, match="there is no such curve"):
        made_alone(pilot.study(), "mean_cumulative_count", curve="Any advers event")
    assert set(pilot.study().table("mean_cumulative_count")["curve"]) == set(pilot.study().table("curve")["curve"])
