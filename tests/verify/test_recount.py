"""The second computation of a study that is counted on paper, and how a table is held against it."""

import math
from pathlib import Path

import pandas as pd
import pytest

from pv.verify.compared import Recount, held
from pv.verify.given import Given
from pv.verify.verification import recounts
from small_study import CONTROL, events, small_study, subjects


def recounted(folder: Path) -> dict[str, pd.DataFrame]:
    """Return the second computation of a study of three, counted by hand below."""
    adsl = subjects(
        {},  # 10 to 19 January: 10 days
        {"TRTEDT": None, "EOTSTT": "DISCONTINUED"},  # not timed
        {**CONTROL, "TRTEDT": "2020-01-14"},  # 5 days
    )
    adae = events(
        {"ASTDT": "2020-01-12", "AETOXGR": "2", "AESER": "Y"},  # day 3
        {"AESEQ": 2, "ASTDT": "2020-01-09", "AETOXGR": "4"},  # before the first dose
        {"AESEQ": 3, "ASTDT": "2020-01-15", "AETOXGR": "3"},  # the same term again
        {"AESEQ": 4, "ASTDT": "2020-01-25", "AETOXGR": "1"},  # the day after the window of five
        {"USUBJID": "U2", "ASTDT": "2020-03-01", "AETOXGR": "5"},  # fatal; without a last dose nothing is too late
    )
    with small_study(folder, adsl, adae, "[treatment_emergent]\nwindow_days = 5\n") as study:
        found = recounts(Given(study.table), study.settings.statistics.model_dump())
    return {recount.table: recount.rows for recount in found}


def test_the_counts_of_a_study_on_paper(tmp_path: Path) -> None:
    tables = recounted(tmp_path)

    def cell(table: str, **where: object) -> pd.Series:
        rows = tables[table]
        for column, value in where.items():
            rows = rows[rows[column] == value]
        assert len(rows) == 1
        return rows.iloc[0]

    any_event = cell("incidence", arm="Drug", level="any", category="any")
    assert (any_event["subjects"], any_event["events"], any_event["arm_subjects"]) == (2, 3, 2)
    # U1 had grades 2 and 3 and counts in 3; U2 in 5.
    grades = {grade: cell("incidence", arm="Drug", level="any", category=f"grade{grade}") for grade in (2, 3, 5)}
    assert {grade: (row["subjects"], row["events"]) for grade, row in grades.items()} == {
        2: (0, 1),
        3: (1, 1),
        5: (1, 1),
    }
    rate = cell("exposure_adjusted_rate", arm="Drug", level="any", category="any")
    assert (rate["eair_total_subjects"], rate["eaer_events"], rate["untimed_subjects"]) == (1, 2, 1)
    # At risk to the event on day 3; grade 3 from day 6; without an event to the end of the window, day 15.
    assert (rate["exposure_days"], rate["days_at_risk"]) == (10, 3)
    assert cell("exposure_adjusted_rate", arm="Drug", level="any", category="grade3")["days_at_risk"] == 6
    assert cell("exposure_adjusted_rate", arm="Drug", level="any", category="fatal")["days_at_risk"] == 15
    assert cell("exposure_adjusted_rate", arm="Control", level="any", category="any")["days_at_risk"] == 10
    died = tables["deaths"].query("arm == 'Drug'").set_index("item")["subjects"]
    # The fatal event has no end: the death has no day, and a treatment-emergent event is what tells of it.
    assert died[["death", "death_on_treatment", "fatal_event_emergent", "no_fatal_event"]].to_list() == [1, 1, 1, 0]
    exposure = cell("exposure", arm="Drug")
    assert (exposure["subjects"], exposure["total_days"], exposure["median_days"]) == (1, 10, 10)


TABLE = pd.DataFrame({"arm": ["A", "B"], "subjects": [1, 2], "lower": [0.5, math.nan], "upper": [1.0, math.inf]})


def differences(rows: pd.DataFrame) -> list[tuple[str, ...]]:
    """Return what differs where the second computation is TABLE."""
    recount = Recount("some", ["arm"], ["subjects"], ["lower", "upper"], TABLE)
    found = held(rows, recount).differences
    return [*found[["key", "column", "product", "second"]].itertuples(index=False, name=None)]


def test_what_is_the_same_agrees_missing_and_infinite_too() -> None:
    close = TABLE.assign(lower=[0.5 * (1 + 9e-10), math.nan])
    assert differences(TABLE) == differences(close) == []
    assert held(TABLE, Recount("some", ["arm"], ["subjects"], ["lower", "upper"], TABLE)).numbers == 6


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (TABLE.assign(subjects=[1, 3]), ("arm=B", "subjects", "3", "2")),
        (TABLE.assign(lower=[0.5 * (1 + 2e-9), math.nan]), ("arm=A", "lower", "0.500000001", "0.5")),
        (TABLE.assign(lower=[0.5, 0.25]), ("arm=B", "lower", "0.25", "missing")),
        (TABLE.assign(upper=[1.0, 7.0]), ("arm=B", "upper", "7.0", "inf")),
        (TABLE.iloc[:1], ("arm=B", "row", "missing", "there")),
        (pd.concat([TABLE, TABLE.assign(arm="C").iloc[:1]]), ("arm=C", "row", "there", "missing")),
        (pd.concat([TABLE, TABLE.iloc[:1]], ignore_index=True), ("arm=A", "row", "twice", "once")),
    ],
)
def test_what_differs_is_told_with_both_values(changed: pd.DataFrame, said: tuple[str, ...]) -> None:
    assert differences(changed) == [said]
