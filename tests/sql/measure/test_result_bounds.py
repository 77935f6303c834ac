"""Bounds of the result tables: they hold at the edges of the data and of every method that a study can choose."""

from pathlib import Path

import pytest

import pilot
from pv import contract
from pv.contract import ContractError
from small_study import CONTROL, events, small_study, subjects

#: Everyone in one arm has the event, nobody in the other: limits without a bound of their own go beyond the range.
ALL = subjects(*[{}] * 3, *[CONTROL | {"USUBJID": f"C{number}"} for number in range(3)]).assign(SITE="1")
HAD = events({}, {"USUBJID": "U2"}, {"USUBJID": "U3"})
STATISTICS = """[statistics]
proportion = "jeffreys"
risk_difference = "rd_agresti_caffo"
rate = "normal"
strata = "SITE"
stratified_risk_difference = "rd_mh_weights_wald"
"""


def test_limits_beyond_the_range_of_the_estimate_are_no_defect(tmp_path: Path) -> None:
    study = small_study(tmp_path, ALL, HAD, STATISTICS)
    row = study.table("comparison").query("level == 'any' and category == 'any'").iloc[0]
    # Agresti and Caffo: (3 + 1) / (3 + 2) - 1 / 5 = 0.6, +- 1.959964 * sqrt(2 * 0.8 * 0.2 / 5) = 0.495836
    assert row["risk_difference"] == 100
    assert row["rd_upper"] == pytest.approx(109.5836, abs=1e-4)
    rate = study.table("exposure_adjusted_rate").query("level == 'any' and category == 'any' and arm == 'Drug'").iloc[0]
    # 3 events in 30 days: the rate less 1.959964 * sqrt(3) events in that time
    assert rate["eaer_lower"] == pytest.approx((3 - 1.959964 * 3**0.5) / (30 / 365.25), rel=1e-6)
    assert rate["eaer_lower"] < 0
    assert len(study.table("stratified_comparison")) > 0


def test_a_first_dose_after_the_cut_off_gives_no_time(tmp_path: Path) -> None:
    adsl = subjects({"TRTSDT": "2020-02-01", "TRTEDT": None}, {}, CONTROL)
    study = small_study(tmp_path, adsl, events({}), "cutoff_date = 2020-01-25\n")
    subject = study.table("subject").set_index("USUBJID")
    assert subject.loc["U1", ["exposure_days", "patient_years", "risk_days", "follow_up_days"]].isna().all()
    drug = study.table("exposure").set_index("arm").loc["Drug"]
    assert (drug["arm_subjects"], drug["subjects"], drug["total_days"]) == (2, 1, 10)
    found = study.findings.set_index(["rule", "record_key"])
    assert found.loc[("date_after_cutoff", "USUBJID=U1"), "value"] == "2020-02-01"
    assert str(found.loc[("missing_last_dose", "USUBJID=U1"), "action"]).endswith("not the exposure and time at risk")


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("subject", "patient_years", -0.1),
        ("subject", "exposure_days", 0),
        ("exposure", "median_days", 10_000),
        ("exposure", "subjects", 10_000),
        ("incidence", "lower", 99.9),
        ("incidence", "subjects", 10_000),
        ("exposure_adjusted_rate", "eaer_upper", 0),
        ("comparison", "irr_lower", 1e9),
        ("time_to_event_comparison", "hr_upper", 0),
        ("cumulative_incidence", "events", 10_000),
        ("number_summary", "q1", 1e9),
        ("accounting", "rows_used", 10_000),
    ],
)
def test_a_number_that_cannot_be_is_noticed(table: str, column: str, value: float) -> None:
    frame = pilot.study().table(table)
    contract.validate_result(frame, table)
    with pytest.raises(ContractError, match=rf"table {table}.*{column}"):
        contract.validate_result(frame.assign(**{column: value}).astype({column: frame[column].dtype}), table)
