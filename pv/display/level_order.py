"""The levels of terms in the order in which they are shown."""

from collections.abc import Collection

from pv.display.contents import Contents


def levels_in_order(contents: Contents, there: Collection[str]) -> list[tuple[str, str]]:
    """Return name and label of each of some levels, in order of display."""
    level = contents.table("level").sort_values("level_order", kind="stable")
    pairs = zip(level["level"], level["label"], strict=True)
    return [(str(name), str(label)) for name, label in pairs if name in there]
