"""CDISC Dataset-JSON 1.1, as one JSON object or as NDJSON: one line of metadata, then one line a record.

Specification: CDISC Dataset-JSON version 1.1, 5 December 2024, with its NDJSON representation.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from pv.errors import InputError, Problem
from pv.load.dataset import Content
from pv.load.encoding import codec, encodings, first_that_fits
from pv.load.json_structure import structure_problems
from pv.load.json_values import column_values
from pv.load.listing import first_problems
from pv.load.names import upper_names


def read_json(path: Path, encoding: str | None, place: str) -> Content:
    """Return the content of a Dataset-JSON 1.1 file.

    Raises:
        InputError: listing what is wrong: JSON, version, columns, number of records, length of a record, a value.
    """

    def parsed(name: str) -> object:
        return _parsed(path.read_text(encoding=codec(name)), place, "one whole object; one record a line is .ndjson")

    metadata, name = first_that_fits(encodings(encoding, place), parsed, place)
    rows = metadata.pop("rows", []) if isinstance(metadata, dict) else []
    return _content(metadata, rows, "Dataset-JSON 1.1", name, place)


def read_ndjson(path: Path, encoding: str | None, place: str) -> Content:
    """Return the content of a Dataset-NDJSON 1.1 file.

    Raises:
        InputError: listing what is wrong: JSON, version, columns, number of records, length of a record, a value.
    """

    def parsed(name: str) -> list[object]:
        return list(_lines(path, name, place))

    (metadata, *rows), name = first_that_fits(encodings(encoding, place), parsed, place)
    if isinstance(metadata, dict) and "rows" in metadata:
        raise InputError(Problem("has its records in the first line", place, "rename it to .json"))
    return _content(metadata, rows, "Dataset-NDJSON 1.1", name, place)


def _lines(path: Path, encoding: str, place: str) -> Iterator[object]:
    with path.open(encoding=codec(encoding), newline="\n") as file:
        for number, line in enumerate(file, start=1):
            if not line.isspace():
                yield _parsed(line, f"{place}, line {number}", "JSON on every line; one object is .json")


def _parsed(text: str, place: str, right: str) -> object:
    try:
        return json.loads(text, parse_constant=_refused)
    except RecursionError as error:
        message = "is nested too deeply to be read"
        raise InputError(Problem(message, place, "Dataset-JSON: the records are arrays of plain values")) from error
    except _NoNumberError as error:
        raise InputError(Problem(f"is not JSON: {error}", place, "a missing value is null")) from error
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise InputError(Problem(f"is not JSON: invalid at {where}", place, right)) from error
    except ValueError as error:  # of Python's limit
        message = f"is not readable JSON: a whole number has more than {sys.get_int_max_str_digits():,} digits"
        raise InputError(Problem(message, place, "numbers that a double can hold")) from error


class _NoNumberError(ValueError):
    """A constant that Python writes and JSON does not have."""


def _refused(constant: str) -> None:
    raise _NoNumberError(f"{constant} is not a JSON number")


def _content(metadata: object, rows: object, kind: str, encoding: str, place: str) -> Content:
    problems = structure_problems(metadata, rows, place)
    if problems or not isinstance(metadata, dict) or not isinstance(rows, list):
        raise InputError(first_problems(problems, place))
    columns = metadata["columns"]
    names = [column["name"] for column in columns]
    upper_names(names, place)
    values = zip(*rows, strict=True) if rows else [()] * len(columns)
    read = [column_values(of_column, column, place) for of_column, column in zip(values, columns, strict=True)]
    problems = [problem for _, found in read for problem in found]
    if problems:
        raise InputError(first_problems(problems, place))
    return Content(
        frame=pd.DataFrame(dict(zip(names, (series for series, _ in read), strict=True)), copy=False),
        format=kind,
        labels={column["name"]: label for column in columns if (label := str(column.get("label") or ""))},
        label=str(metadata.get("label") or ""),
        encoding=encoding,
    )
