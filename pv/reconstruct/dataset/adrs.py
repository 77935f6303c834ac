"""ADRS: one row per randomised subject and response parameter."""

from pv.facts.course_model import CoursePart
from pv.facts.model import Facts
from pv.reconstruct.course.course import Course
from pv.reconstruct.dataset.adsl import Ids
from pv.reconstruct.dataset.dataset import STUDYID, USUBJID, Dataset, Row, Variable, dataset
from pv.reconstruct.record.arm import Arm

_VARIABLES = (
    STUDYID,
    USUBJID,
    Variable("PARAMCD", "Parameter Code"),
    Variable("PARAM", "Parameter"),
    Variable("AVALC", "Analysis Value (C)"),
    Variable("ADT", "Analysis Date", "date"),
)
_LABELS = {
    "BOR": "Best Overall Response",
    "CBOR": "Confirmed Best Overall Response",
    "CBEN": "Clinical Benefit: Response or 6 Months Stable",
}
_RESPONSES = ("CR", "PR")
_BENEFIT_MONTHS = 6


def adrs(arms: list[Arm], facts: Facts, part: CoursePart, ids: Ids) -> Dataset:
    """Return ADRS, in the order of USUBJID; a response that was not confirmed is stable disease where it must be."""
    days_per_month = facts.study.days_per_month
    rows: list[Row] = []
    for arm in arms:
        for person in arm.everyone:
            if person.course is not None:
                key = {"STUDYID": facts.study.id, "USUBJID": ids[person.arm, person.number]}
                rows += [{**key, **row} for row in _rows(person.course, part, days_per_month)]
    rows.sort(key=lambda row: (str(row["USUBJID"]), str(row["PARAMCD"])))
    return dataset("adrs", "Response Analysis Dataset", _VARIABLES, rows)


def _rows(course: Course, part: CoursePart, days_per_month: float) -> list[Row]:
    response = course.response
    day = None if response.day is None else course.on(response.day)
    confirmed = response.best if response.confirmed or response.best not in _RESPONSES else "SD"
    found = [("BOR", response.best, day), ("CBOR", confirmed, day if response.confirmed else None)]
    if part.response_ends_with is not None:
        stable = course.ends[part.response_ends_with].day >= _BENEFIT_MONTHS * days_per_month
        benefit = response.best in _RESPONSES or (response.best == "SD" and stable)
        found.append(("CBEN", "Y" if benefit else "N", None))
    return [{"PARAMCD": code, "PARAM": _LABELS[code], "AVALC": value, "ADT": on} for code, value, on in found]
