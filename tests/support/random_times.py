"""A small random study of two arms: doses, ends of treatment and of study, deaths, recurrent events, a cut-off."""

import tempfile
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from pv.api import Study
from small_study import events, small_study, subjects

FIRST = pd.Timestamp("2020-01-10")
CUTOFF = FIRST + pd.Timedelta(days=400)
WINDOW = 20
TEXT = f"""cutoff_date = {CUTOFF:%Y-%m-%d}
[statistics]
interval_weeks = [4, 12, 26]
strata = "SITE"
[treatment_emergent]
rule = "window"
window_days = {WINDOW}
[[curve]]
label = "Nausea"
level = "PT"
term = "Nausea"
"""


def text(day: pd.Timestamp | None) -> str | None:
    return None if day is None else f"{day:%Y-%m-%d}"


@cache
def drawn() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return ADSL and ADAE of 60 subjects, the same in each run."""
    random = np.random.default_rng(20201)
    people: list[dict[str, object]] = []
    happened: list[dict[str, object]] = []
    for number in range(60):
        start = FIRST + pd.Timedelta(days=int(random.integers(0, 60)))
        stop = start + pd.Timedelta(days=int(random.integers(0, 330)))
        status = str(random.choice(["DISCONTINUED", "COMPLETED", "ONGOING"], p=[0.5, 0.3, 0.2]))
        left = stop + pd.Timedelta(days=int(random.integers(0, 60)))
        died = left if random.random() < 0.2 and status != "ONGOING" else None
        person: dict[str, object] = {
            "USUBJID": f"R{number:02}",
            "TRT01A": "Drug" if number % 3 else "Control",
            "SITE": str(random.integers(1, 4)),
            "TRTSDT": text(start),
            "TRTEDT": None if status == "ONGOING" else text(stop),
            "EOTSTT": status,
            "EOSSTT": "ONGOING" if status == "ONGOING" else "DISCONTINUED",
            "EOSDT": None if status == "ONGOING" else text(left),
            "DTHDT": text(died),
        }
        people.append(person)
        for _ in range(int(random.poisson(2))):
            onset = start + pd.Timedelta(days=int(random.integers(-5, 380)))
            term = str(random.choice(["Nausea", "Headache"]))
            happened.append({"USUBJID": person["USUBJID"], "AEDECOD": term, "ASTDT": text(onset)})
    return subjects(*people), events(*happened)


@cache
def study() -> Study:
    """Return the study, opened once."""
    return small_study(Path(tempfile.mkdtemp()), *drawn(), TEXT)


def followed() -> pd.DataFrame:
    """Return each subject's arm, days of treatment and at risk, and how it ended, by the rules and nothing of ours."""
    adsl, _ = drawn()
    day = {name: pd.to_datetime(adsl[name]) for name in ("TRTSDT", "TRTEDT", "EOSDT", "DTHDT")}
    last, end = (day[name].fillna(CUTOFF).where(lambda date: date < CUTOFF, CUTOFF) for name in ("TRTEDT", "EOSDT"))
    risk_end = pd.concat([last + pd.Timedelta(days=WINDOW), end, day["DTHDT"]], axis=1).min(axis=1)
    return pd.DataFrame(
        {
            "USUBJID": adsl["USUBJID"],
            "arm": adsl["TRT01A"],
            "start": day["TRTSDT"],
            "treated": (last - day["TRTSDT"]).dt.days + 1,
            "at_risk": (risk_end - day["TRTSDT"]).dt.days + 1,
            "followed": (pd.concat([end, day["DTHDT"]], axis=1).min(axis=1) - day["TRTSDT"]).dt.days + 1,
            "discontinued": adsl["EOTSTT"] == "DISCONTINUED",
            "died": day["DTHDT"].notna(),
            "stratum": adsl["SITE"],
        }
    )


def onsets(term: str | None = None) -> pd.DataFrame:
    """Return subject and study day of each event within the time at risk; of one term where it is named."""
    _, adae = drawn()
    rows = adae.merge(followed(), on="USUBJID")
    onset = (pd.to_datetime(rows["ASTDT"]) - rows["start"]).dt.days + 1
    kept = (onset >= 1) & (onset <= rows["at_risk"])
    if term is not None:
        kept &= rows["AEDECOD"] == term
    return pd.DataFrame({"USUBJID": rows["USUBJID"], "arm": rows["arm"], "day": onset})[kept]
