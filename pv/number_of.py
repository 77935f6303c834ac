"""A number with its noun, in the singular or the plural."""


def number_of(number: int, noun: str) -> str:
    """Return '1 event', '2 events'."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
