"""exposure.sql and exposure_duration.sql: how long the arms were treated."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import frames
import pilot
from small_study import CONTROL, count, events, keys, small_study, subjects


def test_exposure_of_the_pilot_equals_the_recorded_duration() -> None:
    # TRTDURD is the file's own TRTEDT - TRTSDT + 1.
    durations = pilot.adsl().groupby("TRT01A")["TRTDURD"]
    rows = pilot.study().table("exposure").set_index("arm")
    for column, expected in (
        ("total_days", durations.sum()),
        ("mean_days", durations.mean()),
        ("sd_days", durations.std()),
        ("median_days", durations.median()),
        ("minimum_days", durations.min()),
        ("maximum_days", durations.max()),
    ):
        assert rows[column].to_dict() == pytest.approx(expected.to_dict()), column
    assert rows["patient_years"].to_dict() == pytest.approx((durations.sum() / 365.25).to_dict())


def test_quartiles_are_those_of_sas() -> None:
    # numpy's "averaged_inverted_cdf" is definition 2 of Hyndman and Fan, the default (5) of SAS.
    rows = pilot.study().table("exposure").set_index("arm")
    adsl = pilot.adsl()
    for arm in pilot.ARMS:
        days = adsl.loc[adsl["TRT01A"] == arm, "TRTDURD"]
        for column, share in (("q1_days", 0.25), ("median_days", 0.5), ("q3_days", 0.75)):
            assert rows.loc[arm, column] == np.quantile(days, share, method="averaged_inverted_cdf")


def test_durations_of_the_pilot() -> None:
    rows = pilot.study().table("exposure_duration")
    adsl = pilot.adsl()
    for row in frames.rows(rows):
        days = adsl.loc[adsl["TRT01A"] == row.arm, "TRTDURD"]
        assert row.subjects == (days >= row.months * 30.4375).sum()


def test_treatment_that_goes_on_is_exposed_up_to_the_cut_off(tmp_path: Path) -> None:
    study = small_study(tmp_path, subjects({"TRTEDT": None}, CONTROL), events({}), "cutoff_date = 2020-01-15\n")
    row = count(study, "exposure", arm="Drug")
    assert row["total_days"] == 6  # 10 to 15 January


def test_a_subject_without_dates_is_counted_but_not_timed(tmp_path: Path) -> None:
    study = small_study(tmp_path, subjects({}, {"TRTSDT": None}, CONTROL), events({}))
    row = count(study, "exposure", arm="Drug")
    assert (row["arm_subjects"], row["subjects"], row["total_days"]) == (2, 1, 10)
    assert row["patient_years_at_risk"] == 10 / 365.25  # no window in this study: the last dose ends it
    assert not pd.isna(row["median_days"])


def test_a_last_dose_before_the_first_is_no_exposure_and_hides_no_event(tmp_path: Path) -> None:
    text = '[treatment_emergent]\nrule = "window"\nwindow_days = 5\n'
    adsl = subjects({}, {"TRTEDT": "2020-01-01"}, CONTROL)
    study = small_study(tmp_path, adsl, events({"USUBJID": "U2", "ASTDT": "2020-03-01"}), text)
    row = count(study, "exposure", arm="Drug")
    assert row["total_days"] == 10  # U1 alone
    assert row["patient_years_at_risk"] == 15 / 365.25  # and its window of 5 days
    assert count(study, arm="Drug", level="any", category="any")["subjects"] == 1
    assert keys(study.findings, "last_dose_before_first") == ["USUBJID=U2"]
