"""Random studies with records on both sides of a cut-off, in ADaM and in SDTM."""

from datetime import date, timedelta
from random import Random
from typing import Any

import pandas as pd

from small_sdtm import domains
from small_study import events, subjects

CUT = date(2020, 2, 15)
SUBJECTS = 10
Frames = dict[str, pd.DataFrame]
Row = dict[str, Any]


def near(random: Random) -> date:
    """Return a day on either side of the cut-off, often the cut-off itself or the next."""
    return CUT + timedelta(days=random.choice([0, 1, random.randint(-30, 30)]))


def later_than(random: Random, day: date) -> date:
    """Return a day up to 20 days later."""
    return day + timedelta(days=random.randint(0, 20))


def dated(random: Random, name: str, day: date) -> Row:
    """Return a day of ADaM, in some records in the datetime alone: TRTEDT or TRTEDTM."""
    times = [f"{day}T08:30", f"{day:%d%b%Y}:08:30:00".upper()]
    return random.choice([{name: f"{day}"}, {f"{name}M": random.choice(times)}])


def adam(random: Random) -> Frames:
    """Return the analysis datasets of ten subjects."""
    people: list[Row] = []
    rows: dict[str, list[Row]] = {name: [] for name in ("adae", "adex", "adlb", "advs", "adjudication")}
    for place in range(SUBJECTS):
        who, own = {"USUBJID": f"S{place}"}, ("Drug", "Control")[place % 2]
        last = near(random)
        people.append({**who, "TRT01A": own, "AGE": 50 + place, **_person(random, last)})
        # What is of the other arm comes after the cut-off, and decides nothing.
        dose = {**who, "EXDOSE": 5.0}
        other = CUT + timedelta(days=random.randint(1, 9))
        rows["adex"] += [
            {
                **dose,
                "EXSEQ": 1,
                "EXTRT": own,
                **dated(random, "ASTDT", date(2020, 1, 10)),
                "AENDT": f"{min(last, CUT)}",
            },
            {**dose, "EXSEQ": 2, "EXTRT": ("Control", "Drug")[place % 2], **dated(random, "ASTDT", other)},
        ]
        rows["adae"] += [{**who, "AESEQ": number, **_event(random)} for number in range(1, 5)]
        rows["adlb"] += [{**who, **result} for result in _results(random)]
        pressure = {"PARAMCD": "SYSBP", "PARAM": "Systolic (mmHg)", "AVAL": 500.0}
        rows["advs"].append({**who, **pressure, **dated(random, "ADT", near(random))})
        rows["adjudication"].append({**who, "ADJSEQ": 1, **_case(random)})
    frames = {name: pd.DataFrame(records) for name, records in rows.items()}
    return {**frames, "adsl": subjects(*people), "adae": events(*rows["adae"])}


def _person(random: Random, last: date) -> Row:
    left = later_than(random, last)
    dead = random.random() < 0.4
    return {
        **dated(random, "TRTEDT", last),
        **dated(random, "EOTDT", left),
        **dated(random, "EOSDT", left),
        "EOTSTT": "COMPLETED",
        "EOSSTT": "DISCONTINUED" if dead else "COMPLETED",
        "DCSREAS": "DEATH" if dead else None,
        **({"DTHFL": "Y", **dated(random, "DTHDT", left)} if dead else {}),
    }


def _event(random: Random) -> Row:
    """Return an event; of those after the cut-off some have a term that no other has, or end in death."""
    start = near(random)
    end = later_than(random, start)
    terms = ["Headache", "Nausea"] if start <= CUT else ["Nausea", "Only after it"]
    event = {"ASTDT": None, **dated(random, "ASTDT", start), **dated(random, "AENDT", end), "TRTEMFL": "Y"}
    event |= {"AEDECOD": random.choice(terms), "AESER": random.choice("YN"), "AETOXGR": random.choice("1234")}
    event |= {"AEREL": random.choice("YN"), "AEACN": random.choice(["DRUG WITHDRAWN", "DOSE REDUCED"])}
    # What may have begun before the cut-off is there on its day, but no outcome that it has later.
    if random.random() < 0.2:
        event |= {"ASTDT": f"{start}", "ASTDTF": random.choice("DM")}
    elif random.random() < 0.3 and start > CUT:
        # Nobody dies of it before it begins, whether or not its end is known.
        event |= {"AEOUT": "FATAL", "AENDTM": None, "AENDT": random.choice([None, f"{end}"])}
    if random.random() < 0.2:
        event |= {"AEDTHDTC": f"{CUT + timedelta(days=random.randint(1, 5))}"}
    return event


def _results(random: Random) -> list[Row]:
    """Return results dated by ADT, by ADTM alone, or by ADY alone."""
    rows = []
    for parameter, unit, usual, worse in (("ALT", "U/L", 20.0, 120.0), ("LVEF", "%", 65.0, 40.0)):
        named: Row = {"PARAMCD": parameter, "PARAM": f"{parameter} ({unit})", "ANRLO": 5.0, "ANRHI": 40.0}
        rows.append({**named, "AVAL": usual, "ABLFL": "Y", "ADT": "2020-01-09", "AVISIT": "Baseline"})
        for place in range(4):
            day = near(random)
            # 10 January is day 1.
            when = random.choice([dated(random, "ADT", day), {"ADY": (day - date(2020, 1, 9)).days}])
            rows.append({**named, "AVAL": random.choice([usual, worse]), "AVISIT": f"Visit {place}", **when})
    return rows


