"""disposition.sql: who completed and who discontinued, and why."""

from pathlib import Path

import frames
import pilot
from small_study import CONTROL, events, small_study, subjects


def test_disposition_of_the_pilot_equals_a_pandas_count() -> None:
    adsl = pilot.adsl()
    status = adsl.groupby(["TRT01A", "EOSSTT"]).size()
    reason = adsl[adsl["EOSSTT"] == "DISCONTINUED"].groupby(["TRT01A", "DCSREAS"]).size()
    whole = frames.rows(status.reset_index(name="number"))
    parts = frames.rows(reason.reset_index(name="number"))
    expected = {(row.TRT01A, row.EOSSTT, "any"): row.number for row in whole}
    expected |= {(row.TRT01A, "DISCONTINUED", row.DCSREAS): row.number for row in parts}
    rows = pilot.study().table("disposition")
    found = {(row.arm, row.status, row.reason): row.subjects for row in frames.rows(rows) if row.subjects}
    assert found == expected
    assert set(rows["milestone"]) == {"study"}  # the pilot records no end of treatment


def test_zero_is_a_row_and_a_missing_reason_too(tmp_path: Path) -> None:
    adsl = subjects(
        {"EOTSTT": "DISCONTINUED", "DCTREAS": "ADVERSE EVENT"},
        {"EOTSTT": "DISCONTINUED"},
        {"EOTSTT": None},
        CONTROL | {"EOTSTT": "COMPLETED"},
    )
    rows = small_study(tmp_path, adsl, events({})).table("disposition")
    found = {(row.arm, row.status, row.reason): row.subjects for row in frames.rows(rows)}
    assert found == {
        ("Drug", "(missing)", "any"): 1,
        ("Control", "(missing)", "any"): 0,
        ("Drug", "COMPLETED", "any"): 0,
        ("Control", "COMPLETED", "any"): 1,
        ("Drug", "DISCONTINUED", "any"): 2,
        ("Control", "DISCONTINUED", "any"): 0,
        ("Drug", "DISCONTINUED", "ADVERSE EVENT"): 1,
        ("Control", "DISCONTINUED", "ADVERSE EVENT"): 0,
        ("Drug", "DISCONTINUED", "(missing)"): 1,
        ("Control", "DISCONTINUED", "(missing)"): 0,
    }


def test_a_status_is_one_however_it_is_written_and_any_is_a_reason_too(tmp_path: Path) -> None:
    adsl = subjects(
        {"EOSSTT": "Discontinued", "DCSREAS": "DEATH"},
        {"EOSSTT": "DISCONTINUED ", "DCSREAS": "any"},
        CONTROL | {"EOSSTT": "discontinued"},
    )
    rows = small_study(tmp_path, adsl, events({})).table("disposition")
    found = {(row.arm, row.status, row.reason): row.subjects for row in frames.rows(rows) if row.subjects}
    assert found == {
        ("Drug", "DISCONTINUED", "any"): 2,
        ("Drug", "DISCONTINUED", "DEATH"): 1,
        ("Drug", "DISCONTINUED", "Any"): 1,
        ("Control", "DISCONTINUED", "any"): 1,
        ("Control", "DISCONTINUED", "(missing)"): 1,
    }
