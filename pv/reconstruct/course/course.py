"""The course of one randomised subject, in days from randomisation, which is day 1."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class End:
    """The day on which a time to event ends, and how."""

    day: int
    description: str


@dataclass(frozen=True)
class Response:
    """The best response (CR, PR, SD, PD or NE), whether it was confirmed, and the day of a response."""

    best: str
    confirmed: bool
    day: int | None


@dataclass(frozen=True)
class Course:
    """What happened to one subject.

    Attributes:
        arm: the planned arm.
        randomised: the date of day 1.
        first_dose: the day of the first dose; None of who was never treated.
        days: the duration of treatment, 0 of who was never treated.
        ongoing: whether treatment went on at the cut-off.
        death: the day of the death; None of who is not known to have died.
        last_alive: the last day on which the subject was known to be alive, that of the death included.
        ends: parameter -> how the time to it ends.
        response: the response of the tumour.
        variables: variable of ADSL -> value.
    """

    arm: str
    randomised: date
    first_dose: int | None
    days: int
    ongoing: bool
    death: int | None
    last_alive: int
    ends: Mapping[str, End]
    response: Response
    variables: Mapping[str, str]

    def on(self, day: int) -> date:
        """Return the date of a day."""
        return self.randomised + timedelta(days=day - 1)

    @property
    def started(self) -> date | None:
        """The date of the first dose."""
        return None if self.first_dose is None else self.on(self.first_dose)

    def study_day(self, day: int) -> int:
        """Return a day counted from the first dose, which is study day 1; there is no study day 0."""
        later = day - (self.first_dose or 1) + 1
        return later if later > 0 else later - 1
