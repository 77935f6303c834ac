"""The diagram of the flow of participants (CONSORT): boxes from the screened to the analysed, arm by arm."""

from collections.abc import Iterator

import pandas as pd

from pv.display.arms import Arm, drawn_arms
from pv.display.context import Context
from pv.display.display import Absent, Display, Made, Options
from pv.display.figure import Figure
from pv.render.chart.boxes import Box, boxes

#: The most frequent reasons have a line of their own in a box, the others one together.
_REASONS = 5
_ENDS = {"treatment": "Treatment", "study": "Trial participation"}


def _make(context: Context, _options: Options) -> Made:
    flow = context.contents.table("participant_flow")
    if flow.empty:
        return (Absent("The study file names no population of randomised subjects ([flow]).", said=False),)
    arms = _shown(context)
    chart = boxes(list(_levels(flow, arms)), len(arms))
    reading = (
        "From above downwards: subjects screened and randomised, then by the arm assigned how many were treated, how "
        "treatment and trial participation ended, and how many each population has. The table has all numbers."
    )
    return (Figure("participant-flow-chart", "Flow of participants", reading, chart, fits=True, numbers=flow),)


def _shown(context: Context) -> tuple[Arm, ...]:
    """Return the arms that subjects were assigned to: pooled ones would have them twice."""
    drawn = set(drawn_arms(context.contents)["arm"])
    return tuple(arm for arm in context.arms.every if arm.name in drawn and arm.members == (arm.name,))


def _levels(flow: pd.DataFrame, arms: tuple[Arm, ...]) -> Iterator[list[Box]]:
    screened = flow.loc[flow["stage"] == "screened", "subjects"]
    if len(screened):
        yield [Box(("Screened", f"n = {screened.iloc[0]}"))]
    names = [arm.name for arm in arms]
    of_arms = flow[flow["arm"].isin(names)]
    total = of_arms.loc[of_arms["stage"] == "randomised", "subjects"].sum()
    yield [Box(("Randomised", f"n = {total}"))]
    parts = [
        [*_assigned(of_arms, arms)],
        *([*_ended(of_arms, arms, stage)] for stage in _ENDS),
        [*_analysed(of_arms, arms)],
    ]
    yield from (part for part in parts if part)


def _of(flow: pd.DataFrame, arm: Arm, stage: str) -> pd.DataFrame:
    return flow[(flow["arm"] == arm.name) & (flow["stage"] == stage)]


def _assigned(flow: pd.DataFrame, arms: tuple[Arm, ...]) -> Iterator[Box]:
    for place, arm in enumerate(arms):
        size = _of(flow, arm, "randomised")["subjects"].sum()
        lines = [f"{row.label}: {row.subjects}" for row in _of(flow, arm, "treated").itertuples()]
        yield Box((arm.label, f"Assigned: {size}", *lines), place, arm.colour)


def _ended(flow: pd.DataFrame, arms: tuple[Arm, ...], stage: str) -> Iterator[Box]:
    for place, arm in enumerate(arms):
        rows = _of(flow, arm, stage)
        if rows.empty:
            continue
        lines = [_ENDS[stage]]
        for _, item in rows.groupby("item", sort=False):
            whole, reasons = item[item["reason"] == "any"].iloc[0], item[item["reason"] != "any"]
            had = reasons[reasons["subjects"] > 0].sort_values("subjects", ascending=False, kind="stable")
            lines.append(f"{whole['label']}: {whole['subjects']}{'; reasons:' if len(had) else ''}")
            lines += [f"{row.reason}: {row.subjects}" for row in had.head(_REASONS).itertuples()]
            others = had["subjects"].iloc[_REASONS:].sum()
            lines += [f"Other reasons: {others}"] if others else []
        yield Box(tuple(lines), place, arm.colour)


def _analysed(flow: pd.DataFrame, arms: tuple[Arm, ...]) -> Iterator[Box]:
    for place, arm in enumerate(arms):
        rows = _of(flow, arm, "population")
        if len(rows):
            yield Box(("Analysed", *(f"{row.label}: {row.subjects}" for row in rows.itertuples())), place, arm.colour)


DISPLAY = Display(
    name="participant_flow_chart",
    title="Diagram of the flow of participants",
    kind="figure",
    standard="CONSORT",
    reads=("participant_flow", "arm"),
    make=_make,
)
