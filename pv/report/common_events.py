"""The tables of common events that the study asks for, as a publication prints them: class, term, categories by arm."""

from dataclasses import replace
from typing import Any

import pandas as pd

from pv.report import footnote
from pv.report import format as fmt
from pv.report.arms import Arm, Arms
from pv.report.csv_link import csv_link
from pv.report.lookup import rows, sql_texts
from pv.report.record_set import Records
from pv.report.report import Report
from pv.report.section import Section
from pv.report.table import Cell, Column, Row, Table

#: The class of what stands under none.
ANY_CLASS = "any"
_RULES = {
    "either arm": "Terms with at least {percent} in any arm",
    "investigational arm": "Terms with at least {percent} in an investigational arm",
    "difference": "Terms where an investigational arm exceeds the comparator by {points} percentage points or more",
}


def common_event_section(report: Report, arms: Arms, records: Records) -> Section | None:
    """Return the section of the tables of common events; None where the study asks for none."""
    asked = report.table("event_table")
    if asked.empty:
        return None
    tables, left_out = [], []
    for setting in rows(asked.sort_values("event_table_order", kind="stable")):
        found = report.table("common_event")
        chosen = found[found["event_table"] == setting.event_table] if len(found) else found
        if len(chosen):
            tables.append(_table(report, arms, records, setting, chosen))
        else:
            left_out.append(f"{setting.title}: no term reaches the threshold.")
    return Section("common-events", "Common adverse events", tuple(tables), tuple(left_out))


def _table(report: Report, arms: Arms, records: Records, setting: Any, chosen: pd.DataFrame) -> Table:  # noqa: ANN401  # a row of the table
    ordered = chosen.sort_values("term_order", kind="stable")
    labels = _category_labels(report)
    asked = report.table("event_table_category")
    categories = list(asked.loc[asked["event_table"] == setting.event_table, "category"])
    return Table(
        f"common-{setting.event_table}",
        setting.title,
        "System organ class / term",
        tuple(Column(labels.get(name, name), "n (%)") for _ in arms.every for name in categories),
        tuple(_group(str(soc), terms, arms, records, categories) for soc, terms in ordered.groupby("soc", sort=False)),
        arms.headings(len(categories)),
        _notes(report, setting, labels),
        csv_link(ordered),
        sql_texts(report, "common_event"),
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
    text = fmt.count_percent(row.subjects, row.arm_subjects)
    return Cell(text, arm.place, row.category) if opens and row.subjects else Cell(text)


def _category_labels(report: Report) -> dict[str, str]:
    table = report.table("category")
    return dict(zip(table["category"], table["label"], strict=True)) if len(table) else {}


def _notes(report: Report, setting: Any, labels: dict[str, str]) -> tuple[str, ...]:  # noqa: ANN401  # a row of the table
    threshold = float(setting.threshold_percent)
    share = footnote.percent_text(threshold / 100)
    rule = _RULES[setting.rule].format(percent=share, points=share.removesuffix("%"))
    if pd.notna(setting.difference_points):
        points = footnote.percent_text(float(setting.difference_points) / 100).removesuffix("%")
        same = "that arm" if setting.rule == "investigational arm" else "an investigational arm"
        rule += f" and, in {same}, at least {points} percentage points more than in the comparator"
    based_on = labels.get(setting.based_on, setting.based_on)
    sentences = (
        footnote.population(report),
        footnote.emergent(report),
        footnote.COUNTING,
        f"{rule}, counted as \u2018{based_on}\u2019; the unrounded percentage is held against the threshold.",
        "A group counts the preferred terms that the study file names." if setting.level == "group" else "",
        "Terms by decreasing frequency in the first arm, within their class." if setting.level != "SOC" else "",
        footnote.dictionary(report),
    )
    return tuple(sentence for sentence in sentences if sentence)
