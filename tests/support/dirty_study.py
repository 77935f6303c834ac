"""Random studies with everything that records get wrong: for computing each of their numbers a second time."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd

import pv
from pv.api import Study
from pv.study.setting.methods import METHODS

Frames = dict[str, pd.DataFrame]
Row = dict[str, Any]

FIRST = date(2020, 1, 10)
CUT = date(2020, 4, 1)
ARMS = ("Low", "High", "Placebo")
WINDOWS = (0, 10, 30)
TERMS = {
    "Gut": ("Nausea", "NAUSEA", "Vomiting", "Diarrhoea"),
    "Heart": ("Palpitations", "palpitations", "Angina", "Syncope"),
    "Skin": ("Rash", "Itch", "RASH"),
}
#: Analyte -> its units, the limits of the range, the largest value.
ANALYTES: Mapping[str, tuple[tuple[str | None, ...], float, float, float]] = {
    "ALT": (("U/L", "ukat/L", None, "furlong"), 10.0, 40.0, 900.0),
    "SGPT": (("U/L", "IU/L"), 10.0, 40.0, 300.0),
    "BILI": (("umol/L", "mg/dL", "µmol/L"), 3.0, 20.0, 250.0),
    "CREAT": (("umol/L", "mg/dL"), 50.0, 100.0, 700.0),
    "HGB": (("g/L", "g/dL"), 120.0, 160.0, 220.0),
    "NEUT": (("10^9/L",), 2.0, 7.0, 12.0),
    "CA": (("mmol/L", "mg/dL"), 2.1, 2.6, 4.0),
    "ALB": (("g/L", "g/dL"), 35.0, 50.0, 60.0),
    "GLUC": (("mmol/L",), 4.0, 6.0, 30.0),
}


def dirty_study(seed: int, folder: Path, most: int = 40) -> Study:
    """Return a random study of up to so many subjects, opened: its settings are drawn as well as its records."""
    random = Random(seed)  # noqa: S311  # a fixed mixture, no secret
    file = folder / "study.toml"
    file.write_text(settings(random), encoding="utf-8")
    return pv.open_study(file, frames(random, most))


def settings(random: Random) -> str:
    """Return a study file: arms pooled and not, any rule, any method."""
    methods = {key: random.choice(METHODS[key]) for key in _CHOSEN} if random.random() < 0.7 else {}
    chosen = "".join(f'{key} = "{method}"\n' for key, method in methods.items())
    window = random.choice(["", *(f"window_days = {days}\n" for days in WINDOWS)])
    flagged = window == "" or random.random() < 0.2
    cut = random.choice(["", f"cutoff_date = {CUT}\n", f'cutoff_date = {CUT}\nafter_cutoff = "count"\n'])
    pool = '[[arm]]\nname = "Doses"\nof = ["Low", "High"]\n' if random.random() < 0.5 else ""
    arms = "".join(
        f'[[arm]]\nname = "{arm}"\nrole = "{"comparator" if arm == "Placebo" else "investigational"}"\n' for arm in ARMS
    )
    return (
        f'[study]\nid = "DIRTY"\ntitle = "A dirty study"\n{cut}'
        f"[treatment_emergent]\n{window}"
        + ('rule = "flag"\n' if flagged else 'rule = "window"\n')
        + f'[population]\nby = "{random.choice(["actual arm", "actual arm", "treatment received"])}"\n'
        + f'[relationship]\nmissing = "{random.choice(["related", "not related"])}"\n'
        + f"[statistics]\nconfidence_level = {random.choice([0.95, 0.9])}\n{chosen}"
        + f"[report]\ntotal = {random.choice(['true', 'false'])}\n"
        + '[[group]]\nname = "Stomach"\nsoc = "Gut"\nterms = ["Nausea", "Vomiting"]\n'
        + '[[category]]\nname = "odd"\nlabel = "Odd"\nwhere = [{ AESER = "Y", grade = { at_least = 2, at_most = 4 } }, '
        + '{ AEOUT = "missing" }]\n'.replace('"missing"', '"FATAL"')
        + (f'[laboratory]\nctcae = "{random.choice(["4.03", "5.0", "6.0"])}"\n')
        + arms
        + pool
    )


_CHOSEN = ("proportion", "risk_difference", "risk_ratio", "test", "rate", "rate_difference", "rate_ratio")


def frames(random: Random, most: int) -> Frames:
    """Return the records of six to so many subjects."""
    people = [_subject(random, place) for place in range(random.randint(6, most))]
    rows: dict[str, list[Row]] = {"adae": [], "adex": [], "adlb": []}
    for person in people:
        who = {"STUDYID": "DIRTY", "USUBJID": person["USUBJID"]}
        # Of some subjects several events are fatal, treatment-emergent and not.
        likely = random.choice([0.03, 0.03, 0.3])
        numbers, edges = range(1, random.randrange(1, 9)), _edges(person)
        rows["adae"] += [{**who, "AESEQ": number, **_event(random, likely, edges)} for number in numbers]
        rows["adex"] += [
            {**who, **_dose(random, place, person["TRT01A"])} for place in range(1, random.randrange(1, 4))
        ]
        rows["adlb"] += [{**who, **result} for result in _results(random)]
    rows["adae"] += random.choices(rows["adae"], k=3) if rows["adae"] else []
    rows["adae"].append({"STUDYID": "DIRTY", "USUBJID": "nobody", "AESEQ": 1, **_event(random, 0, [])})
    return {"adsl": pd.DataFrame(people), **{name: pd.DataFrame(found) for name, found in rows.items()}}


def _maybe(random: Random, value: object, chance: float = 0.5) -> object:
    return value if random.random() < chance else None


def _day(random: Random, low: int, high: int) -> date:
    return FIRST + timedelta(days=random.randint(low, high))


def _text(random: Random, day: date) -> str:
    """Return a date as some file writes it, perhaps in part."""
    iso = day.isoformat()
    return random.choice(
        [
            iso,
            iso,
            iso[:7],
            iso[:4],
            f"{iso}T10:30",
            f"{day:%d%b%Y}".upper(),
            f"{iso[:7]}--",
            f"{iso[:4]}---{iso[8:]}",
            "soon",
        ]
    )


def _subject(random: Random, place: int) -> Row:
    first = _day(random, 0, 20)
    last = first + timedelta(days=random.randrange(-2, 90))
    left = last + timedelta(days=random.randrange(-5, 60))
    died = random.random() < 0.25
    return {
        "STUDYID": "DIRTY",
        "USUBJID": f"S{place:03}",
        "TRT01A": ARMS[place] if place < len(ARMS) else random.choice(ARMS),
        "SAFFL": "Y" if place < len(ARMS) else random.choice("YYYYYYYN"),
        "TRTSDT": _maybe(random, first.isoformat(), 0.9),
        "TRTSDTM": _maybe(random, f"{first}T{random.choice(['08:30', '08:30:00', '00:00', '12:00:30'])}"),
        "TRTSTMF": random.choice([None, None, None, "S", "M", "H"]),
        "TRTEDT": _maybe(random, last.isoformat(), 0.8),
        "AGE": random.randrange(18, 90),
        "SEX": random.choice("FM"),
        "EOTSTT": random.choice([None, "ONGOING", "COMPLETED", "DISCONTINUED"]),
        "DCTREAS": random.choice([None, None, "ADVERSE EVENT", "DEATH"]),
        "EOSSTT": random.choice([None, "ONGOING", "COMPLETED", "DISCONTINUED", "DISCONTINUED"]),
        "DCSREAS": random.choice([None, None, "WITHDRAWAL", "Death of subject"]) if died else None,
        "EOSDT": _maybe(random, left.isoformat()),
        "RFPENDTC": _maybe(random, _text(random, left), 0.2),
        "LSTALVDT": _maybe(random, _day(random, 0, 120).isoformat(), 0.4),
        "DTHFL": _maybe(random, "Y") if died else None,
        "DTHDT": _maybe(random, _day(random, -5, 140).isoformat()) if died else None,
        "DTHDTC": _maybe(random, _text(random, _day(random, 0, 140))) if died else None,
    }


def _edges(person: Row) -> list[date]:
    """Return the days about which the windows end, and those of the first and last dose."""
    doses = [date.fromisoformat(str(person[name])) for name in ("TRTSDT", "TRTEDT") if person[name]]
    return [*doses, *(doses[-1] + timedelta(days=days) for window in WINDOWS for days in (window, window + 1) if doses)]


def _event(random: Random, likely: float, edges: list[date]) -> Row:
    soc = random.choice(list(TERMS))
    start = random.choice(edges) if edges and random.random() < 0.3 else _day(random, -20, 130)
    end = start + timedelta(days=random.randrange(-3, 40))
    fatal = random.random() < likely
    return {
        "AETERM": "As told",
        "AEDECOD": _maybe(random, random.choice(TERMS[soc]), 0.95),
        "AEBODSYS": _maybe(random, soc, 0.95),
        "AEHLT": _maybe(random, f"{soc} group", 0.9),
        "ASTDT": _maybe(random, start.isoformat(), 0.85),
        "ASTDTF": random.choice([None] * 5 + ["D", "M", "Y"]),
        "ASTDTM": _maybe(random, f"{start}T{random.choice(['07:00', '08:30', '23:15:10', '08:29:59'])}", 0.4),
        "ASTTMF": random.choice([None] * 5 + ["S", "M"]),
        "AENDT": _maybe(random, end.isoformat(), 0.6),
        "AENDTF": random.choice([None] * 5 + ["D", "M", "Y"]),
        "AENDTM": _maybe(random, f"{end}T{random.choice(['07:00', '08:31'])}", 0.3),
        "AETOXGR": random.choice(["5"] if fatal and random.random() < 0.5 else ["1", "2", "3", "4", None, "UNK"]),
        "AEITOXGR": random.choice([None, None, "1", "2"]),
        "AESEV": random.choice([None, "MILD", "MODERATE", "SEVERE"]),
        "AEITSEV": random.choice([None, None, "MILD"]),
        "AESER": random.choice(["Y", "N", "N", None]),
        "AESDTH": "Y" if fatal and random.random() < 0.5 else None,
        "AEOUT": random.choice(["FATAL", "RECOVERED/RESOLVED"]) if fatal else "RECOVERED/RESOLVED",
        "AEDTHDTC": _text(random, _day(random, 0, 140)) if fatal and random.random() < 0.5 else None,
        "AEREL": random.choice(["RELATED", "NOT RELATED", "POSSIBLE", None, " related ", "perhaps"]),
        "AEACN": random.choice(["DOSE NOT CHANGED", "DRUG WITHDRAWN", "DRUG INTERRUPTED", "DOSE REDUCED", None]),
        "TRTEMFL": random.choice(["Y", "Y", "N", None]),
    }


def _dose(random: Random, place: int, arm: str) -> Row:
    treatment = random.choice([arm, arm, arm, random.choice(ARMS)])
    return {
        "EXSEQ": place,
        "EXTRT": _maybe(random, treatment.upper(), 0.95),
        "EXDOSE": random.choice([5.0, 5.0, 0.0, None]),
        "ASTDT": _maybe(random, _day(random, 0, 100).isoformat(), 0.9),
    }


def _results(random: Random) -> list[Row]:
    rows = []
    for analyte in random.sample(list(ANALYTES), k=random.randrange(5)):
        units, low, high, most = ANALYTES[analyte]
        for number in range(random.randrange(1, 6)):
            day = _day(random, -10, 120)
            # Some exactly at a multiple of the limits.
            value = random.choice(
                [round(random.uniform(0, most), 1), high * random.choice([1, 1.5, 3, 5]), low, -9.0, None]
            )
            rows.append(
                {
                    "PARAMCD": analyte,
                    "PARAM": random.choice(
                        [analyte, f"{analyte} ({units[0]})", f"{analyte}, urine", f"{analyte} (total)"]
                    ),
                    "LBSEQ": _maybe(random, number, 0.8),
                    "AVISIT": f"Visit {number}",
                    "AVAL": value,
                    "AVALU": random.choice(units),
                    "BASE": _maybe(random, random.choice([high, 2 * high, low]), 0.3),
                    "ANRLO": _maybe(random, low, 0.8),
                    "ANRHI": _maybe(random, high, 0.8),
                    "ADT": _maybe(random, day.isoformat(), 0.85),
                    "ADTM": _maybe(random, f"{day}T{random.choice(['08:00', '09:30:00'])}", 0.4),
                    "ADY": _maybe(random, random.randrange(1, 100), 0.2),
                    "LBDTC": _maybe(random, _text(random, day), 0.5),
                    "ABLFL": "Y" if number == 0 and random.random() < 0.6 else None,
                    "DTYPE": _maybe(random, "AVERAGE", 0.05),
                    "LBSPEC": random.choice([None, None, "BLOOD", "URINE", "Serum"]),
                }
            )
    return rows
