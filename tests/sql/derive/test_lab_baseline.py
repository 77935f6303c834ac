"""Which result is the baseline and which is after it, in which unit they are compared; one study, a subject a case."""

from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest

from pv.api import Study
from small_laboratory import result, worst
from small_study import CONTROL, count, events, keys, small_study, subjects

#: Laboratory results by subject. The range is 10 to 40, the first dose on 10 January 2020.
RESULTS: dict[str, list[dict[str, Any]]] = {
    "flagged twice": [
        result("ALT", -1, 20.0, ABLFL="Y"),
        result("ALT", 9, 900.0, ABLFL="Y"),
        result("ALT", 5, 800.0),
        result("BILI", 9, 90.0),
    ],
    "flagged twice before": [result("ALT", -1, 50.0, ABLFL="Y"), result("ALT", 1, 20.0, ABLFL="Y")],
    # The first flagged one is the baseline, though none is before the dose; 130 is 3.25 x ULN.
    "flagged after": [
        result("ALT", -1, 50.0),
        result("ALT", 9, 130.0, ABLFL="Y"),
        result("ALT", 5, 20.0, ABLFL="Y"),
    ],
    # 30 x an abnormal baseline (above 20); 3.4 x a baseline of 1 mg/dL, 88.4 umol/L, and 2.8 x ULN; 1.95 x baseline.
    "spelled otherwise": [result("ALT", -1, 120.0, AVALU="IU/L"), result("ALT", 5, 3600.0)],
    "another unit": [
        result("CREAT", -1, 1.0, AVALU="mg/dL", ANRLO=0.6, ANRHI=1.2),
        result("CREAT", 5, 300.0, AVALU="µmol/L", ANRLO=53.0, ANRHI=106.0),
    ],
    "no unit": [result("CREAT", -1, 20.0, AVALU=None), result("CREAT", 5, 39.0, AVALU="umol/L")],
    "unknown unit": [result("ALT", -1, 120.0, AVALU="stones"), result("ALT", 5, 3600.0)],
    "two codes": [result("ALT", -1, 120.0), result("SGPT", 5, 3600.0)],
    # Held against the range of the record: normal, and 22.5 x ULN.
    "baseline without range": [result("ALT", -1, 20.0, ANRLO=None, ANRHI=None), result("ALT", 5, 900.0)],
    # 300 is 7.5 x the limit of the baseline, 5 ukat/L 300 U/L.
    "result without range": [
        result("ALT", -1, 20.0),
        result("ALT", 5, 5.0, AVALU="ukat/L", ANRLO=None, ANRHI=None),
        result("BILI", 5, 90.0),
    ],
    "no range": [result("ALT", 5, 300.0, ANRHI=None), result("BILI", 5, 90.0)],
    "timed": [result("ALT", 1, 900.0, ADTM="2020-01-10 14:00"), result("ALT", 1, 20.0, ADTM="2020-01-10 09:00")],
    "timed by the flag": [
        result("ALT", 1, 20.0, ADTM="2020-01-10 09:00", ABLFL="Y"),
        result("ALT", 1, 900.0, ADTM="2020-01-10 14:00"),
        result("ALT", 1, 30.0, ADTM="2020-01-10 08:00"),
    ],
    "not timed": [result("ALT", 1, 900.0), result("ALT", 1, 20.0), result("ALT", 5, 30.0)],
    "dated by its time": [
        result("ALT", -1, 20.0),
        result("ALT", 5, 900.0, ADT=None, ADTM="2020-01-14 08:30"),
        result("ALT", 9, 900.0, ADT=None),
    ],
    "no first dose": [result("ALT", -1, 20.0, ABLFL="Y"), result("ALT", 5, 900.0)],
}
SUBJECTS: dict[str, dict[str, Any]] = {
    "timed": {"TRTSDTM": "2020-01-10T09:30"},
    "no first dose": {"TRTSDT": None},
}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    rows = [row | {"USUBJID": name, "AVISIT": name} for name, results in RESULTS.items() for row in results]
    adlb = pd.DataFrame(rows).assign(
        ASEQ=range(1, len(rows) + 1), ADTM=lambda frame: pd.to_datetime(frame["ADTM"], format="%Y-%m-%d %H:%M")
    )
    adsl = subjects(*({"USUBJID": name} | SUBJECTS.get(name, {}) for name in RESULTS), CONTROL)
    with small_study(tmp_path_factory.mktemp("baseline"), adsl, events({"USUBJID": "C1"}), "", {"adlb": adlb}) as one:
        yield one


