"""A made-up study of eighteen subjects, its adverse events, and who counts where, by brute force."""

from collections.abc import Iterable
from dataclasses import dataclass

ARMS = {
    "DRUG A": ("Drug A", "investigational", "#0f6fc6", 6),
    "DRUG B": ("Drug B", "investigational", "#0f766e", 5),
    "CONTROL": ("Control", "comparator", "#6b7280", 7),
}
CATEGORIES = (
    ("any", "Any adverse event", None, None),
    ("mild", "Maximum severity mild", "severity", 1),
    ("moderate", "Maximum severity moderate", "severity", 2),
    ("severe", "Maximum severity severe", "severity", 3),
    ("severity_missing", "Severity missing", "severity", 0),
    ("serious", "Serious", None, None),
    ("related", "Related to treatment", None, None),
    ("fatal", "Fatal", None, None),
)
RANK = {"MILD": 1, "MODERATE": 2, "SEVERE": 3, None: 0}
FOLLOWED = 100


@dataclass(frozen=True)
class Event:
    """One adverse event; subject 2 of DRUG A is 'DRUG A-2'."""

    arm: str
    subject: int
    soc: str
    term: str
    severity: str | None
    day: int
    serious: bool = False
    related: bool = False
    fatal: bool = False
    verbatim: str = "as reported"

    @property
    def usubjid(self) -> str:
        """The subject's identifier."""
        return f"{self.arm}-{self.subject}"

    def is_of(self, term: tuple[str, str, str]) -> bool:
        """Return whether the event counts in a (level, soc, term)."""
        level, soc, name = term
        return level == "any" or (self.soc == soc and (level == "SOC" or self.term == name))

    def is_in(self, category: str) -> bool:
        """Return whether the event is in a category, worst grade aside."""
        if category in {"serious", "related", "fatal"}:
            return bool(getattr(self, category))
        names = {"mild": "MILD", "moderate": "MODERATE", "severe": "SEVERE", "severity_missing": None}
        return category == "any" or self.severity == names[category]


EVENTS = (
    Event("DRUG A", 1, "SKIN DISORDERS", "RASH", "MILD", 3, related=True),
    Event("DRUG A", 1, "SKIN DISORDERS", "RASH", "SEVERE", 20, related=True, serious=True),
    Event("DRUG A", 2, "SKIN DISORDERS", "RASH", "MODERATE", 11),
    Event("DRUG A", 3, "SKIN DISORDERS", "PRURITUS", "MILD", 14),
    Event("DRUG A", 3, "GENERAL DISORDERS", "FATIGUE", None, 30),
    Event("DRUG A", 4, "GENERAL DISORDERS", "FATIGUE", "MILD", 45),
    Event("DRUG B", 1, "SKIN DISORDERS", "RASH", "MILD", 5),
    Event("DRUG B", 2, "GENERAL DISORDERS", "FATIGUE", "MODERATE", 9, related=True),
    Event("CONTROL", 1, "SKIN DISORDERS", "RASH", "MILD", 8),
    Event("CONTROL", 2, "GENERAL DISORDERS", "FATIGUE", "MILD", 50),
    Event("CONTROL", 3, "GENERAL DISORDERS", "FATIGUE", "SEVERE", 61, serious=True, fatal=True),
)


def counted(events: Iterable[Event], term: tuple[str, str, str], category: str) -> set[str]:
    """Return the subjects counted: for a worst severity those whose worst it is."""
    within = [event for event in events if event.is_of(term)]
    ranks = {name: rank for name, _, scale, rank in CATEGORIES if scale}
    if category not in ranks:
        return {event.usubjid for event in within if event.is_in(category)}
    worst: dict[str, int] = {}
    for event in within:
        worst[event.usubjid] = max(worst.get(event.usubjid, 0), RANK[event.severity])
    return {subject for subject, rank in worst.items() if rank == ranks[category]}
