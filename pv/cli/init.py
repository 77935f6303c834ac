"""pv-safety init: a study file to start from."""

from pathlib import Path

import click

from pv.cli.options import OutputFile
from pv.cli.say import say
from pv.errors import OutputError, Problem


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("-o", "--out", type=OutputFile(), help="File to write.  [default: FOLDER/study.toml]")
@click.option("--force", is_flag=True, help="Replace an existing study file.")
def command(folder: Path, out: Path | None, *, force: bool) -> None:
    """Write a commented study.toml for the datasets of FOLDER."""
    from pv.load.find import dataset_files  # noqa: PLC0415  # help and errors need no pandas
    from pv.output import write_text  # noqa: PLC0415  # help and errors need no pandas
    from pv.study.init_file import left_out_of_folder, starting_file  # noqa: PLC0415  # help and errors need no pandas
    from pv.study.left_out import left_out_lines  # noqa: PLC0415  # help and errors need no pandas

    target = out or folder / "study.toml"
    # First: the study file that is there may have its data in a subfolder, in which there is nothing to start.
    if target.exists() and not force:
        raise OutputError(Problem("already exists", str(target), "--force replaces it, --out writes elsewhere"))
    text = starting_file(folder, target)
    write_text(target, text, [path.resolve() for path in dataset_files(folder)])
    click.echo(f"{target} written. Review the lines marked CHECK, then run: pv-safety check {target}")
    for line in left_out_lines(left_out_of_folder(folder)):
        say(line)
