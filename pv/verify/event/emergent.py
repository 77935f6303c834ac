"""Whether an adverse event is treatment-emergent, and why: design, section 4, 'Treatment-emergent'."""

from pv.verify.event.first_day import first_day
from pv.verify.event.said import worsened
from pv.verify.given import Row, before
from pv.verify.subject.dates import imputed
from pv.verify.subject.followed import Subject

AFTER_CUTOFF = "after cut-off"
NOT_EMERGENT = ("before first dose", "after window", AFTER_CUTOFF)


def emergent(event: Row, subject: Subject, study: Row) -> bool:
    """Return whether an event counts as treatment-emergent, by the rule of the study or as it is flagged."""
    why = reason(event, subject, study)
    if study["emergent_rule"] == "flag" and why != AFTER_CUTOFF:
        return bool(event["TRTEMFL"] == "Y")
    return why not in NOT_EMERGENT


def reason(event: Row, subject: Subject, study: Row) -> str:
    """Return why an event is treatment-emergent or not, by its dates."""
    start, end = imputed(event["ASTDT"], event["ASTDTF"]), imputed(event["AENDT"], event["AENDTF"])
    times = first_day(event, subject)
    # An end that is before every day of the start is no end.
    disordered = before(end.last, start.first)
    over = (before(end.last, subject.first) or times.ends_before) and not disordered
    partial = event["ASTDTF"] in {"D", "M"}
    last = start.last
    if partial and last and end.last and not disordered:
        last = min(last, end.last)
    if before(study["counted_until"], start.first):
        return AFTER_CUTOFF
    if subject.first is None:
        return "missing first dose"
    if start.first is None:
        return "before first dose" if over else "missing start"
    if before(last, subject.first) or times.starts_before or over:
        return "worsened" if worsened(event) and not over else "before first dose"
    return "after window" if before(subject.window_end, start.first) else "in window"
