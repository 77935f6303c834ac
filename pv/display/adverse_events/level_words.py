"""What the terms of a level are called in titles and sentences."""

from types import MappingProxyType

#: Level -> what one of its terms is called; where there is any event, there is one row and no term.
TERM_OF = MappingProxyType(
    {
        "SOC": "system organ class",
        "HLGT": "high level group term",
        "HLT": "high level term",
        "PT": "preferred term",
        "group": "group of preferred terms",
        "SMQ": "standardised MedDRA query",
        "query": "query",
    }
)


def by_level(level: str) -> str:
    """Return ' by preferred term' of PT; '' of any event."""
    return f" by {TERM_OF[level]}" if level in TERM_OF else ""
