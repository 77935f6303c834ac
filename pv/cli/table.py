"""pv-safety table: any table of a study, printed or written as CSV or Parquet."""

from pathlib import Path

import click

from pv.cli.completion import tables
from pv.cli.options import STUDY, OutputFile, imported
from pv.cli.progress import progress
from pv.cli.say import say


@click.command("table")
@STUDY
@click.argument("name", shell_complete=tables)
@click.option("-o", "--out", type=OutputFile(), help="A .csv or .parquet file to write; otherwise printed.")
@click.option("--method", help="Preview the table with another interval method, such as wilson.")
def command(study: str, name: str, out: Path | None, method: str | None) -> None:
    """Print or export the table NAME of STUDY.

    `pv-safety tables STUDY` lists the names.
    """
    with progress() as stages, imported(stages).open_study(study, stages=stages) as opened:
        frame = opened.table(name, method=method)
    from pv.cli.text_table import text_table  # noqa: PLC0415  # help and errors need no pandas
    from pv.contract import in_grain_order  # noqa: PLC0415  # help and errors need no pandas
    from pv.output import write_frame  # noqa: PLC0415  # help and errors need no pandas

    if out is None:
        say(text_table(frame))
        return
    write_frame(out, in_grain_order(frame, name), opened.files)
    say(f"{out} written: {len(frame)} rows.")
