"""The tables of common events that the study asks for, as a publication prints them: class, term, categories by arm."""

from dataclasses import replace
from typing import Any

import pandas as pd

from pv.display import footnote
from pv.display.arms import Arm, Arms
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.display import Absent, Display, Made, Options, left_out
from pv.display.records.embedded import Records
from pv.display.records.events import EVENTS
from pv.display.rows_by_arm import rows, sql_texts
from pv.display.table import Cell, Column, Row, Table
from pv.numbers import value as fmt

#: The class of what stands under none.
ANY_CLASS = "any"
_RULES = {
    "either arm": "Terms with at least {percent} in any arm",
    "investigational arm": "Terms with at least {percent} in an investigational arm",
    "difference": "Terms where an investigational arm exceeds the comparator by {points} percentage points or more",
}


def _make(context: Context, _options: Options) -> Made:
    asked = context.contents.table("event_table")
    if asked.empty:
        return (Absent("The study file requests no table of common events.", said=False),)
    settings = rows(asked.sort_values("event_table_order", kind="stable"))
    return tuple(_asked(context, setting) for setting in settings)


def _asked(context: Context, setting: Any) -> Table | Absent:  # noqa: ANN401  # a row of the table
    """Return one of the tables that the study file asks for."""
    found = context.contents.table("common_event")
    chosen = found[found["event_table"] == setting.event_table] if len(found) else found
    if chosen.empty:
        return left_out(setting.title, "no term meets the threshold.")
    return _table(context.contents, context.arms, context.records(EVENTS), setting, chosen)


def _table(contents: Contents, arms: Arms, records: Records, setting: Any, chosen: pd.DataFrame) -> Table:  # noqa: ANN401  # a row of the table
    ordered = chosen.sort_values("term_order", kind="stable")
    labels = _category_labels(contents)
    asked = contents.table("event_table_category")
    categories = list(asked.loc[asked["event_table"] == setting.event_table, "category"])
    return Table(
        f"common-{setting.event_table}",
        setting.title,
        "System organ class / term",
        tuple(Column(labels.get(name, name), "n (%)") for _ in arms.every for name in categories),
        tuple(_group(str(soc), terms, arms, records, categories) for soc, terms in ordered.groupby("soc", sort=False)),
        arms.headings(len(categories)),
        _notes(contents, setting, labels),
        ordered,
        sql_texts(contents, "common_event"),
    )


def _group(soc: str, terms: pd.DataFrame, arms: Arms, records: Records, categories: list[str]) -> tuple[Row, ...]:
    """Return a class and its terms; of terms that are classes themselves their rows alone."""
    lines = []
    for term, chosen in terms.groupby("term", sort=False):
        found = {(row.arm, row.category): row for row in rows(chosen)}
        key = (str(chosen["level"].iloc[0]), soc, str(term))
        place = records.terms.get(key)
        cells = tuple(
            _cell(found.get((arm.name, name)), arm, opens=place is not None)
            for arm in arms.every
            for name in categories
        )
        lines.append(Row(str(term), cells, "" if term == soc else "indent", place))
    # Queries stand under no class, and classes are their own.
    alone = soc == ANY_CLASS or set(terms["term"]) == {soc}
    return tuple(replace(line, kind="") for line in lines) if alone else (Row(soc, kind="head"), *lines)


def _cell(row: Any, arm: Arm, *, opens: bool) -> Cell:  # noqa: ANN401  # a row of the table, or None
    if row is None:
        return Cell(fmt.MISSING)
    value = fmt.count_percent(row.subjects, row.arm_subjects)
    return Cell(value, arm.place, row.category) if opens and row.subjects else Cell(value)


def _category_labels(contents: Contents) -> dict[str, str]:
    table = contents.table("category")
    return dict(zip(table["category"], table["label"], strict=True)) if len(table) else {}


def _notes(contents: Contents, setting: Any, labels: dict[str, str]) -> tuple[str, ...]:  # noqa: ANN401  # a row of the table
    threshold = float(setting.threshold_percent)
    share = footnote.percent_text(threshold / 100)
    rule = _RULES[setting.rule].format(percent=share, points=share.removesuffix("%"))
    if pd.notna(setting.difference_points):
        points = footnote.percent_text(float(setting.difference_points) / 100).removesuffix("%")
        same = "that arm" if setting.rule == "investigational arm" else "an investigational arm"
        rule += f" and, in {same}, at least {points} percentage points more than in the comparator"
    based_on = labels.get(setting.based_on, setting.based_on)
    sentences = (
        footnote.population(contents),
        footnote.emergent(contents),
        footnote.COUNTING,
        f"{rule}, counted as \u2018{based_on}\u2019; the unrounded percentage is compared with the threshold.",
        "A group includes the preferred terms listed in the study file." if setting.level == "group" else "",
        "Terms by decreasing frequency in the first arm, within system organ class." if setting.level != "SOC" else "",
        footnote.dictionary(contents),
    )
    return tuple(sentence for sentence in sentences if sentence)


DISPLAY = Display(
    name="common_events",
    title="Common adverse events",
    kind="table",
    reads=("event_table", "common_event", "category", "event_table_category"),
    make=_make,
    opens=(EVENTS,),
)
