"""explorer_count.sql and explorer_time.sql: against a count of the file in pandas, and the rates made of them."""

import numpy as np
import pandas as pd

import pilot

KEY = ["arm", "level", "soc", "term", "category"]


def test_a_term_has_the_subjects_and_events_of_the_file_and_nobody_is_no_row() -> None:
    events = pilot.emergent()
    groups = events.groupby(["ARM", "AEBODSYS", "AEDECOD"])["USUBJID"]
    expected = {key: (group.nunique(), len(group)) for key, group in groups}
    counts = pilot.study().table("explorer_count")
    rows = counts[(counts["level"] == "PT") & (counts["category"] == "any")]
    found = {(row.arm, row.soc, row.term): (row.subjects, row.events) for row in rows.itertuples(index=False)}
    assert found == expected


def test_the_exposure_is_that_of_the_file() -> None:
    # TRTSDT and TRTEDT are days: both count.
    subjects = pilot.adsl().query("SAFFL == 'Y'")
    days = pd.to_datetime(subjects["TRTEDT"]) - pd.to_datetime(subjects["TRTSDT"])
    expected = (days.dt.days + 1).groupby(subjects["TRT01A"]).sum()
    time = pilot.study().table("explorer_time").set_index("arm")
    # A subject without a last dose is in neither sum.
    assert {arm: time.loc[arm, "exposure_days"] for arm in pilot.ARMS} == {arm: expected[arm] for arm in pilot.ARMS}


def test_the_rates_come_out_of_counts_and_days() -> None:
    rates, time = pilot.study().table("exposure_adjusted_rate"), pilot.study().table("explorer_time")
    rows = pilot.study().table("explorer_count").merge(time, on="arm").merge(rates, on=KEY, suffixes=("", "_rate"))
    assert len(rows) == len(pilot.study().table("explorer_count"))
    for rate, number, days in (
        ("eair_total", "timed_subjects", rows["exposure_days"]),
        ("eair_at_risk", "subjects_in_risk", rows["risk_days"] - rows["days_after_event"]),
        ("eaer", "timed_events", rows["exposure_days"]),
    ):
        assert np.allclose(rows[number] / (days / 365.25), rows[rate], rtol=1e-12, atol=0)
