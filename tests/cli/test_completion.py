"""The shell offers studies, tables and displays."""

import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

import pilot
from pv.cli.main import cli
from pv.display.catalogue import displays


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


TITLED = """
[[report.chapter]]
name = "terms"
displays = [
  "overview",
  { display = "risk_difference", level = "PT", title = "By term" },
  { display = "overview", title = "By term, once more" },
]
"""


def test_displays_are_offered_those_that_the_study_file_gives_a_title_by_it_first(tmp_path: Path) -> None:
    (tmp_path / "study.toml").write_text(TITLED, encoding="utf-8")
    assert offered("show", str(tmp_path), "By") == ["By term", "By term, once more"]
    assert offered("show", str(tmp_path / "study.toml"), "overv") == ["overview"]
    assert set(offered("show", str(tmp_path), "")) == {"By term", "By term, once more", *displays()}
    assert set(offered("show", "cdisc-pilot", "")) == set(displays())


@pytest.mark.parametrize(
    "text", ["[[report", "report = 1", "[report]\nchapter = [1]", "[[report.chapter]]\ndisplays = 2"]
)
def test_a_study_file_that_cannot_be_read_offers_no_title(tmp_path: Path, text: str) -> None:
    (tmp_path / "study.toml").write_text(text, encoding="utf-8")
    assert set(offered("show", str(tmp_path), "")) == set(displays())


def test_bash_takes_a_title_for_one_word(tmp_path: Path) -> None:
    (tmp_path / "study.toml").write_text(TITLED, encoding="utf-8")
    program = f"{Path(sys.executable).parent}/pv-safety"
    script = f"""
        eval "$(_PV_SAFETY_COMPLETE=bash_source '{program}')"
        COMP_WORDS=(pv-safety show '{tmp_path}' 'By\\ te'); COMP_CWORD=3
        _pv_safety_completion '{program}'
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    bash = shutil.which("bash")
    assert bash is not None
    offered_there = subprocess.run([bash, "-c", script], capture_output=True, text=True, check=True).stdout
    # What bash puts into the line is read as one word again.
    assert [shlex.split(line) for line in offered_there.splitlines()] == [["By term"], ["By term, once more"]]