def _case(random: Random) -> Row:
    committee, investigator = dated(random, "ADJSTDT", near(random)), dated(random, "INVSTDT", near(random))
    onsets = random.choice([committee, investigator, committee | investigator])
    decided = {"ADJEVENT": "ILD", "ADJDEC": "CONFIRMED", "ADJREL": "Y", "ADJOUT": "FATAL"}
    return {**decided, "ADJGR": random.choice("123"), **onsets}


def sdtm(random: Random) -> Frames:
    """Return the domains of ten subjects; a treatment that goes on after the cut-off has no gap at it."""
    rows: dict[str, list[Row]] = {name: [] for name in ("dm", "ex", "ae", "ds", "dd", "lb")}
    for place in range(SUBJECTS):
        who, own = {"USUBJID": f"S{place}"}, ("Drug", "Control")[place % 2]
        # Of the first two the study has ends before the cut-off: it records such ends.
        last = near(random) if place > 1 else CUT - timedelta(days=25)
        left = later_than(random, last)
        dead = place > 1 and random.random() < 0.5
        died = [{"DTHFL": "Y", "DTHDTC": f"{left}"}, {"DTHDTC": f"{left}"}, {"DTHFL": "Y", "DTHDTC": f"{left}T10:00"}]
        rows["dm"].append(
            {**who, "ARM": own, "ACTARM": own, "AGE": 50 + place, **(random.choice(died) if dead else {})}
        )
        rows["ex"] += [{**who, **dose} for dose in _doses(last, own, ("Control", "Drug")[place % 2])]
        rows["ds"] += [{**who, "DSCAT": "DISPOSITION EVENT", **end} for end in _ends(last, left, dead=dead)]
        if dead and random.random() < 0.5:
            rows["dd"].append({**who, "DDTESTCD": "PRCDTH", "DDORRES": "Cancer", "DDDTC": f"{left}"})
        rows["ae"] += [{**who, "AESEQ": number, **_recorded_event(random)} for number in range(1, 5)]
        rows["lb"] += [{**who, **result} for result in _recorded_results(random)]
    return domains(**{**rows, "dd": rows["dd"] or [{"USUBJID": "S0", "DDTESTCD": None}]})


def _doses(last: date, own: str, other: str) -> list[Row]:
    first = {"EXSEQ": 1, "EXTRT": own, "EXSTDTC": "2020-01-10", "EXENDTC": f"{min(last, CUT)}"}
    if last <= CUT:
        return [first]
    return [first, {"EXSEQ": 2, "EXTRT": other, "EXSTDTC": f"{CUT + timedelta(days=1)}", "EXENDTC": f"{last}"}]


def _ends(last: date, left: date, *, dead: bool) -> list[Row]:
    """Return how treatment and study ended; a second end, after the cut-off, contradicts one before it."""
    ends = [
        {"DSDECOD": "DEATH" if dead else "COMPLETED", "DSSCAT": "STUDY PARTICIPATION", "DSSTDTC": f"{left}"},
        {"DSDECOD": "ADVERSE EVENT", "DSSCAT": "STUDY TREATMENT", "DSSTDTC": f"{last}"},
    ]
    if left < CUT and not dead:
        ends.append({"DSDECOD": "WITHDRAWAL BY SUBJECT", "DSSCAT": "STUDY PARTICIPATION", "DSSTDTC": "2020-03-20"})
    return ends


def _recorded_event(random: Random) -> Row:
    start = near(random)
    end = later_than(random, start)
    event = {"AESTDTC": f"{start}", "AEENDTC": f"{end}", "AEOUT": "RECOVERED/RESOLVED", "AESER": random.choice("YN")}
    event["AEDECOD"] = random.choice(["Headache", "Nausea"])
    if random.random() < 0.2:
        event["AESTDTC"] = f"{start:%Y-%m}"
    elif random.random() < 0.4 and start > CUT:
        event |= {"AEOUT": "FATAL", "AEENDTC": random.choice(["", f"{end}", f"{end:%Y-%m}"])}
    return event


def _recorded_results(random: Random) -> list[Row]:
    named = {"LBTESTCD": "ALT", "LBTEST": "Alanine Aminotransferase", "LBSTRESU": "U/L"}
    limits = {"LBSTNRLO": 5.0, "LBSTNRHI": 40.0}
    baseline = {"LBSTRESN": 20.0, "LBDTC": "2020-01-09", "LBBLFL": "Y"}
    others = [{"LBSTRESN": value, "LBDTC": f"{near(random)}T08:30"} for value in (80.0, 180.0, 320.0)]
    return [{**named, **limits, **row, "LBSTRESC": f"{row['LBSTRESN']}"} for row in (baseline, *others)]
