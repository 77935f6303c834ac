"""The flow of participants: screened, randomised, treated, analysed, and how treatment and study ended (CONSORT)."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import pandas as pd

from pv.display.arms import Arms
from pv.display.context import Context
from pv.display.display import Absent, Display, Made, Options
from pv.display.records.flow import FLOW
from pv.display.rows_by_arm import by_arm, count_cells, sql_texts
from pv.display.table import Cell, Column, Row, Table
from pv.numbers import value as fmt

_HEADINGS = {
    "population": "Analysed in",
    "treatment": "Treatment of the treated",
    "study": "Trial participation of the treated",
}

_ENDS = (
    "How treatment and participation ended: subjects of the safety analysis set, by the arm of the randomised; reasons "
    "as recorded, one reason per subject."
)


def _make(context: Context, _options: Options) -> Made:
    flow = context.contents.table("participant_flow")
    if flow.empty:
        return (Absent("The study file names no population of randomised subjects ([flow]).", said=False),)
    return (_table(context, flow),)


def _table(context: Context, flow: pd.DataFrame) -> Table:
    contents, arms = context.contents, context.arms
    sizes = flow[flow["stage"] == "randomised"].set_index("arm")["arm_subjects"]
    sets = contents.table("analysis_set").set_index("analysis_set")
    asked = sets.loc[str(contents.table("flow")["analysis_set"].iloc[0])]
    return Table(
        "participant-flow",
        "Flow of participants",
        "Stage",
        tuple(Column(arm.label, f"N = {sizes.get(arm.name, 0)}", arm.place) for arm in arms.every),
        tuple(_groups(flow, arms)),
        notes=(
            f"{asked['label']}, by {asked['by']}; percentages are of all its subjects in the arm (N).",
            "Each population is by its own arm.",
            _ENDS,
        ),
        csv=flow,
        sql=sql_texts(contents, "participant_flow", "flow_subject", "analysis_subject", "subject_disposition"),
    )


def _groups(flow: pd.DataFrame, arms: Arms) -> Iterator[tuple[Row, ...]]:
    for stage, of_stage in flow.groupby("stage", sort=False):
        if stage == "screened":
            number = int(of_stage["subjects"].iloc[0])
            nothing = tuple(Cell(fmt.label("")) for _ in arms.names)
            yield (Row(f"Screened: {number} subjects", nothing),)
            continue
        lines = [Row(_HEADINGS[str(stage)], kind="head")] if stage in _HEADINGS else []
        for (name, reason), item in of_stage.groupby(["item", "reason"], sort=False):
            label = str(item["label"].iloc[0]) if reason == "any" else str(reason)
            kind = "" if reason == "any" and stage != "population" else "indent"
            found = by_arm(item)
            cells = tuple(map(_whole, count_cells(found, arms, fmt.count(0), opens=True)))
            lines.append(Row(label, cells, kind, 0, f"{stage}: {name}: {reason}", FLOW.name))
        yield tuple(lines)


def _whole(cell: Cell) -> Cell:
    """Return a cell without the percentage where more are in the arm of a population than were randomised to it."""
    subjects, *total = cell.value.numbers
    over = bool(total) and Fraction(subjects or 0) > Fraction(total[0] or 0)
    return replace(cell, value=fmt.count(subjects)) if over else cell


DISPLAY = Display(
    name="participant_flow",
    title="Flow of participants",
    kind="table",
    standard="FDA Table 3",
    reads=("participant_flow", "flow", "analysis_set"),
    make=_make,
    opens=(FLOW,),
)
