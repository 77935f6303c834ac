"""The command line in tests: run a command, and the files of a study for it to read."""

from contextlib import AbstractContextManager, nullcontext
from importlib import import_module
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

import pv.api
from pv.api import Study
from pv.cli.main import cli
from pv.drawing import Drawing
from small_study import ARMS, HEAD


def run(*arguments: object) -> Result:
    """Return what a command printed and its exit status; an exception that is no exit is raised."""
    return CliRunner().invoke(cli, [str(argument) for argument in arguments], catch_exceptions=False)


def refused(*arguments: object) -> str:
    """Return the messages of a command that cannot run: exit status 2, nothing printed, no traceback."""
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, ""), result.output
    assert "Traceback" not in result.stderr
    assert result.stderr.startswith("error: ")
    return result.stderr


def drawn_here(monkeypatch: pytest.MonkeyPatch, *, library: bool = False) -> None:
    """Let reports be drawn in this process, unless told without the script that makes the charts of a page live."""
    for module in ("pv.cli.report", "pv.render.html.page"):
        monkeypatch.setattr(import_module(module), "start_drawing", lambda: Drawing(None, library=library))


def opened_once(monkeypatch: pytest.MonkeyPatch, study: Study) -> None:
    """Let every command that reads the files of a study, or its folder, take it open, and leave it open."""

    def opened(source: str, **_: object) -> AbstractContextManager[Study]:
        assert any(file.is_relative_to(Path(source).resolve()) for file in study.files)
        return nullcontext(study)

    monkeypatch.setattr(pv.api, "open_study", opened)


def folder_of(
    folder: Path,
    adsl: pd.DataFrame | None,
    adae: pd.DataFrame | None,
    text: str = "",
    *,
    arms: str = ARMS,
    encoding: str = "utf-8",
) -> Path:
    """Return the folder, now with adsl.csv, adae.csv and a study.toml with `text` in it."""
    for name, frame in {"adsl": adsl, "adae": adae}.items():
        if frame is not None:
            frame.to_csv(folder / f"{name}.csv", index=False, encoding=encoding)
    (folder / "study.toml").write_text(HEAD + text + arms, encoding="utf-8")
    return folder
