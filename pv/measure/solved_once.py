"""Most rows of a large table repeat the same four numbers: each distinct four is solved once."""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pv import stats
from pv.measure.width import of_width

Floats = NDArray[np.float64]


def columns(counts: pd.DataFrame, *names: str) -> tuple[Floats, ...]:
    """Return the named columns as floating-point arrays."""
    return tuple(counts[name].to_numpy(dtype=np.float64) for name in names)


def people(counts: pd.DataFrame) -> tuple[Floats, ...]:
    """Return subjects with the event and subjects of the arm, then those of the comparator."""
    return columns(counts, "subjects", "arm_subjects", "comparator_subjects", "comparator_arm_subjects")


def solved_once(estimator: Callable[..., Sequence[Floats]], inputs: Sequence[Floats]) -> tuple[Floats, ...]:
    """Return what the estimator gives for each row; NaN where an arm has nobody or no person-time.

    Args:
        estimator: takes the four arrays, returns any number of arrays of their length.
        inputs: numerator and denominator of the arm, then of the comparator.
    """
    usable = (inputs[1] > 0) & (inputs[3] > 0)
    distinct, place = _distinct([values[usable] for values in inputs])
    filled = []
    for values in estimator(*distinct):
        column = np.full(usable.shape, np.nan)
        column[usable] = np.asarray(values)[place]
        filled.append(column)
    return tuple(filled)


def interval(
    estimator: Callable[..., stats.Interval], inputs: Sequence[Floats], method: str, level: float
) -> tuple[Floats, Floats, Floats]:
    """Return estimate, lower and upper as `solved_once`; limits NaN without width."""
    estimate, lower, upper = solved_once(
        lambda *distinct: of_width(estimator(*distinct, method=method, level=level)), inputs
    )
    return estimate, lower, upper


def _distinct(columns: Sequence[Floats]) -> tuple[list[Floats], NDArray[np.intp]]:
    """Return the distinct rows, and the place of each row among them (`numpy.unique` of rows takes far longer)."""
    order = np.lexsort(columns)
    ordered = [values[order] for values in columns]
    new = np.ones(len(order), dtype=bool)
    new[1:] = np.logical_or.reduce([values[1:] != values[:-1] for values in ordered])
    place = np.empty(len(order), dtype=np.intp)
    place[order] = np.cumsum(new) - 1
    return [values[new] for values in ordered], place
