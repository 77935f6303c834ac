"""How many subjects had had each term by chosen weeks, death competing."""

from typing import Any, Literal

import pandas as pd

from pv.display import footnote
from pv.display.arms import Arms
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.display import Absent, Display, Made, Options
from pv.display.rows_by_arm import rows, sql_texts
from pv.display.table import Cell, Column, Row, Span, Table
from pv.numbers import value as fmt
from pv.numbers.text import plain

_TITLE = "Cumulative incidence by term, with death as a competing event"
_ANY = ("any", "any", "any")
_NAME = "cumulative_incidence_by_term"


class ByTermOptions(Options):
    """Options of the display.

    Attributes:
        level: level of the terms, 'SOC' or 'PT'.
    """

    level: Literal["SOC", "PT"] = "SOC"


def _make(context: Context, options: ByTermOptions) -> Made:
    table = context.contents.table(_NAME)
    if table.empty:
        return (Absent("No subject had an event within a time at risk.", said=False),)
    return (_table(context.contents, context.arms, table[table["level"].isin(["any", options.level])], options.level),)


def _table(contents: Contents, arms: Arms, chosen: pd.DataFrame, level: str) -> Table:
    weeks = sorted(set(chosen["week"]))
    found = {((row.level, row.soc, row.term), row.week, row.arm): row for row in rows(chosen)}
    return Table(
        "cumulative-incidence-by-term",
        _TITLE,
        "System organ class" if level == "SOC" else "Preferred term",
        tuple(Column(arm.label, f"N = {arm.subjects}", arm.place) for _ in weeks for arm in arms.every),
        tuple((_row(term, weeks, arms, found),) for term in _ordered(chosen, arms)),
        tuple(Span(f"By week {plain(week)}, % (CI)", len(arms.every)) for week in weeks),
        _notes(contents, float(chosen["confidence_level"].iloc[0])),
        chosen,
        sql_texts(contents, _NAME),
        sortable=True,
    )


def _row(term: tuple[str, str, str], weeks: list[float], arms: Arms, found: dict[Any, Any]) -> Row:
    values = []
    for week in weeks:
        for name in arms.names:
            row = found.get((term, week, name))
            values.append(fmt.MISSING if row is None else fmt.interval(row.percent, row.lower, row.upper))
    label, kind = ("Any event", "total") if term == _ANY else (term[2], "")
    return Row(label, tuple(Cell(value) for value in values), kind)


def _ordered(chosen: pd.DataFrame, arms: Arms) -> list[tuple[str, str, str]]:
    """Return any event, then the terms by decreasing number of subjects of the first arm."""
    number = {(row.level, row.soc, row.term): 0 for row in rows(chosen)}
    for row in rows(chosen[chosen["arm"] == arms.names[0]]):
        term = (row.level, row.soc, row.term)
        number[term] = max(number[term], int(row.subjects))
    return sorted(number, key=lambda term: (term != _ANY, -number[term], term))


def _notes(contents: Contents, level: float) -> tuple[str, ...]:
    return (
        f"{footnote.by_treatment(contents)}.",
        footnote.emergent(contents),
        f"Subjects with a first event by the week (%, Aalen-Johansen), with {footnote.percent_text(level)} CI.",
        f"Followed to {footnote.risk_end(contents)}; death before the event competes.",
        "NE: not estimable, nobody was followed so long, or no event.",
    )


DISPLAY = Display(
    name="cumulative_incidence_by_term",
    title=_TITLE,
    kind="table",
    reads=(_NAME,),
    make=_make,
    options=ByTermOptions,
)
