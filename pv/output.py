"""Write output files whole or not at all, and never over what a study was made from."""

import errno
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from pv.errors import OutputError, Problem, nearest

if TYPE_CHECKING:
    import pandas as pd

_FORMATS = (".csv", ".parquet")

#: What the system says when a disk, a quota or a file is full.
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})

#: What the name of a folder begins with in which an output is made, beside where it will be.
_PREFIX = ".pv-safety-"


@contextmanager
def whole(target: Path, keep: Collection[Path] = ()) -> Iterator[Path]:
    """Give a path to write to; it becomes the target when the block ends well, and vanishes when it does not.

    Every run writes in a folder of its own beside the target, so that two runs on one target never mix: the target is
    always the whole file of one of them. What else is written in that folder (DuckDB's log, say) vanishes with it.

    Args:
        target: the file; of a symbolic link, the file it points to.
        keep: files that no output replaces, resolved.

    Raises:
        OutputError: the file cannot be written, or is one to keep.
    """
    with whole_files([target], keep) as (partial,):
        yield partial


@contextmanager
def whole_files(targets: Sequence[Path], keep: Collection[Path] = ()) -> Iterator[list[Path]]:
    """Give a path to write to for each of several files: all of them become the targets, or none does; as `whole`.

    Raises:
        OutputError: a file cannot be written, or is one to keep.
    """
    for target in targets:
        require_writable(target, keep)
    places = [_place(target) for target in targets]
    with ExitStack() as stack:
        folders: dict[Path, Path] = {}
        for target, parent in zip(targets, [place.parent for place in places], strict=True):
            if parent not in folders:
                with _said_of(target):
                    folders[parent] = stack.enter_context(_folder_in(parent))
        partials = [folders[place.parent] / place.name for place in places]
        with _said_of(*targets, partials=partials):
            yield partials
            for partial in partials:
                _flush(partial)
            for partial, place in zip(partials, places, strict=True):
                partial.replace(place)
        for parent in folders:
            with suppress(OSError):  # some systems flush no folder
                _flush(parent)


@contextmanager
def _folder_in(parent: Path) -> Iterator[Path]:
    """Give a new folder, of which nothing is left afterwards, whatever happens."""
    folder = Path(mkdtemp(prefix=_PREFIX, dir=parent))
    try:
        yield folder
    finally:
        rmtree(folder, ignore_errors=True)


@contextmanager
def _said_of(*targets: Path, partials: Sequence[Path] = ()) -> Iterator[None]:
    """Turn an error of the system into ours, which names the target and never a file that is half written."""
    try:
        yield
    except OSError as error:
        failed = [target for target, partial in zip(targets, partials, strict=False) if str(partial) in str(error)]
        where = failed[0] if failed else targets[0] if len(targets) == 1 else targets[0].parent
        number = system_error(error)
        reason = os.strerror(number) if number else "the system did not accept all of it"
        right = "free some space, or write elsewhere" if number in FULL else ""
        raise OutputError(Problem(f"cannot be written: {reason}", str(where), right)) from error


def system_error(error: BaseException) -> int | None:
    """Return the number of the system's error, also where a library has it in its own sentence only; None without."""
    if isinstance(error, OSError) and error.errno:
        return error.errno
    said = str(error)
    # Of two that the sentence has (one is a part of the other) the longer.
    found = [number for number in errno.errorcode if os.strerror(number) in said]
    return max(found, key=lambda number: len(os.strerror(number)), default=None)


def _flush(path: Path) -> None:
    """Wait until a file or folder is on the disk: a target is never a name without its bytes."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


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
        raise OutputError(
            Problem(f"{target.suffix!r} is not a supported format", str(target), nearest(suffix, _FORMATS))
        )
    with whole(target, keep) as partial:
        if suffix == ".csv":
            _to_csv(frame, partial)
        else:
            _to_parquet(frame, partial)


def _to_csv(frame: "pd.DataFrame", path: Path) -> None:
    # RFC 4180 line ends on every system: the same input gives the same bytes.
    frame.to_csv(path, index=False, lineterminator="\r\n", float_format=number_text)


def _to_parquet(frame: "pd.DataFrame", path: Path) -> None:
    """Write a table whose bytes do not tell in which pieces threads have delivered its rows."""
    import pyarrow as pa  # noqa: PLC0415  # help and errors need none of it
    from pyarrow import parquet  # noqa: PLC0415  # the same

    parquet.write_table(pa.Table.from_pandas(frame, preserve_index=False).combine_chunks(), path)


def number_text(value: object) -> str:
    """Return a number as short as it can be read back to the last digit, a whole one whole: 8, 33.333333333333336.

    A sequence number is a float in SAS and stays one where a value is missing; nobody means event 8.0.
    """
    return str(value).removesuffix(".0")


@contextmanager
def made_folder(folder: Path) -> Iterator[None]:
    """Make a folder and those above it where they are missing, and remove those again where the block fails.

    Raises:
        OutputError: it cannot be made.
    """
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(Problem(f"the folder cannot be created: {error.strerror}", str(folder))) from error
        yield
    except BaseException:
        for path in missing:
            with suppress(OSError):  # it is not empty: somebody else uses it by now
                path.rmdir()
        raise


def write_texts(folder: Path, texts: Mapping[str, str], keep: Collection[Path] = ()) -> list[Path]:
    """Write each text, by the name of its file, into a folder, all of them or none, and return the files.

    Raises:
        OutputError: a file cannot be written, or is one to keep.
    """
    targets = [folder / name for name in texts]
    with made_folder(folder), whole_files(targets, keep) as partials:
        for partial, text in zip(partials, texts.values(), strict=True):
            partial.write_text(text, encoding="utf-8", newline="")
    return targets


def write_frames(folder: Path, frames: Mapping[str, "pd.DataFrame"], keep: Collection[Path] = ()) -> None:
    """Write each table as <name>.parquet into a folder, all of them or none; `keep` as for `whole`.

    Raises:
        OutputError: a file cannot be written, or is one to keep.
    """
    _write_each(folder, frames, ".parquet", _to_parquet, keep)


def write_csv_files(folder: Path, frames: Mapping[str, "pd.DataFrame"], keep: Collection[Path] = ()) -> None:
    """Write each table as <name>.csv into a folder, as `write_frames`.

    Raises:
        OutputError: a file cannot be written, or is one to keep.
    """
    _write_each(folder, frames, ".csv", _to_csv, keep)


def _write_each(
    folder: Path,
    frames: Mapping[str, "pd.DataFrame"],
    suffix: str,
    write: "Callable[[pd.DataFrame, Path], None]",
    keep: Collection[Path],
) -> None:
    targets = [folder / f"{name}{suffix}" for name in frames]
    with made_folder(folder), whole_files(targets, keep) as partials:
        for partial, frame in zip(partials, frames.values(), strict=True):
            write(frame, partial)
