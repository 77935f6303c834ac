"""Where in a TOML file something stands, and how a person writes that."""

from collections.abc import Iterable

#: Names of keys, and places in lists from 0.
Location = tuple[int | str, ...]


def key_text(location: Iterable[int | str]) -> str:
    """Return a location as it would be written in TOML: arm[2].colour (the first arm is arm[1])."""
    text = ""
    for part in location:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text
