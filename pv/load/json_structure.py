"""Whether a Dataset-JSON document has the attributes that the records are read by, and records of that shape."""

import re

from pv.errors import Problem
from pv.load.json_values import data_type

_VERSION = re.compile(r"1\.1(\.(0|[1-9]\d*))?")


def structure_problems(metadata: object, rows: object, place: str) -> list[Problem]:
    """Return what is wrong with the metadata and the shape of the records, all of it.

    Attributes that the specification requires and that no record depends on (OIDs, times, names) may be absent.
    """
    if not isinstance(metadata, dict):
        return [Problem(f"begins with a JSON {type(metadata).__name__}", place, "an object with the metadata")]
    problems = []
    version = metadata.get("datasetJSONVersion")
    if not (isinstance(version, str) and _VERSION.fullmatch(version)):
        problems.append(Problem(f"datasetJSONVersion is {version!r}", place, "1.1 or 1.1.x"))
    columns = metadata.get("columns")
    problems += _column_problems(columns, place) or _row_problems(rows, len(columns or []), place)
    records = metadata.get("records")
    if type(records) is not int or records < 0:
        problems.append(Problem(f"records is {records!r}", place, "the number of records"))
    elif isinstance(rows, list) and len(rows) != records:
        right = "as many; transfer or export the file again"
        problems.append(Problem(f"holds {len(rows):,} records, but its metadata state {records:,}", place, right))
    return problems


def _column_problems(columns: object, place: str) -> list[Problem]:
    if not isinstance(columns, list) or not columns:
        return [Problem("has no columns", place, "columns: a list of objects with name and dataType")]
    problems = []
    for number, column in enumerate(columns, start=1):
        if not isinstance(column, dict) or not isinstance(column.get("name"), str):
            problems.append(Problem(f"column {number} has no name", place, "an object with name and dataType"))
            continue
        try:
            data_type(column)
        except KeyError:
            kind, target = column.get("dataType"), column.get("targetDataType")
            message = f"column {column['name']} has dataType {kind!r} and targetDataType {target!r}"
            problems.append(Problem(message, place, "a combination of the specification, such as 'date' and 'integer'"))
    return problems


def _row_problems(rows: object, width: int, place: str) -> list[Problem]:
    if not isinstance(rows, list):
        return [Problem(f"rows is a JSON {type(rows).__name__}", place, "an array of arrays")]
    return [
        Problem(f"record {number:,} {_shape(row)}", place, f"an array of {width} values, one a column")
        for number, row in enumerate(rows, start=1)
        if type(row) is not list or len(row) != width
    ]


def _shape(row: object) -> str:
    return f"has {len(row)} values" if isinstance(row, list) else f"is a JSON {type(row).__name__}"
