"""Is an event treatment-emergent, with the dates and the arithmetic spelled out."""

from datetime import timedelta

from pv.explain.explanation import Fact
from pv.explain.rows import Row, shown

TOPIC = "treatment-emergent"


def emergence(record: Row, event: Row, subject: Row, study: Row, times: Row | None = None) -> list[Fact]:
    """Return the facts that decide whether an event is treatment-emergent.

    Args:
        record: the event in adae.
        event: the event in emergent.
        subject: its subject.
        study: the one row of study.
        times: the event in first_day_time, where it is there.
    """
    decided = "yes" if event["emergent"] else "no"
    by_rule = "yes" if event["rule_emergent"] else "no"
    flag = shown(record["TRTEMFL"])
    window = f"by the window rule: {by_rule}, {event['reason']}"
    if study["emergent_rule"] == "flag" and event["reason"] == "after cut-off":
        first = f"no: after the cut-off, regardless of TRTEMFL ({flag}); {window}"
    elif study["emergent_rule"] == "flag":
        first = f"{decided}: the study uses TRTEMFL as recorded ({flag}); {window}"
    else:
        first = f"{decided}, {window}; TRTEMFL as recorded: {flag}"
    compared = _comparison(record, event, subject, study, times) + _compared_by(record, subject, times)
    facts = [first, _window(subject, study), compared, *_after_risk(record, event, subject)]
    return [Fact(TOPIC, text) for text in facts]


def _after_risk(record: Row, event: Row, subject: Row) -> list[str]:
    """Return that an event which counts is after the end of the time at risk, and what that means; else nothing."""
    start, end = record["ASTDT"], subject["risk_end"]
    if not event["emergent"] or not subject["timed"] or start is None or start <= end:
        return []
    what = "counted in the incidence; censored at that time in rates over the time at risk and in curves"
    return [f"after the end of the time at risk, {shown(end)}: {what}"]


def _window(subject: Row, study: Row) -> str:
    first, last, days = subject["first_dose"], subject["last_dose"], study["window_days"]
    if days is None:
        return f"window: from the first dose, {shown(first)}; no end"
    if last is None:
        why = "because the last dose is missing, or before the first"
        return f"window: from the first dose, {shown(first)}; no end, {why}"
    return f"window: from {shown(first)} to {shown(last)} + {days} days = {shown(_window_end(subject, study))}"


def _window_end(subject: Row, study: Row) -> object:
    last, days = subject["last_dose"], study["window_days"]
    return None if last is None or days is None else last + timedelta(days=int(days))


def _comparison(record: Row, event: Row, subject: Row, study: Row, times: Row | None) -> str:
    """Return the start against the window, as the reason has it."""
    clock = times or {}
    start = _dated(record, "start", "ASTDT") + _clock(clock.get("onset_time"))
    end = _dated(record, "end", "AENDT") + _clock(clock.get("end_time"))
    dose = shown(subject["first_dose"]) + _clock(clock.get("dose_time"))
    first, last = f"{dose}, the first dose", _window_end(subject, study)
    upper = "" if last is None else f" <= {shown(last)}"
    over = bool(clock.get("ends_before"))
    if event["reason"] == "after cut-off":
        allowed = "" if record["ASTDTF"] is None else ": every possible day"
        return f"{start}{allowed} is after the cut-off {shown(study['counted_until'])}; listed, not counted"
    texts = {
        "in window": f"{dose} <= {start}{upper}",
        "after window": f"{start} > {shown(last)}, the end of the window",
        "before first dose": f"{start}, but {end} < {first}" if over else _before(record, start, end, first),
        "worsened": f"{start} < {first}, but worse after it ({_worse(record)})",
        "partial start": f"{start}: a possible day is within the window",
        "missing start": f"{start}, {end}: not known to have ended before {first}",
        "missing first dose": f"{start}, but the first dose is missing: treated as treatment-emergent",
    }
    return texts[event["reason"]]


def _compared_by(record: Row, subject: Row, times: Row | None) -> str:
    """Return whether days or times told the event from the first dose."""
    if times is not None:
        return "; compared by date and time"
    if subject["first_dose"] is None:
        return ""
    same_day = subject["first_dose"] in (record["ASTDT"], record["AENDT"])
    return "; compared by day" + (": the event and the first dose do not both have a time" if same_day else "")


def _clock(time: str | None) -> str:
    """Return ' 07:00:59' of a time, '' without one."""
    return f" {time}" if time else ""


def _before(record: Row, start: str, end: str, first: str) -> str:
    """Return what of an event is before the first dose: the start, all days that it allows, or the end."""
    if record["ASTDT"] is None or record["ASTDTF"] == "Y":
        return f"{start}, but {end} < {first}"
    not_worse = f"and not known to be worse after it; {end}"
    if record["ASTDTF"] is None:
        return f"{start} < {first}, {not_worse}"
    return f"{start}: every day that the start and end allow is before {first}, {not_worse}"


def _worse(record: Row) -> str:
    """Return the initial and the worst grade or severity, where both are recorded."""
    pairs = (("AEITOXGR", "AETOXGR"), ("AEITSEV", "AESEV"))
    return ", ".join(
        f"{before} {shown(record[before])}, {worst} {shown(record[worst])}"
        for before, worst in pairs
        if record[before] is not None
    )


def _dated(record: Row, name: str, variable: str) -> str:
    """Return the start or the end with what of it is imputed."""
    flag = record[f"{variable}F"]
    imputed = {"D": "day imputed", "M": "month and day imputed", "Y": "fully imputed: treated as missing"}
    return f"{name} {shown(record[variable])}" + (f" ({imputed[flag]}, {variable}F {flag})" if flag in imputed else "")
