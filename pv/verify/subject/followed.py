"""The subjects of the safety analysis set: arm, days of exposure, days at risk: design, section 4."""

from dataclasses import dataclass
from datetime import date, timedelta

from pv.verify.given import Given, Row, before, earliest
from pv.verify.subject.death import Death, deaths
from pv.verify.subject.end_of_study import End, end_of_study
from pv.verify.subject.received import received


@dataclass(frozen=True)
class Subject:
    """A subject of the safety analysis set.

    Attributes:
        usubjid: its identifier.
        arm: the arm in which it counts.
        first: day of the first dose.
        last: day of the last dose, up to the cut-off.
        window_end: last day of the window after the last dose.
        on_treatment_until: last day on which a death is one on treatment.
        exposure_days: None where it is not timed: without a usable first or last dose.
        risk_days: from the first dose to the end of the time at risk; None where it is not timed.
        death: its death, where the cut-off leaves it in.
        record: its record in ADSL.
    """

    usubjid: str
    arm: str
    first: date | None
    last: date | None
    window_end: date | None
    on_treatment_until: date | None
    exposure_days: int | None
    risk_days: int | None
    death: Death | None
    record: Row

    @property
    def timed(self) -> bool:
        """Whether it is in the rates."""
        return self.exposure_days is not None


def followed(given: Given) -> dict[str, Subject]:
    """Return the subjects of the safety analysis set by their identifiers."""
    study, arms = given.study, {arm["arm"] for arm in given.rows("arm")}
    dead = deaths(given.rows("adsl"), given.rows("adae"), study["counted_until"])
    named = {row["USUBJID"]: row["end_date"] for row in given.rows("end_of_study_value")}
    moved = received(given) if study["population_by"] == "treatment received" else {}
    found = {}
    for row in given.rows("adsl"):
        if row["SAFFL"] == "Y" and row["TRT01A"] in arms:
            death = dead.get(row["USUBJID"])
            death = death if death and death.counted else None
            end = end_of_study(row, death, named, study)
            arm = moved.get(row["USUBJID"]) or row["TRT01A"]
            found[row["USUBJID"]] = _subject(row, arm, death, end, study)
    return found


def _subject(row: Row, arm: str, death: Death | None, end: End, study: Row) -> Subject:
    first, cutoff, until = row["TRTSDT"], study["cutoff_date"], study["counted_until"]
    last = cutoff if end.still_treated else row["TRTEDT"] and earliest(row["TRTEDT"], until)
    if before(last, first):
        last = None
    days = study["window_days"]
    window_end = last + timedelta(days=int(days)) if last and days is not None else None
    risk_end = earliest(window_end or end.day or cutoff or last, end.day, death.day if death else None, until)
    timed = first is not None and last is not None
    return Subject(
        usubjid=row["USUBJID"],
        arm=arm,
        first=first,
        last=last,
        window_end=window_end,
        on_treatment_until=window_end or (None if end.by_death else end.day) or cutoff or last,
        exposure_days=(last - first).days + 1 if timed else None,
        # The day of the first dose is at risk, whatever the dates of death and end of study say.
        risk_days=max((risk_end - first).days + 1, 1) if timed and risk_end else None,
        death=death,
        record=row,
    )
