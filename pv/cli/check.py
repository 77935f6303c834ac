"""pv-safety check: validation only; the exit status tells."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pv.cli.options import ALL_FINDINGS, EXACT, STUDY, OutputFile
from pv.cli.run import Run, with_run
from pv.cli.say import say

if TYPE_CHECKING:
    import pandas as pd

#: Keys shown under a rule and an action, and actions under a rule, before the rest is only counted; the CSV has more.
SHOWN = 5


@click.command("check")
@STUDY
@click.option("-o", "--out", type=OutputFile(), help="Write the findings to a .csv or .parquet file.")
@EXACT
@ALL_FINDINGS
@click.option("--strict", is_flag=True, help="Also exit with status 1 on warnings.")
@with_run
def command(study: str, out: Path | None, run: Run, *, exact: bool, all_findings: bool, strict: bool) -> None:
    """Check the data of STUDY and list the findings by rule.

    Exit status 0: no records were set aside. 1: records were set aside (with --strict: or there are warnings).
    2: cannot run.
    """
    with run.opened(study, all_findings=all_findings) as opened:
        opened.check_displays()
        findings, counts = opened.findings, opened.table("finding_count")
        accounting, left_out = opened.accounting, opened.table("left_out")
    from pv.study.left_out import left_out_lines  # noqa: PLC0415  # help and errors need no pandas

    if out:
        from pv.output import write_frame  # noqa: PLC0415  # help and errors need no pandas
        from pv.spreadsheet import as_asked  # noqa: PLC0415  # the same

        write_frame(out, as_asked(findings, out, exact=exact), opened.files)
    for line in (*account_lines(accounting), *left_out_lines(left_out), *rule_lines(findings, counts)):
        say(line)
    severities = set(counts["severity"])
    set_aside = accounting["rows_set_aside"].sum() > 0
    sys.exit(1 if set_aside or "reject" in severities or (strict and "warning" in severities) else 0)


def account_lines(accounting: "pd.DataFrame") -> list[str]:
    """Return a line per dataset: rows in = rows used + rows set aside."""
    return [
        f"{row.dataset} ({row.file}, {row.format}): {row.rows_in} rows in"
        f" = {row.rows_used} used + {row.rows_set_aside} set aside"
        for row in accounting.itertuples()
    ]


def rule_lines(findings: "pd.DataFrame", counts: "pd.DataFrame") -> list[str]:
    """Return the findings, in their order, grouped by severity, rule and action: each group with its keys.

    Args:
        findings: those that are listed.
        counts: how many there are of each severity, rule, dataset and action, and how many of them are listed.
    """
    if findings.empty:
        return ["", "No findings."]
    number = counts.groupby(["severity", "rule", "action"])["findings"].sum().to_dict()
    of_rule = counts.groupby(["severity", "rule"])[["findings", "listed"]].sum().agg(tuple, axis=1).to_dict()
    lines = []
    for (severity, rule), found in findings.groupby(["severity", "rule"], sort=False):
        every, listed = of_rule[severity, rule]
        where = _where(listed, every)
        # An action may name a value, and then be of one record only.
        groups = list(found.groupby("action", sort=False))[:SHOWN]
        many = [number[severity, rule, action] for action, _ in groups]
        for (action, group), records in zip(groups, many, strict=True):
            head = f"{severity}: {rule}, {records} finding{'s' if records > 1 else ''}. {action}."
            lines += ["", head, *_records(group, records, where)]
        if rest := every - sum(many):
            lines += ["", f"{severity}: {rule}, {rest} more with other actions ({where})"]
    return lines


def _where(listed: int, every: int) -> str:
    """Return where the other findings of a rule are to be had."""
    if listed == every:
        return "--out FILE.csv lists all"
    return f"--out FILE.csv lists {listed:,} of {every:,}, with --all-findings all"


def _records(group: "pd.DataFrame", records: int, where: str) -> list[str]:
    """Return a line for each of the first findings of a group, and how many there are besides."""
    shown = group.head(SHOWN)
    places = shown["record_key"].fillna(shown["dataset"])
    values = shown["value"].fillna("missing")
    columns = (places, shown["variable"], values, shown["message"])
    lines = [f"  {place}: {name} = {value}. {text}" for place, name, value, text in zip(*columns, strict=True)]
    rest = records - len(shown)
    return [*lines, f"  and {rest} more ({where})"] if rest else lines
