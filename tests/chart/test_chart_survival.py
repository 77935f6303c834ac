"""The Kaplan-Meier figure: its specification, and the numbers at risk below it."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pv.render.chart.time_axis import axis_of, tick_times
from small_study import CONTROL, events, small_study, subjects

TEXT = '[[endpoint]]\nname = "os"\nlabel = "Overall survival"\nparameter = "OS"\n'


def test_curves_fall_from_100_and_who_leaves_at_a_tick_is_still_at_risk_there(tmp_path: Path) -> None:
    # Of the drug 2 months to the day with the event, one day more without; of the control an event in the first month.
    days = {"U1": (60.875, 0), "U2": (61.875, 1), "C1": (15.0, 0)}
    times = pd.DataFrame([{"USUBJID": name, "PARAMCD": "OS", "AVAL": d, "CNSR": c} for name, (d, c) in days.items()])
    with small_study(tmp_path, subjects({}, {}, CONTROL), events({}), TEXT, {"adtte": times}) as study:
        spec: dict[str, Any] = study.chart("survival_curve").to_dict()
    curves, at_risk = spec["vconcat"]
    line = curves["layer"][-2]["encoding"]
    assert line["y"]["title"] == ["Subjects without the event (%, Kaplan-Meier,", "band: 95% pointwise)"]
    assert line["x"]["title"] == "Overall survival (months)"
    tooltip = curves["layer"][-1]["encoding"]["tooltip"][1]
    assert (tooltip["field"], tooltip["title"], tooltip["format"]) == ("time", "Months", ".1f")
    drawn = pd.DataFrame(
        spec["datasets"][curves["data"]["name"] if "data" in curves else curves["layer"][0]["data"]["name"]]
    )
    drug = drawn[drawn["arm_label"] == "Drug"].sort_values("time")
    assert drug[["time", "percent"]].to_numpy().tolist() == [[0, 100], [2, 50], [pytest.approx(61.875 / 30.4375), 50]]
    rows = pd.DataFrame(spec["datasets"][at_risk["data"]["name"]])
    assert rows[rows["arm_label"] == "Drug"]["at_risk"].to_list() == [2, 2, 2, 0]
    assert rows[rows["arm_label"] == "Control"]["at_risk"].to_list() == [1, 0, 0, 0]


@pytest.mark.parametrize("unit", ["days", "weeks", "months", "years"])
@given(last=st.floats(0, 4000))
def test_ticks_of_every_unit_cover_the_time_with_at_most_eleven(unit: str, last: float) -> None:
    ticks = tick_times(last, unit)
    assert ticks[0] == 0
    assert ticks[-1] >= last
    assert 2 <= len(ticks) <= 11


def test_the_months_of_a_long_trial_are_marked_by_three() -> None:
    assert axis_of("Overall survival", "months").ticks(29.6) == list(range(0, 31, 3))
