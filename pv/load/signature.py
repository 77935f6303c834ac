"""What a file holds, told from its suffix and its first bytes."""

from pathlib import Path

from pv.errors import InputError, Problem

#: Suffixes in the order of preference where a folder holds a dataset twice; each with the content it promises.
SUFFIXES = {
    ".xpt": ("a SAS transport file", {"XPT v5", "XPT v8"}),
    ".sas7bdat": ("a SAS dataset", {"SAS7BDAT"}),
    ".json": ("a Dataset-JSON file", {"JSON"}),
    ".ndjson": ("a Dataset-NDJSON file", {"JSON"}),
    ".parquet": ("a Parquet file", {"Parquet"}),
    ".csv": ("a CSV file", {"text"}),
}

#: As many bytes as the longest signature needs, and enough text to recognise.
HEAD_BYTES = 512
_SHOWN_BYTES = 32

_SAS7BDAT = bytes(12) + bytes.fromhex("c2ea8160b31411cfbd92080009c7318c181f1011")
_SIGNATURES = (
    (b"HEADER RECORD*******LIBRARY HEADER RECORD!!!!!!!", "XPT v5"),
    (b"HEADER RECORD*******LIBV8   HEADER RECORD!!!!!!!", "XPT v8"),
    (_SAS7BDAT, "SAS7BDAT"),
    (b"PAR1", "Parquet"),
    (b"**COMPRESSED**", "SAS PROC CPORT"),
    (b"PK\x03\x04", "ZIP archive or Excel workbook"),
    (b"\x1f\x8b", "gzip"),
    (b"$FL", "SPSS"),
    (b"%PDF", "PDF"),
    (b"\xff\xfe", "UTF-16 text"),
    (b"\xfe\xff", "UTF-16 text"),
)
_OPENINGS = ((b"{", "JSON"), (b"[", "JSON"), (b"<", "XML or HTML"))


def holds(head: bytes) -> str:
    """Return what a file with these first bytes holds: "XPT v5", "JSON", "text", "gzip", ... or "unknown bytes"."""
    for signature, content in _SIGNATURES:
        if head.startswith(signature):
            return content
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    for opening, content in _OPENINGS:
        if text.startswith(opening):
            return content
    return "unknown bytes" if b"\0" in head else "text"


def checked_content(path: Path, head: bytes, place: str) -> str:
    """Return what the file holds, as `holds` names it.

    Raises:
        InputError: the suffix is not known, or the first bytes are not what the suffix says.
    """
    suffix = path.suffix.lower()
    content = holds(head)
    opening = f"it starts with {head[:_SHOWN_BYTES]!r}, which is {content}"
    if suffix not in SUFFIXES:
        known = ", ".join(SUFFIXES)
        raise InputError(Problem(f"suffix {path.suffix!r} is not known; {opening}", place, f"one of {known}"))
    promised, contents = SUFFIXES[suffix]
    if content in contents:
        return content
    right = [other for other, (_, held) in SUFFIXES.items() if content in held]
    expected = f"rename it to {' or '.join(right)} if that is its format" if right else f"give {promised}"
    raise InputError(Problem(f"is not {promised}, as {suffix!r} implies: {opening}", place, expected))
