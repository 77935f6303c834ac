"""pv-safety export: every table and listing of the report, a file each."""

from pathlib import Path

import click

from pv.cli.options import STUDY
from pv.cli.run import Run, with_run
from pv.cli.say import say


@click.command("export")
@STUDY
@click.option("--format", "name", type=click.Choice(["rtf"]), default="rtf", show_default=True, help="File format.")
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), required=True, help="Folder to write to; created if missing."
)
@with_run
def command(study: str, name: str, out: Path, run: Run) -> None:
    """Write the tables and listings of STUDY as one file each.

    RTF has landscape pages with titles, column headings, footnotes and page numbers on each; it needs
    `pip install "pv-safety[rtf]"`. Figures are not exported: `pv-safety show STUDY NAME -o x.svg` writes one.
    """
    from pv.render.rtf.library import library  # noqa: PLC0415  # help needs none of it

    library()
    with run.opened(study) as opened:
        files = opened.export(out, name)
    say(f"{out} written: {len(files)} tables and listings as {name.upper()}. Figures are not exported.")
