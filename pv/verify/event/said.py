"""What an adverse event says by itself: its grade, whether it is fatal, related, and worse than at first."""

from collections.abc import Mapping

from pv.verify.given import Row, word

GRADES = ("1", "2", "3", "4", "5")
SEVERITIES = ("MILD", "MODERATE", "SEVERE")


def fatal(event: Row) -> bool:
    """Return whether the outcome, the criterion of seriousness or grade 5 makes an event fatal."""
    return bool(event["AEOUT"] == "FATAL" or event["AESDTH"] == "Y" or event["AETOXGR"] == "5")


def grade(event: Row) -> int | None:
    """Return the CTCAE grade; None where it is missing or none of CTCAE."""
    return int(event["AETOXGR"]) if event["AETOXGR"] in GRADES else None


def severity(event: Row) -> str | None:
    """Return the severity; None where it is missing or none of the three."""
    return event["AESEV"] if event["AESEV"] in SEVERITIES else None


def related(event: Row, relationship: Mapping[str, str], *, missing: bool) -> bool:
    """Return whether an event is related to treatment; a value that the study does not map counts as related.

    Args:
        event: the record.
        relationship: what the study file says of each value of AEREL, Y or N.
        missing: whether a missing relationship counts as related.
    """
    if event["AEREL"] is None:
        return missing
    return relationship.get(word(event["AEREL"]) or "", "Y") == "Y"


def worsened(event: Row) -> bool:
    """Return whether an event is known to be worse than it was at first, by grade or by severity."""
    now, first = event["AETOXGR"], event["AEITOXGR"]
    risen = now is not None and first is not None and now > first
    severe, at_first = event["AESEV"], event["AEITSEV"]
    if severe in SEVERITIES and at_first in SEVERITIES:
        return risen or SEVERITIES.index(severe) > SEVERITIES.index(at_first)
    return risen
