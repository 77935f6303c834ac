"""pv-safety build: the DuckDB file for SQL users; on Spark, the results alone."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from pv.cli.options import ALL_FINDINGS, STUDY
from pv.cli.run import Run, with_run
from pv.cli.say import say
from pv.errors import InTheWayError, Problem, SettingError
from pv.output import require_writable


@click.command("build")
@STUDY
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    help="DuckDB file to write; with --engine spark the folder of the results.  [default: study.duckdb]",
)
@click.option("--parquet", type=click.Path(path_type=Path), help="Also write the tables as Parquet into this folder.")
@click.option(
    "--engine",
    type=click.Choice(["duckdb", "spark"]),
    default="duckdb",
    show_default=True,
    help="Where the tables are derived. From Spark only the results come back, as Parquet files.",
)
@click.option("--fresh", is_flag=True, help="Use nothing of an interrupted build.")
@ALL_FINDINGS
@with_run
def command(
    study: str, out: Path | None, parquet: Path | None, engine: str, run: Run, *, fresh: bool, all_findings: bool
) -> None:
    """Write all tables of STUDY to a DuckDB file.

    It contains the inputs, derived views and results, and opens in any SQL client.

    An interrupted build leaves FILE.partial: the same command goes on from the tables that are finished in it.
    """
    file = Path("study.duckdb") if out is None else out
    if engine == "duckdb":
        require_writable(file)
    elif out is None or parquet is not None:
        right = "--out FOLDER, without --parquet"
        raise SettingError(Problem("Spark gives the results as Parquet files in one folder", "--engine spark", right))
    work = _work_file(file)
    asked = {"engine": engine, "all_findings": all_findings, "work_file": work, "fresh": fresh}
    with _kept_is_said(work), run.opened(study, **asked) as opened:
        if opened.resumed:
            say(opened.resumed, err=True)
        if engine == "spark":
            say(f"{file} written: {len(opened.write_results(file))} tables as Parquet.")
            return
        opened.build(file, parquet=parquet)
        tables = len(opened.tables())
    say(f"{file} written: {tables} tables.{f' Also written as Parquet to {parquet}.' if parquet else ''}")


def _work_file(file: Path) -> Path:
    """Return where a build works: beside the file that it writes."""
    place = Path(os.path.realpath(file))
    return place.with_name(f"{place.name}.partial")


@contextmanager
def _kept_is_said(work: Path) -> Iterator[None]:
    """Say where the work of a build is that does not come to its end."""
    try:
        yield
    except InTheWayError:
        raise
    except BaseException:
        if work.exists():
            right = "the same command goes on from it, --fresh begins anew"
            say(f"{work} keeps what is finished: {right}.", err=True)
        raise
