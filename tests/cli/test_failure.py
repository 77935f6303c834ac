"""Whatever ends a command is one line with a status of its own, and leaves nothing behind."""

import errno
import os
import signal
import subprocess
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from test_cli_process import process

import pv.api
from command import folder_of, run
from pv.cli.failure import TerminatedError
from pv.cli.main import stop
from pv.errors import SettingError, require_docstrings
from small_study import CONTROL, events, subjects

#: What is raised -> the status, and how the line begins.
ENDS: list[tuple[BaseException, int, str]] = [
    (KeyboardInterrupt(), 130, "interrupted: no partial output is left behind"),
    (TerminatedError(), 143, "terminated by another process: "),
    (MemoryError(), 2, "error: there is not enough memory"),
    (duckdb.OutOfMemoryException("x"), 2, "error: there is not enough memory"),
    (pa.ArrowMemoryError("x"), 2, "error: there is not enough memory"),
    (OSError(errno.ENOMEM, os.strerror(errno.ENOMEM)), 2, "error: there is not enough memory"),
    (OSError(errno.ENOSPC, "full", "/x/y"), 2, "error: /x/y: No space left on device"),
    (duckdb.IOException('IO Error: Could not write file "/x": No space left on device'), 2, "error: No space left on"),
    (
        UnicodeEncodeError("ascii", "donn\u00e9es", 4, 5, "x"),
        2,
        r"error: a name with '\xe9' cannot be written in ascii",
    ),
    (ZeroDivisionError("one\nand two"), 3, "error: an internal error of pv-safety: ZeroDivisionError: one and two, "),
    (RecursionError(), 3, "error: an internal error of pv-safety: RecursionError, "),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder_of(tmp_path_factory.mktemp("small"), subjects({}, CONTROL), events({}))


@pytest.mark.parametrize("how", ENDS, ids=[repr(error) for error, _, _ in ENDS])
@pytest.mark.parametrize("debug", [(), ("--debug",)])
def test_what_ends_a_command_is_one_line(
    folder: Path, monkeypatch: pytest.MonkeyPatch, how: tuple[BaseException, int, str], debug: tuple[str, ...]
) -> None:
    error, status, begins = how

    def end(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(pv.api, "open_study", end)
    for arguments in (("check", folder, *debug), (*debug, "check", folder)):
        result = run(*arguments)
        lines = result.stderr.splitlines()
        assert (result.exit_code, result.stdout) == (status, "")
        assert lines[-1].startswith(begins)
        assert ("Traceback" in result.stderr) is bool(debug and status == 3)
        assert len(lines) == 1 or (debug and status == 3)
    if status == 3:
        assert "please report this line" in lines[-1]
        assert "tests/" not in lines[-1]


@pytest.mark.parametrize(("stop", "status"), [(KeyboardInterrupt(), 130), (ValueError(), 3)], ids=repr)
def test_nothing_is_left_of_a_command_that_is_stopped_while_it_writes(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: BaseException, status: int
) -> None:
    def end(*_: object) -> None:
        raise stop

    monkeypatch.setattr("pv.output.os.fsync", end)
    assert run("table", folder, "subject", "--out", tmp_path / "x.parquet").exit_code == status
    assert list(tmp_path.rglob("*")) == []


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_is_told_from_a_fault_whatever_a_library_makes_of_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, number: int, status: int
) -> None:
    def end(*_: object, **__: object) -> None:
        with suppress(KeyboardInterrupt, TerminatedError):
            stop(number, None)
        raise RuntimeError

    monkeypatch.setattr(pv.api, "open_study", end)
    monkeypatch.setattr(import_module("pv.cli.main"), "STOPPED", [])
    result = run("check", folder)
    assert (result.exit_code, result.stdout, len(result.stderr.splitlines())) == (status, "", 1)


def test_a_folder_that_the_locale_cannot_write_is_one_line(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "study.toml").write_text(
        (folder / "study.toml").read_text(encoding="utf-8") + '[data]\nfolder = "donn\u00e9es"\n', encoding="utf-8"
    )
    locale = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = process("check", tmp_path, folder=tmp_path, **locale)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: a name with '\\xe9' cannot be written in ascii")
    assert len(done.stderr.splitlines()) == 1


def test_without_docstrings_nothing_is_begun(tmp_path: Path) -> None:
    done = process("report", "cdisc-pilot", folder=tmp_path, PYTHONOPTIMIZE="2")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: Python runs without docstrings")
    assert len(done.stderr.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []
    for level in (0, 1):
        require_docstrings(level)
    with pytest.raises(SettingError, match="PYTHONOPTIMIZE=1 or less"):
        require_docstrings(2)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")
def test_standard_output_on_a_full_disk_is_one_line(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "x.duckdb")) as database:
        database.execute("create table x (a int)")
    command = f"'{sys.executable}' -m pv sql x.duckdb 'from x' > /dev/full"
    done = subprocess.run(["/bin/sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("error: No space left on device")
    assert len(done.stderr.splitlines()) == 1
