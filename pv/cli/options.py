"""What several commands share: the STUDY argument, the file to write, the late import of the API."""

from importlib import import_module
from os import PathLike, fsdecode
from pathlib import Path
from types import ModuleType

import click

from pv.cli import completion
from pv.output import require_writable
from pv.stages import Stages

STUDY = click.argument("study", shell_complete=completion.studies)
ALL_FINDINGS = click.option(
    "--all-findings",
    is_flag=True,
    help="List every finding. [default: of each rule in a dataset the first 1,000; all are counted]",
)
EXACT = click.option(
    "--exact", is_flag=True, help="Write CSV text unchanged, even if a spreadsheet would read it as a formula."
)


class OutputFile(click.Path):
    """A file to write, refused before any work where it cannot be written."""

    name = "file"

    def __init__(self) -> None:
        """Take any path."""
        super().__init__(path_type=Path)

    def convert(self, value: str | PathLike[str], param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path.

        Raises:
            OutputError: its folder is not there, or it is no file.
        """
        path = Path(fsdecode(super().convert(value, param, ctx)))
        require_writable(path)
        return path


def imported(stages: Stages) -> ModuleType:
    """Return `pv.api`, its import counted as a stage of its own."""
    with stages.stage("import"):
        return import_module("pv.api")
