"""vital_result.sql: where several records could be the baseline, vital signs follow the rule of the laboratory."""

from collections.abc import Iterator

import pandas as pd
import pytest

from pv.api import Study
from small_study import CONTROL, events, small_study, subjects


def pressure(subject: str, value: float, moment: str, **more: str) -> dict[str, object]:
    """Return a systolic pressure, lying unless said; everybody is dosed on 10 January, at a time that is not known."""
    record = {"USUBJID": subject, "PARAMCD": "SYSBP", "PARAM": "Systolic (mmHg)", "AVAL": value, "ATPT": "LYING"}
    return record | {"ADT": moment[:10], "ADTM": moment} | more


RECORDS = [
    # Flagged before the first dose and after it: the one before is the baseline. 150 - 120 = 30, 130 - 120 = 10.
    pressure("U1", 120, "2020-01-09T08:00", ABLFL="Y"),
    pressure("U1", 150, "2020-01-12T08:00", ABLFL="Y"),
    pressure("U1", 130, "2020-01-14T08:00"),
    # Flagged twice on one day after the first dose, never before it: the first is the baseline. 140 - 125 = 15.
    pressure("U2", 140, "2020-01-12T15:00", ABLFL="Y"),
    pressure("U2", 125, "2020-01-12T08:00", ABLFL="Y"),
    # Standing has no baseline of its own, a mean being none: that of lying, 118, which is flagged. What is later than
    # it on the day of first dose is after the dose: 128 - 118 = 10. What is earlier is before it: 124 - 118 = 6.
    pressure("U3", 118, "2020-01-10T09:00", ABLFL="Y"),
    pressure("U3", 128, "2020-01-10T14:00", ATPT="STANDING", DTYPE="AVERAGE"),
    pressure("U3", 124, "2020-01-10T08:00", ATPT="STANDING", DTYPE="AVERAGE"),
]
EXPECTED = {
    "U1": [("baseline", 0), ("post-baseline", 30), ("post-baseline", 10)],
    "U2": [("post-baseline", 15), ("baseline", 0)],
    "U3": [("baseline", 0), ("post-baseline", 10), ("before", 6)],
}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    adsl = subjects({}, {}, {}, CONTROL)
    frames = {"advs": pd.DataFrame(RECORDS)}
    with small_study(tmp_path_factory.mktemp("baseline"), adsl, events({}), "", frames) as one:
        yield one


@pytest.mark.parametrize("subject", EXPECTED)
def test_the_phase_and_the_change_of_each_record(opened: Study, subject: str) -> None:
    rows = opened.table("vital_result").sort_values("source_row")
    rows = rows[rows["USUBJID"] == subject]
    assert list(zip(rows["phase"], rows["change"], strict=True)) == EXPECTED[subject]
