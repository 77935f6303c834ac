"""Subjects, events and days at risk of every term and category, counted a second time from the data files alone."""

from pathlib import Path

import pandas as pd

import pv
from counted_by_hand import by_hand, by_tables
from large_trial import Shape, write_trial


def test_every_count_is_the_one_made_by_hand(tmp_path: Path) -> None:
    file = write_trial(tmp_path, Shape(2_000, terms=12, classes=4))
    with pv.open_study(file) as study:
        counted = by_tables(study.table("incidence"), study.table("exposure_adjusted_rate"))
    expected = by_hand(tmp_path)
    assert (expected["subjects"] < expected["events"]).any()
    assert (expected["timed_subjects"] < expected["subjects"]).any()
    pd.testing.assert_frame_equal(counted, expected, check_dtype=False)
