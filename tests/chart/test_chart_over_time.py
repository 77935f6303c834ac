"""The specifications of rates over time, of mean cumulative counts, and of the ends of treatment and follow-up."""

from typing import Any

import numpy as np
import pandas as pd

import report_tables
from pv.display.time_to_event.mean_cumulative_count import mean_cumulative_count
from pv.display.time_to_event.rate_over_time import rate_over_time
from pv.render.chart.step_curves import percent_steps, seen, step_curves

ARM = report_tables.tables()["arm"]
NAMES = list(ARM["arm"])


def rates() -> pd.DataFrame:
    """Return two intervals and the whole time of each arm; in the last interval of the last arm nobody is at risk."""
    rows = [
        (name, number, after, to, 10, 2, years, rate, rate / 2, rate * 9)
        for name in NAMES
        for number, after, to, years, rate in (
            (0, 0.0, np.nan, 4.0, 0.5),
            (1, 0.0, 12.0, 2.0, 1.0),
            (2, 12.0, np.nan, 2.0, np.nan if name == NAMES[-1] else 0.0),
        )
    ]
    columns = ["arm", "interval", "after_week", "to_week", "subjects", "events", "patient_years", "rate"]
    table = pd.DataFrame(rows, columns=[*columns, "lower", "upper"])
    return table.assign(curve="Nausea", method="garwood_exact", confidence_level=0.95)


def drawn_rates() -> dict[str, Any]:
    drawn: dict[str, Any] = rate_over_time(rates(), ARM, curve="Nausea", unit=100).to_dict()
    return drawn


def test_rates_stand_in_the_order_of_time_per_the_unit() -> None:
    drawn = drawn_rates()
    limits, points = drawn["layer"]
    assert limits["encoding"]["x"]["scale"]["domain"] == ["Overall", "0\u201312", ">12"]
    assert points["encoding"]["y"]["title"] == [
        "Subjects with a first event per 100 patient-years,",
        "with 95% interval",
    ]
    data = pd.DataFrame(next(iter(drawn["datasets"].values())))
    assert sorted(set(data["rate"])) == [0, 50, 100]
    # Nobody at risk: no point.
    assert len(data) == 3 * len(NAMES) - 1


def test_a_limit_far_above_every_rate_is_cut() -> None:
    limits, points = drawn_rates()["layer"]
    # Nine times the largest rate is the highest limit, 2.5 times what is shown.
    assert limits["encoding"]["y"]["scale"]["domain"] == points["encoding"]["y"]["scale"]["domain"] == [0, 250]
    assert limits["mark"]["clip"] is True


def means(days: range) -> pd.DataFrame:
    rows = [(name, day, day / 10, day / 20, day / 5) for name in NAMES for day in days]
    table = pd.DataFrame(rows, columns=["arm", "day", "mean_count", "lower", "upper"])
    return table.assign(curve="Nausea", method="mean_cumulative_function", confidence_level=0.9)


def test_the_mean_count_has_two_decimals_and_the_untimed_are_at_no_risk() -> None:
    subject = pd.DataFrame({"arm": [*NAMES, NAMES[0]], "risk_days": [30] * len(NAMES) + [None]})
    drawn: dict[str, Any] = mean_cumulative_count(means(range(0, 21, 5)), subject, ARM, curve="Nausea").to_dict()
    curves, risk = drawn["vconcat"]
    assert curves["layer"][1]["encoding"]["y"]["title"] == [
        "Mean number of events per subject",
        "(band: 90% pointwise)",
    ]
    frames = {name: pd.DataFrame(rows) for name, rows in drawn["datasets"].items()}
    steps = next(frame for frame in frames.values() if "mean_text" in frame)
    assert steps.query("day == 10")["mean_text"].to_list() == ["1.00"] * len(NAMES)
    assert steps.query("day == 10")["interval_text"].to_list() == ["0.50 to 2.00 (90%)"] * len(NAMES)
    at_risk = frames[risk["data"]["name"]]
    assert set(at_risk.query("day == 0")["at_risk"]) == {1}


def test_steps_too_close_to_be_seen_are_the_last_of_them() -> None:
    days = pd.DataFrame({"arm": "A", "day": range(1501), "mean_count": 1.0})
    kept = seen(days, "mean_count")
    # Places of ten days each: day 0, which begins the curve, then the last day of each.
    assert kept["day"].to_list() == [0, *range(9, 1500, 10), 1500]
    # Where the value moves as far as a sixtieth of the height, a step stays however close the next one is.
    steep = days.assign(mean_count=np.minimum(days["day"], 60.0))
    assert seen(steep, "mean_count")["day"].head(60).to_list() == list(range(60))


def test_ends_of_treatment_are_percentages_by_kaplan_and_meier() -> None:
    rows = pd.DataFrame({"arm": NAMES, "day": 5, "percent": 50.0, "lower": 20.0, "upper": 80.0})
    steps = percent_steps(rows.assign(method="kaplan_meier", confidence_level=0.95), "Subjects who left", "Left")
    drawn: dict[str, Any] = step_curves(steps, pd.DataFrame({"arm": NAMES, "day": 9}), ARM).to_dict()
    encoding = drawn["vconcat"][0]["layer"][1]["encoding"]
    assert encoding["y"]["title"] == ["Subjects who left (%, Kaplan-Meier,", "band: 95% pointwise)"]
    frames = [pd.DataFrame(one) for one in drawn["datasets"].values()]
    drawn_steps = next(frame for frame in frames if "percent" in frame)
    # Each curve goes on to the end of its follow-up, at the height last reached.
    assert drawn_steps.groupby("arm_label")["day"].max().to_list() == [9] * len(NAMES)
    assert set(drawn_steps["percent"]) == {50.0}
