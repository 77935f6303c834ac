"""pv-safety report: check, build, compute, draw and write the safety report."""

import sys
from contextlib import closing
from pathlib import Path

import click

from pv.cli.completion import cuts
from pv.cli.options import ALL_FINDINGS, STUDY, OutputFile
from pv.cli.progress import echo_timings
from pv.cli.replaced import earlier, in_place_of
from pv.cli.run import Run, with_run
from pv.cli.say import say
from pv.drawing import start_drawing


@click.command("report")
@STUDY
@click.option(
    "-o",
    "--out",
    type=OutputFile(),
    help="HTML file to write. [default: named after the study, STUDYID-safety.html]",
)
@click.option("--date", "run_date", metavar="TEXT", help="Date to print in the report. [default: none]")
@click.option(
    "--since",
    metavar="OLD",
    shell_complete=cuts,
    help="Previous data cut, a study or a DuckDB file: adds a chapter on the changes since.",
)
@click.option("--timings", is_flag=True, help="Print the time spent on each stage.")
@click.option("--verify", "verified", is_flag=True, help="Compute the numbers a second time and state the outcome.")
@ALL_FINDINGS
@with_run
def command(
    study: str,
    out: Path | None,
    run_date: str | None,
    since: str | None,
    run: Run,
    *,
    timings: bool,
    verified: bool,
    all_findings: bool,
) -> None:
    """Write the safety report of STUDY as one HTML file.

    The file opens in any browser and needs no network. With --verify the exit status is 1 if a number differs between
    the two computations.
    """
    # Started first: it bundles the chart library while this process imports, reads and checks.
    with (
        run.progress() as stages,
        closing(start_drawing()) as drawing,
        run.study(study, stages, all_findings=all_findings) as opened,
    ):
        target = out or opened.report_file
        before = earlier(target)
        verification = opened.verify() if verified else None
        changes = run.changes(since, opened, stages) if since is not None else None
        opened.report(target, run_date=run_date, drawing=drawing, verification=verification, since=changes)
        findings = opened.table("finding_count").groupby("severity")["findings"].sum()
    counts = ", ".join(f"{findings.get(name, 0)} {name}" for name in ("reject", "warning", "note"))
    say(f"{target} written{in_place_of(before, target)}. Findings: {counts}.")
    if timings:
        echo_timings(stages)
    if verification is not None:
        say(f"{verification!r}.")
        sys.exit(0 if verification.agreed else 1)
