"""Whether a SAS dataset is whole: its length, the description of its rows, and the rows that its pages hold.

A reader that takes a damaged description at its word finds no row where there are some. SAS has not published the
format; the layout is that of Shotwell, "SAS7BDAT Database Binary Format" (2013, with the 64-bit fields added later).
"""

import mmap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pv.errors import InputError, Problem

_ALIGNED = ord("3")
_LITTLE = 1
_ROW_SIZE, _ATTRIBUTES = b"\xf7\xf7\xf7\xf7", b"\xff\xff\xff\xfc"
_COMPRESSIONS, _COMPRESSION_WITHIN = (b"SASYZCRL", b"SASYZCR2"), 1 << 18
#: Pages of metadata, of rows, of both; other bits say that rows of the page are deleted, or what else is on it.
_META, _DATA, _MIX, _MORE_META, _KIND = 0x0000, 0x0100, 0x0200, 0x4000, 0xFF00
_DELETED = 0x80
_LEAST_HEADER, _LEAST_PAGE = 288, 256


@dataclass(frozen=True)
class _File:
    """The bytes of a dataset, and how numbers stand in them: `wide` is the width of a 64-bit build's long fields."""

    data: mmap.mmap
    order: Literal["little", "big"]
    wide: int
    shift: int

    def number(self, at: int, width: int) -> int:
        return int.from_bytes(self.data[at : at + width], self.order)


@dataclass(frozen=True)
class _Page:
    kind: int
    blocks: int
    subheaders: int
    row_sizes: tuple[int, ...]
    column_ends: tuple[int, ...]


def check_layout(path: Path, place: str) -> None:
    """Refuse a file that is cut off, or whose description of its rows contradicts its pages.

    Raises:
        InputError: the length is not that of the pages, the rows are not described, or there are more than described.
    """
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        fault = _fault(data)
    if fault:
        raise InputError(Problem(fault, place, "a whole SAS dataset; transfer or export the file again"))


def _fault(data: mmap.mmap) -> str:
    if len(data) < _LEAST_HEADER:
        return f"is cut off: it has {len(data)} bytes"
    wide = 8 if data[32] == _ALIGNED else 4
    file = _File(data, "little" if data[37] == _LITTLE else "big", wide, 4 if data[35] == _ALIGNED else 0)
    header, page_size = file.number(196 + file.shift, 4), file.number(200 + file.shift, 4)
    pages = file.number(204 + file.shift, wide)
    if header < _LEAST_HEADER or page_size < _LEAST_PAGE:
        return f"has a header of {header:,} bytes and pages of {page_size:,}"
    if len(data) < header + pages * page_size:
        return (
            f"is cut off: it has {len(data):,} bytes, its header states {header:,} and {pages:,} pages of {page_size:,}"
        )
    found = list(_pages(file, range(header, len(data), page_size)))
    described = [at for page in found for at in page.row_sizes]
    if not described:
        return "is damaged: nothing in it describes its rows"
    return _row_fault(file, described[0], page_size, found)


def _row_fault(file: _File, at: int, page_size: int, pages: list[_Page]) -> str:
    """Return what the description of the rows at byte `at` contradicts, or ""."""
    length, rows = (file.number(at + field * file.wide, file.wide) for field in (5, 6))
    stated = file.number(at + 13 * file.wide, file.wide)
    if stated != page_size:
        return f"is damaged: its header states pages of {page_size:,} bytes, but the description of its rows {stated:,}"
    end = max((attribute for page in pages for attribute in page.column_ends), default=0)
    # Numbers are aligned: the rows may be longer than their variables by up to a number.
    if length not in {end, -(-end // 8) * 8}:
        return f"is damaged: rows have {length:,} bytes by their description, {end:,} by those of the variables"
    held = sum(page.blocks - page.subheaders for page in pages if page.kind & _KIND in {_DATA, _MIX})
    # A compressed row is a block of another kind; the reader counts those. Rows that are deleted stay on their page.
    compressed = any(file.data.find(name, 0, _COMPRESSION_WITHIN) >= 0 for name in _COMPRESSIONS)
    if held != rows and not compressed and not any(page.kind & _DELETED for page in pages):
        return f"is damaged: its pages hold {held:,} rows, but the description of its rows states {rows:,}"
    return ""


def _pages(file: _File, starts: range) -> Iterator[_Page]:
    """Yield what stands on each page: blocks, how many of them are subheaders, what describes rows and variables."""
    begin, pointer = (32, 24) if file.wide == 8 else (16, 12)  # noqa: PLR2004  # the width of a long field
    for start in starts:
        kind, blocks, subheaders = (file.number(start + begin + 2 * field, 2) for field in (0, 1, 2))
        row_sizes: list[int] = []
        ends: list[int] = []
        for number in range(subheaders if kind & _KIND in {_META, _MIX, _MORE_META} else 0):
            pointed = start + begin + 8 + number * pointer
            at, length = start + file.number(pointed, file.wide), file.number(pointed + file.wide, file.wide)
            signature = _signature(file, at) if at + length <= len(file.data) else b""
            if length and signature == _ROW_SIZE:
                row_sizes.append(at)
            elif length and signature == _ATTRIBUTES:
                ends += _column_ends(file, at, length)
        yield _Page(kind, blocks, subheaders, tuple(row_sizes), tuple(ends))


def _signature(file: _File, at: int) -> bytes:
    """Return the four bytes that tell a subheader, as they stand in files of 32 bits with the highest byte first."""
    found = file.data[at : at + file.wide]
    if _ROW_SIZE in {found[:4], found[-4:]}:  # the other half differs from writer to writer
        return _ROW_SIZE
    return found[:4][::-1] if file.order == "little" else found[-4:]


def _column_ends(file: _File, at: int, length: int) -> Iterator[int]:
    """Yield where in a row each variable ends: its offset and its width, by the subheader of column attributes."""
    entry, around = (16, 28) if file.wide == 8 else (12, 20)  # noqa: PLR2004  # the width of a long field
    for number in range(max(length - around, 0) // entry):
        column = at + file.wide + 8 + number * entry
        yield file.number(column, file.wide) + file.number(column + file.wide, 4)
