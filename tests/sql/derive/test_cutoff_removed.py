"""Cut at the cut-off, or never there: a study gives the same results with what is after it as without."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pandas as pd
import pytest

import pv
from cutoff_studies import CUT, Frames, Row, adam, sdtm
from effort import SEARCH, seeds
from small_study import ARMS, HEAD

TEXT = f"""cutoff_date = {CUT}
[treatment_emergent]
rule = "RULE"
window_days = 20
[population]
by = "treatment received"
[dictionary]
ctcae = "5.0"
[demographics]
variables = ["AGE", "SEX"]
[[common_events]]
name = "common"
title = "Common"
threshold_percent = 1.0
[[curve]]
label = "Headache"
level = "PT"
term = "Headache"
"""
#: Tables whose rows are subjects, in the order of the files.
OF_SUBJECTS = ("subject", "subject_disposition", "treatment_received", "lab_worst", "lvef_worst", "adjudicated_subject")
#: Results of each kind that a cut-off decides: of the subjects, their treatment, events, deaths, ends and laboratory.
OF_EACH_KIND = (
    *("demographics", "exposure", "treatment_exposure", "dose_summary", "incidence", "exposure_adjusted_rate"),
    *("overview", "cumulative_incidence", "deaths", "disposition", "lab_shift", "lab_worst_grade"),
)
#: With what is after the cut-off a subject has an end of study that is cut, without it the subject is ongoing.
NOT_SAME = ["end_of_study", "end_of_study_source"]


def day_of(row: Row, *names: str) -> date | None:
    """Return the day of the first variable that has one, in itself or its datetime; the earliest of a partial one."""
    for text in (row.get(variable) for name in names for variable in (name, f"{name}M")):
        if not isinstance(text, str) or not text:
            continue
        if match := re.match(r"(\d\d)(JAN|FEB|MAR|APR)(\d{4}):", text):
            return date(int(match[3]), ["JAN", "FEB", "MAR", "APR"].index(match[2]) + 1, int(match[1]))
        year, month, day = (*text[:10].split("-"), "01", "01")[:3]
        return date(int(year), int(month), int(day))
    return None


def started(row: Row) -> date | None:
    """Return the earliest day on which an event can have begun."""
    day, flag = day_of(row, "ASTDT"), row.get("ASTDTF")
    return day and (day.replace(day=1, month=1) if flag == "M" else day.replace(day=1) if flag == "D" else day)


def taken(row: Row) -> date | None:
    """Return the day of a result; 10 January is day 1."""
    day, study_day = day_of(row, "ADT"), row.get("ADY")
    return date(2020, 1, 9) + timedelta(days=int(study_day)) if day is None and study_day is not None else day


#: Dataset -> the day of a record by which it is one of after the cut-off.
DAYS: Mapping[str, Callable[[Row], date | None]] = {
    "adae": started,
    "adex": lambda row: day_of(row, "ASTDT"),
    "adlb": taken,
    "advs": taken,
    "adjudication": lambda row: day_of(row, "ADJSTDT", "INVSTDT"),
    "ae": lambda row: day_of(row, "AESTDTC"),
    "ex": lambda row: day_of(row, "EXSTDTC"),
    "ds": lambda row: day_of(row, "DSSTDTC"),
    "dd": lambda row: day_of(row, "DDDTC"),
    "lb": lambda row: day_of(row, "LBDTC"),
}


def later(day: date | None) -> bool:
    """Return whether a day is after the cut-off; a day that is not known is not."""
    return day is not None and day > CUT


def person_at_cutoff(row: Row) -> Row:
    """Return a record of ADSL or DM as it was on the day of the cut-off."""
    names = [name for name in ("TRTEDT", "EOTDT", "EOSDT", "DTHDT", "DTHDTC") if later(day_of(row, name))]
    cut = dict.fromkeys([*names, *(f"{name}M" for name in names)])
    if {"TRTEDT", "EOTDT"} & set(names):
        cut |= {"EOTSTT": "ONGOING"}
    if "EOSDT" in names:
        cut |= {"EOSSTT": "ONGOING", "DCSREAS": None}
    if {"DTHDT", "DTHDTC"} & set(names):
        cut |= {"DTHFL": None}
    return row | {name: value for name, value in cut.items() if name in row}


def at_cutoff(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return a dataset without what is after the cut-off."""
    rows = [
        {str(column): None if pd.isna(value) else value for column, value in record.items()}
        for record in frame.to_dict("records")
    ]
    day = DAYS.get(name)
    kept = [row for row in rows if not later(day(row))] if day else [person_at_cutoff(row) for row in rows]
    return pd.DataFrame(kept, columns=list(frame.columns))


def tables(folder: Path, frames: Frames, rule: str, *, every: bool) -> Frames:
    """Return every result and what is known of each subject, but for the rows of files."""
    file = folder / "study.toml"
    file.write_text(HEAD + TEXT.replace("RULE", rule) + ARMS, encoding="utf-8")
    with pv.open_study(file, frames) as study:
        results = [*study.tables().query("kind == 'result'")["table"]]
        # Every result of one kind of data by one rule, at length of each.
        named = [*(results if every else OF_EACH_KIND), *OF_SUBJECTS]
        made = {name: study.table(name) for name in named if name != "after_cutoff"}
    same = {name: table.drop(columns=["source_row", *NOT_SAME], errors="ignore") for name, table in made.items()}
    return {
        name: table.sort_values(list(table.columns), ignore_index=True) if name in OF_SUBJECTS else table
        for name, table in same.items()
    }


@pytest.mark.parametrize("seed", seeds(1, 8))
@pytest.mark.parametrize(("datasets", "rule"), [(adam, "window"), (adam, "flag"), (sdtm, "window")])
def test_a_study_is_the_same_without_what_is_after_its_cut_off(
    datasets: Callable[[Random], Frames], rule: str, seed: int, tmp_path: Path
) -> None:
    whole = datasets(Random(seed))  # noqa: S311  # data, no secrets
    cut = {name: at_cutoff(name, frame) for name, frame in whole.items()}
    # Of every dataset with records that have a day something is cut.
    assert all(len(cut[name]) < len(whole[name]) for name in DAYS if name in whole and name != "dd")
    every = SEARCH or (datasets, rule) == (adam, "window")
    found, expected = (tables(tmp_path, frames, rule, every=every) for frames in (whole, cut))
    assert expected["incidence"]["subjects"].sum() > 0
    for name, table in expected.items():
        pd.testing.assert_frame_equal(found[name], table, check_exact=True, obj=f"{name} {seed}")
