"""The findings of the checks by rule, the gravest first."""

import pandas as pd

from pv.display.context import Context
from pv.display.display import Absent, Display, Made, Options
from pv.display.rows_by_arm import rows
from pv.display.table import Cell, Column, Row, Table
from pv.numbers import value as fmt

SEVERITIES = {"reject": "Set aside", "warning": "Warning", "note": "Note"}
#: Findings of a rule that the report lists; the CSV file has all.
LISTED = 100


def _make(context: Context, _options: Options) -> Made:
    findings = context.contents.table("findings")
    if findings.empty:
        return (Absent("No finding."),)
    columns = ("Variable", "Value", "Finding")
    return (
        Table(
            "findings",
            "Findings by rule",
            "Record",
            tuple(Column(heading, numeric=False) for heading in columns),
            _groups(findings),
            csv=findings,
            look="findings",
        ),
    )


def _groups(findings: pd.DataFrame) -> tuple[tuple[Row, ...], ...]:
    """Return the findings of each rule in each dataset, headed by the rule; the gravest rules first."""
    order = {severity: place for place, severity in enumerate(SEVERITIES)}
    groups = findings.groupby(["severity", "rule", "dataset"], sort=False, dropna=False)
    named = [(str(severity), str(rule), str(dataset), group) for (severity, rule, dataset), group in groups]
    ordered = sorted(named, key=lambda one: (order.get(one[0], 9), -len(one[3]), *one[1:3]))
    return tuple((_head(*one), *map(_listed, rows(one[3].head(LISTED)))) for one in ordered)


def _head(severity: str, rule: str, dataset: str, group: pd.DataFrame) -> Row:
    """Return the heading of a rule: how grave it is, in which dataset, how many findings, what was done."""
    actions = "; ".join(sorted({str(action) for action in group["action"].dropna()}))
    label = SEVERITIES.get(severity, severity)
    found, message = fmt.count(len(group)), str(group["message"].iloc[0])
    said = (fmt.label(label), fmt.label(dataset.upper()), found, fmt.label(message), fmt.label(actions))
    return Row(rule, tuple(Cell(value) for value in said), "rule", category=severity)


def _listed(row: object) -> Row:
    key, source_row, variable, value, message = (
        getattr(row, name, None) for name in ("record_key", "source_row", "variable", "value", "message")
    )
    line = "" if source_row is None or pd.isna(source_row) else f"row {int(source_row)}"
    place = ", ".join(part for part in (_text(key), line) if part)
    said = (_text(variable), _text(value) or "(missing)", _text(message))
    return Row(place, tuple(Cell(fmt.label(text)) for text in said))


def _text(value: object) -> str:
    return "" if value is None or pd.isna(value) else str(value)  # type: ignore[call-overload]  # text or missing


DISPLAY = Display(
    name="findings",
    title="Findings by rule",
    kind="listing",
    reads=("findings",),
    make=_make,
)
