"""A random study of two doses and a control in which every result table has rows, and what its arms are called."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

import pv
from meddra_files import SOCS, dictionary, name, write
from meddra_following import following
from pv.api import Study

DATA_ARMS = ("Low", "High", "Control")
POOL = "All doses"
TOTAL = "Total"
#: Has subjects in common with the comparator.
OVERLAPPING = "Low and control"
SUBJECTS = 60

HEAD = """
[study]
id = "POOL"
title = "Two doses and a control"
cutoff_date = 2020-06-30
[statistics]
strata = "SEX"
[dictionary]
meddra = "1.0"
meddra_folder = "MedAscii"
meddra_next_folder = "Next"
smq = "all"
queries = "fmq.csv"
queries_version = "2024-05"
ctcae = "5.0"
ctcae_next = "6.0"
[treatment_emergent]
rule = "window"
window_days = 30
[lvef]
terms = ["Heart event 1", "Heart event 2"]
[[group]]
name = "Pair"
soc = "Heart disorders"
terms = ["Heart event 1", "Heart event 3"]
[[curve]]
label = "Serious"
category = "serious"
[[curve]]
label = "Adjudicated"
level = "adjudicated"
term = "ILD"
[[common_events]]
name = "either"
title = "In any arm"
threshold_percent = 20.0
[[common_events]]
name = "more"
title = "More than in the control"
threshold_percent = 5.0
rule = "difference"
[[analysis_set]]
name = "all"
label = "All subjects"
flag = "SAFFL"
by = "actual arm"
[flow]
randomised = "all"
[[endpoint]]
name = "os"
label = "Overall survival"
parameter = "OS"
strata = ["SEX"]
unit = "days"
landmarks = [30.0]
restricted_until = 40.0
subgroups = ["SEX"]
[[response]]
name = "best"
label = "Best overall response"
parameter = "BOR"
values = ["CR", "PR", "SD", "PD"]
rates = { "Objective response" = ["CR", "PR"] }
strata = ["SEX"]
[[summary]]
name = "age"
title = "Age"
variables = ["AGE"]
populations = ["all", "safety"]
[dosing]
cycle = "CYCLE"
[[regimen]]
treatment = "Drug"
dose = 100.0
unit = "mg"
doses = 2
cycle_days = 14
"""

_ARM = '[[arm]]\nname = "{}"\nrole = "{}"\n'
_ROLES = (("Low", "investigational"), ("High", "investigational"), ("Control", "comparator"))
ARMS = "".join(_ARM.format(*one) for one in _ROLES)
POOLED = f"""{ARMS}
[[arm]]
name = "{POOL}"
of = ["High", "Low"]
[[arm]]
name = "{OVERLAPPING}"
of = ["Low", "Control"]
role = "other"
[report]
total = true
"""
#: What each arm that is not one of the data shows.
MEMBERS = {POOL: ("Low", "High"), OVERLAPPING: ("Low", "Control"), TOTAL: DATA_ARMS}
#: Every arm that is shown as one of the data.
PLAIN = ARMS + _ARM.format(POOL, "investigational") + _ARM.format(OVERLAPPING, "other") + _ARM.format(TOTAL, "other")

Frames = dict[str, pd.DataFrame]


def opened(folder: Path, data: Frames, tables: str) -> Study:
    """Return the study of the frames whose study file has these tables after the common ones."""
    write(folder / "MedAscii", dictionary())
    write(folder / "Next", following())
    queries = [("Query", name(2, 1), "Narrow"), ("Query", name(2, 2), "Broad")]
    pd.DataFrame(queries, columns=["fmq", "pt", "category"]).to_csv(folder / "fmq.csv", index=False)
    file = folder / "study.toml"
    file.write_text(HEAD + tables, encoding="utf-8")
    return pv.open_study(file, data)


@cache
def pooled() -> Study:
    """Return the study with two pooled arms and a total."""
    with TemporaryDirectory() as path:
        return opened(Path(path), frames(), POOLED)


def plain() -> Study:
    """Return a study that pools nothing: copies of the subjects are in arms of the data."""
    with TemporaryDirectory() as path:
        return opened(Path(path), _copied(frames()), PLAIN)


def _copied(data: Frames) -> Frames:
    parts = [data]
    for arm, members in MEMBERS.items():
        adsl = data["adsl"][data["adsl"]["TRT01A"].isin(members)]
        chosen = {name: frame[frame["USUBJID"].isin(adsl["USUBJID"])] for name, frame in data.items()}
        named = {name: frame.assign(USUBJID=frame["USUBJID"] + f" in {arm}") for name, frame in chosen.items()}
        parts.append(named | {"adsl": named["adsl"].assign(TRT01A=arm)})
    return {name: pd.concat([part[name] for part in parts], ignore_index=True) for name in data}


def frames() -> Frames:
    """Return subjects, events, results and adjudicated cases, the same in each run."""
    random = Random(7)  # noqa: S311  # a fixed mixture, no secret
    people = [_subject(random, place) for place in range(SUBJECTS)]
    rows: dict[str, list[dict[str, Any]]] = {"adae": [], "adlb": [], "adjudication": [], "advs": [], "adeg": []}
    for person in people:
        first, last = (date.fromisoformat(person[day]) for day in ("TRTSDT", "TRTEDT"))
        length = (last - first).days
        for _ in range(random.randrange(6)):
            rows["adae"].append(_event(random, person["USUBJID"], first, length))
        if person["DTHFL"] == "Y" and rows["adae"] and rows["adae"][-1]["USUBJID"] == person["USUBJID"]:
            rows["adae"][-1]["AEOUT"] = "FATAL"
        for dataset in ("adlb", "advs", "adeg"):
            rows[dataset] += _results(random, dataset, person["USUBJID"], first)
        if random.random() < 0.4:
            rows["adjudication"].append(_case(random, person["USUBJID"], first))
    rows |= {
        "adex": [dose for person in people for dose in _doses(random, person)],
        "adtte": [_time(random, person) for person in people],
        "adrs": [_best(random, person) for person in people],
    }
    numbers = ("AESEQ", "ASEQ", "ADJSEQ", "ASEQ", "ASEQ", "EXSEQ", "ASEQ", "ASEQ")
    numbered = {
        name: pd.DataFrame([{"STUDYID": "POOL", number: place} | row for place, row in enumerate(found, start=1)])
        for (name, found), number in zip(rows.items(), numbers, strict=True)
    }
    return {"adsl": pd.DataFrame(people), **numbered}


def _subject(random: Random, place: int) -> dict[str, Any]:
    first = date(2020, 1, 1) + timedelta(days=random.randrange(60))
    last = first + timedelta(days=random.randrange(1, 90))
    died = random.random() < 0.15
    stopped = died or random.random() < 0.3
    return {
        "STUDYID": "POOL",
        "USUBJID": f"P{place:03}",
        # Doses of different size: a pooled percentage is no mean of percentages.
        "TRT01A": DATA_ARMS[(0, 1, 1, 2, 2)[place % 5]],
        "SAFFL": "Y",
        "TRTSDT": str(first),
        "TRTEDT": str(last),
        "AGE": random.randrange(30, 80),
        "SEX": random.choice("FM"),
        "DTHFL": "Y" if died else None,
        "DTHDT": str(last + timedelta(days=random.randrange(40))) if died else None,
        "EOTSTT": "DISCONTINUED" if stopped else "COMPLETED",
        "DCTREAS": random.choice(["ADVERSE EVENT", "OTHER"]) if stopped else None,
        "EOSSTT": "DISCONTINUED" if died else "COMPLETED",
        "DCSREAS": "DEATH" if died else None,
        "EOSDT": None if died else str(last + timedelta(days=random.randrange(5, 60))),
    }


def _event(random: Random, usubjid: str, first: date, length: int) -> dict[str, Any]:
    soc, place = random.randrange(1, 5), random.randrange(1, 6)
    start = first + timedelta(days=random.randrange(-5, length + 50))
    anaemia = random.random() < 0.1
    return {
        "USUBJID": usubjid,
        "AETERM": name(soc, place),
        "AEDECOD": "Anaemia" if anaemia else name(soc, place),
        "AEBODSYS": f"{SOCS[soc]} disorders",
        "ASTDT": str(start),
        "AETOXGR": random.choice(["1", "2", "3", "4"]),
        "AESER": random.choice("NNY"),
        "AEREL": random.choice(["RELATED", "NOT RELATED"]),
        "AEACN": random.choice(["DOSE NOT CHANGED", "DRUG WITHDRAWN"]),
        "AEOUT": random.choice(["RECOVERED/RESOLVED", "NOT RECOVERED/NOT RESOLVED"]),
    }


#: Parameter of a dataset -> unit, limits of normal, range of the values.
_PARAMETERS: dict[str, dict[str, tuple[str, float | None, float | None, tuple[int, int]]]] = {
    "adlb": {
        "ALT": ("U/L", 10.0, 40.0, (10, 300)),
        "BILI": ("umol/L", 3.0, 20.0, (3, 90)),
        "HGB": ("g/L", 120.0, 160.0, (60, 160)),
        "LVEF": ("%", None, None, (35, 70)),
    },
    "advs": {"SYSBP": ("mmHg", None, None, (80, 200)), "DIABP": ("mmHg", None, None, (40, 130))},
    "adeg": {"QTCF": ("ms", None, None, (380, 520))},
}


def _results(random: Random, dataset: str, usubjid: str, first: date) -> list[dict[str, Any]]:
    """Return a baseline and two later results of each parameter."""
    return [
        {
            "USUBJID": usubjid,
            "PARAMCD": parameter,
            "AVISIT": f"Week {week}",
            "AVISITN": week,
            "ADT": str(first + timedelta(days=7 * week)),
            "AVAL": float(random.randrange(*values)),
            "AVALU": unit,
            "ANRLO": low,
            "ANRHI": high,
            "ABLFL": "Y" if week == 0 else None,
        }
        for parameter, (unit, low, high, values) in _PARAMETERS[dataset].items()
        for week in (0, 2, 5)
    ]


def _doses(random: Random, person: dict[str, Any]) -> list[dict[str, Any]]:
    """Return doses on days 1 and 8 of cycles of 14 days, some reduced, left out or late; a tablet a day beside them."""
    first, last = (date.fromisoformat(person[day]) for day in ("TRTSDT", "TRTEDT"))
    tablet = {
        "EXTRT": "Tablet",
        "EXDOSE": 1.0,
        "EXDOSU": "g",
        "EXDOSFRQ": "QD",
        "ASTDT": str(first),
        "AENDT": str(last),
    }
    start, rows = first, [{"USUBJID": person["USUBJID"], "CYCLE": None} | tablet]
    for cycle in range(1, 1 + (last - first).days // 14):
        for day in (0, 7):
            one = {"EXTRT": "Drug", "EXDOSE": random.choice([100.0, 100.0, 75.0, 0.0]), "EXDOSU": "mg"}
            on = str(start + timedelta(days=day))
            rows.append({"USUBJID": person["USUBJID"], "CYCLE": cycle} | one | {"ASTDT": on, "AENDT": on})
        start += timedelta(days=14 + 5 * (random.random() < 0.2))
    return rows


def _time(random: Random, person: dict[str, Any]) -> dict[str, Any]:
    """Return the time to death, or to the end of the study."""
    end = date.fromisoformat(person["DTHDT"] or person["EOSDT"])
    first = date.fromisoformat(person["TRTSDT"])
    event = person["DTHFL"] == "Y" or random.random() < 0.3
    days = float((end - first).days + 1)
    return {"USUBJID": person["USUBJID"], "PARAMCD": "OS", "AVAL": days, "CNSR": 0.0 if event else 1.0}


def _best(random: Random, person: dict[str, Any]) -> dict[str, Any]:
    return {"USUBJID": person["USUBJID"], "PARAMCD": "BOR", "AVALC": random.choice(["CR", "PR", "SD", "PD", "NE"])}


def _case(random: Random, usubjid: str, first: date) -> dict[str, Any]:
    return {
        "USUBJID": usubjid,
        "ADJEVENT": "ILD",
        "INVTERM": "Pneumonitis",
        "INVGR": random.choice(["1", "2", "3"]),
        "ADJGR": random.choice(["1", "2", "3"]),
        "ADJSTDT": str(first + timedelta(days=random.randrange(5, 60))),
        "ADJDEC": random.choice(["CONFIRMED", "CONFIRMED", "NOT CONFIRMED"]),
        "ADJREL": random.choice("YYN"),
        "ADJOUT": random.choice(["RECOVERED", "NOT RECOVERED"]),
    }
