"""Given courses of an invented trial: the records are made to them, the untreated are added, mistakes are named."""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from pv.errors import InputError
from pv.facts.model import Facts
from pv.facts.read import validate
from pv.reconstruct import reconstruct
from pv.reconstruct.course.course import Course, End, Response
from pv.reconstruct.course.read_courses import columns, read_courses
from pv.reconstruct.reconstruction import Reconstruction
from small_facts import content

COURSE = {
    "file": "courses.csv",
    "response_ends_with": "PFS",
    "endpoint": [
        {"parameter": "PFS", "label": "Progression-free survival (months)", "events": ["Progression", "Death"]},
        {"parameter": "OS", "label": "Overall survival (months)", "events": ["Death"]},
    ],
    "variable": [{"name": "STRATA1", "label": "Stratum"}],
}


def facts() -> Facts:
    """Return the invented trial with courses."""
    return validate(content() | {"course": COURSE}, "facts.toml")


def frame(made: Reconstruction, name: str) -> pd.DataFrame:
    """Return a dataset as a frame."""
    one = next(one for one in made.datasets if one.name == name)
    return pd.DataFrame({variable.name: one.column(variable) for variable in one.variables})


@cache
def courses() -> list[Course]:
    """Return courses that give the published deaths and durations, those of records made without; two untreated."""
    without = reconstruct(facts(), seed=3)
    assert {one.name for one in without.datasets}.isdisjoint({"adtte", "adrs"})
    adsl = frame(without, "adsl")
    made = []
    for row in adsl.to_dict("records"):
        dead = row["DTHFL"] == "Y"
        start = row["TRTSDT"] - timedelta(days=1)
        last = row["DTHDT"] if dead else date(2024, 6, 30)
        day = (last - start).days + 1
        made.append(
            Course(
                arm=row["ARM"],
                randomised=start,
                first_dose=2,
                days=int(row["TRTDURD"]),
                ongoing=row["EOTSTT"] == "ONGOING",
                death=day if dead else None,
                last_alive=day,
                ends={"PFS": End(day, "Death" if dead else "Alive"), "OS": End(day, "Death" if dead else "Alive")},
                response=Response("SD", confirmed=False, day=None),
                variables={"STRATA1": "A"},
            )
        )
    # Day 61 is 61 / 30.4375 months; a response of day 31 lasts 31 days, both days counted.
    left = {"PFS": End(61, "Progression"), "OS": End(70, "Withdrawn")}
    never = replace(made[0], first_dose=None, days=0, death=None, last_alive=70, ends=left, ongoing=False)
    return [*made, never, replace(never, response=Response("PR", confirmed=True, day=31))]


@cache
def reconstructed() -> Reconstruction:
    """Return the records made to the courses."""
    return reconstruct(facts(), seed=5, courses=courses())


def test_records_are_made_to_the_courses() -> None:
    given = courses()
    made = reconstructed()
    adsl = frame(made, "adsl")
    treated = adsl[adsl["SAFFL"] == "Y"]
    assert sorted(treated["TRTDURD"]) == sorted(course.days for course in given if course.days)
    assert sorted(treated["DTHDT"].dropna()) == sorted(c.on(c.death) for c in given if c.death is not None)
    assert (pd.to_datetime(treated["TRTSDT"]) - pd.to_datetime(treated["RANDDT"])).dt.days.unique().tolist() == [1]
    events = frame(made, "adae")
    fatal = events[events["AEOUT"] == "FATAL"]["USUBJID"]
    assert fatal.nunique() == 4  # two in each arm
    dead = treated.set_index("USUBJID").loc[fatal]
    assert (pd.to_datetime(dead["DTHDT"]) - pd.to_datetime(dead["TRTEDT"])).dt.days.max() <= 30
    last = events.groupby("USUBJID")["ASTDT"].max()
    assert (last <= adsl.set_index("USUBJID")["LSTALVDT"][last.index]).all()


