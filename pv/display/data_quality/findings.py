"""The findings of the checks by rule, the gravest first."""

import pandas as pd

from pv.display.context import Context
from pv.display.display import Absent, Display, Made, Options
from pv.display.rows_by_arm import rows
from pv.display.table import Cell, Column, Row, Table
from pv.numbers import text
from pv.numbers import value as fmt

SEVERITIES = {"reject": "Set aside", "warning": "Warning", "note": "Note"}
#: Findings of a rule that the report shows; the CSV file has all that are listed.
SHOWN = 100
_NOT_ALL = (
    "Every finding is counted; of each rule in a dataset the CSV file has up to {listed}, {every} of {found} in "
    "all. The option --all-findings lists every one."
)


def _make(context: Context, _options: Options) -> Made:
    findings, counts = (context.contents.table(name) for name in ("findings", "finding_count"))
    if findings.empty:
        return (Absent("No finding."),)
    columns = ("Variable", "Value", "Finding")
    return (
        Table(
            "findings",
            "Findings by rule",
            "Record",
            tuple(Column(heading, numeric=False) for heading in columns),
            _groups(findings, counts),
            notes=_notes(counts),
            csv=findings.merge(_by_rule(counts), on=_RULE, how="left"),
            look="findings",
        ),
    )


def _notes(counts: pd.DataFrame) -> tuple[str, ...]:
    """Return that not every finding is listed, where it is so."""
    found, every = int(counts["findings"].sum()), int(counts["listed"].sum())
    listed = int(counts.groupby(_RULE)["listed"].sum().max())
    said = {name: text.count(number) for name, number in (("listed", listed), ("every", every), ("found", found))}
    return (_NOT_ALL.format(**said),) if every < found else ()


_RULE = ["severity", "rule", "dataset"]


def _by_rule(counts: pd.DataFrame) -> pd.DataFrame:
    """Return how many findings each rule has in each dataset, those that are not listed too."""
    return counts.groupby(_RULE, as_index=False).agg(rule_findings=("findings", "sum"))


def _groups(findings: pd.DataFrame, counts: pd.DataFrame) -> tuple[tuple[Row, ...], ...]:
    """Return the findings of each rule in each dataset, headed by the rule; the gravest rules first."""
    order = {severity: place for place, severity in enumerate(SEVERITIES)}
    found = _by_rule(counts).set_index(_RULE)["rule_findings"].to_dict()
    groups = findings.groupby(_RULE, sort=False, dropna=False)
    named = [(str(severity), str(rule), str(dataset), group) for (severity, rule, dataset), group in groups]
    numbered = [(*one, int(found[one[:3]])) for one in named]
    ordered = sorted(numbered, key=lambda one: (order.get(one[0], 9), -one[4], *one[1:3]))
    return tuple((_head(*one), *map(_listed, rows(one[3].head(SHOWN)))) for one in ordered)


def _head(severity: str, rule: str, dataset: str, group: pd.DataFrame, found: int) -> Row:
    """Return the heading of a rule: how grave it is, in which dataset, how many findings, what was done.

    Where not all of them are listed, how many are.
    """
    actions = "; ".join(sorted({str(action) for action in group["action"].dropna()}))
    label = SEVERITIES.get(severity, severity)
    message = str(group["message"].iloc[0])
    said = (fmt.label(label), fmt.label(dataset.upper()), fmt.count(found), fmt.label(message), fmt.label(actions))
    some = fmt.together("{} of {} shown in the CSV file", fmt.count(len(group)), fmt.count(found))
    listed = (some,) if len(group) < found else ()
    return Row(rule, tuple(Cell(value) for value in (*said, *listed)), "rule", category=severity)


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
    reads=("findings", "finding_count"),
    make=_make,
)
