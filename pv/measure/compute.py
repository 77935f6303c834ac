"""Finish a measure that is asked for: run its SQL, add its intervals, hold it to its contract, write it back."""

from functools import partial
from pathlib import Path

import pandas as pd

from pv import contract
from pv.engine import Engine, in_order
from pv.measure.registry import FINISH
from pv.study.setting.report_settings import StatisticsPart


def plan_measures(engine: Engine, statistics: StatisticsPart) -> None:
    """Plan every measure table: it is computed, with those that it reads, when something first reads it.

    What reads it may raise PvError: a finished table breaks its contract, and a number known to be wrong is never
    returned.
    """
    for path in in_order("sql/measure"):
        engine.later(Path(path).stem, partial(finished, engine, path, statistics), [path])


def finished(engine: Engine, path: str, statistics: StatisticsPart) -> pd.DataFrame:
    """Return a finished measure: the rows of its SQL with intervals, in the columns of its contract."""
    name = Path(path).stem
    counts = engine.run(path)
    frame = FINISH[name].add(counts, statistics) if name in FINISH else counts
    result = frame[list(contract.read_contract(name).schema.columns)]
    contract.validate_result(result, name)
    return result