def test_the_untreated_have_times_and_responses_and_no_dose() -> None:
    made = reconstructed()
    adsl = frame(made, "adsl").set_index("USUBJID")
    untreated = adsl[adsl["SAFFL"] == "N"]
    assert len(untreated) == 2
    assert untreated[["TRT01A", "TRTSDT", "TRTEDT", "DTHFL"]].isna().all(axis=None)
    assert set(untreated["EOSSTT"]) == {"DISCONTINUED"}
    assert set(adsl["STRATA1"]) == {"A"}
    assert not set(untreated.index) & set(frame(made, "adex")["USUBJID"])
    times = frame(made, "adtte")
    here = times[times["USUBJID"].isin(untreated.index)].groupby("PARAMCD")
    assert {name: len(rows) for name, rows in here} == {"DOR": 1, "OS": 2, "PFS": 2, "TTR": 1}
    assert {name: set(rows["CNSR"]) for name, rows in here} == {"DOR": {0}, "OS": {1}, "PFS": {0}, "TTR": {0}}
    months = {name: rows["AVAL"].iloc[0] for name, rows in here}
    assert months == pytest.approx({"DOR": 31 / 30.4375, "OS": 70 / 30.4375, "PFS": 61 / 30.4375, "TTR": 31 / 30.4375})
    responses = frame(made, "adrs").pivot_table(index="USUBJID", columns="PARAMCD", values="AVALC", aggfunc="first")
    # Stable and progressed on day 61, so without benefit; a confirmed partial response.
    assert sorted(responses.loc[untreated.index, ["BOR", "CBOR", "CBEN"]].agg(" ".join, axis=1)) == [
        "PR PR Y",
        "SD SD N",
    ]


def written(folder: Path, **changes: str) -> Path:
    """Write a file of one course with some values changed."""
    part = facts().course
    assert part is not None
    values = dict.fromkeys(columns(part), "10") | {
        "ARM": "New",
        "RANDOMISED": "2024-01-05",
        "ONGOING": "N",
        "CONFIRMED": "N",
        "RESPONSE": "SD",
        "DEATH": "",
        "FIRST_DOSE": "1",
        "LAST_ALIVE": "40",
    }
    rows = [",".join(values), ",".join((values | changes).values())]
    (folder / "courses.csv").write_text("\n".join(rows), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "New has 1 treated subject"),
        ({"ARM": "Nwe"}, "'Nwe' is not an arm"),
        ({"RANDOMISED": "5 Jan"}, "line 2: RANDOMISED is '5 Jan'"),
        ({"PFS": "0"}, "PFS is '0'"),
        ({"RESPONSE": "CRR"}, "RESPONSE is 'CRR'"),
        ({"ONGOING": "yes"}, "ONGOING is 'yes'"),
        ({"DAYS": "41"}, "treated up to day 41, but last known to be alive on day 40"),
        ({"DEATH": "39"}, "died on day 39, but the last day alive is 40"),
        ({"OS": "41"}, "OS ends on day 41, after the last day known, 40"),
        ({"RANDOMISED": "2024-06-01"}, "known to be alive on 2024-07-10, after the cut-off"),
    ],
)
def test_mistakes_are_named_with_their_row(tmp_path: Path, changes: dict[str, str], words: str) -> None:
    with pytest.raises(InputError) as raised:
        read_courses(facts(), written(tmp_path, **changes))
    assert words in str(raised.value)


def test_a_missing_column_or_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_courses(facts(), tmp_path)
    (tmp_path / "courses.csv").write_text("ARM,DAYS\n", encoding="utf-8")
    with pytest.raises(InputError, match="has no column PFS_END"):
        read_courses(facts(), tmp_path)


def test_an_endpoint_that_is_none_cannot_end_a_response() -> None:
    with pytest.raises(InputError, match="'TTP' is not an endpoint"):
        validate(content() | {"course": COURSE | {"response_ends_with": "TTP"}}, "facts.toml")
