"""Whether a SAS transport file is whole: its header records and the length of its observations.

A reader that meets the end of a file too early takes it for the end of the data, so a file cut off in a transfer loses
records in silence. The layout is SAS technical note TS-140 (versions 5 and 6, versions 8 and 9): records of 80 bytes,
header records in a fixed order, one description (namestr) a variable, observations back to back, blanks at the end.
"""

import mmap
from dataclasses import dataclass
from pathlib import Path

from pv.errors import InputError, Problem

_RECORD = 80
_MEMBER = 240  # after the library header and two records on the system and the time
_NAMESTR = 560  # after the member header, the descriptor header and two records on the member
_HEADERS = {"XPT v5": (b"MEMBER", b"NAMESTR", b"OBS"), "XPT v8": (b"MEMBV8", b"NAMSTV8", b"OBSV8")}
_DESCRIPTIONS = (140, 136)  # 136 on VAX/VMS
_BLOCK = 1 << 20


@dataclass(frozen=True)
class XptLayout:
    """The measures of a whole transport file.

    Attributes:
        variables: number of variables.
        observation_length: bytes of one observation.
        observations: number of observations; version 5 does not record it: up to the last one that is not all blank.
    """

    variables: int
    observation_length: int
    observations: int


class _BrokenError(Exception):
    """The file is not one whole dataset."""


def xpt_layout(path: Path, version: str, place: str) -> XptLayout:
    """Return the layout of a transport file of `version` "XPT v5" or "XPT v8".

    A version 5 file that ends between two observations and between two records of 80 bytes at once is a valid shorter
    file: nothing in it tells that there was more. Version 8 records the number of observations.

    Raises:
        InputError: the file is cut off, a header record is missing, or it holds no variable or several datasets.
    """
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return _layout(data, *(_header(name) for name in _HEADERS[version]))
    except _BrokenError as error:
        raise InputError(Problem(str(error), place, "one whole dataset; transfer or export the file again")) from error


def _header(name: bytes) -> bytes:
    return b"HEADER RECORD*******" + name.ljust(8) + b"HEADER RECORD!!!!!!!"


def _layout(data: mmap.mmap, member: bytes, namestr: bytes, observation: bytes) -> XptLayout:
    if len(data) % _RECORD:
        raise _BrokenError(f"is cut off: {len(data):,} bytes are not a multiple of {_RECORD}")
    for at, header in ((_MEMBER, member), (_NAMESTR, namestr)):
        if data[at : at + len(header)] != header:
            raise _BrokenError(f"header record {header[20:28].decode().strip()} is missing at byte {at}")
    header_at = data.find(observation, _NAMESTR)
    start = header_at + _RECORD
    descriptions = _descriptions(data, header_at)
    # Bytes 4 and 5 of a description are the length of the variable in an observation.
    length = sum(int.from_bytes(data[at + 4 : at + 6], "big") for at in descriptions)
    if length == 0:
        raise _BrokenError("has columns without length")
    if data.find(member, start) >= 0:
        raise _BrokenError("holds more than one dataset")
    return XptLayout(len(descriptions), length, _observations(data, start, length))


def _descriptions(data: mmap.mmap, header_at: int) -> range:
    """Return where the description of each variable begins; the header of the observations is at `header_at`, or -1."""
    variables = _number(data, _NAMESTR + 48, 10)
    length = _number(data, _MEMBER + 74, 4)
    if variables == 0:
        raise _BrokenError("has no columns")
    if length not in _DESCRIPTIONS:
        raise _BrokenError(f"has descriptions of columns {length} bytes long")
    described = range(_NAMESTR + _RECORD, header_at, length)
    if len(described) < variables or header_at % _RECORD:
        raise _BrokenError(f"is cut off: the descriptions of {variables} columns are not followed by observations")
    return described[:variables]


def _number(data: mmap.mmap, at: int, digits: int) -> int:
    text = data[at : at + digits]
    if not text.isdigit():
        raise _BrokenError(f"has {text!r} for a number at byte {at}")
    return int(text)


def _observations(data: mmap.mmap, start: int, length: int) -> int:
    """Return the number of observations of `length` bytes from byte `start`, the recorded one where there is one."""
    recorded = data[start - 32 : start - 17].strip()  # version 5 and some writers of version 8 leave zeros here
    found = -(-(_end_of_data(data, start) - start) // length)
    expected = int(recorded) if recorded == b"0" or recorded.strip(b"0").isdigit() else found
    whole = (len(data) - start) // length
    if max(found, expected) > whole:
        raise _BrokenError(f"is cut off within observation {whole + 1:,}")
    if found > expected:
        raise _BrokenError(f"holds {found:,} observations, its header records {expected:,}")
    return expected


def _end_of_data(data: mmap.mmap, start: int) -> int:
    """Return the offset after the last byte that is not a blank."""
    end = len(data)
    while end > start:
        block = data[max(start, end - _BLOCK) : end]
        text = block.rstrip(b" ")
        if text:
            return end - len(block) + len(text)
        end -= len(block)
    return start
