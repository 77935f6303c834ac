"""The last dose at or before the onset of an adverse event."""

from pv.engine import Engine
from pv.explain.explanation import Fact
from pv.explain.rows import rows, shown


def last_dose(engine: Engine, place: int) -> list[Fact]:
    """Return what was given last when an event began, on which study day and in which cycle; nothing without a dose."""
    facts = []
    for row in rows(engine, "onset_dose", source_row=place):
        amount = "" if row["dose"] is None else f"{shown(row['dose'])} {row['unit'] or ''}".strip() + " of "
        cycle = "" if row["cycle"] is None else f", cycle {shown(row['cycle'])}"
        facts.append(Fact("last dose at onset", f"{amount}{row['treatments']} on day {row['from_day']}{cycle}"))
    return facts
