"""dose_day.sql and onset_dose.sql: the dose and the cycle at the onset of an event, as its record shows them."""

from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest

import frames
from pv.api import Study
from pv.display.arms import arms_of
from pv.display.records.events import records_of
from small_study import CONTROL, events, small_study, subjects

TEXT = """
[dosing]
cycle = "CYCLE"
"""
#: Days 1, 8 and 22; on day 8 in two strengths, on day 22 with another treatment, on day 29 nothing.
DOSES = [
    {"ASTDT": "2020-01-10", "EXDOSE": 5.4, "CYCLE": 1},
    {"ASTDT": "2020-01-17", "EXDOSE": 3.0, "CYCLE": 1},
    {"ASTDT": "2020-01-17", "EXDOSE": 1.4, "CYCLE": 1},
    {"ASTDT": "2020-01-31", "EXDOSE": 5.4, "CYCLE": 2},
    {"ASTDT": "2020-01-31", "EXDOSE": 100.0, "EXDOSU": "mg", "EXTRT": "OTHER", "CYCLE": 2},
    {"ASTDT": "2020-02-07", "EXDOSE": 0.0, "CYCLE": 2},
    {"ASTDT": "2020-01-10", "EXDOSE": 0.0, "EXTRT": "PLACEBO", "USUBJID": "C1", "CYCLE": 1},
]
ONSETS = ["2020-01-09", "2020-01-10", "2020-01-16", "2020-01-17", "2020-01-30", "2020-02-10", None]


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    adex = pd.DataFrame(
        [{"USUBJID": "U1", "EXTRT": "DRUG", "EXDOSU": "mg/kg", "EXSEQ": place} | one for place, one in enumerate(DOSES)]
    )
    adae = events(
        *({"ASTDT": day} for day in ONSETS),
        {"ASTDT": "2020-01-20", "ASTDTF": "D"},
        {"ASTDT": "2020-01-20", "USUBJID": "C1", "AESEQ": 1},
    )
    adsl = subjects({"TRTEDT": "2020-03-31"}, CONTROL)
    with small_study(tmp_path_factory.mktemp("onset"), adsl, adae, TEXT, {"adex": adex}) as opened:
        yield opened


def test_the_last_dose_at_or_before_the_onset_is_that_of_the_event(study: Study) -> None:
    found = {row.source_row: row for row in frames.rows(study.table("onset_dose"))}
    # Not the event before the first dose (row 1), the one without a date (7), and that with an imputed day (8).
    assert sorted(found) == [2, 3, 4, 5, 6, 9]
    told = {place: (row.treatments, row.dose, row.unit, row.cycle, row.from_day) for place, row in found.items()}
    assert told[2] == told[3] == ("DRUG", 5.4, "mg/kg", 1, 1)
    assert told[4] == told[5] == ("DRUG", pytest.approx(4.4), "mg/kg", 1, 8)  # 3.0 + 1.4
    treatments, dose, _, cycle, day = told[6]
    # Two treatments have no one amount; what was left out on day 29 is no dose.
    assert (treatments, cycle, day, pd.isna(dose)) == ("DRUG and OTHER", 2, 22, True)
    assert (told[9][0], pd.isna(told[9][1])) == ("PLACEBO", True)


def test_the_records_of_a_number_show_it(study: Study) -> None:
    contents = study._contents(None)
    data = records_of(contents, arms_of(contents)).data
    columns = {column["heading"]: column for column in data["columns"]}

    def shown(heading: str) -> list[Any]:
        column = columns[heading]
        return [None if code < 0 else column["values"][code] for code in column["codes"]]

    by_event = dict(
        zip(
            zip(shown("Subject (USUBJID)"), shown("AESEQ"), strict=True),
            zip(shown("Last dose at onset"), shown("Treatment"), shown("Cycle at onset"), strict=True),
            strict=True,
        )
    )
    assert by_event["U1", 3] == ("5.4 mg/kg", "DRUG", 1)
    assert by_event["U1", 5] == ("4.4 mg/kg", "DRUG", 1)
    assert by_event["U1", 6] == (None, "DRUG and OTHER", 2)
    assert by_event["U1", 7] == (None, None, None)
    assert by_event["C1", 1] == (None, "PLACEBO", 1)


@pytest.mark.parametrize(
    ("event", "said"),
    [(5, ["4.4 mg/kg of DRUG on day 8, cycle 1"]), (6, ["DRUG and OTHER on day 22, cycle 2"]), (1, [])],
)
def test_the_explanation_of_an_event_says_it(study: Study, event: int, said: list[str]) -> None:
    facts = study.explain("U1", event).facts
    assert [fact.text for fact in facts if fact.topic == "last dose at onset"] == said


def test_the_explanation_of_a_subject_says_its_doses_and_that_of_each_event(study: Study) -> None:
    facts = study.explain("U1").facts
    assert [fact.text for fact in facts if fact.topic == "doses"] == [
        "15.2 mg/kg of DRUG in 4 doses, 2020-01-10 to 2020-01-31",  # 5.4 + 3.0 + 1.4 + 5.4
        "100 mg of OTHER in 1 dose, 2020-01-31 to 2020-01-31",
    ]
    told = [fact.text.partition("; last dose ")[2] for fact in facts if fact.topic == "events"]
    assert told[:3] == ["", "5.4 mg/kg of DRUG on day 1, cycle 1", "5.4 mg/kg of DRUG on day 1, cycle 1"]
