"""Amounts of memory: as people write them, and as the machine, or the container that the run is in, has them."""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

from pv.errors import Problem, SettingError

#: What stands after the number, in any case of the letters; with an i the powers of 1,024.
UNITS = MappingProxyType({"MB": 1000**2, "GB": 1000**3, "TB": 1000**4, "MIB": 1024**2, "GIB": 1024**3, "TIB": 1024**4})

#: The part of the machine's memory that a run may take when it is not told: a quarter is left to the system, its file
#: cache (the data are read through it) and other programs. DuckDB by itself would take four fifths for its part alone.
SHARE = 0.75

#: A million TB; DuckDB has an error of its own above 16 million.
_MOST = 10**6 * UNITS["TB"]

_WRITTEN = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([A-Za-z]+)\s*")


def amount(text: str) -> int:
    """Return the bytes of an amount such as '4GB', '1.5 TB' or '512 MiB'.

    Raises:
        SettingError: it is not a number with a unit, or more than DuckDB can be told.
    """
    match = _WRITTEN.fullmatch(text)
    if match is None or match[2].upper() not in UNITS:
        right = "a number with the unit MB, GB, TB, MiB, GiB or TiB, such as 4GB"
        raise SettingError(Problem(f"{text!r} is not an amount of memory", "memory", right))
    size = float(match[1]) * UNITS[match[2].upper()]
    if size > _MOST:
        raise SettingError(Problem(f"{text!r} is more memory than any machine has", "memory", "such as 4GB"))
    return round(size)


def in_words(size: float) -> str:
    """Return an amount as `amount` reads it, rounded up: '850MB', '3.2GB'."""
    megabytes = -(-size // UNITS["MB"])
    return f"{megabytes:.0f}MB" if megabytes < UNITS["GB"] / UNITS["MB"] else f"{-(-size // 1e8) / 10:.1f}GB"


def of_machine(root: Path = Path("/")) -> int | None:
    """Return the bytes of memory that this process can have: the machine's, or less where its control group has less.

    Args:
        root: of the file system; another one in tests.

    Returns:
        None where the system does not say.
    """
    limits = list(_of_control_groups(root))
    with suppress(AttributeError, ValueError, OSError):  # not a system with these names
        limits.append(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
    return min(limits, default=None)


def _of_control_groups(root: Path) -> Iterator[int]:
    """Yield the limits of the control groups, version 2 and 1, that this process is in, each below another."""
    for line in _read(root / "proc/self/cgroup").splitlines():
        _, controllers, place = line.split(":", 2)
        if controllers == "":
            top, name = root / "sys/fs/cgroup", "memory.max"
        elif "memory" in controllers.split(","):
            top, name = root / "sys/fs/cgroup/memory", "memory.limit_in_bytes"
        else:
            continue
        # In a container the group may be named as the host has it, which is not there: then the topmost is its own.
        group = top / place.strip("/")
        for folder in (group, *(parent for parent in group.parents if parent.is_relative_to(top))):
            if (said := _read(folder / name).strip()).isdigit():
                yield int(said)


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        return ""
