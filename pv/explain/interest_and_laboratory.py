"""What beside its adverse events a subject counts in: adjudicated events and laboratory results."""

from types import MappingProxyType

from pv.engine import Engine
from pv.explain.explanation import Fact
from pv.explain.rows import Row, rows, shown

#: From this grade on a worst laboratory grade is told.
TOLD_GRADE = 3

_DECISION = MappingProxyType(
    {
        "related": "confirmed and related to treatment",
        "not related": "confirmed, not related to treatment",
        "not confirmed": "not confirmed",
        "undecided": "indeterminate",
    }
)


def adjudicated_cases(engine: Engine, usubjid: str, aeseq: float | None = None) -> list[Fact]:
    """Return each case of special interest of a subject, or those that are about one event, as both sides see it."""
    cases = sorted(rows(engine, "adjudicated_event", USUBJID=usubjid), key=lambda row: float(row["ADJSEQ"]))
    return [Fact("adjudicated", _case(row)) for row in cases if aeseq is None or aeseq in _linked(row)]


def _linked(case: Row) -> set[float]:
    """Return the AESEQ of the events that a case is about."""
    several = (part.strip() for part in (case["AELNK"] or "").split(";"))
    numbers = {float(part) for part in several if part.isdigit()}
    return numbers if case["AESEQ"] is None else numbers | {float(case["AESEQ"])}


def _case(row: Row) -> str:
    committee = [_DECISION[row["decision"]]]
    committee += [] if row["committee_grade"] is None else [f"grade {row['committee_grade']}"]
    if row["onset_date"] is not None:
        day = "" if row["onset_day"] is None else f" (day {shown(row['onset_day'])})"
        committee.append(f"onset {shown(row['onset_date'])}{day}")
    investigator = [row["investigator_term"] or "no term"] if row["reported"] else ["not reported"]
    investigator += [] if row["investigator_grade"] is None else [f"grade {row['investigator_grade']}"]
    day = row["investigator_onset_day"]
    investigator += [] if day is None else [f"onset on day {shown(day)}"]
    linked = sorted(_linked(row))
    investigator += [f"AESEQ {', '.join(f'{shown(number)}' for number in linked)}"] if linked else []
    both = f"by adjudication {', '.join(committee)}; by the investigator {', '.join(investigator)}"
    return f"case {shown(row['ADJSEQ'])} of {row['event']}: {both}"


def adjudicated_counts(engine: Engine, usubjid: str, arm: str) -> list[Fact]:
    """Return the rows of adjudicated_incidence that a subject counts in, one fact for each event."""
    inside = {(row["event"], row["category"]) for row in rows(engine, "adjudicated_subject_category", USUBJID=usubjid)}
    counted: dict[str, list[str]] = {}
    for row in sorted(rows(engine, "adjudicated_incidence", arm=arm), key=lambda row: int(row["category_order"])):
        if (row["event"], row["category"]) in inside:
            size = f"{row['subjects']} of {row['arm_subjects']}"
            counted.setdefault(row["event"], []).append(f"{row['label']} ({size})")
    return [
        Fact("adjudicated", f"{event}: the subject is counted once in {arm}, under: {'; '.join(labels)}")
        for event, labels in sorted(counted.items())
    ]


def laboratory(engine: Engine, usubjid: str) -> list[Fact]:
    """Return a subject's worst laboratory grades of 3 or more, and its quadrant of liver tests where it is in one."""
    labels = {row["analyte"]: row["label"] for row in rows(engine, "lab_analyte")}
    facts = []
    for row in sorted(rows(engine, "lab_worst", USUBJID=usubjid), key=lambda row: (row["term"], row["analyte"])):
        if row["worst_grade"] is not None and row["worst_grade"] >= TOLD_GRADE:
            what = f"{row['term']} ({labels[row['analyte']]})"
            base = f"baseline grade {shown(row['baseline_grade'])}"
            text = f"maximum grade by the values {row['worst_grade']} on day {shown(row['worst_day'])}, {base}"
            facts.append(Fact("laboratory", f"{what}: {text}"))
    quadrants = {row["quadrant"]: row["label"] for row in rows(engine, "liver_quadrant")}
    for row in rows(engine, "liver_peak", USUBJID=usubjid):
        if row["quadrant"] != "none":
            quadrant = "hys_law_in_window" if row["quadrant"] == "hys_law" and row["in_window"] else row["quadrant"]
            peaks = {"ALT": row["alt_peak"], "AST": row["ast_peak"], "bilirubin": row["bilirubin_peak"]}
            text = ", ".join(f"{name} {value:.3g}" for name, value in peaks.items() if value is not None)
            facts.append(
                Fact("laboratory", f"{quadrants[quadrant]}: peaks as multiples of the upper limit of normal: {text}")
            )
    return facts
