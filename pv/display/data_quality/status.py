"""The state of the data in a few words and numbers, and what they do not have."""

from dataclasses import dataclass

import pandas as pd

from pv.display.contents import Contents
from pv.display.data_quality.findings import SEVERITIES
from pv.study.left_out import left_out_lines


@dataclass(frozen=True)
class Quality:
    """The number of findings by severity, the state of the data in a line, and what is missing.

    `not_collected` and `left_out` are sentences: analyses without their columns; parts without data, files not read.
    """

    totals: tuple[tuple[str, str, int], ...]
    not_collected: tuple[str, ...]
    left_out: tuple[str, ...]
    status: str


def quality_of(contents: Contents) -> Quality:
    """Return what a report says about its data as a whole."""
    findings = contents.table("findings")
    return Quality(
        tuple(
            (severity, label, int((findings["severity"] == severity).sum()) if len(findings) else 0)
            for severity, label in SEVERITIES.items()
        ),
        not_collected(contents),
        tuple(left_out_lines(contents.table("left_out"))),
        _status(findings, contents.table("accounting")),
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


def not_collected(contents: Contents) -> tuple[str, ...]:
    """Return a sentence for each analysis that the data do not allow."""
    category = contents.table("category")
    sentences = []
    if len(category):
        missing = category[~category["collected"].astype(bool)].sort_values("category_order", kind="stable")
        for label, note in zip(missing["label"], missing["note"], strict=True):
            reason = note.removeprefix("not counted: ") if isinstance(note, str) else ""
            sentences.append(f"{label}: {reason or 'not collected'}.")
    arm = contents.table("arm")
    if len(arm) and not (arm["role"] == "comparator").any():
        sentences.append("Risk differences: no arm is the comparator, so nothing is compared.")
    return tuple(sentences)
