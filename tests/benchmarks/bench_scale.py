"""Time, CPU and memory of check, build and report of large trials, and of others on the same question, side by side.

Run: python tests/benchmarks/bench_scale.py 100000 1000000 [--terms 1000 --classes 26 --folder FOLDER]

Each line is a process of its own. `rates` asks for subjects, events and days after the first event of any event, every
class and preferred term, by arm, in twelve categories, of treatment-emergent events; `counts` for subjects by arm,
class and term alone, which is all that csrlite answers. Answers are compared; that of `build` is its table term_count.
CPU seconds are those of user and system together; on a busy machine they mean more than the time.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import duckdb

HERE = Path(__file__).parent
WRITER = HERE.parent / "support" / "large_trial.py"
#: Peer -> the questions that it answers; ratios are to the first.
PEERS = {
    "polars": ("counts", "rates"),
    "duckdb": ("counts", "rates"),
    "pandas": ("counts", "rates"),
    "csrlite": ("counts",),
}
TOTALS = "select sum(subjects)::bigint, sum(events)::bigint, sum(days_after_event)::bigint from term_count"


@dataclass(frozen=True)
class Run:
    """What a process took.

    Attributes:
        name: of the line.
        seconds: from its start to its end.
        cpu: seconds of processor time, user and system, with those of the processes that it started.
        megabytes: the most memory that it held.
        answer: the totals that it printed.
    """

    name: str
    seconds: float
    cpu: float
    megabytes: float
    answer: tuple[int, ...] = ()


def run(name: str, command: Sequence[str | Path]) -> Run:
    """Run a command and return what it took; CalledProcessError where it fails."""
    with tempfile.TemporaryFile() as said:
        begun = time.perf_counter()
        process = subprocess.Popen([str(part) for part in command], stdout=said)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - begun
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, name)
        said.seek(0)
        text = said.read().decode()
    answer = tuple(json.loads(text).values()) if text.startswith("{") else ()
    return Run(name, seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, answer)


def ours(folder: Path, stages: Sequence[str]) -> Iterator[Run]:
    """Yield what check, build and report take."""
    product, out = [sys.executable, "-m", "pv"], folder / "made"
    out.mkdir(exist_ok=True)
    commands: dict[str, list[str | Path]] = {
        "check": ["check", folder],
        "build": ["build", folder, "--out", out / "study.duckdb"],
        "report": ["report", folder, "--out", out / "safety.html"],
    }
    for stage in stages:
        taken = run(f"pv-safety {stage}", [*product, *commands[stage]])
        if stage == "build":
            with duckdb.connect(str(out / "study.duckdb"), read_only=True) as connection:
                (answer,) = connection.sql(TOTALS).fetchall()
            taken = Run(taken.name, taken.seconds, taken.cpu, taken.megabytes, answer)
        yield taken


def theirs(folder: Path, question: str) -> Iterator[Run]:
    """Yield what each installed peer takes for a question."""
    for peer, questions in PEERS.items():
        if question in questions and find_spec(peer):
            name = f"{question}, {'DuckDB by hand' if peer == 'duckdb' else peer}"
            yield run(name, [sys.executable, HERE / f"peer_{peer}.py", question, folder])


def compared(records: int, folder: Path, stages: Sequence[str]) -> Iterator[str]:
    """Yield the lines of the table of one trial; ValueError where two answers to the rates differ."""
    rates, counts = [*theirs(folder, "rates")], [*theirs(folder, "counts")]
    product = [*ours(folder, stages)]
    answers = {taken.answer for taken in (*rates, *product) if taken.answer}
    if len(answers) > 1:
        raise ValueError(f"{records:,} records: the answers differ: {answers}")
    for first, lines in ((rates, [*product, *rates]), (counts, counts)):
        for taken in lines:
            ratios = ("", "")
            if first:
                ratios = (f"{taken.cpu / first[0].cpu:.1f}", f"{taken.megabytes / first[0].megabytes:.1f}")
            numbers = (f"{taken.seconds:.1f}", f"{taken.cpu:.1f}", f"{taken.megabytes:,.0f}", *ratios)
            yield f"| {records:,} | {taken.name} | {' | '.join(numbers)} |"


def main() -> None:
    """Make the data and print the table."""
    asked = argparse.ArgumentParser(description="Compare the cost of a large trial with that of others.")
    asked.add_argument("records", type=int, nargs="+")
    asked.add_argument("--folder", type=Path, help="where the data are kept; by default nowhere")
    asked.add_argument("--stages", nargs="*", default=["check", "build", "report"], help="what is run of pv-safety")
    for name, value in (("subject-records", 8), ("terms", 1000), ("classes", 26)):
        asked.add_argument(f"--{name}", default=value, type=int)
    given = asked.parse_args()
    shape = [f"--{name}={getattr(given, name.replace('-', '_'))}" for name in ("subject-records", "terms", "classes")]
    say = sys.stdout.write
    say("| records | | seconds | CPU s | peak MB | CPU, ratio | memory, ratio |\n|--:|---|--:|--:|--:|--:|--:|\n")
    for records in given.records:
        with tempfile.TemporaryDirectory() as place:
            folder = (given.folder or Path(place)) / str(records)
            if not (folder / "study.toml").exists():
                run("data", [sys.executable, WRITER, str(records), folder, *shape])
            for line in compared(records, folder, given.stages):
                say(f"{line}\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main()
