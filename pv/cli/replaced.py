"""What a file took the place of, in words: a run never replaces a file in silence."""

import re
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import NamedTuple

_TITLE = re.compile(r"<title>([^<]*)</title>")

#: A page's title stands in its first characters.
_HEAD = 2000


class Earlier(NamedTuple):
    """A file that was there.

    Attributes:
        title: of a page, else empty.
        digest: SHA-256 of its bytes.
    """

    title: str
    digest: str


def earlier(target: Path) -> Earlier | None:
    """Return the file that is there now; None without one, or where it cannot be read."""
    try:
        content = target.read_bytes()
    except OSError:
        return None
    found = _TITLE.search(content[:_HEAD].decode("utf-8", errors="replace"))
    return Earlier(unescape(found[1]) if found else "", sha256(content).hexdigest())


def in_place_of(before: Earlier | None, target: Path) -> str:
    """Return what goes after 'written': nothing for a new file, else what it replaced, or that it is the same."""
    if before is None:
        return ""
    if sha256(target.read_bytes()).hexdigest() == before.digest:
        return ", identical to the previous file"
    return f", replacing {before.title!r}" if before.title else ", replacing another file"
