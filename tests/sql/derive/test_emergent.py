"""emergent.sql: is each event treatment-emergent, and why."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import pilot
from small_study import CONTROL, events, small_study, subjects

WINDOW = """
[treatment_emergent]
rule = "window"
window_days = 5
"""

# Treatment 2020-01-10 to 2020-01-19, window 5 days: the last day that counts is 2020-01-24.
CASES: list[tuple[dict[str, Any], str, bool]] = [
    ({"ASTDT": "2020-01-10"}, "in window", True),  # the day of the first dose
    ({"ASTDT": "2020-01-09"}, "before first dose", False),  # the day before
    ({"ASTDT": "2020-01-24"}, "in window", True),  # 19 + 5
    ({"ASTDT": "2020-01-25"}, "after window", False),  # one day later
    ({"ASTDT": None}, "missing start", True),
    ({"ASTDT": None, "AENDT": "2020-01-10"}, "missing start", True),  # ended on the day of the first dose
    ({"ASTDT": None, "AENDT": "2020-01-09"}, "before first dose", False),  # over before the first dose
    ({"ASTDT": None, "AENDT": "2020-01-01", "AENDTF": "D"}, "missing start", True),  # may have ended on the 31st
    ({"ASTDT": "2020-01-01", "ASTDTF": "D"}, "partial start", True),  # some day of January
    ({"ASTDT": "2020-01-01", "ASTDTF": "D", "AENDT": "2020-01-09"}, "before first dose", False),
    ({"ASTDT": "2019-12-01", "ASTDTF": "D"}, "before first dose", False),  # the 31st at the latest
    ({"ASTDT": "2020-02-01", "ASTDTF": "D"}, "after window", False),  # 1 February at the earliest
    ({"ASTDT": "2020-01-01", "ASTDTF": "M"}, "partial start", True),  # some day of 2020
    ({"ASTDT": "2019-01-01", "ASTDTF": "M"}, "before first dose", False),
    ({"ASTDT": "2019-01-01", "ASTDTF": "Y"}, "missing start", True),  # wholly imputed says nothing
    ({"ASTDT": "2020-01-05", "AEITOXGR": "1", "AETOXGR": "3"}, "worsened", True),
    ({"ASTDT": "2020-01-05", "AEITOXGR": "3", "AETOXGR": "3"}, "before first dose", False),
    ({"ASTDT": "2020-01-05", "AEITSEV": "MILD", "AESEV": "SEVERE"}, "worsened", True),
    # Worse, but over before the first dose.
    ({"ASTDT": "2020-01-05", "AENDT": "2020-01-08", "AEITOXGR": "1", "AETOXGR": "3"}, "before first dose", False),
    # An end before every day that the start allows is no end: of February every day is after the first dose, the month
    # begins after the window (24 January); of January some day is in it. Neither is before the first dose.
    ({"ASTDT": "2020-02-01", "ASTDTF": "D", "AENDT": "2019-12-30"}, "after window", False),
    ({"ASTDT": "2020-01-01", "ASTDTF": "D", "AENDT": "2019-12-30"}, "partial start", True),
    ({"ASTDT": "2020-01-05", "AENDT": "2020-01-02", "AEITOXGR": "1", "AETOXGR": "3"}, "worsened", True),
    # A full start in the window stands, though the end before it is wrong (a finding).
    ({"ASTDT": "2020-01-12", "AENDT": "2020-01-02"}, "in window", True),
]


def test_reason_of_every_case(tmp_path: Path) -> None:
    study = small_study(tmp_path, subjects({}, CONTROL), events(*(case for case, _, _ in CASES)), WINDOW)
    result = study.table("emergent").sort_values("AESEQ")
    assert result["reason"].to_list() == [reason for _, reason, _ in CASES]
    assert result["rule_emergent"].to_list() == [emergent for _, _, emergent in CASES]
    assert result["emergent"].to_list() == [emergent for _, _, emergent in CASES]


def test_the_flag_decides_where_the_study_says_so_and_the_reason_stays(tmp_path: Path) -> None:
    rows = ({"ASTDT": "2020-01-12"}, {"ASTDT": "2020-01-12", "TRTEMFL": "Y"}, {"ASTDT": "2020-01-02", "TRTEMFL": "Y"})
    study = small_study(tmp_path, subjects({}, CONTROL), events(*rows), '[treatment_emergent]\nrule = "flag"\n')
    result = study.table("emergent").sort_values("AESEQ")
    assert result["emergent"].to_list() == [False, True, True]
    assert result["reason"].to_list() == ["in window", "in window", "before first dose"]


def test_without_a_window_any_later_event_counts(tmp_path: Path) -> None:
    study = small_study(tmp_path, subjects({}, CONTROL), events({"ASTDT": "2024-01-01"}, {"ASTDT": "2020-01-09"}))
    assert study.table("emergent").sort_values("AESEQ")["emergent"].to_list() == [True, False]


def test_events_of_subjects_outside_the_safety_set_are_not_judged(tmp_path: Path) -> None:
    adsl = subjects({}, {"SAFFL": "N"}, CONTROL)
    study = small_study(tmp_path, adsl, events({}, {"USUBJID": "U2"}))
    assert study.table("emergent")["USUBJID"].to_list() == ["U1"]


FIRST, LAST = date(2020, 1, 10), date(2020, 1, 24)
dates = st.dates(min_value=date(2019, 10, 1), max_value=date(2020, 6, 30))


def possible_starts(start: date, flag: str | None, end: date | None) -> list[date]:
    """Return every day on which the event may have started, by going through the days."""
    if flag is None:
        return [start]
    days = (date(start.year, 1, 1) + timedelta(days=day) for day in range(366))
    same = [day for day in days if day.year == start.year and (flag == "M" or day.month == start.month)]
    # An end before all of them is no end.
    return [day for day in same if end is None or day <= end] or same


@given(st.lists(st.tuples(dates, st.sampled_from([None, "D", "M"]), st.none() | dates), min_size=20, max_size=60))
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_partial_start_is_emergent_unless_it_cannot_be(
    tmp_path: Path, drawn: list[tuple[date, str | None, date | None]]
) -> None:
    rows = [
        {"ASTDT": start.isoformat(), "ASTDTF": flag, "AENDT": end.isoformat() if end else None}
        for start, flag, end in drawn
    ]
    study = small_study(tmp_path, subjects({}, CONTROL), events(*rows), WINDOW)
    expected = [any(FIRST <= day <= LAST for day in possible_starts(*case)) for case in drawn]
    assert study.table("emergent").sort_values("AESEQ")["emergent"].to_list() == expected


def test_the_pilot_is_counted_as_flagged_and_keeps_its_reasons() -> None:
    result = pilot.study().table("emergent")
    events = pilot.adae()
    starts, first = pd.to_datetime(events["ASTDT"]), pd.to_datetime(events["TRTSDT"])
    assert len(result) == len(events)
    assert result["emergent"].sum() == (events["TRTEMFL"] == "Y").sum()
    assert (result["reason"] == "before first dose").sum() == (starts < first).sum()
    assert (result["reason"] == "missing start").sum() == starts.isna().sum()


@pytest.mark.parametrize("column", ["rule_emergent", "flag_emergent", "emergent"])
def test_no_answer_is_missing(column: str) -> None:
    assert pilot.study().table("emergent")[column].notna().all()
