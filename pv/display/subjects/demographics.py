"""Who the subjects are (FDA guide, Table 2)."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pv.display import footnote
from pv.display.arms import Arms
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.display import Display, Made, Options, left_out
from pv.display.rows_by_arm import ByArm, count_cells, rows
from pv.display.table import Cell, Row, Table
from pv.numbers import value as fmt

_MISSING = "(missing)"
_NUMBER_LINES = (
    ("n", ("n",), "{}"),
    ("Mean (SD)", ("mean", "sd"), "{} ({})"),
    ("Median (Q1, Q3)", ("median", "q1", "q3"), "{} ({}, {})"),
    ("Range", ("minimum", "maximum"), "{} to {}"),
)

ByItem = Mapping[str, ByArm]


def demographics_table(contents: Contents, arms: Arms) -> Table | None:
    """Return each characteristic: numbers summarised, categories counted, missing always stated; None without data."""
    table = contents.table("demographics")
    if table.empty:
        return None
    groups = []
    for _, chosen in table.groupby("variable", sort=False):
        heading, kind = str(chosen["label"].iloc[0]), str(chosen["kind"].iloc[0])
        lines = _number_rows(chosen, arms) if kind == "number" else _category_rows(chosen, arms)
        groups.append((Row(heading, kind="head"), *lines))
    return Table(
        "demographics",
        "Demographics and baseline characteristics",
        "Characteristic",
        arms.columns(),
        tuple(groups),
        (),
        (
            footnote.population(contents),
            "SD: standard deviation; Q1, Q3: quartiles (Hyndman and Fan 1996, definition 2).",
        ),
        table,
        tuple((name, contents.sql[name]) for name in ("demographics",) if name in contents.sql),
    )


def _by_item(chosen: pd.DataFrame) -> ByItem:
    found: dict[str, dict[str, Any]] = {}
    for row in rows(chosen):
        found.setdefault(str(row.item), {})[str(row.arm)] = row
    return found


def _number_rows(chosen: pd.DataFrame, arms: Arms) -> list[Row]:
    items = _by_item(chosen)
    lines = []
    for label, names, pattern in _NUMBER_LINES:
        digits = 0 if label == "n" else 1
        values = [[_value(items, item, arm) for item in names] for arm in arms.names]
        shown = [
            fmt.MISSING if pd.isna(line[0]) else fmt.together(pattern, *(fmt.number(value, digits) for value in line))
            for line in values
        ]
        lines.append(Row(label, tuple(Cell(value) for value in shown), "indent"))
    return lines + _count_rows(items, _missing(items), arms)


def _category_rows(chosen: pd.DataFrame, arms: Arms) -> list[Row]:
    items = _by_item(chosen)
    return _count_rows(items, [*(item for item in items if item != _MISSING), *_missing(items)], arms)


def _missing(items: ByItem) -> list[str]:
    """Return the item of missing values where any subject has one."""
    return [_MISSING] if any(row.subjects > 0 for row in items.get(_MISSING, {}).values()) else []


def _count_rows(items: ByItem, names: list[str], arms: Arms) -> list[Row]:
    return [
        Row("Missing" if item == _MISSING else item, count_cells(items.get(item, {}), arms, fmt.count(0)), "indent")
        for item in names
    ]


def _value(items: ByItem, item: str, arm: str) -> float:
    row = items.get(item, {}).get(arm)
    return float("nan") if row is None else float(row.value)


def _make(context: Context, _options: Options) -> Made:
    table = demographics_table(context.contents, context.arms)
    return (table or left_out("demographics", "none of the characteristics in the study file is recorded."),)


DISPLAY = Display(
    name="demographics",
    title="Demographics and baseline characteristics",
    kind="table",
    standard="FDA Table 2",
    reads=("demographics",),
    make=_make,
)
