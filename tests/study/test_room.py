"""How much memory a run may take, whether a study fits into it, and that what does not fit is written to disk."""

from pathlib import Path
from typing import NoReturn

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import pv
from command import folder_of, refused
from pv.cli.failure import failure
from pv.engine import Engine, Limits
from pv.errors import SettingError
from pv.memory import SHARE, amount, in_words, of_machine
from small_study import ARMS, CONTROL, HEAD, events, small_study, subjects


@pytest.mark.parametrize(
    ("text", "size"),
    [("4GB", 4 * 10**9), ("1.5 gb", 15 * 10**8), ("512MiB", 512 * 2**20), (" 2 TiB ", 2**41), ("900MB", 9 * 10**8)],
)
def test_an_amount_is_read_with_its_unit(text: str, size: int) -> None:
    assert amount(text) == size
    assert Limits.asked(text, None).memory == size


@pytest.mark.parametrize("text", ["4", "4XB", "GB", "-4GB", "4,5GB", "half", "", "4 GB RAM"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(SettingError, match=r"is not an amount of memory .*such as 4GB"):
        amount(text)


@pytest.mark.parametrize("text", ["1000001TB", "999999999TB", f"{'9' * 400}GB"])
def test_more_than_any_machine_has_is_refused(text: str) -> None:
    with pytest.raises(SettingError, match="more memory than any machine has"):
        amount(text)
    Limits.asked("1000000TB", None)


def test_an_amount_in_words_is_never_less_than_it_is() -> None:
    for size in (1, 999_000_000, 999_000_001, 10**9, 1_234_567_890, 40 * 10**9 + 1):
        assert size <= amount(in_words(size)) <= size * 1.1 + 10**6


def control_group(root: Path, line: str, **limits: str) -> Path:
    """Return a root of a file system in which a process is in a control group; limits by path, / written __."""
    (root / "proc/self").mkdir(parents=True)
    (root / "proc/self/cgroup").write_text(f"{line}\n", encoding="ascii")
    for place, text in limits.items():
        file = root / "sys/fs/cgroup" / place.replace("__", "/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.with_name({"max": "memory.max", "bytes": "memory.limit_in_bytes"}[file.name]).write_text(text)
    return root


def test_a_container_has_what_its_control_groups_leave(tmp_path: Path) -> None:
    machine = of_machine(tmp_path / "none")
    assert machine is not None
    small = 64 * 2**20
    roots = {
        "itself": control_group(tmp_path / "a", "0::/", max=f"{small}\n"),
        "above": control_group(tmp_path / "b", "0::/jobs/mine", jobs__mine__max="max\n", jobs__max=f"{small}\n"),
        "seen from the host": control_group(tmp_path / "c", "0::/docker/0123", max=str(small)),
        "version 1": control_group(tmp_path / "d", "7:cpu,memory:/x", memory__x__bytes=str(small)),
    }
    assert {how: of_machine(root) for how, root in roots.items()} == dict.fromkeys(roots, small)
    no_limit = control_group(tmp_path / "e", "7:memory:/", memory__bytes="9223372036854771712")
    assert of_machine(no_limit) == machine


def test_without_being_told_a_run_takes_its_share(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pv.engine.limits.of_machine", lambda: 8 * 10**9)
    assert Limits.asked(None, None).memory == 6 * 10**9 == 8 * 10**9 * SHARE
    monkeypatch.setattr("pv.engine.limits.of_machine", lambda: None)
    assert Limits.asked(None, None) == Limits()


def test_a_study_that_cannot_fit_says_so_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: object) -> NoReturn:
        raise AssertionError

    monkeypatch.setattr("pv.study.build.read_inputs", read)
    rows = 4_000_000
    pq.write_table(
        pa.table({name: pa.nulls(rows, pa.string()) for name in ("USUBJID", "AETERM")}), tmp_path / "adae.parquet"
    )
    subjects({}).to_csv(tmp_path / "adsl.csv", index=False)
    (tmp_path / "study.toml").write_text(HEAD + ARMS, encoding="utf-8")
    said = refused("check", tmp_path, "--memory", "1GB")
    # 400 MB and 30 bytes for each of 8 million values; 60 MB and 300 bytes for each of 4 million records; one subject.
    assert "about 4,000,001 records and needs about 2.0GB, but is given 1.0GB (--memory 2.0GB" in said
    with pytest.raises(AssertionError):
        pv.open_study(tmp_path, memory="2.0GB")


def test_the_tables_of_a_study_are_the_same_in_little_memory(tmp_path: Path) -> None:
    with small_study(tmp_path, subjects({}, CONTROL), events({}, {})) as study:
        expected = study.table("incidence")
    folder = folder_of(tmp_path, subjects({}, CONTROL), events({}, {}))
    spill = tmp_path / "spill"
    spill.mkdir()
    with pv.open_study(folder, memory="500MB", spill=spill) as study:
        pd.testing.assert_frame_equal(study.table("incidence"), expected)
        engine = study._built.engine
        # What Python is reckoned to take (400 MB and little more) is not given to DuckDB.
        assert engine.limits.memory is not None
        assert 95 * 10**6 < engine.limits.memory < 100 * 10**6
        settings = engine.connection.sql("select current_setting('memory_limit'), current_setting('temp_directory')")
        limit, place = settings.fetchall()[0]
        assert amount(limit) == pytest.approx(engine.limits.memory, rel=0.01)
        assert Path(place).parent == spill
    assert list(spill.iterdir()) == []


def test_what_exceeds_the_memory_is_spilled_and_nothing_of_it_stays(tmp_path: Path) -> None:
    numbers = np.arange(200_000)
    frame = pd.DataFrame({"key": (numbers * 7919 % 200_000).astype(str), "text": [f"{n:0100d}" for n in numbers]})
    engine = Engine(limits=Limits(20_000_000, tmp_path))
    engine.load("many", frame)
    assert [file for folder in tmp_path.iterdir() for file in folder.iterdir()]
    summed = engine.connection.sql("select sum(key::bigint)::bigint, sum(right(text, 9)::bigint)::bigint from many")
    assert summed.fetchall() == [(int(numbers.sum()),) * 2]
    engine.close()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_take_temporary_files_is_named(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, subjects({}, CONTROL), events({}))
    for place in (tmp_path / "nowhere", folder / "adsl.csv"):
        assert refused("check", folder, "--spill", place).startswith(
            f"error: {place}: no temporary files can be written"
        )
    assert refused("check", folder, "--spill", "").startswith(
        "error: spill: the folder has no name (an existing folder"
    )
    assert "is not an amount of memory" in refused("check", folder, "--memory", "4XB")


def test_a_full_disk_is_told_from_a_full_memory(tmp_path: Path) -> None:
    spill = str(tmp_path / "spill")
    little = {"memory_limit": "20MB", "temp_directory": spill, "max_temp_directory_size": "1MB"}
    with duckdb.connect(config={**little}) as database, pytest.raises(duckdb.OutOfMemoryException) as full:
        database.execute("create table x as select hash(i) as a, hash(i + 1)::text as b from range(1000000) t(i)")
    assert failure(full.value).lines[0].startswith("error: the disk with the temporary files is full (free some space;")
    with duckdb.connect(config={**little, "temp_directory": ""}) as database, pytest.raises(duckdb.Error) as no_memory:
        database.execute("create table x as select hash(i) as a, hash(i + 1)::text as b from range(1000000) t(i)")
    assert failure(no_memory.value).lines[0].startswith("error: there is not enough memory (")
