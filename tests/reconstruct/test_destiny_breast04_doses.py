"""The doses of the built-in model study, summed in pandas, and the agents of its comparator as the paper has them."""

import pandas as pd
import pytest

from model_study import study
from published import SHARED


def test_cumulative_doses_equal_pandas() -> None:
    adex = study().table("adex")
    # A record of capecitabine is the fourteen days of a cycle.
    amounts = adex["EXDOSE"] * adex["EXTRT"].map({"CAPECITABINE": 14.0}).fillna(1.0)
    expected = amounts.groupby([adex["EXTRT"], adex["USUBJID"]]).sum().to_dict()
    found = study().table("subject_dose").set_index(["treatment", "USUBJID"])["cumulative_dose"]
    assert found.to_dict() == pytest.approx(expected)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the published figures as CSV are not there")
def test_the_agents_of_the_comparator_are_those_of_table_1() -> None:
    """The paper has them of 184 randomised patients, of whom 172 were treated."""
    table = pd.read_csv(SHARED / "baseline_table1.csv").query("characteristic == 'chemotherapy_agent'")
    printed = dict(zip(table["category"], table["tpc_pct"], strict=True))
    shares = study().table("treatment_exposure").query("arm == 'TPC'").set_index("label")
    assert shares.loc[list(printed), "subjects"].sum() == 172
    for agent, percent in printed.items():
        assert shares.loc[agent, "percent"] == pytest.approx(percent, abs=0.5)


def test_the_times_of_the_agents_are_those_of_the_arms() -> None:
    """A subject had one agent, and its records of doses go on to the end of treatment."""
    arms = study().table("exposure").set_index("arm")["patient_years"]
    by_arm = study().table("treatment_exposure").groupby("arm")["patient_years"].sum()
    assert by_arm.to_dict() == pytest.approx(arms.to_dict())


def test_relative_dose_intensity_equals_pandas() -> None:
    """One dose a cycle: the amount over 5.4 mg/kg for every 21 days up to the end of the last cycle."""
    adex = study().table("adex")
    found = study().table("subject_dose").set_index("USUBJID")["relative_dose_intensity"]
    for subject in sorted(set(adex.loc[adex["EXTRT"] == "TRASTUZUMAB DERUXTECAN", "USUBJID"]))[:20]:
        doses = adex[adex["USUBJID"] == subject]
        days = (doses["ASTDT"].max() - doses["ASTDT"].min()).days + 21
        expected = 100 * doses["EXDOSE"].sum() / (5.4 * days / 21)
        assert found[subject] == pytest.approx(expected)
