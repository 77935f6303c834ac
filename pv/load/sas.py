"""SAS transport files and SAS datasets, through pyreadstat."""

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pyreadstat

from pv.errors import InputError, Problem
from pv.load.dataset import Content
from pv.load.encoding import encodings, first_that_fits
from pv.load.names import upper_names
from pv.load.sas7bdat_layout import check_layout
from pv.load.sas_dates import dates, datetimes, is_date, is_datetime
from pv.load.xpt_layout import xpt_layout

#: Records that are read at a time: as Python's texts they take ten times the room that they have in a column.
PIECE = 250_000
#: A reader that is to begin at a record goes through all before it: pieces are larger rather than more of them.
_MOST_PIECES = 8
_DECLARED = "as declared in the file"
_EVERY_BYTE = "ISO-8859-1"


def read_xpt(path: Path, version: str, encoding: str | None, place: str) -> Content:
    """Return the content of a transport file of `version` "XPT v5" or "XPT v8".

    The file does not say what encoding its text is in: without `encoding` the usual ones are tried.

    Raises:
        InputError: the file is not whole, or its text is not in the encoding.
    """
    layout = xpt_layout(path, version, place)
    content = _read(
        pyreadstat.read_xport, path, version, encodings(encoding, place), records=layout.observations, place=place
    )
    if len(content.frame) != layout.observations:
        message = f"{len(content.frame):,} observations were read out of the {layout.observations:,} in the file"
        raise InputError(Problem(message, place, "every observation read; the file is damaged"))
    return content


def read_sas7bdat(path: Path, encoding: str | None, place: str) -> Content:
    """Return the content of a SAS dataset, its text in the encoding that the file declares unless one is forced.

    Raises:
        InputError: the file is damaged, or its text is not in the encoding.
    """
    check_layout(path, place)
    names = encodings(encoding, place)
    kinds = names if encoding else (_DECLARED, *names)
    return _read(pyreadstat.read_sas7bdat, path, "SAS7BDAT", kinds, records=_records(path), place=place)


def _records(path: Path) -> int:
    """Return how many records a SAS dataset says it has; 0 where its reader cannot tell."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            _, metadata = pyreadstat.read_sas7bdat(path, metadataonly=True, encoding=_EVERY_BYTE)
    except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, TypeError):
        return 0
    return int(metadata.number_rows or 0)


def _read(
    reader: Callable[..., Any], path: Path, kind: str, names: tuple[str, ...], *, records: int, place: str
) -> Content:
    (frame, metadata), name = first_that_fits(names, lambda name: _decoded(reader, path, name, records, place), place)
    upper_names(metadata.column_names, place)
    formats = metadata.original_variable_types
    # A text under the format of a date is no number to make a date of.
    for column in frame.select_dtypes("number").columns:
        if is_date(formats[column]):
            frame[column] = dates(frame[column])
        elif is_datetime(formats[column]):
            frame[column] = datetimes(frame[column])
    return Content(
        frame=frame,
        format=kind,
        labels={column: label for column, label in metadata.column_names_to_labels.items() if label},
        label=metadata.file_label or "",
        encoding=(metadata.file_encoding or "UTF-8") if name == _DECLARED else name,
    )


def _decoded(
    reader: Callable[..., Any], path: Path, encoding: str, records: int, place: str
) -> tuple[pd.DataFrame, Any]:
    """Return the frame and the metadata, dates still numbers; a UnicodeError where the encoding does not fit."""
    forced = None if encoding == _DECLARED else encoding
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", UserWarning)  # a name that is there twice is only warned of, and changed
            return _in_pieces(reader, path, forced, records)
    except UserWarning as error:
        raise InputError(Problem(f"cannot be read unambiguously: {error}", place, "each name only once")) from error
    except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, TypeError) as error:  # TypeError: two columns unnamed
        if encoding != _EVERY_BYTE and _is_read(reader, path, records):
            raise UnicodeError(str(error)) from error
        raise InputError(Problem(f"cannot be read: {error}", place, "a whole SAS file")) from error


def _in_pieces(reader: Callable[..., Any], path: Path, encoding: str | None, records: int) -> tuple[pd.DataFrame, Any]:
    """Return the frame and the metadata, so many records at a time that a piece and not the file has to fit twice."""
    step = max(PIECE, -(-records // _MOST_PIECES))
    starts = range(0, max(records, 1), step)
    frames = []
    for start in starts:
        limit = step if start != starts[-1] else 0  # the last goes to the end, wherever that is
        frame, metadata = reader(
            path, encoding=encoding, disable_datetime_conversion=True, row_offset=start, row_limit=limit
        )
        frames.append(frame)
    return frames[0] if len(frames) == 1 else pd.concat(frames, ignore_index=True), metadata


def _is_read(reader: Callable[..., Any], path: Path, records: int) -> bool:
    """Return whether a file can be read where its text does not matter: what is wrong is then the encoding."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            _in_pieces(reader, path, _EVERY_BYTE, records)
    except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, TypeError):
        return False
    return True
