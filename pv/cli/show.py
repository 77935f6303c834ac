"""pv-safety show: one display alone, printed or written."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pv.cli import completion
from pv.cli.options import STUDY, OutputFile
from pv.cli.replaced import earlier, in_place_of
from pv.cli.run import Run, with_run
from pv.cli.say import say
from pv.errors import InputError, Problem

if TYPE_CHECKING:
    from pv.api import Study
    from pv.display.shown import Shown

SUFFIXES = (".html", ".csv", ".rtf", ".svg", ".png", ".json")
#: Of these a file has one chart.
_DRAWN = (".svg", ".png")


@click.command("show")
@STUDY
@click.argument("name", shell_complete=completion.displays)
@click.option(
    "--option", "options", multiple=True, metavar="NAME=VALUE", help="Option of the display; repeat for others."
)
@click.option("-o", "--out", type=OutputFile(), help=f"File to write ({', '.join(SUFFIXES)}); otherwise printed.")
@with_run
def command(study: str, name: str, options: tuple[str, ...], out: Path | None, run: Run) -> None:
    """Print or export the display NAME of STUDY.

    `pv-safety displays` lists the names. A title that the study file gives a display is a name of it too.
    """
    asked = _asked(options)
    if out is not None and out.suffix.lower() not in SUFFIXES:
        raise InputError(
            Problem("the suffix of the file determines the format", str(out), f"one of {', '.join(SUFFIXES)}")
        )
    if out is not None and out.suffix.lower() == ".rtf":
        from pv.render.rtf.library import library  # noqa: PLC0415  # nothing else needs it

        library()
    with run.opened(study) as opened:
        found = opened.display(name, **asked)
        if out is None:
            say(str(found))
            if not found.tables:
                say(f"\nNo table: -o FILE writes it ({', '.join(found.formats)}).")
            return
        files = _files(found, out)
        before = [earlier(file) for file in files]
        _write(opened, found, files)
    for file, replaced in zip(files, before, strict=True):
        say(f"{file} written{in_place_of(replaced, file)}.")


def _asked(options: tuple[str, ...]) -> dict[str, str]:
    """Return the options by name.

    Raises:
        InputError: one is not NAME=VALUE, or two have one name.
    """
    pairs = [(name.strip(), equals, value) for name, equals, value in (option.partition("=") for option in options)]
    problems = [
        Problem(f"{option!r} is not an option", "--option", "NAME=VALUE")
        for option, (name, equals, _) in zip(options, pairs, strict=True)
        if not (name and equals)
    ]
    times = Counter(name for name, _, _ in pairs if name)
    problems += [
        Problem(f"the option {name} is given more than once", "--option", "once")
        for name, count in times.items()
        if count > 1
    ]
    if problems:
        raise InputError(problems)
    return {name: value for name, _, value in pairs}


def _files(found: "Shown", out: Path) -> list[Path]:
    """Return the files that a display is written to: each of several charts that are drawn has one, numbered."""
    if out.suffix.lower() not in _DRAWN or len(found.figures) <= 1:
        return [out]
    return [out.with_stem(f"{out.stem}-{number}") for number in range(1, len(found.figures) + 1)]


def _write(opened: "Study", found: "Shown", files: list[Path]) -> None:
    from pv.output import write_frame, write_text  # noqa: PLC0415  # help and errors need none of it
    from pv.render.json_content import as_json  # noqa: PLC0415  # the same
    from pv.render.one_display import write_charts  # noqa: PLC0415  # the same
    from pv.spreadsheet import as_asked  # noqa: PLC0415  # the same

    out, suffix = files[0], files[0].suffix.lower()
    if suffix in _DRAWN:
        write_charts(found.charts, files, opened.files)
    elif suffix == ".csv":
        write_frame(out, as_asked(found.frame, out, exact=False), opened.files)
    else:
        text = {
            ".html": lambda: opened.display_html(found),
            ".rtf": lambda: opened.display_rtf(found),
            ".json": lambda: as_json(found),
        }[suffix]()
        write_text(out, text, opened.files)
