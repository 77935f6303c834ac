"""What is wrong with the data, what was done about it, and what the data do not have."""

from dataclasses import dataclass

import pandas as pd

from pv.report import format as fmt
from pv.report.csv_link import csv_link
from pv.report.lookup import rows
from pv.report.report import Report
from pv.report.table import Cell, Column, Row, Table
from pv.study.left_out import left_out_lines

SEVERITIES = {"reject": "Set aside", "warning": "Warning", "note": "Note"}
#: Findings of a rule that the page lists; the CSV file has all.
LISTED = 100


@dataclass(frozen=True)
class Listed:
    """One finding as listed under its rule."""

    place: str
    variable: str
    value: str
    message: str


@dataclass(frozen=True)
class RuleFindings:
    """The findings of one rule in one dataset: how grave, how many, what was done, and the first of them."""

    rule: str
    severity: str
    severity_label: str
    dataset: str
    findings: int
    action: str
    message: str
    listed: tuple[Listed, ...]


@dataclass(frozen=True)
class Quality:
    """The findings by rule, the gravest first; their number by severity; the CSV file of all; the record accounts.

    `not_collected` and `left_out` are sentences: analyses without their columns; parts without data, files not read.
    """

    rules: tuple[RuleFindings, ...]
    totals: tuple[tuple[str, str, int], ...]
    csv: str
    accounting: Table | None
    not_collected: tuple[str, ...]
    left_out: tuple[str, ...]
    status: str


def quality_of(report: Report) -> Quality:
    """Return what the page says about the data."""
    findings = report.table("findings")
    return Quality(
        _rules(findings),
        tuple(
            (severity, label, int((findings["severity"] == severity).sum()) if len(findings) else 0)
            for severity, label in SEVERITIES.items()
        ),
        csv_link(findings) if len(findings) else "",
        _accounting(report.table("accounting")),
        not_collected(report),
        tuple(left_out_lines(report.table("left_out"))),
        _status(findings, report.table("accounting")),
    )


def _status(findings: pd.DataFrame, accounting: pd.DataFrame) -> str:
    """Return the state of the data in a line: records set aside, warnings, notes."""
    severity = findings["severity"] if len(findings) else pd.Series(dtype="str")
    counts = [
        (int(accounting["rows_set_aside"].sum()) if len(accounting) else 0, "record set aside", "records set aside"),
        (int((severity == "warning").sum()), "warning", "warnings"),
        (int((severity == "note").sum()), "note", "notes"),
    ]
    return ", ".join(f"{number or 'no'} {one if number == 1 else many}" for number, one, many in counts)


def _rules(findings: pd.DataFrame) -> tuple[RuleFindings, ...]:
    if findings.empty:
        return ()
    order = {severity: place for place, severity in enumerate(SEVERITIES)}
    groups = findings.groupby(["severity", "rule", "dataset"], sort=False, dropna=False)
    found = [
        RuleFindings(
            str(rule),
            str(severity),
            SEVERITIES.get(str(severity), str(severity)),
            str(dataset).upper(),
            len(group),
            "; ".join(sorted({str(action) for action in group["action"].dropna()})),
            str(group["message"].iloc[0]),
            tuple(_listed(row) for row in rows(group.head(LISTED))),
        )
        for (severity, rule, dataset), group in groups
    ]
    return tuple(sorted(found, key=lambda one: (order.get(one.severity, 9), -one.findings, one.rule, one.dataset)))


def _listed(row: object) -> Listed:
    key, source_row, variable, value, message = (
        getattr(row, name, None) for name in ("record_key", "source_row", "variable", "value", "message")
    )
    line = "" if source_row is None or pd.isna(source_row) else f"row {int(source_row)}"
    place = ", ".join(part for part in (_text(key), line) if part)
    return Listed(place, _text(variable), _text(value) or "(missing)", _text(message))


def _text(value: object) -> str:
    return "" if value is None or pd.isna(value) else str(value)  # type: ignore[call-overload]  # text or missing


def _accounting(table: pd.DataFrame) -> Table | None:
    if table.empty:
        return None
    lines = tuple(
        (
            Row(
                str(row.dataset).upper(),
                (
                    Cell(str(row.file)),
                    *(Cell(fmt.count(part)) for part in (row.rows_in, row.rows_used, row.rows_set_aside, row.findings)),
                ),
            ),
        )
        for row in rows(table)
    )
    columns = (
        Column("File", numeric=False),
        *(Column(heading) for heading in ("Records in", "Used", "Set aside", "Findings")),
    )
    return Table(
        "accounting",
        "Records read, used and set aside",
        "Dataset",
        columns,
        lines,
        notes=("Records in = used + set aside. A record may have several findings.",),
        csv=csv_link(table),
    )


def not_collected(report: Report) -> tuple[str, ...]:
    """Return a sentence for each analysis that the data do not allow."""
    category = report.table("category")
    sentences = []
    if len(category):
        missing = category[~category["collected"].astype(bool)].sort_values("category_order", kind="stable")
        for label, note in zip(missing["label"], missing["note"], strict=True):
            sentences.append(f"{label}: {_text(note).removeprefix('not counted: ') or 'not collected'}.")
    arm = report.table("arm")
    if len(arm) and not (arm["role"] == "comparator").any():
        sentences.append("Risk differences: no arm is the comparator, so nothing is compared.")
    return tuple(sentences)
