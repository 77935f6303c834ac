"""What every printed page says: study, data cut-off, population, marking, and its number."""

import re

#: Characters that fit beside the two others in the head of a page.
_LONGEST = 80
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9 ]")


def page_rule(head: tuple[str, str, str], foot: str, *, landscape: bool) -> str:
    """Return the style rule of the pages: how they lie, three texts in their head, one in their foot beside the number.

    Args:
        head: what stands left, in the middle and on the right.
        foot: what stands left.
        landscape: whether the pages lie on their side.
    """
    left, middle, right = map(_quoted, head)
    lies = "landscape" if landscape else "portrait"
    boxes = {
        "top-left": left,
        "top-center": middle,
        "top-right": right,
        "bottom-left": _quoted(foot),
        "bottom-right": '"Page " counter(page) " of " counter(pages)',
    }
    said = "".join(f"@{box}{{content:{content}}}" for box, content in boxes.items())
    return f"@page{{size:A4 {lies};{said}}}\n@page wide{{size:A4 landscape}}\n"


def _quoted(text: str) -> str:
    r"""Return a text as a string of CSS, every character but letters, digits and spaces by its number; a long one cut.

    Examples:
        >>> _quoted('a"</b')
        '"a\\22 \\3c \\2f b"'
    """
    short = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    return '"' + _NOT_PLAIN.sub(lambda found: f"\\{ord(found[0]):x} ", short) + '"'