def phases(opened: Study, name: str) -> list[str]:
    values = opened.table("lab_value").sort_values("source_row")
    return [str(phase) for phase in values.loc[values["USUBJID"] == name, "phase"]]


@pytest.mark.parametrize(
    ("name", "analyte", "baseline", "grade"),
    [
        ("flagged twice", "ALT", 0, 4),
        ("flagged after", "ALT", 0, 2),
        ("spelled otherwise", "ALT", 1, 4),
        ("another unit", "CREAT", 0, 3),
        ("no unit", "CREAT", 0, 2),
        ("unknown unit", "ALT", 1, None),
        ("two codes", "ALT", 1, 4),
        ("baseline without range", "ALT", None, 4),
        ("timed", "ALT", 0, 4),
        ("timed by the flag", "ALT", 0, 4),
        ("not timed", "ALT", 0, 0),
        ("dated by its time", "ALT", 0, 4),
        ("no first dose", "ALT", 0, 4),
    ],
)
def test_grades_at_baseline_and_after_it(
    opened: Study, name: str, analyte: str, baseline: int | None, grade: int | None
) -> None:
    row = worst(opened, name, analyte)
    found = [None if pd.isna(row[column]) else row[column] for column in ("baseline_grade", "worst_grade")]
    assert found == [baseline, grade]


def test_phases_follow_the_flag_the_day_and_where_both_are_known_the_times(opened: Study) -> None:
    assert phases(opened, "flagged twice")[:3] == ["baseline", "post-baseline", "post-baseline"]
    assert phases(opened, "flagged twice before") == ["before", "baseline"]
    assert phases(opened, "flagged after") == ["before", "post-baseline", "baseline"]
    assert phases(opened, "timed") == ["post-baseline", "baseline"]
    assert phases(opened, "timed by the flag") == ["baseline", "post-baseline", "before"]
    assert phases(opened, "not timed") == ["before", "baseline", "post-baseline"]
    assert phases(opened, "dated by its time") == ["baseline", "post-baseline", "undated"]
    assert phases(opened, "no first dose") == ["baseline", "post-baseline"]


def test_the_limit_of_the_baseline_stands_in_for_one_that_a_liver_test_lacks(opened: Study) -> None:
    assert set(opened.table("hys_law_listing")["USUBJID"]) == {"flagged twice", "result without range"}
    peak = count(opened, "liver_peak", USUBJID="result without range")
    assert peak["alt_peak"] == pytest.approx(7.5)
    found = opened.findings[opened.findings["rule"] == "lab_liver_test_without_range"]
    assert [message[:4] + message[-12:] for message in found["message"]] == ["ALT (records: 1)"]


def test_what_is_doubtful_of_a_baseline_or_a_day_is_a_finding(opened: Study) -> None:
    assert len(keys(opened.findings, "lab_baseline_flag")) == 4
    rules = opened.findings.set_index("rule")["message"]
    assert rules["lab_undated"].startswith("ALT has results without a date")
    missing = opened.findings.loc[opened.findings["rule"] == "lab_missing_baseline", "message"]
    assert [message.partition(" is graded relative to baseline, which is ")[::2] for message in sorted(missing)] == [
        ("ALT", "in another unit with no known conversion (records: 1)"),
        ("BILI", "neither flagged (ABLFL), nor given (BASE), nor measured up to the first dose, or is 0 (records: 3)"),
    ]
