"""Outputs that cannot be written, tables that are not there, queries that are none: one clear message, status 2."""

import errno
import os
import random
import re
import resource
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import permutations
from pathlib import Path

import pandas as pd
import pytest

import pv
from command import drawn_here, folder_of, opened_once, refused
from pv.api import Study
from pv.engine import Engine
from pv.engine.database_file import export
from pv.engine.user_query import CHANGES, NO_QUERY, NO_SUCH, NOT_SQL, REACHES, UNANSWERED
from pv.errors import OutputError
from pv.output import made_folder, whole, whole_files, write_frame, write_frames
from small_study import CONTROL, events, subjects

FRAME = pd.DataFrame({"a": [1]})

#: What is said of a file that is larger than the disk has room for.
FULL_DISK = re.escape(f"{os.strerror(errno.EFBIG)} (free some space, or write elsewhere)")

#: Where nothing can be written -> why. Tests may run as root, whom no permission bit stops.
PLACES = {
    "nowhere/x.csv": "cannot be written: there is no folder",
    "file/x.csv": "cannot be written: there is no folder",
    "folder.csv": "cannot be written: it is a folder (a file in it)",
    "/proc/x.csv": "cannot be written: No such file or directory",
    "/proc/x.parquet": "cannot be written: No such file or directory",
    "pipe.csv": "cannot be written: it is not a regular file (a file)",
    "x.txt": "'.txt' is not a supported format (known: .csv, .parquet)",
    "x": "'' is not a supported format (known: .csv, .parquet)",
    "x" * 300 + ".csv": "cannot be written: File name too long",
}


