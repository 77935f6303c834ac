"""CSV files (RFC 4180), through pyarrow; every column is text."""

import csv
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.csv as arrow_csv

from pv.errors import InputError, Problem
from pv.load.arrow import arrow_frame
from pv.load.csv_quotes import check_quotes
from pv.load.dataset import Content
from pv.load.encoding import codec, encodings, first_that_fits
from pv.load.listing import first_problems
from pv.load.missing_text import CONVENTIONAL, emptied, spellings
from pv.load.names import upper_names

_FORMATS = {",": "CSV", ";": "CSV (semicolon)", "\t": "CSV (tab)"}
_RIGHT = "a CSV file after RFC 4180"


def read_csv(
    path: Path,
    encoding: str | None,
    place: str,
    missing_texts: Collection[str] = CONVENTIONAL,
    *,
    coded: bool = False,
) -> Content:
    """Return the content of a CSV file whose first record is the header; the delimiter is the one it has most of.

    A value that is one of `missing_texts` and not in quotation marks is missing. A first column without a name that
    numbers the records, as R and pandas write it, is left out.

    Raises:
        InputError: a quotation mark stands within a value, a record has more or fewer values than the header, a column
            name is empty or not unique, or the text is not in the encoding.
    """
    names = encodings(encoding, place)
    try:
        (frame, delimiter, missing), name = first_that_fits(
            names, lambda name: _read(path, name, missing_texts, place, coded=coded), place
        )
    except csv.Error as error:
        raise InputError(Problem(f"cannot be read as CSV: {error}", place, _RIGHT)) from error
    return Content(frame=frame, format=_FORMATS[delimiter], encoding=name, missing=missing)


def _read(
    path: Path, encoding: str, missing_texts: Collection[str], place: str, *, coded: bool
) -> tuple[pd.DataFrame, str, dict[str, dict[str, int]]]:
    """Return the records, the delimiter, and by column the texts that were read as missing."""
    names, delimiter = _header(path, encoding, place)
    check_quotes(path, delimiter, place)
    numbered = len(names) > 1 and not names[0].strip()
    upper_names(names[1:] if numbered else names, place)

    def read(columns: Sequence[str], texts: Sequence[str]) -> pa.Table:
        return arrow_csv.read_csv(
            path,
            read_options=arrow_csv.ReadOptions(encoding="utf8" if encoding == "UTF-8" else encoding),
            parse_options=arrow_csv.ParseOptions(delimiter=delimiter, newlines_in_values=True),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                include_columns=columns,
                null_values=texts,
                strings_can_be_null=bool(texts),
                quoted_strings_can_be_null=False,
            ),
        )

    try:
        table = read([], [])
    except pa.ArrowInvalid as error:
        if _checked_records(path, encoding, delimiter, place) == 0:  # a header without a line end
            return pd.DataFrame(columns=names[numbered:], dtype="str"), delimiter, {}
        raise InputError(Problem(f"cannot be read: {error}", place, _RIGHT)) from error
    if numbered:
        table = _without_numbers(table, place)
    texts = spellings(table, missing_texts)
    table, missing = emptied(table, _marked(texts, read)) if texts else (table, {})
    return arrow_frame(table, place, coded=coded), delimiter, missing


def _marked(texts: Mapping[str, Sequence[str]], read: Callable[[Sequence[str], Sequence[str]], pa.Table]) -> pa.Table:
    """Return the columns that have such texts once more, now missing where one stands without quotation marks."""
    return read(list(texts), sorted({text for found in texts.values() for text in found}))


def _without_numbers(table: pa.Table, place: str) -> pa.Table:
    """Return the table without its first column, which has no name.

    Raises:
        InputError: it does not number the records, each by a number of its own.
    """
    numbers = table.column(0).to_pylist()
    if len(set(numbers)) < len(numbers) or not all(number.isdigit() for number in numbers):
        message = f"column 1 is named {table.column_names[0]!r} and does not number the records"
        raise InputError(Problem(message, place, "a name, such as USUBJID, or no such column"))
    return table.drop_columns([table.column_names[0]])


def _header(path: Path, encoding: str, place: str) -> tuple[list[str], str]:
    """Return the first record split at the delimiter that splits it most often; a comma where none does."""
    headers = {}
    for delimiter in _FORMATS:
        with path.open(encoding=codec(encoding), newline="") as file:
            headers[delimiter] = next((record for record in csv.reader(file, delimiter=delimiter) if record), [])
    delimiter = max(headers, key=lambda mark: len(headers[mark]))
    if not headers[delimiter]:
        raise InputError(Problem("has no header", place, "a first line with the column names"))
    return headers[delimiter], delimiter


def _checked_records(path: Path, encoding: str, delimiter: str, place: str) -> int:
    """Return how many records follow the header.

    Raises:
        InputError: a line has another number of values than the header.
        UnicodeError: the text is not in the encoding.
    """
    problems, count = [], -1
    with path.open(encoding=codec(encoding), newline="") as file:
        records = csv.reader(file, delimiter=delimiter)
        expected = 0
        for record in records:
            count += bool(record)
            expected = expected or len(record)
            if record and len(record) != expected:
                where = f"{place}, line {records.line_num}"
                problems.append(
                    Problem(f"{len(record)} values, the header has {expected}", where, "quote a value with a delimiter")
                )
    if problems:
        raise InputError(first_problems(problems, place))
    return count
