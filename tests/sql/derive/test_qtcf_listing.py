"""Who is listed for a high QTcF: above 500 ms or more than 60 ms above baseline, with the day of each."""

from pathlib import Path

import pandas as pd

from chapters import chapter_text
from pv.numbers.text import written
from pv.numbers.value import MISSING
from small_study import CONTROL, events, small_study, subjects


def ecg(subject: str, value: float, day: str, visit: str) -> dict[str, object]:
    return {"USUBJID": subject, "PARAMCD": "QTCF", "PARAM": "QTcF (ms)", "AVAL": value, "ADT": day, "AVISIT": visit}


DASH = written(MISSING)

# The first dose is on 10 January: the 12th is day 3, the 14th day 5.
RECORDS = [
    # 500 is not above 500; 500 - 440 = 60 is not above 60: not listed.
    *(ecg("U1", 440, "2020-01-09", "Baseline"), ecg("U1", 500, "2020-01-12", "Day 3")),
    # 461 - 400 = 61, on the second of two days; the maximum is on the same day.
    *(ecg("U2", 400, "2020-01-09", "Baseline"), ecg("U2", 430, "2020-01-12", "Day 3")),
    ecg("U2", 461, "2020-01-14", "Day 5"),
    # Without a baseline by its value alone; of two equal ones the first.
    *(ecg("U3", 501.5, "2020-01-12", "Day 3"), ecg("U3", 501.5, "2020-01-14", "Day 5")),
]


def test_each_is_listed_with_the_first_day_of_its_extreme(tmp_path: Path) -> None:
    adsl = subjects({}, {}, {}, CONTROL)
    with small_study(tmp_path, adsl, events({}), "", {"adeg": pd.DataFrame(RECORDS)}) as study:
        listed = study.table("qtcf_listing").sort_values("USUBJID")
        columns = ["USUBJID", "maximum", "maximum_day", "increase", "increase_from", "increase_day"]
        found = listed[columns].astype("object").where(listed[columns].notna(), None).to_numpy().tolist()
        assert found == [["U2", 461, 5, 61, 400, 5], ["U3", 501.5, 3, None, None, 3]]
        (table,) = study.display("qtcf_listing").tables
        assert table.title == "Subjects with a QTcF above 500 ms or an increase above 60 ms"
        # The highest first.
        assert [[row.label, *(cell.text for cell in row.cells)] for (row,) in table.groups] == [
            ["U3", "Drug", "501.5", "Day 3 (3)", DASH, DASH],
            ["U2", "Drug", "461.0", "Day 5 (5)", "61.0 (400.0)", "Day 5 (5)"],
        ]
        page = chapter_text(study, "electrocardiogram")
        assert "qtcf-listing" in page
    with small_study(tmp_path, adsl, events({}), "", {"adeg": pd.DataFrame(RECORDS[:2])}) as study:
        page = chapter_text(study, "electrocardiogram")
        assert "No subject had a QTcF or an increase of it above the highest category" in page
