"""Read one file of a MedDRA distribution: values between dollar signs, one record a line, no header, no quoting."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from pv.errors import Problem
from pv.load.encoding import USUAL, codec, first_that_fits
from pv.load.meddra.layout import FIELDS, LETTERS, NUMBERS

DELIMITER = "$"


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
    text, _ = first_that_fits(USUAL, lambda encoding: content.decode(codec(encoding)), str(path))
    fields = FIELDS[name]
    records: list[list[str]] = []
    lines: list[int] = []
    problems: list[Problem] = []
    # Not splitlines(): a name may hold a character that Unicode takes for the end of a line.
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        if not line.strip():
            continue
        values = _values(line)
        if len(values) == len(fields):
            records.append(values)
            lines.append(number)
        else:
            right = f"{len(fields)} fields, each followed by {DELIMITER}"
            problems.append(Problem(f"{len(values)} fields", place(path, number), right))
    frame = pd.DataFrame(records, columns=list(fields), dtype="str").assign(line=pd.Series(lines, dtype="int64"))
    problems += _unreadable(frame, path)
    return _typed(frame), problems


def place(path: Path, line: object) -> str:
    """Return where a line is, for messages."""
    return f"{path}, line {line}"


def _values(line: str) -> list[str]:
    """Return the values of a line; each ends with the delimiter, but some files lack it after the last, filled, one."""
    values = line.split(DELIMITER)
    # Few lines of a hundred thousand have blanks around a value.
    if f"{DELIMITER} " in line or f" {DELIMITER}" in line or line != line.strip():
        values = [value.strip() for value in values]
    return values if values[-1] else values[:-1]


def _unreadable(frame: pd.DataFrame, path: Path) -> Iterator[Problem]:
    """Yield a problem for each code that is not a number and each flag with another letter."""
    for column in frame.columns.intersection(list(NUMBERS)):
        for row in frame.index[~frame[column].str.fullmatch(r"[0-9]{1,15}")]:
            value = frame.loc[row, column]
            yield Problem(f"{column} is {value!r}", place(path, frame.loc[row, "line"]), "a whole number")
    for column, letters in LETTERS.items():
        if column in frame and "history" not in path.name.lower():
            for row in frame.index[~frame[column].isin(list(letters))]:
                value = frame.loc[row, column]
                yield Problem(f"{column} is {value!r}", place(path, frame.loc[row, "line"]), " or ".join(letters))


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the records whose numbers can be read, the numbers as int64."""
    numbers = [column for column in frame.columns if column in NUMBERS]
    readable = frame[numbers].apply(lambda column: column.str.fullmatch(r"[0-9]{1,15}")).all(axis=1)
    typed: pd.DataFrame = frame[readable.astype("bool")].astype(dict.fromkeys(numbers, "int64"))
    return typed.reset_index(drop=True)
