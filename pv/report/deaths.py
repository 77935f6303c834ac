"""Deaths: how many, and each of them (FDA guide, tables 8 and 9)."""

import pandas as pd

from pv.report import footnote
from pv.report import format as fmt
from pv.report.arms import Arms
from pv.report.csv_link import csv_link
from pv.report.lookup import by_arm, count_cells, difference_cell, rows, sql_texts
from pv.report.report import Report
from pv.report.table import Cell, Column, Row, Table

_LISTED = (
    ("Arm", "arm", False),
    ("Age", "AGE", True),
    ("Sex", "SEX", False),
    ("Days on treatment", "exposure_days", True),
    ("Day of death", "death_day", True),
    ("Days since last dose", "days_since_last_dose", True),
    ("Fatal event (preferred term)", "AEDECOD", False),
    ("Reported term", "AETERM", False),
    ("Related", "related", False),
    ("Emergent", "emergent", False),
    ("Cause of death", "DTHCAUS", False),
    ("Date from", "date_source", False),
)
_SOURCES = (
    "Deaths by any source: subject-level record, death details, disposition, date of death or fatal outcome of an "
    "adverse event, whatever the relationship."
)


def deaths_table(report: Report, arms: Arms) -> Table | None:
    """Return deaths by time and recorded cause; None without data."""
    table = report.table("deaths")
    if table.empty:
        return None
    ordered = table.sort_values("item_order", kind="stable")
    comparison = report.table("death_comparison")
    lines = []
    for item, label in ordered[["item", "label"]].drop_duplicates("item").itertuples(index=False):
        cells = count_cells(by_arm(ordered[ordered["item"] == item]), arms, opens=True)
        if len(comparison):
            compared = by_arm(comparison[comparison["item"] == item])
            cells += tuple(difference_cell(compared.get(arm.name)) for arm in arms.compared)
        lines.append((Row(label, cells, "" if item == "death" else "indent", 0, item, "deaths"),))
    comparator = arms.comparator.label if arms.comparator else ""
    compared_arms = arms.compared if len(comparison) else ()
    difference = footnote.risk_difference(report, arms) if compared_arms else ""
    days = footnote.study_row(report).get("window_days")
    window = "" if days is None else f" The risk period ends {int(days)} days after last dose."
    return Table(
        "deaths",
        "Deaths",
        "Deaths",
        (*arms.columns("n (%)"), *(Column("RD (CI)", f"{arm.label} vs {comparator}") for arm in compared_arms)),
        tuple(lines),
        notes=(
            footnote.population(report),
            f"{_SOURCES}{window}",
            "A death without a date is in the risk period by a treatment-emergent fatal event not known to end later.",
            *([difference] if difference else []),
        ),
        csv=csv_link(table),
        sql=sql_texts(report, "deaths", "death_comparison", "death_item", "death", "death_evidence"),
    )


def death_listing(report: Report, arms: Arms) -> Table | None:
    """Return each death, one line per fatal event; None where nobody died."""
    table = report.table("death_listing")
    if table.empty:
        return None
    labels = {arm.name: arm.label for arm in arms.every}
    shown = [line for line in _LISTED if line[1] in table and table[line[1]].notna().any()]
    lines = []
    for record in rows(table):
        cells = tuple(Cell(_text(getattr(record, name), labels)) for _, name, _ in shown)
        lines.append((Row(str(record.USUBJID), cells),))
    return Table(
        "death-listing",
        "All individual deaths",
        "Subject",
        tuple(Column(heading, numeric=numeric) for heading, _, numeric in shown),
        tuple(lines),
        notes=(
            "Day of death counts from first dose as day 1.",
            "A negative number of days since last dose: died before the last recorded dose date.",
        ),
        csv=csv_link(table),
        sql=sql_texts(report, "death_listing"),
    )


def _text(value: object, labels: dict[str, str]) -> str:
    """Return a listed value: arms by their label, yes or no, whole numbers, text as it is."""
    if value is None or value is pd.NaT or (isinstance(value, float) and pd.isna(value)) or value is pd.NA:
        return fmt.MISSING
    if isinstance(value, str):
        return labels.get(value, value)
    if isinstance(value, bool) or type(value).__name__ in {"bool_", "bool"}:
        return "Yes" if value else "No"
    return fmt.number(float(value), 0)  # type: ignore[arg-type]  # what is left are numbers
