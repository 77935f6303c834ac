"""The laboratory results that can be graded: the analyte, the unit, the range, and when they were taken."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from pv.verify.given import Given, Row, before, capitals, found
from pv.verify.subject.dates import Days, of_month, of_year
from pv.verify.subject.followed import Subject

_IN_BRACKETS = re.compile(r"[(]((?:[^()]|[(][^()]*[)])*)[)] *$")
_MOMENT = "([0-9-]{10}[T ][0-9]{2}:[0-9:]{2,})"
#: A study day so far off is a slip of the pen.
_FAR = 100_000


@dataclass(frozen=True)
class Result:
    """A result of an analyte in blood.

    Attributes:
        row: its place in the file.
        subject: whose it is.
        analyte: the analyte; `code` is its PARAMCD.
        number: of the record.
        derived: whether the study derived it.
        value: AVAL.
        unit: of the value; `key` is the unit as the table of units writes it.
        low: lower limit of the range, `high` the upper one.
        base: BASE as recorded.
        visit: the visit.
        date: the day it was taken on; `moment` with the time, as text.
        day: the study day.
        after_cutoff: whether it was certainly taken after the cut-off.
        flagged: whether it is flagged as baseline.
        after_dose: whether it was taken after the first dose; None where that is not known.
    """

    row: int
    subject: Subject
    analyte: str
    code: str
    number: float | None
    derived: bool
    value: float | None
    unit: str | None
    low: float | None
    high: float | None
    base: float | None
    visit: str | None
    date: date | None
    moment: str | None
    day: int | None
    after_cutoff: bool
    flagged: bool
    after_dose: bool | None

    @property
    def key(self) -> str | None:
        """The unit in capitals, a u for the sign of micro, without spaces."""
        return unit_key(self.unit)


def unit_key(unit: str | None) -> str | None:
    """Return a unit as the table of units writes it."""
    return None if unit is None else capitals(unit.replace("µ", "u").replace("μ", "u").replace(" ", ""))


def results(given: Given, subjects: dict[str, Subject]) -> list[Result]:
    """Return the results of the subjects of the safety set."""
    parameters = {row["paramcd"]: row for row in given.rows("lab_parameter")}
    units = {(row["analyte"], row["from_unit"]) for row in given.rows("lab_unit")}
    found_results = []
    for row in given.rows("adlb"):
        parameter, subject = parameters.get(capitals(row["PARAMCD"] or "")), subjects.get(row["USUBJID"])
        if parameter and subject and _in_blood(row):
            found_results.append(_result(row, parameter, subject, units, given.study))
    return found_results


def moment(text: str | None) -> str | None:
    """Return a date and time comparable as text, with its seconds."""
    written = found(_MOMENT, text)
    return None if written is None else (written.replace(" ", "T") + ":00")[:19]


def _in_blood(row: Row) -> bool:
    if any("URIN" in capitals(row[name] or "") for name in ("PARAM", "PARCAT1", "LBCAT")):
        return False
    specimen = row["LBSPEC"]
    return specimen is None or any(part in capitals(specimen) for part in ("BLOOD", "SERUM", "PLASMA"))


def _result(row: Row, parameter: Row, subject: Subject, units: set[tuple[str, str]], study: Row) -> Result:
    low, high = row["ANRLO"], row["ANRHI"]
    reversed_range = low is not None and high is not None and low > high
    day, days = _study_day(row, subject), _days(row, subject)
    taken, flagged = moment(row["ADTM"]), row["ABLFL"] == "Y"
    number = row["LBSEQ"] if row["LBSEQ"] is not None else row["ASEQ"]
    return Result(
        row=row["source_row"],
        subject=subject,
        analyte=parameter["analyte"],
        code=row["PARAMCD"],
        number=number,
        derived=row["DTYPE"] is not None,
        value=row["AVAL"],
        unit=_unit(row, parameter, units),
        low=low if not reversed_range and low is not None and low >= 0 else None,
        high=high if not reversed_range and high is not None and high > 0 else None,
        base=row["BASE"],
        visit=row["AVISIT"],
        date=row["ADT"],
        moment=taken,
        day=day,
        after_cutoff=before(study["counted_until"], days.first),
        flagged=flagged,
        after_dose=_after_dose(day, taken, subject, flagged=flagged),
    )


def _unit(row: Row, parameter: Row, units: set[tuple[str, str]]) -> str | None:
    """Return the unit: AVALU; that in PARAM if it is one of the analyte; that collected; the study file's; PARAM's."""
    brackets = _IN_BRACKETS.search(row["PARAM"] or "")
    named = brackets[1].strip(" ") or None if brackets else None
    known = named if (parameter["analyte"], unit_key(named)) in units else None
    choices = (row["AVALU"], known, row["LBSTRESU"], parameter["unit"], named)
    return next((unit for unit in choices if unit is not None), None)


def _study_day(row: Row, subject: Subject) -> int | None:
    if row["ADT"] is not None and subject.first is not None:
        away: int = (row["ADT"] - subject.first).days
        return away + 1 if away >= 0 else away
    return None if row["ADY"] is None else round(row["ADY"])


def _days(row: Row, subject: Subject) -> Days:
    """Return the days on which a result can have been taken: ADT, ADY after the first dose, or LBDTC in part."""
    if row["ADT"] is not None:
        return Days(row["ADT"], row["ADT"])
    if row["ADY"] is not None and abs(row["ADY"]) < _FAR and subject.first is not None:
        number = round(row["ADY"])
        day = subject.first + timedelta(days=number - 1 if number > 0 else number)
        return Days(day, day)
    month = re.fullmatch(r"([0-9]{4})-([0-9]{2})(?:--)?", row["LBDTC"] or "")
    year = re.fullmatch(r"([0-9]{4})(?:--|---[0-9]{2}|----)?", row["LBDTC"] or "")
    try:
        if month:
            return of_month(int(month[1]), int(month[2]))
        return of_year(int(year[1])) if year else Days(None, None)
    except ValueError:
        return Days(None, None)


def _after_dose(day: int | None, taken: str | None, subject: Subject, *, flagged: bool) -> bool | None:
    """Return whether a result is after the first dose; on its day only the times tell."""
    if day is None:
        return None if subject.first is not None else not flagged
    if day == 1:
        dose = moment(subject.record["TRTSDTM"])
        return taken is not None and dose is not None and taken > dose
    return day > 1
