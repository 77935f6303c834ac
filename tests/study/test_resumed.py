"""A build that was killed is continued from what it had finished, to the same tables, unless anything has changed."""

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

import duckdb
import pandas as pd
import pytest

import pv
from command import folder_of, run
from pv.engine import WorkFile
from pv.errors import OutputError
from pv.study import resumed
from pv.study.setting.definition import read_study
from pv.study.table import subject_range
from small_study import CONTROL, events, subjects

#: At which finished table, counted from the checks on, the run is killed; and once while a table is made by ranges.
KILLED = (1, 90)
RANGES = "ranges"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    adae = events({"AETOXGR": "3"}, {"AEDECOD": "Nausea", "ASTDT": "2020-01-14"}, {"USUBJID": "C1"}, {"USUBJID": "X"})
    return folder_of(tmp_path_factory.mktemp("small"), subjects({}, {}, CONTROL), adae)


def tables_of(study: pv.Study) -> dict[str, pd.DataFrame]:
    return {name: study.table(name) for name in study.tables()["table"]}


def image(work: Path, place: Path) -> None:
    """Copy a work file as the disk has it now, which is what a killed process leaves."""
    place.mkdir()
    for file in work.parent.glob(f"{work.name}*"):
        shutil.copy(file, place / file.name)


@pytest.fixture(scope="module")
def killed(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with what is left of a build that is killed at several moments."""
    place = tmp_path_factory.mktemp("killed")
    work = place / "x.partial"
    finish, count = WorkFile.finish, [0]

    def finished(self: WorkFile, name: str) -> None:
        finish(self, name)
        count[0] += self._kept
        if count[0] in KILLED:
            image(work, place / str(count[0]))
        if len([*place.glob("*/")]) > len(KILLED):
            raise KeyboardInterrupt  # there is an image of each moment

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WorkFile, "finish", finished)
        patch.setattr(subject_range, "RECORDS_AT_A_TIME", 1)
        with pv.open_study(folder, work_file=work) as study:
            load, engine = study._built.engine.load, study._built.engine
            assert engine.ranges == 3

            def loaded(name: str, frame: pd.DataFrame, dates: Iterable[str] = ()) -> None:
                load(name, frame, dates)
                if name == "subject_range" and frame["first_subject"].item() == 2 and not (place / RANGES).exists():
                    image(work, place / RANGES)

            patch.setattr(engine, "load", loaded)
            with pytest.raises(KeyboardInterrupt):
                study.build(place / "x.duckdb")
    assert work.exists()
    assert not (place / "x.duckdb").exists()
    return place


@pytest.fixture(scope="module")
def undisturbed(folder: Path) -> dict[str, pd.DataFrame]:
    with pv.open_study(folder) as study:
        return tables_of(study)


def held(found: Mapping[str, pd.DataFrame], expected: Mapping[str, pd.DataFrame]) -> None:
    assert found.keys() == expected.keys()
    for name, frame in expected.items():
        pd.testing.assert_frame_equal(found[name], frame, obj=name)


@pytest.mark.parametrize("moment", [*map(str, KILLED), RANGES])
def test_a_killed_build_goes_on_to_the_same_tables(
    moment: str, folder: Path, killed: Path, undisturbed: Mapping[str, pd.DataFrame], monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(*_: object) -> None:
        raise AssertionError("nothing is read again")

    monkeypatch.setattr("pv.study.build.read_inputs", read)
    with pv.open_study(folder, work_file=killed / moment / "x.partial") as study:
        assert study.resumed.startswith("An interrupted build is continued: ")
        before = study._built.engine.work.finished  # type: ignore[union-attr]  # it has one
        assert {"findings", "accounting", "adae", "adsl_set_aside"} <= before
        assert {"manifest", "reconciliation"} <= study._built.engine.pending(undisturbed)
        held(tables_of(study), undisturbed)


def test_every_file_the_options_and_the_program_are_in_the_digests(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = shutil.copytree(folder, tmp_path / "copy")
    file = copy / "study.toml"
    file.write_text(
        file.read_text().replace('title = "A small study"', 'title = "A small study"\nfacts = "facts.toml"')
    )

    def digests(listed: int | None = 1000) -> dict[str, str]:
        return resumed.made_from(read_study(copy), listed)

    def changed(listed: int | None = 1000) -> set[str]:
        """Return what differs from before, files by their names."""
        now = digests(listed)
        return {Path(name).name for name in {*now, *before} if now.get(name) != before.get(name)}

    before = digests()
    assert changed() == set()
    assert changed(None) == {resumed.CHOICES}
    for name in ("adae.csv", "adex.csv", "facts.toml"):  # one that is read, and two that come
        with (copy / name).open("a", encoding="utf-8") as text:
            text.write("\n")
        assert changed() == {name}
        before = digests()
    (copy / "adex.csv").unlink()
    assert changed() == {"adex.csv"}
    before = digests()
    file.write_text(file.read_text() + "\n")
    assert changed() == {resumed.STUDY_FILE}
    before = digests()
    monkeypatch.setattr(resumed, "version", lambda _package: "0.0")
    assert changed() == {resumed.PROGRAM}


def test_nothing_is_used_of_what_does_not_agree(folder: Path, killed: Path, tmp_path: Path) -> None:
    work, source = tmp_path / "x.partial", shutil.copytree(killed / "90", tmp_path / "left") / "x.partial"
    duckdb.connect(str(source)).close()  # what was not in the file yet, but in the log beside it, goes into it
    agreeing = resumed.made_from(read_study(folder), 1000)

    def looked_at(digests: Mapping[str, str], *, fresh: bool = False) -> WorkFile:
        shutil.copy(source, work)
        found = WorkFile(work, digests, fresh=fresh)
        assert work.exists() is (found.state is not None)
        return found

    assert looked_at(agreeing).state is not None
    for name in agreeing:
        found = looked_at(agreeing | {name: "another"})
        assert (found.state, found.finished) == (None, frozenset())
        assert found.said == f"What an interrupted build had finished is not used: {name} has changed since then."
        assert looked_at({other: digest for other, digest in agreeing.items() if other != name}).state is None
    assert looked_at(agreeing | {"/a/new.xpt": "x"}).said.endswith(": /a/new.xpt has changed since then.")
    fresh = looked_at(agreeing, fresh=True)
    assert (fresh.state, fresh.said) == (None, "")
    shutil.copy(source, work)
    with duckdb.connect(str(work)) as database:
        database.execute("drop table adae")
    assert WorkFile(work, agreeing, fresh=False).said.endswith("a table of it is missing.")


def test_a_file_that_no_build_has_left_stays(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "a.partial").write_text("my notes", encoding="utf-8")
    with duckdb.connect(str(tmp_path / "b.partial")) as database:
        database.execute("create table mine as select 1 as a")
    for name in ("a.partial", "b.partial"):
        before = (tmp_path / name).read_bytes()
        with pytest.raises(OutputError, match="is in the way: it is not what an interrupted build leaves"):
            WorkFile(tmp_path / name, resumed.made_from(read_study(folder), 1000), fresh=True)
        assert (tmp_path / name).read_bytes() == before
    # Nothing in it can be gone on from, and the command does not say so.
    refused = run("build", folder, "--out", tmp_path / "a")
    assert "is in the way" in refused.stderr
    assert "keeps what is finished" not in refused.stderr


def test_an_interrupted_command_says_how_to_go_on(
    folder: Path, killed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, work = tmp_path / "x.duckdb", tmp_path / "x.duckdb.partial"

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("pv.study.build.accept_all", stopped)
        first = run("build", folder, "--out", file)
    assert (first.exit_code, [*tmp_path.iterdir()]) == (130, [])  # nothing was finished
    for left in (killed / "90").iterdir():
        shutil.copy(left, tmp_path / left.name.replace("x.", "x.duckdb.", 1))
    with monkeypatch.context() as patch:
        patch.setattr("pv.holding.export", stopped)
        second = run("build", folder, "--out", file)
    assert (second.exit_code, [*tmp_path.iterdir()]) == (130, [work])
    assert f"{work} keeps what is finished: the same command goes on from it" in second.stderr
    third = run("build", folder, "--out", file)
    assert third.stderr.startswith("An interrupted build is continued: ")
    assert (third.exit_code, [*tmp_path.iterdir()]) == (0, [file])
