"""The shell offers studies and tables."""

from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

import pilot
from pv.cli.main import cli


def offered(*words: str) -> list[str]:
    """Return what the shell offers for the last word."""
    *before, begun = words
    completer = ShellComplete(cli, {}, "pv-safety", "_PV_SAFETY_COMPLETE")
    return [item.value for item in completer.get_completions(before, begun)]


def test_commands_and_built_in_studies_are_offered() -> None:
    assert offered("rep") == ["report"]
    assert offered("report", "cd") == ["cdisc-pilot"]
    assert offered("reconcile", "destiny-breast04", "destiny") == ["destiny-breast04"]


def test_study_files_and_folders_are_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "trial").mkdir()
    (tmp_path / "trial" / "study.toml").touch()
    (tmp_path / "trial" / "adsl.csv").touch()
    assert offered("check", "tr") == ["trial/"]
    assert offered("check", "trial/") == ["trial/study.toml"]
    assert offered("check", "nowhere/x") == []


def test_every_table_of_a_study_is_offered_the_results_first() -> None:
    names = offered("table", "cdisc-pilot", "")
    there = pilot.study().tables()
    assert set(there["table"]) - set(names) == {name for name in there["table"] if name.endswith("_set_aside")}
    results = set(there.loc[there["kind"] == "result", "table"])
    others = set(there["table"]) - results - {"manifest"}
    assert max(map(names.index, results)) < min(names.index(name) for name in others & set(names))
    assert offered("table", "cdisc-pilot", "hys_") == ["hys_law", "hys_law_listing"]
