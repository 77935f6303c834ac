"""Laboratory results of a small study, and what is looked up of them."""

from pathlib import Path
from typing import Any

import pandas as pd

from pv.api import Study
from small_study import CONTROL, count, events, small_study, subjects

RESULT = {
    "STUDYID": "SMALL",
    "USUBJID": "U1",
    "ABLFL": None,
    "ANRLO": 10.0,
    "ANRHI": 40.0,
    "AVALU": "U/L",
    "BASE": None,
}


DAYS = {-1: "2020-01-09", 1: "2020-01-10", 2: "2020-01-11", 5: "2020-01-14", 9: "2020-01-18", 60: "2020-03-09"}


def result(paramcd: str, day: int, value: float | None, **more: str | float | None) -> dict[str, Any]:
    return RESULT | {"PARAMCD": paramcd, "ADT": DAYS[day], "AVAL": value} | more


def study(folder: Path, results: list[dict[str, Any]], adae: pd.DataFrame | None = None, text: str = "") -> Study:
    """Return a study of U1, U2, U3 (Drug) and C1 with the results; each is numbered by its place."""
    adlb = pd.DataFrame([{"ASEQ": place} | row for place, row in enumerate(results, start=1)])
    adsl = subjects({}, {}, {}, CONTROL)
    return small_study(folder, adsl, events({}) if adae is None else adae, text, {"adlb": adlb})


def worst(opened: Study, usubjid: str, analyte: str, direction: str = "H") -> "pd.Series[Any]":
    return count(opened, "lab_worst", USUBJID=usubjid, analyte=analyte, direction=direction)


LIVER = [
    result("ALT", 2, 300.0),
    result("BILI", 5, 90.0),
    result("BILI", 2, 90.0, USUBJID="U2"),
    result("AST", 5, 300.0, USUBJID="U2"),
    result("BILI", 2, 80.0, USUBJID="U3"),
    result("ALT", 2, 20.0, USUBJID="U3"),
    result("BILI", 2, 79.0, USUBJID="C1"),
    result("ALT", 2, 120.0, USUBJID="C1"),
]
