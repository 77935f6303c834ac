"""Kill a build of a generated trial at ten random moments, start it again, and compare tables and report byte by byte.

`python .ci/interrupted.py [EVENTS] [SEED]`: the moments come from the seed, which is printed.
"""

import filecmp
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

import pv

KILLS = 10
STUDY = """
[study]
id = "KILLED"
title = "A generated trial"
[[arm]]
name = "Active"
role = "investigational"
[[arm]]
name = "Placebo"
role = "comparator"
"""


def generated(folder: Path, events: int) -> Path:
    """Write a trial with so many events, eight a subject, and return its folder."""
    folder.mkdir()
    draw, subjects = np.random.default_rng(20261129), max(events // 8, 2)
    start = np.datetime64("2024-01-01") + draw.integers(0, 300, subjects)
    names = np.array([f"S-{number:07d}" for number in range(subjects)])
    adsl = {
        "STUDYID": "KILLED",
        "USUBJID": names,
        "TRT01A": np.where(draw.random(subjects) < 0.5, "Active", "Placebo"),  # noqa: PLR2004  # two arms
        "SAFFL": "Y",
        "TRTSDT": start.astype(str),
        "TRTEDT": (start + draw.integers(1, 200, subjects)).astype(str),
    }
    owner, term = np.sort(draw.integers(0, subjects, events)), draw.zipf(1.4, events) % 500
    adae = {
        "STUDYID": "KILLED",
        "USUBJID": names[owner],
        "AESEQ": np.arange(1, events + 1),
        "AETERM": np.char.add("Term ", term.astype(str)),
        "AEDECOD": np.char.add("Term ", term.astype(str)),
        "AEBODSYS": np.char.add("Class ", (term % 20).astype(str)),
        "ASTDT": (start[owner] + draw.integers(-10, 220, events)).astype(str),
        "AESER": np.where(draw.random(events) < 0.1, "Y", "N"),  # noqa: PLR2004  # a tenth is serious
        "AETOXGR": draw.integers(1, 6, events).astype(str),
    }
    pd.DataFrame(adsl).to_parquet(folder / "adsl.parquet", index=False)
    pd.DataFrame(adae).to_parquet(folder / "adae.parquet", index=False)
    (folder / "study.toml").write_text(STUDY, encoding="utf-8")
    return folder


def started(study: Path, place: Path) -> "subprocess.Popen[str]":
    """Start a build into a folder."""
    command = [sys.executable, "-m", "pv", "build", study, "--out", place / "x.duckdb", "--parquet", place / "tables"]
    return subprocess.Popen(list(map(str, command)), stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)  # noqa: S603  # our own command


def reported(study: Path, place: Path, work: Path | None = None) -> bytes:
    """Return the page of a study, of what is finished in a work file where there is one."""
    with pv.open_study(study, work_file=work) as opened:
        return opened.report(place / "page.html").read_bytes()


def same(one: Path, other: Path) -> bool:
    """Return whether two folders have the same files with the same bytes."""
    names = sorted(path.name for path in one.iterdir())
    differing = filecmp.cmpfiles(one, other, names, shallow=False)[1:]
    return names == sorted(path.name for path in other.iterdir()) and not any(differing)


def killed(study: Path, place: Path, after: float) -> bool:
    """Kill a build after so many seconds; return whether it was still running."""
    build = started(study, place)
    time.sleep(after)
    build.kill()
    build.communicate()
    return build.returncode != 0


def tried(study: Path, work: Path, whole: Path, page: bytes, after: float) -> str:
    """Kill a build, look at the report of what it left, start it again; return how it went."""
    place = Path(tempfile.mkdtemp(dir=work))
    running = killed(study, place, after)
    left = place / "x.duckdb.partial"
    if left.exists():
        copies = place / "copies"
        copies.mkdir()
        for file in place.glob("x.duckdb.partial*"):
            shutil.copy(file, copies / file.name)
        if reported(study, copies, copies / left.name) != page:
            raise SystemExit(f"killed after {after:.2f} s: the report differs")
    build = started(study, place)
    said = build.communicate()[1].strip()
    if build.returncode or left.exists() or not same(whole / "tables", place / "tables"):
        raise SystemExit(f"killed after {after:.2f} s: the tables differ ({said})")
    shutil.rmtree(place)
    return f"killed after {after:6.2f} s{'' if running else ' (it had ended)'}: the same. {said}"


def main() -> None:
    """Try ten moments."""
    events = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(10**6)  # noqa: PLR2004  # arguments
    work = Path(tempfile.mkdtemp())
    try:
        study, whole = generated(work / "study", events), work / "whole"
        whole.mkdir()
        began = time.perf_counter()
        started(study, whole).communicate()
        seconds = time.perf_counter() - began
        page = reported(study, work)
        print(f"{events} events, {seconds:.1f} s undisturbed, seed {seed}", flush=True)
        moments = random.Random(seed)  # noqa: S311  # no secret
        for _ in range(KILLS):
            print(tried(study, work, whole, page, moments.uniform(0, seconds)), flush=True)
    finally:
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
