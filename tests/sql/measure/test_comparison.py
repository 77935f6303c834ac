"""comparison.sql: each arm against the comparator, by the arithmetic of the counts and by other implementations."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import minimize_scalar
from scipy.stats import fisher_exact

import frames
import pilot
import pv
from small_study import CONTROL, count, events, small_study, subjects


def compared() -> pd.DataFrame:
    return pilot.study().table("comparison")


def test_both_doses_are_compared_with_placebo_in_every_row() -> None:
    rows = compared()
    assert set(rows["arm"]) == {"Xanomeline High Dose", "Xanomeline Low Dose"}
    assert set(rows["comparator"]) == {"Placebo"}
    assert len(rows) * 3 == len(pilot.study().table("incidence")) * 2


def test_differences_and_ratios_are_those_of_the_counts() -> None:
    rows = compared()
    one = rows["subjects"] / rows["arm_subjects"]
    two = rows["comparator_subjects"] / rows["comparator_arm_subjects"]
    assert rows["risk_difference"].to_numpy() == pytest.approx(100 * (one - two), abs=1e-9)
    some = rows["comparator_subjects"] > 0
    assert rows.loc[some, "risk_ratio"].to_numpy() == pytest.approx((one / two)[some])
    rate = rows["rate_events"] / rows["rate_patient_years"]
    other = rows["comparator_rate_events"] / rows["comparator_rate_patient_years"]
    assert rows["rate_difference"].to_numpy() == pytest.approx(rate - other, abs=1e-9)


def test_any_event_high_dose_against_placebo() -> None:
    row = count(pilot.study(), "comparison", arm="Xanomeline High Dose", level="any", category="any")
    # 76/84 - 65/86 = 0.904762 - 0.755814
    assert row["risk_difference"] == pytest.approx(100 * (76 / 84 - 65 / 86))
    # Each limit is where the score of Miettinen and Nurminen 1985 equals the normal quantile.
    for limit, wanted in ((row["rd_lower"], 1.959963984540054), (row["rd_upper"], -1.959963984540054)):
        assert score(limit / 100, 76, 84, 65, 86) == pytest.approx(wanted, abs=1e-5)


def score(difference: float, x1: int, n1: int, x2: int, n2: int) -> float:
    """Return the score of a difference, the restricted likelihood maximised by search."""

    def loss(p2: float) -> float:
        p1 = p2 + difference
        logs = x1 * np.log(p1) + (n1 - x1) * np.log1p(-p1) + x2 * np.log(p2) + (n2 - x2) * np.log1p(-p2)
        return -float(logs)

    bounds = (max(0.0, -difference) + 1e-12, min(1.0, 1 - difference) - 1e-12)
    p2: float = float(minimize_scalar(loss, bounds=bounds, method="bounded", options={"xatol": 1e-13}).x)
    p1 = p2 + difference
    variance = (p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2) * (n1 + n2) / (n1 + n2 - 1)
    return float((x1 / n1 - x2 / n2 - difference) / variance**0.5)


def test_p_values_are_fisher_s() -> None:
    rows = compared().query("level == 'SOC' and category == 'any'")
    for row in frames.rows(rows):
        table = np.array(
            [
                [row.subjects, row.arm_subjects - row.subjects],
                [row.comparator_subjects, row.comparator_arm_subjects - row.comparator_subjects],
            ]
        )
        assert row.p_value == pytest.approx(fisher_exact(table).pvalue, rel=1e-9)


def test_limits_hold_the_estimate_in_every_row() -> None:
    rows = compared()
    for estimate, lower, upper in (
        ("risk_difference", "rd_lower", "rd_upper"),
        ("risk_ratio", "rr_lower", "rr_upper"),
        ("rate_difference", "ird_lower", "ird_upper"),
        ("rate_ratio", "irr_lower", "irr_upper"),
    ):
        known = rows[np.isfinite(rows[estimate].to_numpy(dtype=float))]
        assert (known[lower] <= known[estimate] + 1e-9).all(), estimate
        assert (known[upper] >= known[estimate] - 1e-9).all(), estimate


def test_nothing_in_both_arms_is_undefined_as_a_ratio_and_zero_as_a_difference() -> None:
    rows = compared()
    empty = rows[(rows["subjects"] == 0) & (rows["comparator_subjects"] == 0)]
    assert len(empty)
    assert (empty["risk_difference"] == 0).all()
    assert empty["risk_ratio"].isna().all()
    assert (empty["p_value"] == 1).all()


@pytest.mark.parametrize("rate", ["eair_total", "eair_at_risk", "eaer"])
def test_the_study_chooses_the_compared_rate(tmp_path: Path, rate: str) -> None:
    text = f'[statistics]\ncompared_rate = "{rate}"\n'
    study = small_study(tmp_path, subjects({}, CONTROL), events({}, {}, {"USUBJID": "C1"}), text)
    row = count(study, "comparison", level="PT", category="any")
    rates = study.table("exposure_adjusted_rate").query("level == 'PT' and category == 'any'").set_index("arm")[rate]
    assert row["rate_ratio"] == pytest.approx(rates["Drug"] / rates["Control"])
    assert row["compared_rate"] == rate


def test_a_study_without_a_comparator_has_no_comparison(tmp_path: Path) -> None:
    study = small_study(tmp_path, subjects({}, CONTROL), events({}))
    assert len(study.table("comparison"))
    file = tmp_path / "study.toml"
    file.write_text(file.read_text().replace('role = "comparator"', 'role = "other"'))
    alone = pv.open_study(file, {"adsl": subjects({}, CONTROL), "adae": events({})})
    assert alone.table("comparison").empty
    assert alone.table("rate_comparison").empty
