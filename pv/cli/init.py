"""pv-safety init: a study file to start from."""

from pathlib import Path

import click

from pv.errors import OutputError, Problem
from pv.load.find import dataset_files
from pv.output import write_text
from pv.study.start import starting_file


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("-o", "--out", type=click.Path(path_type=Path), help="The file to write.  [default: FOLDER/study.toml]")
@click.option("--force", is_flag=True, help="Replace a study file that is there.")
def command(folder: Path, out: Path | None, *, force: bool) -> None:
    """Look at the datasets of FOLDER and write a commented study.toml to start from."""
    target = out or folder / "study.toml"
    text = starting_file(folder, target)
    if target.exists() and not force:
        raise OutputError(Problem("is there already", str(target), "--force replaces it, --out writes elsewhere"))
    write_text(target, text, [path.resolve() for path in dataset_files(folder)])
    click.echo(f"{target} written. Read the lines marked CHECK, then: pv-safety check {target}")
