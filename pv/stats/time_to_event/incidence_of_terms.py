"""Cumulative incidence of many terms from the numbers of subjects at each time, who they are left aside."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pv.stats.interval import FloatArray
from pv.stats.time_to_event.cumulative_incidence import incidence
from pv.stats.time_to_event.pointwise_limits import pointwise_limits
from pv.stats.time_to_event.subject_times import IntArray

#: Terms are taken in blocks of about this many cells (terms by times), which bounds the memory of one block.
_CELLS = 1 << 16


class TermIncidence(NamedTuple):
    """Cumulative incidence of terms at chosen times; every array is terms by times.

    Attributes:
        at_risk: Subjects under observation and free of the term just before the time.
        events: Subjects with the term up to and including the time.
        competing: Subjects with the competing event first, up to and including the time.
        estimate: Cumulative incidence; NaN after the last observed time unless every subject's event was seen.
        std_error: Its standard error.
        lower: Lower pointwise limit; NaN where the estimate is 0 or 1.
        upper: Upper pointwise limit; NaN likewise.
    """

    at_risk: IntArray
    events: IntArray
    competing: IntArray
    estimate: FloatArray
    std_error: FloatArray
    lower: FloatArray
    upper: FloatArray


class Subjects(NamedTuple):
    """Numbers of subjects at a time, of a term or of all; arrays of one length.

    Attributes:
        term: Term, from 0; of all subjects 0.
        time: The time.
        competing: 1 where the competing event ended their observation at the time, else 0.
        subjects: How many there are, a whole number.
    """

    term: IntArray
    time: FloatArray
    competing: IntArray
    subjects: IntArray

    def of(self, rows: NDArray[np.bool_] | IntArray | slice) -> "Subjects":
        """Return some of the rows."""
        return Subjects(self.term[rows], self.time[rows], self.competing[rows], self.subjects[rows])


def incidence_of_terms(
    begun: Subjects,
    ended: Subjects,
    everyone: Subjects,
    *,
    terms: int,
    times: FloatArray,
    level: float,
    limits: str,
    variance: str,
) -> TermIncidence:
    """Return the Aalen-Johansen cumulative incidence of every term at chosen times.

    Args:
        begun: Subjects whose first event of a term is at the time.
        ended: The same subjects, by the end of their observation.
        everyone: All subjects, by the end of their observation.
        terms: Number of terms; a term without events has incidence 0.
        times: Times at which to evaluate, one-dimensional.
        level: Confidence level of each pair of limits.
        limits: As `cumulative_incidence_by_term` has them.
        variance: The same.
    """
    begun, ended = (counted.of(np.argsort(counted.term, kind="stable")) for counted in (begun, ended))
    blocks = [
        _block(first, last, everyone, times, terms=number, variance=variance)
        for first, last, number in _blocks(begun, ended, everyone, terms)
    ]
    at_risk, seen, competed, estimate, error = (np.concatenate(parts) for parts in zip(*blocks, strict=True))
    lower, upper = pointwise_limits(estimate, error, level=level, limits=limits)
    return TermIncidence(at_risk, seen, competed, estimate, error, lower, upper)


def _blocks(
    begun: Subjects, ended: Subjects, everyone: Subjects, terms: int
) -> Iterator[tuple[Subjects, Subjects, int]]:
    """Yield runs of terms, recoded from 0, with the number of terms; each run's table stays small."""
    subjects = np.concatenate([[0], np.cumsum(_sum(begun.term, begun.subjects, terms))])
    died = int(everyone.subjects[everyone.competing == 1].sum())
    first = 0
    while True:
        grid = subjects[first + 1 :] - subjects[first] + died
        cells = np.arange(1, terms - first + 1) * grid
        last = first + min(max(1, int(np.searchsorted(cells, _CELLS))), terms - first)
        parts = (counted.of(slice(*np.searchsorted(counted.term, [first, last]))) for counted in (begun, ended))
        of_begun, of_ended = (part._replace(term=part.term - first) for part in parts)
        yield of_begun, of_ended, last - first
        first = last
        if first == terms:
            return


def _block(
    begun: Subjects, ended: Subjects, everyone: Subjects, asked: FloatArray, *, terms: int, variance: str
) -> tuple[IntArray, IntArray, IntArray, FloatArray, FloatArray]:
    """Return at risk, events, competing, estimate and standard error of a block of terms at the times asked for.

    The grid holds the times at which something can happen: the competing events of all and the events of the block. A
    subject with the term leaves its risk set after the event instead of after its end, and its competing event is gone.
    """
    died = everyone.of(everyone.competing == 1)
    grid = np.unique(np.concatenate([died.time, begun.time]))

    def count(counted: Subjects) -> IntArray:
        """Return the number of these subjects in each term at each time of the grid."""
        cell = counted.term * grid.size + np.searchsorted(grid, counted.time)
        return _sum(cell, counted.subjects, terms * grid.size).reshape(terms, grid.size)

    seen = count(begun)
    all_died = _sum(np.searchsorted(grid, died.time), died.subjects, grid.size)
    competed = all_died - count(ended.of(ended.competing == 1))
    free, estimate, error = incidence(_still(begun, ended, everyone, grid, terms), seen, competed, variance=variance)

    def at(steps: FloatArray, before: float) -> FloatArray:
        first = np.full((terms, 1), before)
        return np.concatenate([first, steps], axis=1)[:, np.searchsorted(grid, asked, side="right")]

    at_risk = _still(begun, ended, everyone, asked, terms)
    known = (at_risk > 0) | (at(free, 1.0) == 0)
    with_term, with_other = (at(np.cumsum(counts, axis=1), 0.0).astype(np.int64) for counts in (seen, competed))
    values, errors = (np.where(known, at(steps, 0.0), np.nan) for steps in (estimate, error))
    return at_risk, with_term, with_other, values, errors


def _still(begun: Subjects, ended: Subjects, everyone: Subjects, grid: FloatArray, terms: int) -> IntArray:
    """Return the subjects at risk of each term at each time: observed, and without the term before."""
    width = grid.size + 1

    def until(counted: Subjects) -> IntArray:
        cell = counted.term * width + np.searchsorted(grid, counted.time, side="right")
        return _sum(cell, counted.subjects, terms * width)

    left = _sum(np.searchsorted(grid, everyone.time, side="right"), everyone.subjects, width)
    observed: IntArray = everyone.subjects.sum() - np.cumsum(left)[:-1]
    with_term: IntArray = np.cumsum((until(begun) - until(ended)).reshape(terms, width), axis=1)[:, :-1]
    return observed - with_term


def _sum(place: IntArray, subjects: IntArray, places: int) -> IntArray:
    """Return the subjects at each place; exact, for a double holds any number of people."""
    return np.bincount(place, weights=subjects, minlength=places).astype(np.int64)
