"""A display as JSON: its numbers unrounded by name, its tables cell by cell, its charts as Vega-Lite."""

import json
import math
from collections.abc import Iterator
from numbers import Integral, Real
from typing import Any

import pandas as pd

from pv.display.shown import Shown
from pv.display.table import Cell, Table
from pv.numbers.value import Value

#: A plain value; an infinite number, which JSON does not have, is the text that the CSV file has: "inf", "-inf".
Plain = str | int | float | bool | None


def as_json(shown: Shown) -> str:
    """Return a display as JSON: numbers unrounded, one that there is not as null, an infinite one as "inf"."""
    content = {
        "display": shown.entry.display.name,
        "title": shown.entry.heading,
        "standard": shown.entry.display.standard,
        "options": shown.entry.options.model_dump(),
        "numbers": _records(shown.frame),
        "tables": [_table(table) for table in shown.tables],
        "charts": [figure.chart.to_dict(validate=False) for figure in shown.figures],
    }
    return json.dumps(content, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def _records(frame: pd.DataFrame) -> list[dict[str, Plain]]:
    """Return each row of a frame by the names of its columns."""
    names, columns = [str(name) for name in frame], [frame[name].tolist() for name in frame]
    return [dict(zip(names, map(_plain, row), strict=True)) for row in zip(*columns, strict=True)]


def _table(table: Table) -> dict[str, Any]:
    lines = [row for group in table.groups for row in group]
    over = [span.text for span in table.spans for _ in range(span.columns)] or [""] * len(table.columns)
    headings = [
        {"over": above, "text": column.text, "under": column.under}
        for above, column in zip(over, table.columns, strict=True)
    ]
    return {
        "name": table.name,
        "title": table.title,
        "columns": [{"over": "", "text": table.corner, "under": ""}, *headings],
        "rows": [{"label": row.label, "cells": [_cell(cell) for cell in row.cells]} for row in lines],
        "notes": list(table.notes),
    }


def _cell(cell: Cell) -> dict[str, Any]:
    """Return the text of a cell and the values in it."""
    values = [one for whole in (cell.lead, cell.value) if whole for one in _with_numbers(whole)]
    return {"text": cell.shown, "values": [_value(value) for value in values]}


def _value(value: Value) -> dict[str, Any]:
    """Return how a value is written and of which numbers; of a rate, given per patient-year, per how many it is."""
    found: dict[str, Any] = {"form": value.form, "numbers": [_plain(number) for number in value.numbers]}
    return found if value.unit is None else found | {"printed_per_patient_years": value.unit}


def _with_numbers(value: Value) -> Iterator[Value]:
    if value.numbers:
        yield value
    for part in value.parts:
        yield from _with_numbers(part)


def _plain(value: Any) -> Plain:  # noqa: ANN401  # of a table, in any type that pandas has
    if pd.isna(value):
        return None
    if isinstance(value, str | bool):
        return value
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real):
        number = float(value)
        return number if math.isfinite(number) else str(number)
    # A day is a point of time in pandas.
    return str(value).removesuffix(" 00:00:00")