@pytest.mark.parametrize("place", PLACES)
def test_a_place_where_nothing_can_be_written_is_named(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("kept", encoding="utf-8")
    (tmp_path / "folder.csv").mkdir()
    os.mkfifo(tmp_path / "pipe.csv")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(OutputError) as caught:
        write_frame(tmp_path / place, FRAME)
    assert str(caught.value).startswith(f"{tmp_path / place}: {PLACES[place]}")
    assert "partial" not in str(caught.value)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_write_that_fails_half_way_leaves_the_file_that_was_there(tmp_path: Path) -> None:
    target = tmp_path / "x.html"
    target.write_text("before", encoding="utf-8")

    def disk_full() -> None:
        with whole(target) as partial:
            partial.write_text("half", encoding="utf-8")
            raise OSError(28, "No space left on device")

    with pytest.raises(OutputError, match=r"x\.html: cannot be written: No space left on device"):
        disk_full()
    assert target.read_text(encoding="utf-8") == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["x.html"]


#: Two runs on one target: each begins, writes half of its file, then the other half, and ends.
ORDERS = sorted({order for order in permutations("AAAABBBB") if order[0] == "A"})


@pytest.mark.parametrize("order", [ORDERS[at] for at in range(0, len(ORDERS), 5)], ids="".join)
def test_of_two_runs_on_one_output_the_file_is_always_whole(tmp_path: Path, order: tuple[str, ...]) -> None:
    target = tmp_path / "o.html"
    target.write_text("before", encoding="utf-8")

    def steps(name: str) -> Iterator[None]:
        with whole(target) as partial, partial.open("w", encoding="utf-8") as file:
            yield
            file.write(name * 1000)
            file.flush()
            yield
            file.write(name * 1000)
            yield

    runs = {name: steps(name) for name in "AB"}
    published = "before"
    seen = Counter[str]()
    for name in order:
        next(runs[name], None)
        seen[name] += 1
        published = name * 2000 if seen[name] == 4 else published  # it has ended well: its file is there, and whole
        assert target.read_text(encoding="utf-8") == published
    assert [path.name for path in tmp_path.iterdir()] == ["o.html"]


@pytest.mark.parametrize("stop", [KeyboardInterrupt, MemoryError, RuntimeError, OSError])
def test_nothing_is_left_whatever_ends_a_run(tmp_path: Path, stop: type[BaseException]) -> None:
    def stopped() -> None:
        with made_folder(tmp_path / "a" / "b"), whole_files([tmp_path / "x", tmp_path / "a" / "b" / "y"]) as (x, y):
            x.write_text("half", encoding="utf-8")
            y.with_name("y.wal").write_text("a log", encoding="utf-8")
            y.with_name("y.tmp").mkdir()
            raise stop

    with pytest.raises((stop, OutputError)):
        stopped()
    assert list(tmp_path.rglob("*")) == []


def test_of_several_files_all_are_written_or_none(tmp_path: Path) -> None:
    (tmp_path / "incidence.parquet").write_text("before", encoding="utf-8")
    (tmp_path / "z.parquet").mkdir()
    with pytest.raises(OutputError, match=r"z\.parquet: cannot be written: it is a folder"):
        write_frames(tmp_path, {"incidence": FRAME, "z": FRAME})
    assert (tmp_path / "incidence.parquet").read_text(encoding="utf-8") == "before"
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["incidence.parquet", "z.parquet"]


@pytest.fixture
def small_disk() -> Iterator[None]:
    """Let no file become larger than 4 kB, which is what a full disk does to a file."""
    with largest_file(4096):
        yield


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """Let no file become larger than so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.usefixtures("small_disk")
@pytest.mark.parametrize("name", ["x.csv", "x.parquet"])
def test_a_table_that_does_not_fit_on_the_disk_is_one_error(tmp_path: Path, name: str) -> None:
    rng = random.Random(1)  # noqa: S311  # numbers that do not compress
    frame = pd.DataFrame({"a": [rng.random() for _ in range(10_000)]})
    with pytest.raises(OutputError) as caught:
        write_frame(tmp_path / name, frame)
    assert re.fullmatch(f"{re.escape(str(tmp_path / name))}: cannot be written: {FULL_DISK}", str(caught.value))
    assert list(tmp_path.iterdir()) == []


def test_a_build_that_does_not_fit_on_the_disk_leaves_nothing(
    small: Path, study: Study, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn_here(monkeypatch)
    before = {path: path.read_bytes() for path in small.rglob("*") if path.is_file()}
    assert len(study.table("incidence"))
    request.getfixturevalue("small_disk")
    for target, parquet in (("study.duckdb", None), ("new.duckdb", "tables")):
        with pytest.raises(OutputError, match=f"duckdb: cannot be written: {FULL_DISK}$"):
            study.build(small / target, parquet=parquet and small / parquet)
    with pytest.raises(OutputError, match=r"html: cannot be written: "):
        study.report(small / "safety.html")
    assert {path: path.read_bytes() for path in small.rglob("*") if path.is_file()} == before
    assert not (small / "tables").exists()


def test_a_database_that_fits_in_part_is_one_error(tmp_path: Path) -> None:
    # The file takes 536,576 bytes, its log 160,718: where the log fits and the file does not, it is said, too.
    engine = Engine()
    rng = random.Random(1)  # noqa: S311  # numbers that do not compress
    engine.load("x", pd.DataFrame({"a": [rng.random() for _ in range(20_000)]}))
    for size in (10_000, 100_000, 200_000, 300_000, 500_000):
        with largest_file(size), pytest.raises(OutputError, match=r"x\.duckdb: cannot be written: ") as caught:
            write(engine, tmp_path / "x.duckdb")
        said = str(caught.value).partition("cannot be written: ")[2]
        assert re.fullmatch(f"{FULL_DISK}|the system did not accept all of it", said)
        assert list(tmp_path.iterdir()) == []
    engine.close()


def write(engine: Engine, target: Path) -> None:
    """Write the tables of an engine as a build does."""
    with whole(target) as partial:
        export(engine, partial, {}, {})


def test_what_a_link_points_to_is_written_and_the_link_stays(tmp_path: Path) -> None:
    (tmp_path / "link.csv").symlink_to(tmp_path / "target.csv")
    write_frame(tmp_path / "link.csv", FRAME)
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "target.csv").read_bytes() == b"a\r\n1\r\n"


def test_times_of_day_are_kept_and_days_are_days(tmp_path: Path) -> None:
    times = pd.to_datetime(["2014-01-02T08:30", "NaT"]).astype("datetime64[us]")
    days = pd.to_datetime(["2014-01-02", "NaT"]).astype("datetime64[s]")
    write_frame(tmp_path / "x.csv", pd.DataFrame({"time": times, "day": days}))
    assert (tmp_path / "x.csv").read_bytes() == b"time,day\r\n2014-01-02 08:30:00,2014-01-02\r\n,\r\n"


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    """Return a study without fault, opened once."""
    with pv.open_study(folder_of(tmp_path_factory.mktemp("small"), subjects({}, CONTROL), events({}))) as opened:
        yield opened


@pytest.fixture(scope="module")
def small(study: Study) -> Path:
    """Return the folder of that study, with its study.duckdb and a folder in it."""
    folder = study.files[0].parent
    study.build(folder / "study.duckdb")
    (folder / "folder.csv").mkdir()
    (folder / "empty.duckdb").write_bytes(b"")
    whole_file = (folder / "study.duckdb").read_bytes()
    (folder / "cut.duckdb").write_bytes(whole_file[: len(whole_file) // 2])
    return folder


@pytest.fixture
def opened(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the commands of a test take that study open."""
    opened_once(monkeypatch, study)


@pytest.mark.usefixtures("opened")
@pytest.mark.parametrize(
    "command",
    [
        ("check", "{folder}", "--out", "{folder}/nowhere/x.csv"),
        ("table", "{folder}", "subject", "--out", "{folder}/folder.csv"),
        ("build", "{folder}", "--out", "/proc/x.duckdb"),
        ("build", "{folder}", "--out", "/dev/null"),
        ("build", "{folder}", "--out", "{folder}/x.duckdb", "--parquet", "{folder}/adsl.csv"),
        ("init", "{folder}", "--out", "{folder}/nowhere/study.toml"),
    ],
)
def test_a_command_that_cannot_write_says_where_and_leaves_nothing(small: Path, command: tuple[str, ...]) -> None:
    arguments = [part.format(folder=small) for part in command]
    before = sorted(small.rglob("*"))
    said = refused(*arguments)
    assert said.startswith(f"error: {arguments[-1]}: ")
    assert "cannot be" in said
    assert len(said.splitlines()) == 1
    assert sorted(small.rglob("*")) == before
    assert Path("/dev/null").is_char_device()


@pytest.mark.usefixtures("opened")
@pytest.mark.parametrize("name", ["incidenc", "INCIDENCE; drop table adae", ""])
def test_an_unknown_table_is_refused_and_the_nearest_named(small: Path, name: str) -> None:
    said = refused("table", small, name)
    assert "there is no such table" in said
    assert ("did you mean 'incidence'?" in said) is bool(name)


#: A query that cannot be answered -> what we say of it; DuckDB's own words follow ours and change with its versions.
QUERIES = {
    "selec 1": NOT_SQL,
    "select * from incidenc": NO_SUCH,
    "select AGEE from adsl": NO_SUCH,
    "select no_such_function(AGE) from adsl": NO_SUCH,
    "select cast(USUBJID as int) from adsl": UNANSWERED,
    "": "0 statements are given (one query)",
    "/* nothing */": "0 statements are given (one query)",
    "select 1; select 2": "2 statements are given (one query)",
    "select 1; drop table adae": "2 statements are given (one query)",
    "set threads = 1": NO_QUERY,
    "vacuum": NO_QUERY,
    "drop table adae": CHANGES,
    "truncate adae": CHANGES,
    "alter table adae add column x int": CHANGES,
    "delete from adae": CHANGES,
    "delete from adae returning *": CHANGES,
    "insert into adae select * from adae": CHANGES,
    "update adae set AESER = 'N'": CHANGES,
    "create table x (a int)": CHANGES,
    "create or replace view incidence as select 1": CHANGES,
    "explain analyze delete from adae": CHANGES,
}

#: What reaches for other files, or for its own as a file.
FILES = (
    "copy adae to '{folder}/x.csv'",
    "copy adae to '{folder}/study.duckdb'",
    "explain analyze copy adae to '{folder}/x.csv'",
    "export database '{folder}/x'",
    "attach '{folder}/x.duckdb'",
    "load httpfs",
    "select * from read_csv('{folder}/adsl.csv')",
)


@pytest.mark.parametrize("query", [*QUERIES, *FILES])
def test_a_query_that_is_none_is_refused_and_changes_nothing(small: Path, query: str) -> None:
    before = {path: path.read_bytes() for path in small.rglob("*") if path.is_file()}
    said = refused("sql", small / "study.duckdb", query.format(folder=small))
    assert said.startswith(f"error: {small / 'study.duckdb'}: {QUERIES.get(query, REACHES)}")
    assert {path: path.read_bytes() for path in small.rglob("*") if path.is_file()} == before


def test_a_query_on_a_study_in_python_changes_nothing_either(small: Path, study: Study) -> None:
    before = study.table("adae")
    for query in (*QUERIES, *FILES):
        with pytest.raises(pv.InputError) as caught:
            study.sql(query.format(folder=small))
        assert str(caught.value).startswith(f"query: {QUERIES.get(query, REACHES)}")
    assert study.sql("select 1 as a, null as b").to_dict("records") == [{"a": 1, "b": None}]
    pd.testing.assert_frame_equal(study.table("adae"), before)


def test_a_query_reads_no_python_variable(study: Study) -> None:
    with pytest.raises(pv.InputError, match=f"query: {NO_SUCH}: .*FRAME"):
        study.sql("select * from FRAME")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("adsl.csv", "is not a DuckDB file (`pv-safety build STUDY` writes one)"),
        ("empty.duckdb", "is not a DuckDB file (`pv-safety build STUDY` writes one)"),
        ("cut.duckdb", "cannot be opened: "),
        ("nowhere.duckdb", "there is no such file (`pv-safety build STUDY` writes one)"),
        ("folder.csv", "there is no such file (`pv-safety build STUDY` writes one)"),
    ],
)
def test_sql_on_what_is_no_database_is_refused(small: Path, name: str, words: str) -> None:
    assert refused("sql", small / name, "select * from incidence").startswith(f"error: {small / name}: {words}")
