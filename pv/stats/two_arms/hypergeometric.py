"""Distribution of arm 1's events given all events: hypergeometric, central or with an odds ratio."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pv.stats.interval import FloatArray

#: Numbers in one block of tables: bounds memory at some tens of megabytes.
_BLOCK = 1_000_000


class Tables(NamedTuple):
    """Tables of similar support, one per row, with every count arm 1 could have had, one per column.

    Attributes:
        place: index of each table among those given.
        possible: events arm 1 could have had, ascending.
        log_weight: log probability relative to the likeliest count; -inf beyond the end of the support.
        observed: events of arm 1, a column.
        total: subjects of both arms.
    """

    place: NDArray[np.intp]
    possible: FloatArray
    log_weight: FloatArray
    observed: FloatArray
    total: FloatArray


def blocks(x1: FloatArray, n1: FloatArray, x2: FloatArray, n2: FloatArray) -> Iterator[Tables]:
    """Yield the tables in blocks of similar support, each of bounded size; arrays of one dimension."""
    events = x1 + x2
    low = np.maximum(0.0, events - n2)
    size = (np.minimum(events, n1) - low + 1).astype(np.intp)
    order = np.argsort(size, kind="stable")
    while order.size:
        # Sorted by size, the last table of a block is the widest: take as many as fit at that width, at least one.
        fits = size[order] * np.arange(1, order.size + 1) <= _BLOCK
        take = max(int(np.sum(fits)), 1)
        place, order = order[:take], order[take:]
        log_weight = _log_weight(n1[place], n2[place], events[place], size[place])
        possible = low[place, None] + np.arange(log_weight.shape[1], dtype=np.float64)
        yield Tables(place, possible, log_weight, x1[place, None], n1[place] + n2[place])


def _log_weight(n1: FloatArray, n2: FloatArray, events: FloatArray, size: NDArray[np.intp]) -> FloatArray:
    """Return the log probability of each count arm 1 could have had, relative to the likeliest one."""
    step = np.arange(size.max())
    low = np.maximum(0.0, events - n2)
    mode = np.clip(np.floor((n1 + 1.0) * (events + 1.0) / (n1 + n2 + 2.0)), low, low + size - 1.0)
    k, inside = low[:, None] + step[:-1], step[1:] < size[:, None]
    left1, left2 = n1[:, None] - k, n2[:, None] - events[:, None] + k
    rise = np.where(inside, left1 * (events[:, None] - k), 1.0) / np.where(inside, (k + 1.0) * (left2 + 1.0), 1.0)
    log_weight = _from_mode(np.log(rise), k >= mode[:, None])
    log_weight[:, 1:][~inside] = -np.inf
    return log_weight


def _from_mode(rise: FloatArray, above: NDArray[np.bool_]) -> FloatArray:
    """Return the sums of `rise` from each row's mode outwards: small where the weight is, so exact there."""
    total = np.zeros((rise.shape[0], rise.shape[1] + 1))
    total[:, 1:] += np.cumsum(np.where(above, rise, 0.0), axis=1)
    total[:, :-1] -= np.cumsum(np.where(above, 0.0, rise)[:, ::-1], axis=1)[:, ::-1]
    return total
