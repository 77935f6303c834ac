"""Which records an item of the overview opens."""

from pv.display.event_results import ANY, Counted


def opened_by(counted: Counted) -> tuple[int | None, str]:
    """Return the term of an item, and which records it opens: an item that no event has is one of deaths."""
    return (counted.records.terms.get(ANY), "events") if counted.incidence else (0, "deaths")
