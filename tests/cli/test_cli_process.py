"""The command line as programs of its own: streams, statuses, pipes. The wheel is told to report by another test."""

import os
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper
from pathlib import Path

import duckdb
import pytest

import pv
from command import drawn_here, folder_of, opened_once, refused, run
from pv.cli.main import main
from small_study import CONTROL, events, subjects


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a small study with an event of a subject that is not in ADSL, and its events in DuckDB."""
    adae = events({}, {"AETERM": "頭痛"}, {"USUBJID": "X"})
    folder = folder_of(tmp_path_factory.mktemp("small"), subjects({}, CONTROL), adae)
    with duckdb.connect(str(folder / "study.duckdb")) as database:
        database.from_df(adae).create("adae")
    return folder


@pytest.fixture(scope="module")
def study(folder: Path) -> Iterator[pv.Study]:
    """Return the study of that folder, opened once."""
    with pv.open_study(folder) as opened:
        yield opened


def process(*arguments: object, folder: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Return what `python -m pv` did, started in another folder than the checkout."""
    return subprocess.run(
        [sys.executable, "-m", "pv", *map(str, arguments)],
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_process_gives_the_same_status_and_streams(
    folder: Path, study: pv.Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened_once(monkeypatch, study)
    found = process("check", folder, folder=tmp_path)
    assert (found.returncode, found.stderr) == (1, "")
    assert found.stdout.splitlines()[2:] == run("check", folder).stdout.splitlines()[2:]
    wrong = process("check", "cdisc-pilor", folder=tmp_path)
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert wrong.stderr.startswith("error: cdisc-pilor: there is no such study (did you mean 'cdisc-pilot'? known: ")
    assert len(wrong.stderr.splitlines()) == 1


def test_a_report_that_cannot_be_written_says_so_and_leaves_nothing(
    folder: Path, study: pv.Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn_here(monkeypatch)
    opened_once(monkeypatch, study)
    before = sorted(folder.iterdir())
    for place in (folder / "nowhere" / "x.html", folder, "/dev/null"):
        assert refused("report", folder, "--out", place).startswith(f"error: {place}: cannot be written: ")
    assert sorted(folder.iterdir()) == before


def test_a_term_that_the_terminal_cannot_show_does_not_stop_the_output(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = BytesIO()
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(shown, encoding="latin-1", write_through=True))
    monkeypatch.setattr(
        sys, "argv", ["pv-safety", "sql", str(folder / "study.duckdb"), "select AETERM from adae where AESEQ = 2"]
    )
    with pytest.raises(SystemExit) as ended:
        main()
    assert (ended.value.code, shown.getvalue().split()) == (0, [b"AETERM", b"\\u982d\\u75db"])


def test_a_closed_pipe_is_no_error(folder: Path, tmp_path: Path) -> None:
    # More than the 64 kB that a pipe holds.
    command = f"'{sys.executable}' -m pv sql '{folder / 'study.duckdb'}' 'from range(100000)' | head -n 1"
    done = subprocess.run(["/bin/sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert (done.stdout.strip(), done.stderr) == ("range", "")
