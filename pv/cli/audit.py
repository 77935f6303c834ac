"""pv-safety audit: a report against its manifest and, with the study at hand, against a report made again."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from pv.cli.completion import studies
from pv.cli.options import ALL_FINDINGS
from pv.cli.run import Run, with_run
from pv.cli.say import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pv.api import Study
    from pv.audit import Changed, Page


@click.command("audit")
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("study", required=False, shell_complete=studies)
@ALL_FINDINGS
@with_run
def command(file: Path, study: str | None, run: Run, *, all_findings: bool) -> None:
    """Check the report FILE against its manifest.

    The SQL files and packages that the report names must be those of this installation. With STUDY, its study file,
    datasets and dictionaries must be those that the report names, and the report is made again: it must be the same,
    byte for byte.

    Exit status 0: all is the same. 1: something differs. 2: cannot run.
    """
    from pv.audit import against_installed, read_page  # noqa: PLC0415  # help and errors need none of it

    page = read_page(file)
    if study is None:
        changed = [*against_installed(page)]
        _say(changed)
        named = len(page.manifest)
        say(f"{named - len(changed)} of {named} entries are the same or of the study (name it to have these checked).")
        sys.exit(1 if changed else 0)
    with run.opened(study, all_findings=all_findings) as opened:
        sys.exit(_against(page, opened))


def _against(page: "Page", opened: "Study") -> int:
    """Say what of a page is not what its study gives now, and return the exit status."""
    from pv.audit import against_study, first_difference  # noqa: PLC0415  # help and errors need none of it

    rows = opened.table("manifest").itertuples()
    changed = [*against_study(page, {f"{row.kind}: {row.name}": str(row.value) for row in rows})]
    _say(changed)
    if changed:
        say(f"{len(changed)} of the manifest's entries differ; the report was not made again.")
        return 1
    with TemporaryDirectory() as folder:
        verification = opened.verify() if page.verified else None
        made = opened.report(Path(folder, "again.html"), run_date=page.run_date, verification=verification)
        line = first_difference(page.text, made.read_text(encoding="utf-8"))
    if line is not None:
        say(f"The manifest is the same; the report made again is not: it differs first in line {line}.")
        return 1
    named = len(page.manifest)
    say(f"All {named} entries of the manifest are the same, and so is the report made again, byte for byte.")
    return 0


def _say(changed: "Iterable[Changed]") -> None:
    for entry in changed:
        say(f"{entry.name}: {entry.page} in the report, now {entry.now}")
