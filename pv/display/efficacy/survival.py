"""The time to each endpoint by arm: events, quartiles, percentages without the event, follow-up, restricted mean."""

from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd

from pv.display import footnote
from pv.display.arms import Arms
from pv.display.context import Context
from pv.display.display import Display, Made
from pv.display.efficacy.endpoints import NONE, Endpoint, EndpointOptions, endpoints, of_endpoint
from pv.display.records.efficacy import ENDS, TIMES
from pv.display.rows_by_arm import ByArm, by_arm, sql_texts
from pv.display.table import Cell, Column, Row, Table
from pv.numbers import value as fmt
from pv.numbers.text import plain
from pv.numbers.value import Value

_QUARTILES = {"q1": "25% with the event by", "median": "Median", "q3": "75% with the event by"}


def _make(context: Context, options: EndpointOptions) -> Made:
    asked = endpoints(context, options)
    return tuple(_table(context, endpoint) for endpoint in asked) or (NONE,)


def _table(context: Context, endpoint: Endpoint) -> Table:
    contents, arms = context.contents, context.arms
    rows, landmarks = (of_endpoint(contents.table(name), endpoint) for name in ("survival", "survival_landmark"))
    found = by_arm(rows)
    level = footnote.percent_text(float(rows["confidence_level"].iloc[0]))
    term = context.records(TIMES).terms.get((endpoint.name,))
    lines = [*_lines(found, arms, endpoint, level, term), *_landmarks(landmarks, arms, endpoint, level)]
    return Table(
        f"survival-{endpoint.anchor}",
        endpoint.title,
        f"Times in {endpoint.unit}",
        tuple(Column(arm.label, f"N = {found[arm.name].arm_subjects}", arm.place) for arm in arms.every),
        tuple((line,) for line in lines),
        notes=(endpoint.population, *_notes(rows, landmarks, endpoint, level)),
        csv=rows.merge(_wide(landmarks), on=["endpoint", "arm"], how="left") if len(landmarks) else rows,
        sql=sql_texts(contents, "survival", "survival_landmark", "endpoint_time", "endpoint_subject"),
    )


def _lines(found: ByArm, arms: Arms, endpoint: Endpoint, level: str, term: int | None) -> Iterator[Row]:
    def line(label: str, value: Callable[[Any], Value], kind: str = "") -> Row:
        return Row(label, tuple(Cell(value(found[name])) for name in arms.names), kind)

    def ended(end: str, column: str) -> Row:
        cells = []
        for arm in arms.every:
            row = found[arm.name]
            subjects = getattr(row, column)
            cells.append(Cell(fmt.count_percent(subjects, row.timed_subjects), arm.place if subjects else None))
        return Row(ENDS[end], tuple(cells), "", term, end, TIMES.name)

    def estimate(name: str) -> Callable[[Any], Value]:
        names = [f"{name}{part}" for part in ("", "_lower", "_upper")]

        def value(row: Any) -> Value:  # noqa: ANN401  # a row of the table
            found, lower, upper = (getattr(row, part) for part in names)
            return fmt.interval(found, lower, upper, endpoint.digits)

        return value

    if any(row.timed_subjects != row.arm_subjects for row in found.values()):
        yield line("Subjects with a time", lambda row: fmt.count(row.timed_subjects))
    yield ended("event", "subjects")
    if endpoint.competing:
        yield ended("competing", "competing")
    yield ended("censored", "censored")
    for name, label in _QUARTILES.items() if not endpoint.competing else ():
        yield line(f"{label} ({level} CI)", estimate(name))
    yield line(f"Median follow-up ({level} CI)", estimate("follow_up"))
    until = next(iter(found.values())).restricted_until
    if pd.notna(until):
        yield line(f"Mean up to {plain(until)} {endpoint.unit} ({level} CI)", estimate("restricted_mean"))


def _landmarks(landmarks: pd.DataFrame, arms: Arms, endpoint: Endpoint, level: str) -> Iterator[Row]:
    if landmarks.empty:
        return
    what = str(landmarks["percent_of"].iloc[0]).capitalize()
    yield Row(f"{what}, % ({level} CI)", kind="head")
    for time in landmarks["landmark"].drop_duplicates().sort_values():
        found = by_arm(landmarks[landmarks["landmark"] == time])
        shown = (found.get(name) for name in arms.names)
        values = (fmt.MISSING if row is None else fmt.interval(row.percent, row.lower, row.upper) for row in shown)
        unit = endpoint.unit.removesuffix("s") if time == 1 else endpoint.unit
        yield Row(f"At {plain(time)} {unit}", tuple(Cell(value) for value in values), "indent")


def _wide(landmarks: pd.DataFrame) -> pd.DataFrame:
    """Return one row per endpoint and arm with the columns of each landmark."""
    values = ["at_risk", "percent", "lower", "upper"]
    wide = landmarks.pivot_table(index=["endpoint", "arm"], columns="landmark", values=values, dropna=False)
    names, times = (wide.columns.get_level_values(level) for level in (0, 1))
    wide.columns = pd.Index([f"{name}_at_{plain(float(time))}" for name, time in zip(names, times, strict=True)])
    return wide.reset_index()


def _notes(rows: pd.DataFrame, landmarks: pd.DataFrame, endpoint: Endpoint, level: str) -> Iterator[str]:
    if endpoint.competing:
        yield f"{endpoint.competing_note} Percentages: cumulative incidence (Aalen-Johansen) with log-log limits."
    else:
        yield (
            f"Kaplan-Meier; quartiles with {level} confidence intervals by Brookmeyer and Crowley on the log-log scale"
            f"{'; percentages with log-log limits' if len(landmarks) else ''}."
        )
    yield "Median follow-up: reverse Kaplan-Meier (Schemper and Smith 1996), in which the event is censored."
    if rows["restricted_until"].notna().any():
        yield "Mean: restricted mean survival time, the area under the curve up to the stated time."
    if (rows["timed_subjects"] < rows["arm_subjects"]).any():
        yield "Percentages are of the subjects with a time; a finding names each of the others."
    yield "NE: not estimable, the curve or its limit does not fall that far or is not known so far."


DISPLAY = Display(
    name="survival",
    title="Time to each endpoint",
    kind="table",
    standard="ICH E3 11.4",
    reads=("survival", "survival_landmark", "endpoint", "analysis_set"),
    make=_make,
    options=EndpointOptions,
    opens=(TIMES,),
)
