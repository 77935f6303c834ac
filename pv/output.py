"""Write output files whole or not at all, and never over what a study was made from."""

import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from pv.errors import OutputError, Problem, nearest

if TYPE_CHECKING:
    import pandas as pd

_FORMATS = (".csv", ".parquet")


@contextmanager
def whole(target: Path, keep: Collection[Path] = ()) -> Iterator[Path]:
    """Give a path to write to; it becomes the target when the block ends well, and vanishes when it does not.

    Args:
        target: the file; of a symbolic link, the file it points to.
        keep: files that no output replaces, resolved.

    Raises:
        OutputError: the file cannot be written, or is one to keep.
    """
    require_writable(target, keep)
    place = _place(target)
    partial = place.with_name(f".{place.name}.partial")
    try:
        partial.unlink(missing_ok=True)
        yield partial
        partial.replace(place)
    except OSError as error:
        # Libraries word their errors themselves, and with the name of the partial file.
        reason = os.strerror(error.errno) if error.errno else str(error).replace(str(partial), str(target))
        raise OutputError(Problem(f"cannot be written: {reason}", str(target))) from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def require_writable(target: Path, keep: Collection[Path] = ()) -> None:
    """Raise where a file must not be written, or cannot be as far as can be told before; `keep` as for `whole`.

    Raises:
        OutputError: there is no such folder, the target is no file (a folder, a device), or it is one to keep.
    """
    try:
        problem = _obstacle(target, _place(target), keep)
    except OSError as error:
        problem = Problem(f"cannot be written: {error.strerror}", str(target))
    if problem:
        raise OutputError(problem)


def _place(target: Path) -> Path:
    """Return where a file is in the end."""
    return Path(os.path.realpath(target))


def _obstacle(target: Path, place: Path, keep: Collection[Path]) -> Problem | None:
    """Return what is in the way of a file."""
    if place.is_dir():
        return Problem("cannot be written: it is a folder", str(target), "a file in it")
    if place.exists() and not place.is_file():
        return Problem("cannot be written: it is not a regular file", str(target), "a file")
    if not place.parent.is_dir():
        return Problem(f"cannot be written: there is no folder {str(target.parent)!r}", str(target))
    if place in keep:
        return Problem("cannot be written: the study is read from it", str(target), "another file")
    return None


def write_text(target: Path, text: str, keep: Collection[Path] = ()) -> None:
    """Write a text file as UTF-8 with the line ends it has; `keep` as for `whole`.

    Raises:
        OutputError: the file cannot be written, or is one to keep.
    """
    with whole(target, keep) as partial:
        partial.write_text(text, encoding="utf-8", newline="")


def write_frame(target: Path, frame: "pd.DataFrame", keep: Collection[Path] = ()) -> None:
    """Write a table as CSV or Parquet, by the suffix of the file; `keep` as for `whole`, numbers as `number_text` says.

    Raises:
        OutputError: another suffix, the file cannot be written, or it is one to keep.
    """
    suffix = target.suffix.lower()
    if suffix not in _FORMATS:
        raise OutputError(Problem(f"{target.suffix!r} is not a format", str(target), nearest(suffix, _FORMATS)))
    with whole(target, keep) as partial:
        if suffix == ".csv":
            # RFC 4180 line ends on every system: the same input gives the same bytes.
            frame.to_csv(partial, index=False, lineterminator="\r\n", float_format=number_text)
        else:
            frame.to_parquet(partial, index=False)


def number_text(value: object) -> str:
    """Return a number as short as it can be read back to the last digit, a whole one whole: 8, 33.333333333333336.

    A sequence number is a float in SAS and stays one where a value is missing; nobody means event 8.0.
    """
    return str(value).removesuffix(".0")


def make_folder(folder: Path) -> None:
    """Make a folder and those above it where they are missing.

    Raises:
        OutputError: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(Problem(f"the folder cannot be made: {error.strerror}", str(folder))) from error


def write_frames(folder: Path, frames: Mapping[str, "pd.DataFrame"], keep: Collection[Path] = ()) -> None:
    """Write each table as <name>.parquet into a folder; `keep` as for `whole`.

    Raises:
        OutputError: a file cannot be written, or is one to keep.
    """
    for name, frame in frames.items():
        write_frame(folder / f"{name}.parquet", frame, keep)
