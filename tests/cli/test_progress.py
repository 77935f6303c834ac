"""How far a run is: told to people on a terminal, to machines as JSON, to a pipe not at all."""

import importlib
import json
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from command import folder_of, run
from pv.cli import progress
from pv.stages import Stages, Step
from small_study import CONTROL, events, subjects


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder_of(tmp_path_factory.mktemp("small"), subjects({}, CONTROL), events({}, {}, {}))


def told(stages: Stages) -> list[Step]:
    """Return the steps that are told from now on, without their seconds."""
    heard: list[Step] = []
    stages.listener = lambda step: heard.append(Step(step.stage, step.done, step.total, step.records))
    return heard


def test_each_part_of_a_stage_is_told() -> None:
    stages = Stages()
    heard = told(stages)
    stages.advance(7)  # no stage runs
    with stages.stage("compute", 3):
        stages.advance(10)
        with stages.stage("import"):
            stages.advance(4)  # not divided: it ends when it ends
        stages.advance(20)
    assert heard == [
        Step("compute", 0, 3, 0),
        Step("compute", 1, 3, 10),
        Step("import", 0, 1, 0),
        Step("import", 0, 1, 4),
        Step("import", 1, 1, 4),
        Step("compute", 2, 3, 30),
        Step("compute", 3, 3, 30),
    ]
    assert list(stages.seconds) == ["import", "compute"]


def test_a_stage_that_fails_is_not_told_as_done() -> None:
    stages = Stages()
    heard = told(stages)
    with suppress(ValueError), stages.stage("read", 2):
        stages.advance(1)
        raise ValueError
    assert [step.done for step in heard] == [0, 1]


def test_a_machine_reads_a_build(folder: Path, tmp_path: Path) -> None:
    done = run("build", folder, "--out", tmp_path / "x.duckdb", "--progress", "json")
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert all(list(line) == ["stage", "done", "total", "records", "seconds"] for line in lines)
    entries: list[list[dict[str, Any]]] = []
    for line in lines:
        if line["done"] == line["records"] == 0 and (
            not entries or entries[-1][-1]["done"] == entries[-1][-1]["total"]
        ):
            entries.append([])
        entries[-1].append(line)
    assert [entry[0]["stage"] for entry in entries] == [
        "import",
        "read",
        "check",
        "compute",
        "check",
        "compute",
        "write",
    ]
    for entry in entries:
        assert [line["done"] for line in entry] == sorted(line["done"] for line in entry)
        assert entry[-1]["done"] == entry[-1]["total"]
    assert entries[1][-1]["records"] == 2 + 3  # subjects and events
    # One line as it begins, one a table, one as it ends.
    tables = int(done.stdout.rsplit(": ", 1)[1].split()[0])
    assert (entries[-1][0]["total"], len(entries[-1])) == (tables, tables + 2)
    # What computing makes is known before: nothing is made that was not foreseen.
    computed = entries[-2]
    assert len(computed) - 2 == computed[0]["total"]


@pytest.mark.parametrize("how", [(), ("--progress", "none")])
def test_a_pipe_hears_nothing_and_needs_no_rich(
    folder: Path, how: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "rich"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "rich", None)
    importlib.reload(progress)
    assert run("check", folder, *how).stderr == ""


def test_a_terminal_sees_stage_tables_and_records(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")  # rich takes the stream for a terminal
    drawn = run("check", folder, "--progress", "bar")
    assert "check" in drawn.stderr
    assert drawn.stdout == run("check", folder).stdout
    assert progress.counted(Step("compute", 12, 95, 1_204_000, 4)) == "12 of 95, 1,204,000 records, 301,000/s"
    assert progress.counted(Step("read", 0, 1, 5, 0.1)) == "5 records"
    assert progress.counted(Step("import")) == ""
