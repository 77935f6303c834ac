"""A dataset from a file of any format that is known."""

import hashlib
from collections.abc import Collection
from pathlib import Path

from pv.errors import InputError, Problem, nearest
from pv.load.csv_text import read_csv
from pv.load.dataset import Content, Dataset
from pv.load.dataset_json import read_json, read_ndjson
from pv.load.find import dataset_files
from pv.load.frame import tidy
from pv.load.missing_text import CONVENTIONAL
from pv.load.names import upper_names
from pv.load.parquet import read_parquet
from pv.load.sas import read_sas7bdat, read_xpt
from pv.load.signature import HEAD_BYTES, checked_content


def read_dataset(
    path: str | Path,
    *,
    name: str | None = None,
    encoding: str | None = None,
    missing_texts: Collection[str] = CONVENTIONAL,
    coded: bool = False,
) -> Dataset:
    """Return the dataset in a file: XPT v5 and v8, SAS7BDAT, Dataset-JSON 1.1, Dataset-NDJSON 1.1, Parquet or CSV.

    Args:
        path: the file; its suffix and its first bytes have to agree.
        name: the name of the dataset; without it the stem of the file name.
        encoding: read the text as this and nothing else. Without it, what the file declares, then UTF-8, windows-1252
            and ISO 8859-1 are tried in this order. Parquet is UTF-8 always.
        missing_texts: what is missing in CSV where it stands without quotation marks; other formats have their own.
        coded: whether text of many records is coded (`pv.coded_text`), where the format lets it be: Parquet and CSV.

    Raises:
        InputError: the file is missing, cannot be read, is not what its suffix says, is cut off or damaged, has no
            columns, or its text is not in the encoding. A dataset without records is returned.
    """
    file, place = Path(path), str(path)
    try:
        content = _content(file, encoding, missing_texts, place, coded=coded)
        with file.open("rb") as raw:
            sha256 = hashlib.file_digest(raw, "sha256").hexdigest()
    except OSError as error:
        raise InputError(_unreadable(file, place, error)) from error
    upper = dict(zip(content.frame.columns, upper_names(content.frame.columns, place), strict=True))
    return Dataset(
        name=(name or file.stem).lower(),
        source=place,
        frame=tidy(content.frame, place, coded=coded),
        labels={upper[column]: label for column, label in content.labels.items()},
        label=content.label,
        encoding=content.encoding,
        sha256=sha256,
        format=content.format,
        missing={upper[column]: texts for column, texts in content.missing.items()},
    )


def _content(path: Path, encoding: str | None, missing_texts: Collection[str], place: str, *, coded: bool) -> Content:
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head:
        raise InputError(Problem("is empty", place, "a dataset with at least a header"))
    held = checked_content(path, head, place)
    match path.suffix.lower():
        case ".xpt":
            return read_xpt(path, held, encoding, place)
        case ".sas7bdat":
            return read_sas7bdat(path, encoding, place)
        case ".json":
            return read_json(path, encoding, place)
        case ".ndjson":
            return read_ndjson(path, encoding, place)
        case ".parquet":
            return read_parquet(path, place, coded=coded)
    return read_csv(path, encoding, place, missing_texts, coded=coded)


def _unreadable(path: Path, place: str, error: OSError) -> Problem:
    """Return what is wrong with a path that cannot be opened."""
    if path.is_dir():
        return Problem("is a folder", place, "the file in it")
    if isinstance(error, FileNotFoundError) and path.parent.is_dir():
        return Problem(
            "does not exist", place, nearest(path.name, [other.name for other in dataset_files(path.parent)])
        )
    if isinstance(error, FileNotFoundError):
        return Problem(f"does not exist: there is no folder {str(path.parent)!r}", place)
    return Problem(f"cannot be read: {error.strerror}", place, "a readable file")
