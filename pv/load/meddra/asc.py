"""Read one file of a MedDRA distribution: values between dollar signs, one record a line, no header, no quoting."""

import codecs
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv

from pv.errors import InputError, Problem
from pv.load.encoding import USUAL, codec, first_that_fits
from pv.load.meddra.layout import FIELDS, LETTERS, NUMBERS

DELIMITER = "$"
#: What follows the last delimiter of a line, which is nothing.
_END = "end"


def read_asc(path: Path, name: str) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the records of a file and what is wrong with its lines.

    Args:
        path: the file; UTF-8, windows-1252 or ISO 8859-1, lines ended by LF or CRLF.
        name: of the layout, 'llt'.

    Returns:
        The columns of the layout (numbers int64, the rest str) and `line` (from 1), without the lines that are wrong.

    Raises:
        InputError: the text cannot be decoded.
    """
    content = path.read_bytes()
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        # ISO 8859-1 would decode it, into lines of anything.
        raise InputError(Problem("the text is UTF-16", str(path), "UTF-8 or ISO 8859-1, as it was distributed"))
    text, _ = first_that_fits(USUAL, lambda encoding: content.decode(codec(encoding)), str(path))
    text = text.replace("\r\n", "\n")
    regular = _regular(text, FIELDS[name])
    frame, problems = _by_line(text, FIELDS[name], path) if regular is None else (regular, [])
    return _typed(frame), [*problems, *_unreadable(frame, path)]


def place(path: Path, line: object) -> str:
    """Return where a line is, for messages."""
    return f"{path}, line {line}"


def _regular(text: str, fields: tuple[str, ...]) -> pd.DataFrame | None:
    """Return the records of a text whose lines all have the fields and the last delimiter; None of any other text.

    Reading a hundred thousand lines one by one takes a second that no user should wait for.
    """
    # pyarrow takes a lone CR for the end of a line, and an empty line for a record.
    if "\r" in text or "\n\n" in text or text[:1] in {"", "\n"}:
        return None
    names = [*fields, _END]
    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(text.encode()),
            read_options=arrow_csv.ReadOptions(column_names=names),
            parse_options=arrow_csv.ParseOptions(delimiter=DELIMITER, quote_char=False, ignore_empty_lines=False),
            convert_options=arrow_csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string())),
        )
    except pa.ArrowInvalid:
        return None
    trimmed = {name: pc.utf8_trim_whitespace(table[name]) for name in names}
    if pc.any(pc.not_equal(trimmed.pop(_END), "")).as_py():
        return None
    frame: pd.DataFrame = pa.table(trimmed).to_pandas()
    return frame.assign(line=range(1, len(frame) + 1))


def _by_line(text: str, fields: tuple[str, ...], path: Path) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the records of a text, and the lines that have another number of fields."""
    records: list[list[str]] = []
    lines: list[int] = []
    problems: list[Problem] = []
    # Not splitlines(): a name may hold a character that Unicode takes for the end of a line.
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        values = [value.strip() for value in line.split(DELIMITER)]
        # Some files lack the delimiter after the last value, which is then filled.
        values = values if values[-1] else values[:-1]
        if len(values) == len(fields):
            records.append(values)
            lines.append(number)
        else:
            right = f"{len(fields)} fields, each followed by {DELIMITER}"
            problems.append(Problem(f"{len(values)} fields", place(path, number), right))
    frame = pd.DataFrame(records, columns=list(fields), dtype="str")
    return frame.assign(line=pd.Series(lines, dtype="int64")), problems


def _unreadable(frame: pd.DataFrame, path: Path) -> Iterator[Problem]:
    """Yield a problem for each code that is not a number and each flag with another letter."""
    for column in frame.columns.intersection(list(NUMBERS)):
        for row in frame.index[~frame[column].str.fullmatch(r"[0-9]{1,15}")]:
            value = frame.loc[row, column]
            yield Problem(f"{column} is {value!r}", place(path, frame.loc[row, "line"]), "a whole number")
    for column, letters in LETTERS.items():
        if column in frame:
            for row in frame.index[~frame[column].isin(list(letters))]:
                value = frame.loc[row, column]
                yield Problem(f"{column} is {value!r}", place(path, frame.loc[row, "line"]), " or ".join(letters))


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the records whose numbers can be read, the numbers as int64."""
    numbers = [column for column in frame.columns if column in NUMBERS]
    readable = frame[numbers].apply(lambda column: column.str.fullmatch(r"[0-9]{1,15}")).all(axis=1)
    typed: pd.DataFrame = frame[readable.astype("bool")].astype(dict.fromkeys(numbers, "int64"))
    return typed.reset_index(drop=True)
