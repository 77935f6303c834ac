"""A death dated before the first dose is a death, but in no risk period; no time at risk runs backwards."""

from pathlib import Path
from typing import Any

import pytest

from small_study import CONTROL, Row, count, events, small_study, subjects

WINDOW = '[treatment_emergent]\nrule = "window"\nwindow_days = 30\n'
#: The day of the first dose.
RISK_DAYS = 1
ROWS = ("death_on_treatment", "death_before_treatment", "death_after_treatment", "death_undated")


def split(folder: Path, row: Row, *more: Row) -> tuple[dict[str, int], Any]:
    """Return the deaths of the drug by when they were, and the study."""
    study = small_study(folder, subjects(row, {}, CONTROL), events({"USUBJID": "U2"}, *more), WINDOW)
    deaths = study.table("deaths").query("arm == 'Drug'").set_index("item")["subjects"]
    assert deaths["death"] == 1
    assert sum(deaths.get(item, 0) for item in ROWS) == 1
    return {item: int(deaths[item]) for item in ROWS if deaths.get(item, 0)}, study


@pytest.mark.parametrize(
    ("row", "item"),
    [
        ({"DTHDT": "2019-12-01"}, "death_before_treatment"),
        ({"DTHDT": "2020-01-09"}, "death_before_treatment"),
        ({"DTHDT": "2020-01-10"}, "death_on_treatment"),
        ({"DTHDTC": "2019-12"}, "death_before_treatment"),
        ({"DTHDTC": "2020-01"}, "death_undated"),
        ({"DTHDT": "2020-02-19"}, "death_after_treatment"),
    ],
)
def test_each_death_is_in_one_row_by_its_date(tmp_path: Path, row: Row, item: str) -> None:
    found, study = split(tmp_path, row)
    assert found == {item: 1}
    before = item == "death_before_treatment"
    assert ("death_before_treatment" in set(study.table("deaths")["item"])) == before
    windows = study.table("window_sensitivity").query("arm == 'Drug' and category == 'death'")
    if before:
        assert set(windows.loc[windows["window_days"].notna(), "subjects"]) == {0}
        assert set(windows.loc[windows["window_days"].isna(), "subjects"]) <= {1}


def test_no_time_at_risk_runs_backwards(tmp_path: Path) -> None:
    _, study = split(tmp_path, {"DTHDT": "2019-12-01"})
    person = study.table("subject").set_index("USUBJID").loc["U1"]
    assert (person["risk_days"], person["follow_up_days"]) == (RISK_DAYS, RISK_DAYS)
    explained = " ".join(str(study.explain("U1")).split())
    assert f"2020-01-10 to 2020-01-10: {RISK_DAYS} days" in explained
    assert "Deaths dated before the first dose: among 1 of 2 subjects of Drug" in explained
    assert "Deaths on treatment" not in explained
    # In curves the subject is followed to the end of its time, where it did not die.
    times = study.table("time_to_event").query("USUBJID == 'U1'")
    assert set(zip(times["day"], times["status"], strict=True)) <= {(RISK_DAYS, 0)}
    overview = study.table("overview")
    assert count(study, "overview", arm="Drug", item="death")["subjects"] == 1
    assert overview.query("item == 'death_on_treatment' and arm == 'Drug'")["subjects"].to_list() == [0]


def test_the_finding_has_both_dates_and_the_effect(tmp_path: Path) -> None:
    before: tuple[Row, ...] = ({"DTHDT": "2019-12-01"}, {"DTHDTC": "2019-12"})
    others: tuple[Row, ...] = ({"DTHDT": "2020-01-10"}, {"DTHDTC": "2020-01"}, {"DTHFL": "Y"})
    study = small_study(tmp_path, subjects(*before, *others, CONTROL), events({"USUBJID": "C1"}), WINDOW)
    deaths = study.table("deaths").query("arm == 'Drug'").set_index("item")["subjects"]
    assert deaths["death"] == 5
    assert sum(deaths.get(item, 0) for item in ROWS) == 5
    found = study.findings.query("rule == 'death_before_first_dose'").sort_values("source_row")
    # None of the others.
    assert found["record_key"].to_list() == ["USUBJID=U1", "USUBJID=U2"]
    # A day that is not known ends nothing: from 10 January to the end of the window, 18 February, 40 days.
    effects = (("on 2019-12-01", RISK_DAYS), ("not later than 2019-12-31", 40))
    for (when, days), one in zip(effects, found.itertuples(), strict=True):
        assert one.severity == "warning"
        assert f"The first dose on 2020-01-10 is after the death {when}" in str(one.message)
        assert "not in the on-treatment period" in str(one.action)
        assert str(one.action).endswith(f"days at risk: {days}")


def test_a_fatal_event_puts_no_such_death_into_the_risk_period(tmp_path: Path) -> None:
    fatal = {"USUBJID": "U1", "AEOUT": "FATAL", "AESER": "Y", "ASTDT": None}
    assert split(tmp_path, {"DTHDTC": "2019-12"}, fatal)[0] == {"death_before_treatment": 1}
    assert split(tmp_path, {"DTHFL": "Y"}, fatal)[0] == {"death_on_treatment": 1}
