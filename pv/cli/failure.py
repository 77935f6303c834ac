"""What is said, on one line and with which exit status, of whatever ends a command."""

import errno
import os
import sys
import traceback
from dataclasses import dataclass
from pathlib import Path

from pv.errors import PvError
from pv.output import FULL, system_error

#: It cannot run; a fault of ours; interrupted by Ctrl-C; ended by another process (128 + the number of the signal).
CANNOT_RUN, FAULT, INTERRUPTED, TERMINATED = 2, 3, 130, 143


class TerminatedError(BaseException):
    """Another process asked this one to end; raised so that what is half written is removed."""


@dataclass(frozen=True)
class Failure:
    """How a command ends.

    Attributes:
        lines: what is said on the error stream.
        status: the exit status.
    """

    lines: tuple[str, ...]
    status: int


def failure(error: BaseException) -> Failure:
    """Return what is said of an error, and the exit status."""
    if isinstance(error, PvError):
        return Failure(tuple(f"error: {problem}" for problem in error.problems), CANNOT_RUN)
    if isinstance(error, KeyboardInterrupt):
        return Failure(("interrupted: no partial output is left behind",), INTERRUPTED)
    if isinstance(error, TerminatedError):
        return Failure(("terminated by another process: no partial output is left behind",), TERMINATED)
    if said := _circumstances(error):
        return Failure((f"error: {said}",), CANNOT_RUN)
    what = " ".join(f"{type(error).__name__}: {error}".split()).removesuffix(":")
    report = "please report this line, the command and the output of --debug; the data are not needed"
    return Failure((f"error: an internal error of pv-safety: {what}, {_where(error)} ({report})",), FAULT)


def _circumstances(error: BaseException) -> str | None:
    """Return what the machine lacks, where that is what ended the command."""
    if "max_temp_directory_size" in str(error):  # DuckDB's word for a disk without room for what it spills
        return "the disk with the temporary files is full (free some space; --spill names a folder on another disk)"
    if no_memory(error):
        return "there is not enough memory (use a machine or a limit with more; --memory says how much of it is used)"
    # DuckDB, whose tables outgrow the memory, has the words of the system in an error of its own.
    number = system_error(error) if isinstance(error, OSError) or "duckdb" in type(error).__module__ else None
    if number is not None and number in FULL:
        place = f"{error.filename}: " if isinstance(error, OSError) and error.filename else ""
        return f"{place}{os.strerror(number)} (free some space, or write elsewhere; --spill and TMPDIR name others)"
    if isinstance(error, UnicodeEncodeError):
        text = error.object[error.start : error.end]
        right = "PYTHONUTF8=1, or a locale such as C.UTF-8"
        return f"a name with {text!a} cannot be written in {error.encoding}, the encoding of this locale ({right})"
    return None


def no_memory(error: BaseException) -> bool:
    """Return whether an error is the want of memory, which libraries report in many ways."""
    if isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryException":  # DuckDB's
        return True
    # Of the system: no memory, no further thread; a library that cannot be mapped into memory.
    said = str(error)
    return any(os.strerror(number) in said for number in (errno.ENOMEM, errno.EAGAIN)) or (
        isinstance(error, ImportError) and "map segment" in said
    )


def _where(error: BaseException) -> str:
    """Return the place in our code where an error arose."""
    own = str(Path(__file__).resolve().parent.parent)
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith(own)]
    if not frames:
        return "outside its own files"
    return f"{Path(frames[-1].filename).relative_to(Path(own).parent).as_posix()}, line {frames[-1].lineno}"


def show_traceback(error: BaseException) -> None:
    """Print the whole way of an error, for who mends it."""
    traceback.print_exception(error, file=sys.stderr)
