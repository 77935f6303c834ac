"""Write output files whole or not at all."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from pv.errors import OutputError, Problem, nearest


@contextmanager
def whole(target: Path) -> Iterator[Path]:
    """Give a path to write to; it becomes the target when the block ends well, and vanishes when it does not.

    Raises:
        OutputError: the file cannot be written.
    """
    partial = target.with_name(f".{target.name}.partial")
    try:
        if target.is_dir():
            raise IsADirectoryError(21, "it is a folder")
        partial.unlink(missing_ok=True)
        yield partial
        partial.replace(target)
    except OSError as error:
        reason = error.strerror or "the folder is missing or not writable"
        raise OutputError(Problem(f"cannot be written: {reason}", str(target))) from error
    finally:
        if target.parent.is_dir() and not target.is_dir():
            partial.unlink(missing_ok=True)


def write_text(target: Path, text: str) -> None:
    """Write a text file as UTF-8 with the line ends it has."""
    with whole(target) as partial:
        partial.write_text(text, encoding="utf-8", newline="")


def write_frame(target: Path, frame: pd.DataFrame) -> None:
    """Write a table as CSV or Parquet, by the suffix of the file.

    Raises:
        OutputError: another suffix, or the file cannot be written.
    """
    if target.suffix not in (".csv", ".parquet"):
        raise OutputError(Problem(f"{target.suffix!r} is not a format", str(target), nearest(target.suffix, _FORMATS)))
    with whole(target) as partial:
        if target.suffix == ".csv":
            # RFC 4180 line ends on every system: the same input gives the same bytes.
            frame.to_csv(partial, index=False, lineterminator="\r\n", date_format="%Y-%m-%d")
        else:
            frame.to_parquet(partial, index=False)


def write_frames(folder: Path, frames: Mapping[str, pd.DataFrame]) -> None:
    """Write each table as <name>.parquet into a folder, which is made where it is missing.

    Raises:
        OutputError: the folder or a file cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(Problem(f"cannot be made: {error.strerror}", str(folder))) from error
    for name, frame in frames.items():
        write_frame(folder / f"{name}.parquet", frame)


_FORMATS = (".csv", ".parquet")
