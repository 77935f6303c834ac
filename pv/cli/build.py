"""pv-safety build: the DuckDB file for SQL users."""

from pathlib import Path

import click

from pv.cli.options import ALL_FINDINGS, STUDY, OutputFile, imported
from pv.cli.progress import PROGRESS, progress
from pv.cli.say import say


@click.command("build")
@STUDY
@click.option(
    "-o",
    "--out",
    type=OutputFile(),
    default=Path("study.duckdb"),
    show_default=True,
    help="DuckDB file to write.",
)
@click.option("--parquet", type=click.Path(path_type=Path), help="Also write the tables as Parquet into this folder.")
@ALL_FINDINGS
@PROGRESS
def command(study: str, out: Path, parquet: Path | None, how: str | None, *, all_findings: bool) -> None:
    """Write all tables of STUDY to a DuckDB file.

    It contains the inputs, derived views and results, and opens in any SQL client.
    """
    with (
        progress(how) as stages,
        imported(stages).open_study(study, stages=stages, all_findings=all_findings) as opened,
    ):
        opened.build(out, parquet=parquet)
        tables = len(opened.tables())
    say(f"{out} written: {tables} tables.{f' Also written as Parquet to {parquet}.' if parquet else ''}")
