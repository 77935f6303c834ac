"""Finish every measure: run its SQL, add its intervals, hold it to its contract, write it back."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pandas as pd

from pv import contract
from pv.engine import Engine, in_order, references
from pv.measure.registry import FINISH
from pv.study.setting.report_settings import StatisticsPart


def measure(engine: Engine, statistics: StatisticsPart, only: str | None = None) -> None:
    """Write the measure tables that are not in the database yet: all, or one with those that it reads.

    Of all, those on request are planned: they are computed when something reads them.

    Raises:
        PvError: a finished table breaks its contract: a number known to be wrong is never returned.
    """
    there = set(engine.tables())
    wanted = {Path(path).stem: path for path in in_order("sql/measure")}
    kept = wanted.keys() if only is None else _with_read(only, wanted)
    for name, path in wanted.items():
        if name not in kept or name in there:
            continue
        if only is None and name in FINISH and FINISH[name].on_request:
            engine.later(name, partial(finished, engine, path, statistics))
        else:
            engine.load(name, finished(engine, path, statistics))


def _with_read(name: str, paths: Mapping[str, str]) -> frozenset[str]:
    """Return a measure and those that it reads, directly or not."""
    read = references(paths[name]) & paths.keys()
    return frozenset({name}).union(*(_with_read(other, paths) for other in read))


def finished(engine: Engine, path: str, statistics: StatisticsPart) -> pd.DataFrame:
    """Return a finished measure: the rows of its SQL with intervals, in the columns of its contract."""
    name = Path(path).stem
    counts = engine.run(path)
    frame = FINISH[name].add(counts, statistics) if name in FINISH else counts
    result = frame[list(contract.read_contract(name).schema.columns)]
    contract.validate_result(result, name)
    return result
