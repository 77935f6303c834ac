"""Printed baseline values and shares of agents beside those that a study computes."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from pv.facts.course_model import AGENT, RANDOMISED
from pv.facts.model import BaselinePart, Facts
from pv.facts.printed import count_and_percent
from pv.reconcile.found import Computed, Tables, exact, row_of

_STATISTICS = ("minimum", "median", "maximum")


@dataclass(frozen=True)
class PrintedValue:
    """One cell of a printed baseline table.

    Attributes:
        id: population, variable, value or statistic, and arm.
        arm: the arm.
        count: subjects with the value.
        percent: their percentage.
        value: a median, minimum or maximum.
        source: where it was printed.
    """

    id: str
    arm: str
    count: int | None
    percent: str | None
    value: str | None
    source: str
    note: str = ""


def baseline_values(facts: Facts, tables: Tables) -> Iterator[tuple[PrintedValue, Computed]]:
    """Yield each printed value of a population, in the order of the facts file, and what the study has for it."""
    for part in facts.baseline:
        if part.population is None or not _is_printed(part):
            continue
        table = _of(tables["baseline"], part.population, part.variable)
        yield from _counts(part, facts, table)
        yield from _numbers(part, facts, table)
    printed = [agent for agent in facts.agent if isinstance(agent.percent, str)]
    table = _of(tables["baseline"], RANDOMISED, AGENT) if printed else pd.DataFrame()
    for agent in printed:
        about = PrintedValue(f"agent/{agent.arm}/{agent.name}", agent.arm, None, str(agent.percent), None, agent.source)
        yield about, _counted(table, agent.arm, agent.name)


def _is_printed(part: BaselinePart) -> bool:
    cells = [*(part.values or {}).values(), *(part.number or {}).values()]  # noqa: PD011  # a key of the facts file
    return any(isinstance(cell, str) for row in cells for cell in row)


def _of(table: pd.DataFrame, population: str, variable: str) -> pd.DataFrame:
    return table[(table["analysis_set"] == population) & (table["variable"] == variable)]


def _counts(part: BaselinePart, facts: Facts, table: pd.DataFrame) -> Iterator[tuple[PrintedValue, Computed]]:
    for value, cells in (part.values or {}).items():  # noqa: PD011  # the same
        for arm, cell in zip(facts.arm, cells, strict=True):
            if isinstance(cell, str):
                name = f"baseline/{part.population}/{part.variable}/{value}/{arm.name}"
                about = PrintedValue(name, arm.name, *count_and_percent(cell), None, part.source)
                yield about, _counted(table, arm.name, value)


def _counted(table: pd.DataFrame, arm: str, value: str) -> Computed:
    """Return the subjects with a value; none where no subject of the study has it."""
    row = row_of(table, {"arm": arm, "item": value})
    missing = row_of(table, {"arm": arm, "item": "(missing)"})
    if row is not None:
        return Computed(int(row["subjects"]), int(row["arm_subjects"]))
    return Computed() if missing is None else Computed(0, int(missing["arm_subjects"]))


def _numbers(part: BaselinePart, facts: Facts, table: pd.DataFrame) -> Iterator[tuple[PrintedValue, Computed]]:
    for arm in facts.arm:
        for statistic, cell in zip(_STATISTICS, (part.number or {}).get(arm.name, ()), strict=False):
            if isinstance(cell, str):
                name = f"baseline/{part.population}/{part.variable}/{statistic}/{arm.name}"
                row = row_of(table, {"arm": arm.name, "item": statistic})
                found = Computed() if row is None else Computed(value=exact(row["value"]))
                yield PrintedValue(name, arm.name, None, None, cell, part.source), found
