"""ADTTE: one row per randomised subject and endpoint, then the response of who had one."""

from collections.abc import Iterator

from pv.facts.course_model import CoursePart
from pv.facts.model import Facts
from pv.reconstruct.course.course import Course, End
from pv.reconstruct.dataset.adsl import Ids
from pv.reconstruct.dataset.dataset import STUDYID, USUBJID, Dataset, Row, Variable, dataset
from pv.reconstruct.record.arm import Arm

_VARIABLES = (
    STUDYID,
    USUBJID,
    Variable("PARAMCD", "Parameter Code"),
    Variable("PARAM", "Parameter"),
    Variable("AVAL", "Analysis Value", "number"),
    Variable("AVALU", "Analysis Value Unit"),
    Variable("STARTDT", "Time-to-Event Origin Date for Subject", "date"),
    Variable("ADT", "Analysis Date", "date"),
    Variable("CNSR", "Censor", "number"),
    Variable("EVNTDESC", "Event or Censoring Description"),
)


def adtte(arms: list[Arm], facts: Facts, part: CoursePart, ids: Ids) -> Dataset:
    """Return ADTTE, in the order of USUBJID; times are months, the first day being day 1."""
    rows: list[Row] = []
    for arm in arms:
        for person in arm.everyone:
            key = {"STUDYID": facts.study.id, "USUBJID": ids[person.arm, person.number]}
            if person.course is not None:
                rows += [{**key, **row} for row in _rows(person.course, part, facts.study.days_per_month)]
    rows.sort(key=lambda row: str(row["USUBJID"]))
    return dataset("adtte", "Time-to-Event Analysis Dataset", _VARIABLES, rows)


def _rows(course: Course, part: CoursePart, days_per_month: float) -> Iterator[Row]:
    for one in part.endpoint:
        end = course.ends[one.parameter]
        censored = end.description not in one.events
        yield {"PARAMCD": one.parameter, "PARAM": one.label, **_time(course, 1, end, days_per_month, censored=censored)}
        since = course.response.day if course.response.confirmed else None
        if one.parameter == part.response_ends_with and since is not None:
            lasted = _time(course, since, end, days_per_month, censored=censored)
            until = _time(course, 1, End(since, "Response"), days_per_month, censored=False)
            yield {"PARAMCD": "DOR", "PARAM": "Duration of Response (months)", **lasted}
            yield {"PARAMCD": "TTR", "PARAM": "Time to Response (months)", **until}


def _time(course: Course, since: int, end: End, days_per_month: float, *, censored: bool) -> Row:
    """Return the time from a day to another; both are counted."""
    return {
        "AVAL": (end.day - since + 1) / days_per_month,
        "AVALU": "MONTHS",
        "STARTDT": course.on(since),
        "ADT": course.on(end.day),
        "CNSR": int(censored),
        "EVNTDESC": end.description,
    }
