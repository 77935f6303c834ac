"""Open a study in Python: read and checked, from its files or from frames."""

from collections import Counter
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import pandas as pd

from pv.engine import Limits, WorkFile, engine_named
from pv.errors import InputError, Problem
from pv.facts.read import held_to_its_facts
from pv.showing import Study
from pv.stages import Stages
from pv.study.build import build
from pv.study.findings import LISTED
from pv.study.resumed import made_from
from pv.study.setting.definition import Definition, read_study
from pv.study.setting.given import given_study

__all__ = ["Study", "open_study"]

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
