"""The tables of deaths and of their causes, computed a second time."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from pv.verify.compared import Recount
from pv.verify.event.category import related_in
from pv.verify.event.emergent import AFTER_CUTOFF, emergent, reason
from pv.verify.event.said import fatal
from pv.verify.event.term import Terms
from pv.verify.given import Given, before, pooled
from pv.verify.subject.followed import Subject
from pv.verify.table.incidence import COUNTS, with_sizes

ITEMS = (
    *("death", "death_on_treatment", "death_after_treatment", "death_undated"),
    *("fatal_event", "fatal_event_emergent", "fatal_event_related", "no_fatal_event"),
)
#: Shown only where there is one.
BEFORE = "death_before_treatment"


@dataclass(frozen=True)
class Fatal:
    """A fatal adverse event up to the cut-off: its term, whether it is treatment-emergent and related."""

    term: str
    emergent: bool
    related: bool


def fatal_events(given: Given, subjects: Mapping[str, Subject]) -> dict[str, list[Fatal]]:
    """Return the fatal events of the subjects who died, by subject."""
    terms, is_related = Terms(given), related_in(given)
    found: dict[str, list[Fatal]] = {}
    for event in given.rows("adae"):
        one = subjects.get(event["USUBJID"])
        if one and one.death and fatal(event) and reason(event, one, given.study) != AFTER_CUTOFF:
            told = Fatal(terms.name(event, "AEDECOD"), emergent(event, one, given.study), is_related(event))
            found.setdefault(one.usubjid, []).append(told)
    return found


def items(subject: Subject, events: list[Fatal]) -> Iterator[str]:
    """Yield what a subject who died counts as."""
    death = subject.death
    if death is None:
        return
    yield "death"
    yield _when(subject, events)
    yield "fatal_event" if events else "no_fatal_event"
    if any(event.emergent for event in events):
        yield "fatal_event_emergent"
    if any(event.related for event in events):
        yield "fatal_event_related"


def _when(subject: Subject, events: list[Fatal]) -> str:
    """Return when a subject died: a death without its day is on treatment where a fatal event is emergent."""
    death, until = subject.death, subject.on_treatment_until
    if death is None:
        return ""
    too_early = before(death.last, subject.first)
    if death.day is None:
        told = any(event.emergent for event in events)
        # Without an end of the period nothing is known to be later.
        if told and not before(until, death.first) and not too_early:
            return "death_on_treatment"
        return BEFORE if too_early else "death_undated"
    if too_early:
        return BEFORE
    in_period = until is not None and death.day <= until
    return "death_on_treatment" if in_period else "death_after_treatment"


def deaths(given: Given, subjects: Mapping[str, Subject], told: Mapping[str, list[Fatal]], sizes: pd.Series) -> Recount:
    """Return the second computation of the table deaths."""
    counted: list[tuple[str, ...]] = [
        (one.arm, item) for one in subjects.values() for item in items(one, told.get(one.usubjid, []))
    ]
    shown = [*ITEMS, *([BEFORE] if any(item == BEFORE for _, item in counted) else [])]
    return _recount("deaths", ["item"], [(name,) for name in shown], counted, given=given, sizes=sizes)


def death_cause(
    given: Given, subjects: Mapping[str, Subject], told: Mapping[str, list[Fatal]], sizes: pd.Series
) -> Recount:
    """Return the second computation of the causes of the deaths; who has two of them counts with both."""
    counted: list[tuple[str, ...]] = []
    for usubjid, events in told.items():
        causes = {("fatal_event", event.term) for event in events}
        causes |= {("fatal_event_related", event.term) for event in events if event.related}
        counted += [(subjects[usubjid].arm, *cause) for cause in sorted(causes)]
    shown = sorted({(kind, cause) for _, kind, cause in counted})
    return _recount("death_cause", ["kind", "cause"], shown, counted, given=given, sizes=sizes)


def _recount(
    table: str,
    keys: list[str],
    shown: Iterable[tuple[str, ...]],
    counted: list[tuple[str, ...]],
    *,
    given: Given,
    sizes: pd.Series,
) -> Recount:
    rows = [
        (arm, *item, sum(found[0] in members and found[1:] == item for found in counted))
        for item in shown
        for arm, members in pooled(given).items()
    ]
    found = with_sizes(pd.DataFrame(rows, columns=["arm", *keys, "subjects"]), sizes)
    return Recount(table, ["arm", *keys], COUNTS, ["percent"], found)
