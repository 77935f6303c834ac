"""Who the subjects are (FDA guide, Table 2)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
from pydantic import Field

from pv.display import footnote
from pv.display.arms import Arm, Arms
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.display import Display, Made, Options, left_out
from pv.display.known import known
from pv.display.rows_by_arm import ByArm, count_cells, rows, sql_texts
from pv.display.table import Cell, Row, Table
from pv.numbers import value as fmt
from pv.study.setting.endpoint_settings import SAFETY
from pv.study.setting.pooled_arms import TOTAL
from pv.study.table.setting_tables import TOTAL_COLOUR

_TITLE = "Demographics and baseline characteristics"
_MISSING = "(missing)"
_NUMBER_LINES = (
    ("n", ("n",), "{}"),
    ("Mean (SD)", ("mean", "sd"), "{} ({})"),
    ("Median (Q1, Q3)", ("median", "q1", "q3"), "{} ({}, {})"),
    ("Range", ("minimum", "maximum"), "{} to {}"),
)

ByItem = Mapping[str, ByArm]


class Described(Options):
    """Whose characteristics are described."""

    population: str = Field(
        default=SAFETY,
        description="The population, by the name of an [[analysis_set]]; safety is the one of [population].",
    )
    total: bool = Field(default=False, description="Whether a column of all arms together is added.")


def demographics_table(contents: Contents, arms: Arms, options: Described | None = None) -> Table | None:
    """Return each characteristic: numbers summarised, categories counted, missing always stated; None without data."""
    asked = options or Described()
    everywhere = asked.population == SAFETY and not asked.total
    name = "demographics" if everywhere else "baseline"
    table = contents.table(name)
    if not everywhere and len(table):
        populations = {*table["analysis_set"], *contents.table("analysis_set").get("analysis_set", ())}
        known("population", asked.population, populations)
        shown = asked.total | table["arm"].isin(arms.names)
        table = table[(table["analysis_set"] == asked.population) & shown]
    if table.empty:
        return None
    arms = arms if everywhere else _columns(arms, table)
    groups = []
    for _, chosen in table.groupby("variable", sort=False):
        heading, kind = str(chosen["label"].iloc[0]), str(chosen["kind"].iloc[0])
        lines = _number_rows(chosen, arms) if kind == "number" else _category_rows(chosen, arms)
        groups.append((Row(heading, kind="head"), *lines))
    label, counted = _population(contents, asked.population)
    return Table(
        "demographics" if everywhere else f"demographics-{asked.population}{'-total' if asked.total else ''}",
        f"{_TITLE}: {label}" if label else _TITLE,
        "Characteristic",
        arms.columns(),
        tuple(groups),
        (),
        (counted, "SD: standard deviation; Q1, Q3: quartiles (Hyndman and Fan 1996, definition 2)."),
        table,
        sql_texts(contents, name),
    )


def _columns(arms: Arms, table: pd.DataFrame) -> Arms:
    """Return the arms with their numbers of subjects in the population, and all of them together where they are there.

    The total of the whole report is one of the arms already.
    """
    sizes = {str(arm): int(size) for arm, size in table.groupby("arm")["arm_subjects"].first().items()}
    every = [replace(arm, subjects=sizes.get(arm.name, 0)) for arm in arms.every]
    if TOTAL in sizes and TOTAL not in arms.names:
        of_data = tuple(arms.of_data)
        every.append(Arm(len(every), TOTAL, TOTAL, "total", TOTAL_COLOUR, sizes[TOTAL], of_data, compared=False))
    return Arms(tuple(every))


def _population(contents: Contents, name: str) -> tuple[str, str]:
    """Return the label of a population that is not that of safety, and the sentence that says who is counted."""
    if name == SAFETY:
        return "", footnote.population(contents)
    row = contents.table("analysis_set").set_index("analysis_set").loc[name]
    label = str(row["label"])
    return label, f"{label}, by {row['by']}; percentages are of all its subjects in the arm (N)."


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


def _make(context: Context, options: Described) -> Made:
    table = demographics_table(context.contents, context.arms, options)
    # Where other populations are described, this one has nobody.
    nobody = options.population != SAFETY and len(context.contents.table("baseline"))
    why = "no subject is in the population." if nobody else "none of the characteristics in the study file is recorded."
    return (table or left_out("demographics", why),)


DISPLAY = Display(
    name="demographics",
    title=_TITLE,
    kind="table",
    standard="FDA Table 2",
    options=Described,
    reads=("demographics", "baseline", "analysis_set"),
    make=_make,
)
