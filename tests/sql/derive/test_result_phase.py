"""result_phase.sql: which result is the baseline and what is after it, by one rule for every dataset of results."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import pandas as pd
import pytest

from pv.api import Study
from small_study import CONTROL, events, small_study, subjects


class Dataset(NamedTuple):
    """A dataset of results: a parameter of it, and what tells the several baselines of the parameter apart."""

    name: str
    record: dict[str, Any]
    own: dict[str, Any]
    other: dict[str, Any]


DATASETS = (
    Dataset(
        "adlb",
        {"PARAM": "Alanine Aminotransferase (U/L)", "ANRLO": 10.0, "ANRHI": 40.0},
        {"PARAMCD": "ALT"},
        {"PARAMCD": "SGPT"},
    ),
    Dataset("advs", {"PARAMCD": "SYSBP", "PARAM": "Systolic (mmHg)"}, {"ATPT": "LYING"}, {"ATPT": "STANDING"}),
    Dataset("adeg", {"PARAMCD": "QTCF", "PARAM": "QTcF (ms)"}, {"ATPT": "LYING"}, {"ATPT": "STANDING"}),
)

#: Records of a subject: day of January 2020 with or without a time, flag, of which series. Dosed on 10 January.
CASES: dict[str, list[tuple[str, str, str]]] = {
    "last before": [("08", "", "own"), ("09", "", "own"), ("14", "", "own")],
    "flagged before": [("08", "Y", "own"), ("09", "", "own"), ("14", "", "own")],
    "two flagged before": [("08", "Y", "own"), ("09", "Y", "own")],
    "flagged after": [("09", "", "own"), ("14", "Y", "own"), ("12", "Y", "own")],
    # Of two flagged on one day after the first dose the earlier one, by the time or else by the number, is the first.
    "flagged twice on a day after": [("12T15:00", "Y", "own"), ("12T08:00", "Y", "own"), ("12T16:00", "Y", "own")],
    "flagged twice without a time": [("12", "Y", "own"), ("12", "Y", "own")],
    # The time of the first dose is not known: what is later on its day than the flagged one is after the dose.
    "timed by the flag": [("10T09:00", "Y", "own"), ("10T14:00", "", "own"), ("10T08:00", "", "own")],
    "dose timed": [("10T09:00", "", "own"), ("10T14:00", "", "own")],
    # No baseline of its own series: that of the other one.
    "of the other": [("09", "", "own"), ("14", "", "other")],
    "window": [("09", "", "own"), ("30", "", "own")],
}
EXPECTED = {
    "last before": ["before", "baseline", "post-baseline"],
    "flagged before": ["baseline", "before", "post-baseline"],
    "two flagged before": ["before", "baseline"],
    "flagged after": ["before", "post-baseline", "baseline"],
    "flagged twice on a day after": ["post-baseline", "baseline", "post-baseline"],
    "flagged twice without a time": ["baseline", "post-baseline"],
    "timed by the flag": ["baseline", "post-baseline", "before"],
    "dose timed": ["baseline", "post-baseline"],
    "of the other": ["baseline", "post-baseline"],
    "window": ["baseline", "after window"],
}


def records(dataset: Dataset) -> pd.DataFrame:
    """Return the records of the cases, a subject a case; the values count up from 20."""
    rows: list[dict[str, Any]] = []
    for case, results in CASES.items():
        for place, (day_and_time, flag, series) in enumerate(results, start=1):
            moment = f"2020-01-{day_and_time}"
            rows.append(
                {
                    "USUBJID": case,
                    **dataset.record,
                    **(dataset.own if series == "own" else dataset.other),
                    "AVAL": 20.0 + place,
                    "ADT": moment[:10],
                    "ADTM": moment if "T" in moment else None,
                    "ABLFL": flag or None,
                    "ASEQ": place,
                }
            )
    return pd.DataFrame(rows)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    timed = {"dose timed": {"TRTSDTM": "2020-01-10T09:30"}}
    adsl = subjects(*({"USUBJID": case} | timed.get(case, {}) for case in CASES), CONTROL)
    frames = {dataset.name: records(dataset) for dataset in DATASETS}
    window = "[treatment_emergent]\nwindow_days = 3\n"
    with small_study(tmp_path_factory.mktemp("phase"), adsl, events({"USUBJID": "C1"}), window, frames) as one:
        yield one


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("dataset", [dataset.name for dataset in DATASETS])
def test_the_phase_of_each_result(opened: Study, dataset: str, case: str) -> None:
    rows = opened.table("result_phase").sort_values("source_row")
    rows = rows[(rows["dataset"] == dataset) & (rows["USUBJID"] == case)]
    assert rows["phase"].to_list() == EXPECTED[case]


@pytest.mark.parametrize("dataset", [dataset.name for dataset in DATASETS])
def test_the_baseline_of_each_result(opened: Study, dataset: str) -> None:
    rows = opened.table("result_phase")
    rows = rows[rows["dataset"] == dataset]
    place = {case: phases.index("baseline") + 1 for case, phases in EXPECTED.items()}
    assert (rows["baseline_value"] == 20.0 + rows["USUBJID"].map(place)).all()
    # The baseline of another series is none of its own.
    own = rows.set_index("source_row")["own_flagged"]
    of_other = rows.loc[rows["USUBJID"] == "of the other", "source_row"]
    assert not own[of_other].any()
    assert own[rows.loc[rows["USUBJID"] == "timed by the flag", "source_row"]].all()


def test_what_reads_the_baseline_has_the_same(opened: Study) -> None:
    phase = opened.table("result_phase").set_index(["dataset", "source_row"])
    laboratory = opened.table("lab_value").assign(dataset="adlb", baseline=lambda rows: rows["baseline_value"])
    read = pd.concat([laboratory, opened.table("vital_result")]).set_index(["dataset", "source_row"])
    assert len(read) == len(phase)
    assert (read["phase"] == phase["phase"].reindex(read.index)).all()
    assert (read["baseline"] == phase["baseline_value"].reindex(read.index)).all()
