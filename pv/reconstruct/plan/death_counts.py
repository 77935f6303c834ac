"""How many subjects of an arm die: on treatment, after it, and of an adverse event."""

from pv.facts.category import FATAL
from pv.facts.contradiction import Found
from pv.facts.model import Facts
from pv.facts.terms import ANY_UNIT
from pv.number_of import number_of
from pv.reconstruct.plan.figure_count import figure_count
from pv.reconstruct.plan.targets import Targets

#: A count and the id of the figure that says so.
Counted = tuple[int, str]
_ANY, _DURING, _AFTER, _FATAL = "death", "death_on_treatment", "death_after_treatment", "fatal_event"
#: What is a part of all deaths.
_PARTS = (_DURING, _AFTER, _FATAL, "fatal_event_related")


def deaths(facts: Facts, arm: str, counts: Targets, found: Found) -> dict[str, int]:
    """Return the deaths of an arm by item of the table of deaths: as published, and what follows from that.

    Every death is on treatment (within the window) or after it, so that two of the three counts give the third.
    """
    counted: dict[str, Counted] = {}
    for figure in facts.published.figure:
        if figure.measure == "deaths" and figure.arm == arm and figure.item is not None:
            counted[figure.item] = (figure_count(figure, counts.size, found), figure.id)
    fatal = _fatal(counts)
    if fatal is not None:
        counted[_FATAL] = fatal
    for part in _PARTS:
        if part in counted and _ANY in counted and counted[part][0] > counted[_ANY][0]:
            message = f"{part}: {number_of(counted[part][0], 'death')}, but only {counted[_ANY][0]} at any time"
            ids = [counted[part][1], counted[_ANY][1]]
            found.add("more deaths than died", ids, message, number_of(counted[part][0], "death"))
            counted[_ANY] = (counted[part][0], counted[_ANY][1])
    if _DURING in counted and _AFTER in counted:
        _add_up(counted, counts.size, found)
    return _completed({item: count for item, (count, _) in counted.items()}, counts)


def _fatal(counts: Targets) -> Counted | None:
    """Return the fatal events, by the figure that has most of them: that of any event, where there is one."""
    said = [(counts.counts[key], figure) for key, figure in counts.figures.items() if key[1].grade == FATAL.grade]
    key = (ANY_UNIT, FATAL)
    if key in counts.figures:
        return counts.counts[key], counts.figures[key]
    return max(said, default=None)


def _add_up(counted: dict[str, Counted], size: int, found: Found) -> None:
    """Make the deaths on treatment and after it those of the whole arm, and no fewer than the fatal events."""
    during, after = counted[_DURING][0], counted[_AFTER][0]
    ids = [counted[_DURING][1], counted[_AFTER][1]]
    said = f"{number_of(during, 'death')} on treatment and {after} after treatment make {during + after}"
    if during + after > size:
        message = f"{said}, but the arm has {number_of(size, 'subject')}"
        found.add("deaths do not add up", ids, message, f"{size - during} after treatment")
        after = size - during
    fatal, figure = counted.get(_FATAL, (0, ""))
    if fatal > during + after:
        message = f"{said}, but {number_of(fatal, 'subject')} had a fatal event"
        found.add("deaths do not add up", [*ids, figure], message, f"{fatal - during} after treatment")
        after = fatal - during
    if _ANY in counted and counted[_ANY][0] != during + after:
        message = f"{said}, not {counted[_ANY][0]}"
        found.add("deaths do not add up", [*ids, counted[_ANY][1]], message, number_of(during + after, "death"))
        counted[_ANY] = (during + after, counted[_ANY][1])
    counted[_AFTER] = (after, counted[_AFTER][1])


def _completed(known: dict[str, int], counts: Targets) -> dict[str, int]:
    """Return the deaths with the part that the others leave over."""
    if _ANY in known and _DURING in known:
        return {**known, _AFTER: known[_ANY] - known[_DURING]}
    if _ANY in known and _AFTER in known:
        return {**known, _DURING: known[_ANY] - known[_AFTER]}
    if _AFTER in known and _DURING not in known:
        # Who has a fatal event dies of it on treatment, as far as the arm has subjects besides the later deaths.
        return {**known, _DURING: min(counts.counts.get((ANY_UNIT, FATAL), 0), counts.size - known[_AFTER])}
    return known
