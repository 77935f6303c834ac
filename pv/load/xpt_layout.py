"""Whether a SAS transport file is whole: its header records, its variables and the length of its observations.

A reader that meets the end of a file too early takes it for the end of the data, so a file cut off in a transfer loses
records in silence; one wrong byte in a description of a variable shifts every observation. The layout is SAS technical
note TS-140 (versions 5 and 6, versions 8 and 9): records of 80 bytes, header records in a fixed order, one description
(namestr) a variable, observations back to back, blanks at the end.
"""

import mmap
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pv.errors import InputError, Problem
from pv.load.xpt_variables import XptVariable, layout_fault, no_number, variable

_RECORD = 80
_MEMBER = 240  # after the library header and two records on the system and the time
_NAMESTR = 560  # after the member header, the descriptor header and two records on the member
_HEADERS = {"XPT v5": (b"MEMBER", b"NAMESTR", b"OBS"), "XPT v8": (b"MEMBV8", b"NAMSTV8", b"OBSV8")}
_DESCRIPTIONS = (140, 136)  # 136 on VAX/VMS
_DESCRIBED = 136  # what both kinds have
_ANY_HEADER = b"HEADER RECORD*******"
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
        InputError: the file is cut off, a header record is missing, it holds no variable or several datasets, the
            descriptions of the variables contradict each other, or a number is none.
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
    variables = [variable(data[at : at + _DESCRIBED]) for at in _descriptions(data, header_at)]
    if fault := layout_fault(variables):
        raise _BrokenError(fault)
    if data.find(member, start) >= 0:
        raise _BrokenError("holds more than one dataset")
    length = variables[-1].position + variables[-1].length
    observations = _observations(data, start, length)
    _check_numbers(data, start, observations, length, variables)
    return XptLayout(len(variables), length, observations)


def _descriptions(data: mmap.mmap, header_at: int) -> range:
    """Return where the description of each variable begins; the header of the observations is at `header_at`, or -1."""
    variables = _number(data, _NAMESTR + 48, 10)
    length = _number(data, _MEMBER + 74, 4)
    if variables == 0:
        raise _BrokenError("has no columns")
    if length not in _DESCRIPTIONS:
        raise _BrokenError(f"has descriptions of columns {length} bytes long")
    begin = _NAMESTR + _RECORD
    described = range(begin, header_at, length)
    if len(described) < variables or header_at % _RECORD:
        raise _BrokenError(f"is cut off: the descriptions of {variables} columns are not followed by observations")
    end = begin + -(-variables * length // _RECORD) * _RECORD
    if data[end : end + len(_ANY_HEADER)] != _ANY_HEADER:
        raise _BrokenError(f"states {variables} columns, but describes a different number")
    return described[:variables]


def _check_numbers(data: mmap.mmap, start: int, observations: int, length: int, variables: list[XptVariable]) -> None:
    """Raise where the bytes of a number are none: the observations are shifted against the descriptions."""
    for at in range(0, observations, _BLOCK):
        rows = min(_BLOCK, observations - at)
        block = np.frombuffer(data, "uint8", rows * length, start + at * length).reshape(rows, length)
        for one in variables:
            if one.numeric and len(found := np.flatnonzero(no_number(block[:, one.position :][:, : one.length]))):
                bytes_of = block[found[0], one.position :][: one.length].tobytes().hex(" ")
                del block  # a view of the file keeps it open
                raise _BrokenError(
                    f"has no number for {one.name} in observation {at + int(found[0]) + 1:,} (bytes {bytes_of}): the "
                    "lengths of the variables contradict the length of the observations"
                )
        del block


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
        raise _BrokenError(f"holds {found:,} observations, but its header states {expected:,}")
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
