"""Which columns a file has, from its header alone: no record is read."""

import csv
import re
import warnings
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat

#: More than any header of a text file needs.
_HEADER_BYTES = 262_144
_JSON_NAME = re.compile(r'"name"\s*:\s*"([A-Za-z_][A-Za-z0-9_]*)"')


def column_names(path: Path) -> frozenset[str]:
    """Return the names of the columns of a file, in upper case; none where its header cannot be read."""
    try:
        names = _names(path)
    except (OSError, ValueError, TypeError, csv.Error, pa.ArrowException, UserWarning):
        return frozenset()
    except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError):
        return frozenset()
    return frozenset(name.strip().upper() for name in names)


def _names(path: Path) -> Iterable[str]:
    match path.suffix.lower():
        case ".xpt":
            return _sas(pyreadstat.read_xport, path)
        case ".sas7bdat":
            return _sas(pyreadstat.read_sas7bdat, path)
        case ".parquet":
            return map(str, pq.read_schema(path).names)
    with path.open("rb") as file:
        text = file.read(_HEADER_BYTES).decode("utf-8-sig", errors="replace")
    if path.suffix.lower() == ".csv":
        header = text.splitlines()[0] if text else ""
        return next(csv.reader([header], delimiter=max(",;\t", key=header.count)), [])
    return _JSON_NAME.findall(text)


def _sas(reader: object, path: Path) -> Iterable[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        _, metadata = reader(path, metadataonly=True, encoding="ISO-8859-1")  # type: ignore[operator]  # a function of pyreadstat
    return map(str, metadata.column_names)
