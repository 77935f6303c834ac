"""rate_comparison.sql: the three rates of each arm against the comparator, counted again from the table of rates."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import beta

import frames
import model_study
import pilot
from chapters import chapter_text
from small_study import CONTROL, count, events, small_study, subjects

GRAIN = ["arm", "level", "soc", "term", "category"]
PARTS = {
    "eair_total": ("eair_total_subjects", "patient_years"),
    "eair_at_risk": ("eair_at_risk_subjects", "patient_years_at_risk"),
    "eaer": ("eaer_events", "patient_years"),
}


@pytest.mark.parametrize("rate", PARTS)
def test_every_row_of_the_pilot_by_a_join_in_pandas(rate: str) -> None:
    numerator, years = PARTS[rate]
    rates = pilot.study().table("exposure_adjusted_rate")[[*GRAIN, numerator, years]]
    placebo = rates[rates["arm"] == "Placebo"].drop(columns="arm")
    paired = rates[rates["arm"] != "Placebo"].merge(placebo, on=GRAIN[1:], suffixes=("", "_p")).set_index(GRAIN)
    table = pilot.study().table("rate_comparison")
    found = table[table["rate"] == rate].set_index(GRAIN).loc[paired.index]
    assert len(found) * 3 == len(table)
    with np.errstate(divide="ignore", invalid="ignore"):
        one, other = paired[numerator] / paired[years], paired[f"{numerator}_p"] / paired[f"{years}_p"]
        np.testing.assert_allclose(found["rate_difference"], one - other, rtol=0, atol=1e-12)
        np.testing.assert_allclose(found["rate_ratio"], one / other, rtol=1e-12)
    # Lehmann's exact limits given all events: those of Clopper and Pearson of arm 1's share, as odds.
    a, b = paired[numerator].to_numpy(dtype=float), paired[f"{numerator}_p"].to_numpy(dtype=float)
    some = (a > 0) & (b > 0)
    scale = (paired[f"{years}_p"] / paired[years]).to_numpy()[some]
    low, high = (np.asarray(beta.ppf(tail, a + more, b + 1 - more)) for tail, more in ((0.025, 0), (0.975, 1)))
    np.testing.assert_allclose(found["irr_lower"][some], low[some] / (1 - low[some]) * scale, rtol=1e-8)
    np.testing.assert_allclose(found["irr_upper"][some], high[some] / (1 - high[some]) * scale, rtol=1e-8)
    assert np.isposinf(found["irr_upper"][b == 0]).all()
    assert (found["ird_lower"] < found["ird_upper"]).all()


def test_the_comparison_has_the_rate_that_leads() -> None:
    table, comparison = pilot.study().table("rate_comparison"), pilot.study().table("comparison")
    leads = table[table["leads"]].set_index(GRAIN).loc[pd.MultiIndex.from_frame(comparison[GRAIN])]
    assert set(comparison["compared_rate"]) == set(leads["rate"]) == {"eair_at_risk"}
    for name in ("rate_events", "rate_difference", "ird_lower", "ird_upper", "rate_ratio", "irr_lower", "irr_upper"):
        np.testing.assert_array_equal(comparison[name].to_numpy(), leads[name].to_numpy())


def test_the_model_study_leads_with_the_rate_of_the_paper() -> None:
    study = model_study.study()
    rows = list(frames.rows(study.table("rate_comparison").query("level == 'any' and category == 'any'")))
    unit = study.table("study")["rate_unit"].iloc[0]
    assert [(row.rate, row.leads) for row in rows] == [("eair_total", True), ("eaer", False), ("eair_at_risk", False)]
    first = rows[0]
    assert (first.rate_events, first.comparator_rate_events) == (369, 169)
    # 1.30 and 2.66 per patient-year, as the paper prints them.
    assert round(first.rate_events / first.rate_patient_years, 2) == 1.30
    assert round(first.comparator_rate_events / first.comparator_rate_patient_years, 2) == 2.66
    assert first.rate_difference == pytest.approx(369 / 283.55 - 169 / 63.59, abs=1e-3)
    assert first.ird_upper < 0
    assert unit == "patient-year"


def test_a_rate_whose_interval_would_have_no_width_has_none(tmp_path: Path) -> None:
    text = '[statistics]\nrate = "normal"\nrate_difference = "ird_wald"\nrate_unit = "1000 patient-years"\n'
    study = small_study(tmp_path, subjects({}, CONTROL), events({}), text)
    nothing = count(study, "rate_comparison", level="any", category="serious", rate="eaer")
    assert nothing["rate_difference"] == 0
    assert pd.isna([nothing["ird_lower"], nothing["ird_upper"]]).all()
    rate = count(study, "exposure_adjusted_rate", level="any", category="serious", arm="Control")
    assert rate["eaer"] == 0
    assert pd.isna([rate["eaer_lower"], rate["eaer_upper"]]).all()


def test_a_low_rate_per_patient_year_is_read_off_the_page(tmp_path: Path) -> None:
    # Three subjects of 7305 days (20 years) and one event: 1 / 60 = 0.0167 per patient-year, not 0.02 and never 0.00.
    long = {"TRTSDT": "2000-01-01", "TRTEDT": "2019-12-31"}
    text = '[statistics]\nrate_unit = "patient-year"\ncompared_rate = "eair_total"\n'
    study = small_study(tmp_path, subjects(long, long, long, CONTROL | long), events({"ASTDT": "2019-12-30"}), text)
    page = chapter_text(study, "overview")
    # Exact limits of 1 event: 0.0253 and 5.5716 events in the 60 years.
    assert "0.017 (0.000, 0.093)" in page
