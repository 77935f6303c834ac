"""Open a study in Python: read and checked, from its files or from frames."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pandas as pd

from pv.difference import Cut, Difference, compare, cut_of_file
from pv.engine import Limits, WorkFile, engine_named
from pv.engine.database_file import is_database
from pv.errors import InputError, Problem, SettingError
from pv.facts.read import held_to_its_facts
from pv.showing import Study
from pv.stages import Stages
from pv.study.build import build
from pv.study.findings import LISTED
from pv.study.resumed import made_from
from pv.study.setting.definition import Definition, read_study
from pv.study.setting.given import given_study

__all__ = ["Difference", "Study", "diff", "open_cut", "open_study"]

#: The keys of [report] that name displays and chapters.
_OF_CONTENTS = ("chapter", "leave_out_chapters", "leave_out_displays")


def open_study(
    study: str | Path | Mapping[str, Any],
    datasets: Mapping[str, pd.DataFrame] | None = None,
    *,
    engine: str = "duckdb",
    stages: Stages | None = None,
    all_findings: bool = False,
    memory: str | int | None = None,
    spill: str | Path | None = None,
    work_file: str | Path | None = None,
    fresh: bool = False,
    **frames: pd.DataFrame,
) -> Study:
    """Return a study, read and checked.

    Args:
        study: a study.toml, a folder that has one, the name of a built-in study; or, without a file, what a study.toml
            would say, as a dictionary: `{"study": {"id": …, "title": …}, "arm": [{"name": …, "role": …}, …]}`.
        datasets: frames to use instead of the files, by dataset name, such as "adsl" or, of SDTM, "dm"
            (`schemas/input` has all that are read).
        engine: where the tables are derived: "duckdb", or "spark" (`pip install "pv-safety[spark]"`).
        stages: who hears of the progress, and keeps the seconds of each stage.
        all_findings: whether every finding is listed; else of each rule in a dataset the first 1,000. All are counted.
        memory: how much the run may take, such as "4GB" or a number of bytes; three quarters of the machine's, or of
            its container's, without it. What is more is written to disk.
        spill: the folder in which that is written, the system's temporary one without it. Nothing of it stays.
        work_file: a DuckDB file to work in, for `Study.build`: what an interrupted one had finished in it is used where
            the program, the study file and every file of the data are the same; `Study.resumed` says so.
        fresh: whether nothing of it is used.
        frames: the same by keyword: `adsl=…, adae=…`.

    Raises:
        InputError: a dataset is missing, unreadable, given twice or lacks a required column; all problems at once.
        SettingError: the study file is not valid or does not fit the data; there is no such engine, or what it needs
            is not installed; `memory` or `spill` is not valid, or the study needs more memory than that: this is told
            before any record is read.

    Examples:
        >>> import pv
        >>> study = pv.open_study("cdisc-pilot")
        >>> overview = study.table("overview")
        >>> any_event = overview[overview["item"] == "any"]
        >>> print(any_event[["arm", "subjects", "arm_subjects", "events"]].to_string(index=False))
                         arm  subjects  arm_subjects  events
        Xanomeline High Dose        76            84     433
         Xanomeline Low Dose        77            84     412
                     Placebo        65            86     281
    """
    timing, given = stages or Stages(), datasets or {}
    every = [*given, *frames]
    twice = [name for name, times in Counter(map(str.lower, every)).items() if times > 1]
    if twice:
        raise InputError([Problem("given more than once, in datasets or by keyword", name, "once") for name in twice])
    limits = Limits.asked(memory, spill)
    definition = given_study(study) if isinstance(study, Mapping) else read_study(study)
    listed = None if all_findings else LISTED
    opening = engine_named(engine)
    held = _held(definition)
    # Frames have no digest, and what is wrong is told anew each time.
    alone = work_file is None or every or engine != "duckdb" or held.content.problems
    work = None if alone else WorkFile(Path(work_file or ""), made_from(held, listed), fresh=fresh)
    built = build(held, {**given, **frames}, timing, limits, listed=listed, opening=opening, work=work)
    return Study(built, timing)


def _held(definition: Definition) -> Definition:
    """Return a study file with what is wrong in the facts file that it names and in the chapters that it asks for."""
    whole, report = held_to_its_facts(definition), definition.content.parsed.get("report")
    if not isinstance(report, Mapping) or report.keys().isdisjoint(_OF_CONTENTS):
        return whole
    # Imported where it is needed, because displays take a second.
    held: Definition = import_module("pv.display.plan_mistakes").held_to_the_displays(whole)
    return held


def diff(
    old: "str | Path | Study",
    new: "str | Path | Study",
    *,
    stages: Stages | None = None,
    memory: str | int | None = None,
    spill: str | Path | None = None,
) -> Difference:
    """Return what differs between two data cuts: records, the cells of every result table, and what moved them.

    Args:
        old: the earlier cut: a study.toml, a folder that has one, the name of a built-in study, a DuckDB file that
            `pv-safety build` wrote, or an open study.
        new: the later one, likewise.
        stages: who hears of the progress.
        memory: as for `open_study`.
        spill: as for `open_study`.

    Raises:
        InputError: a cut cannot be read; each problem begins with the name of the cut.
        SettingError: a study file is not valid, or there is no such study.

    Examples:
        >>> import pv
        >>> study = pv.open_study("cdisc-pilot")
        >>> pv.diff(study, study).nothing
        True
    """
    timing, limits = stages or Stages(), Limits.asked(memory, spill)
    # Both cuts are open at the same time, and beside them what is compared.
    share = replace(limits, memory=limits.memory and limits.memory // 3)
    with open_cut(old, timing, share) as earlier, open_cut(new, timing, share) as later, timing.stage("compare"):
        return compare(earlier, later, share)


@contextmanager
def open_cut(source: "str | Path | Study", stages: Stages, limits: Limits) -> Iterator[Cut]:
    """Give a data cut, open inside the block.

    Args:
        source: as `old` of `diff`.
        stages: who hears of the progress.
        limits: what it may take.

    Raises:
        InputError, SettingError: as `diff`.
    """
    if isinstance(source, Study):
        with source.lock:
            yield source.cut
        return
    with ExitStack() as stack:
        name = str(source)
        try:
            if _is_file_of_tables(Path(source)):
                cut = stack.enter_context(cut_of_file(Path(source), limits))
            else:
                opened = open_study(source, stages=stages, memory=limits.memory, spill=limits.spill)
                cut = replace(stack.enter_context(opened).cut, name=name)
        except (InputError, SettingError) as error:
            raise type(error)([_of_cut(problem, name) for problem in error.problems]) from error
        yield cut


def _is_file_of_tables(path: Path) -> bool:
    """Return whether a cut is a DuckDB file, or is called like one."""
    return path.suffix.lower() in {".duckdb", ".db"} or (path.is_file() and is_database(path))


def _of_cut(problem: Problem, name: str) -> Problem:
    """Return a problem with the name of the cut that has it."""
    return problem if name in problem.place else replace(problem, place=f"{name}: {problem.place}".removesuffix(": "))
