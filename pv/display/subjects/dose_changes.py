"""How many subjects had a dose reduced, delayed or left out, or discontinued treatment."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from pv.display import footnote
from pv.display.arms import Arms
from pv.display.context import Context
from pv.display.display import Display, Made, Options, left_out
from pv.display.no_records import no_records
from pv.display.records.doses import CHANGES, DOSES
from pv.display.rows_by_arm import ByArm, by_arm, sql_texts
from pv.display.table import Cell, Row, Table
from pv.numbers import value as fmt
from pv.numbers.text import plain
from pv.numbers.value import Value


def _make(context: Context, _options: Options) -> Made:
    changes = context.contents.table("dose_change")
    if absent := no_records(context, "adex"):
        return (absent,)
    return (_table(context, changes) if len(changes) else left_out("changes of doses", "no treatment is named."),)


def _table(context: Context, changes: pd.DataFrame) -> Table:
    contents, arms = context.contents, context.arms
    treatments = set(changes["treatment"])
    # One treatment is any treatment.
    shown = changes if len(treatments) > len(("any", "one")) else changes[changes["treatment"] == "any"]
    return Table(
        "dose-changes",
        "Changes of doses",
        "Change",
        arms.columns("n/N (%)"),
        tuple(_groups(shown, arms)),
        notes=tuple(_notes(context, set(shown["item"]))),
        csv=changes,
        sql=sql_texts(contents, "dose_change", "dose_change_known", "subject_dose"),
    )


def _groups(changes: pd.DataFrame, arms: Arms) -> Iterator[tuple[Row, ...]]:
    for treatment, of_treatment in changes.groupby("treatment", sort=False):
        lines = [
            Row(CHANGES[str(item)], _cells(by_arm(chosen), arms), "indent", 0, f"{treatment}: {item}", DOSES.name)
            for item, chosen in of_treatment.groupby("item", sort=False)
        ]
        yield (Row(str(of_treatment["label"].iloc[0]), kind="head"), *lines)


def _cells(found: ByArm, arms: Arms) -> tuple[Cell, ...]:
    every = ((arm.place, found.get(arm.name)) for arm in arms.every)
    return tuple(Cell(_value(row), place if row is not None and row.subjects else None) for place, row in every)


def _value(row: Any) -> Value:  # noqa: ANN401  # a row of the table, or None
    return fmt.MISSING if row is None or not row.treated else fmt.count_of_percent(row.subjects, row.treated)


def _notes(context: Context, items: set[str]) -> Iterator[str]:
    dosing = context.contents.table("dosing").iloc[0]
    yield (
        f"{footnote.by_treatment(context.contents)}; by the records of doses, for whatever reason. N: subjects given "
        "the treatment, of whom the change can be known."
    )
    lower = f"by more than {plain(dosing['reduction_percent'])}% " if dosing["reduction_percent"] else ""
    yield f"Reduced: a dose {lower}lower than the one before it, in the same unit, planned or not."
    yield (
        f"Delayed: a cycle, or a dose of a daily treatment, that starts more than {dosing['delay_days']} days after it "
        "was due: known of daily doses, and of the treatments with a [[regimen]]."
    )
    discontinued = "Discontinued: by the disposition. " if "discontinued" in items else ""
    yield (
        f"{discontinued}Reasons of changes are not in the records of doses; adverse events that led to them are "
        "counted by their action taken."
    )


DISPLAY = Display(
    name="dose_changes",
    title="Changes of doses",
    kind="table",
    standard="ICH E3 12.1",
    reads=("dose_change", "dosing", "adex"),
    make=_make,
    opens=(DOSES,),
)
