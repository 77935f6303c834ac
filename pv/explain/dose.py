"""The doses of a subject, and the last one at or before the onset of an adverse event."""

from pv.engine import Engine
from pv.explain.explanation import Fact
from pv.explain.rows import Row, rows, shown


def last_dose(engine: Engine, place: int) -> str:
    """Return what was given last when an event began, on which study day and in which cycle; '' without a dose."""
    for row in rows(engine, "onset_dose", source_row=place):
        cycle = "" if row["cycle"] is None else f", cycle {shown(row['cycle'])}"
        return f"{_amount(row['dose'], row)}{row['treatments']} on day {row['from_day']}{cycle}"
    return ""


def doses(engine: Engine, usubjid: str) -> list[Fact]:
    """Return how much a subject got of each treatment, in which time, and what that is of the planned."""
    given = sorted(rows(engine, "subject_dose", USUBJID=usubjid), key=lambda row: str(row["treatment"]))
    return [Fact("doses", _course(row)) for row in given]


def _course(row: Row) -> str:
    count = "" if row["doses"] is None else f" in {shown(row['doses'])} {'dose' if row['doses'] == 1 else 'doses'}"
    said = [f"{_amount(row['cumulative_dose'], row)}{row['label']}{count}"]
    said.append(f"{shown(row['first_date'])} to {shown(row['last_date'])}")
    if row["relative_dose_intensity"] is not None:
        said.append(f"relative dose intensity {shown(row['relative_dose_intensity'])}%")
    return ", ".join(said)


def _amount(amount: float | None, row: Row) -> str:
    return "" if amount is None else f"{shown(amount)} {row['unit'] or ''}".strip() + " of "
