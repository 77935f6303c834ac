"""Cumulative incidence of many terms in the same subjects, at chosen times."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from pv.stats.interval import FloatArray
from pv.stats.time_to_event.cumulative_incidence import VARIANCES, incidence
from pv.stats.time_to_event.pointwise_limits import LIMITS, critical_value, pointwise_limits
from pv.stats.time_to_event.subject_times import IntArray, checked_status, checked_times, refuse, same_length
from pv.stats.validate import known_method

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


class _Subjects(NamedTuple):
    end: FloatArray
    competing: IntArray


class _Events(NamedTuple):
    """First events, sorted by term: each with its term, time, and its subject's end and whether that competes."""

    term: IntArray
    time: FloatArray
    end: FloatArray
    competing: IntArray


def cumulative_incidence_by_term(
    term: ArrayLike,
    subject: ArrayLike,
    event_time: ArrayLike,
    end_time: ArrayLike,
    competing: ArrayLike,
    *,
    terms: int,
    times: ArrayLike,
    level: float = 0.95,
    limits: str = "log-log",
    variance: str = "aalen",
) -> TermIncidence:
    """Aalen-Johansen cumulative incidence of every term at chosen times.

    The same numbers as :func:`aalen_johansen` of each term evaluated with :func:`values_at`, from the few events of
    each term and one table of all subjects' ends, so that neither time nor memory grows with terms times subjects.

    Args:
        term: Term of each first event, coded 0 to terms - 1, one-dimensional.
        subject: Its subject, an index of ``end_time``; a subject is there once per term.
        event_time: Its time, at most the subject's end (an event at the end comes first).
        end_time: End of each subject's observation, one-dimensional.
        competing: 1 (or True) where the competing event ended it, 0 where it was censored.
        terms: Number of terms; a term without events has incidence 0.
        times: Times at which to evaluate, one-dimensional.
        level: Confidence level of each pair of limits.
        limits: ``log-log``, ``log`` or ``plain``.
        variance: ``aalen`` or ``infinitesimal_jackknife``.

    Returns:
        Counts, estimates and limits, arrays of terms by times.

    Raises:
        ValueError: For a wrong argument, naming it and the index.

    Reference:
        Aalen OO, Johansen S. An empirical transition matrix for non-homogeneous Markov chains based on censored
        observations. Scand J Stat 1978;5:141-150.

    Examples:
        Term 0 as for `aalen_johansen`: 1/4 at 1, 1/2 at 3. Term 1 is one of four subjects from 2 on.

        >>> from pv.stats import cumulative_incidence_by_term
        >>> found = cumulative_incidence_by_term(
        ...     term=[0, 0, 1], subject=[0, 2, 1], event_time=[1, 3, 2], end_time=[5, 2, 5, 4], competing=[0, 1, 0, 0],
        ...     terms=2, times=[1, 3]
        ... )
        >>> found.estimate.tolist()
        [[0.25, 0.5], [0.0, 0.25]]
    """
    known_method(limits, LIMITS)
    known_method(variance, VARIANCES)
    critical_value(level)
    subjects = _Subjects(checked_times("end_time", end_time), checked_status("competing", competing, largest=1))
    same_length(end_time=subjects.end, competing=subjects.competing)
    events = _checked_events(term, subject, event_time, subjects, terms)
    asked = checked_times("times", times)
    same_length(times=asked)
    blocks = [_block(block, subjects, asked, number, variance) for block, number in _blocks(events, subjects, terms)]
    at_risk, seen, competed, estimate, error = (np.concatenate(parts) for parts in zip(*blocks, strict=True))
    lower, upper = pointwise_limits(estimate, error, level=level, limits=limits)
    return TermIncidence(at_risk, seen, competed, estimate, error, lower, upper)


def _checked_events(
    term: ArrayLike, subject: ArrayLike, event_time: ArrayLike, subjects: _Subjects, terms: int
) -> _Events:
    code = checked_status("term", term, largest=terms - 1)
    time = checked_times("event_time", event_time)
    who = checked_status("subject", subject, largest=subjects.end.size - 1)
    same_length(term=code, subject=who, event_time=time)
    end = subjects.end[who]
    refuse(time > end, "event_time", time, "is after the end of the subject's observation")
    order = np.lexsort((who, code))
    again = np.zeros(code.shape, dtype=bool)
    again[order[1:]] = (np.diff(code[order]) == 0) & (np.diff(who[order]) == 0)
    refuse(again, "subject", who.astype(np.float64), "has this term already: give the first event only")
    return _Events(code[order], time[order], end[order], subjects.competing[who][order])


def _blocks(events: _Events, subjects: _Subjects, terms: int) -> Iterator[tuple[_Events, int]]:
    """Yield runs of terms, their events recoded from 0, with the number of terms; each run's table stays small."""
    starts = np.searchsorted(events.term, np.arange(terms + 1))
    first = 0
    while True:
        grid = starts[first + 1 :] - starts[first] + subjects.competing.sum()
        cells = np.arange(1, terms - first + 1) * grid
        number = min(max(1, int(np.searchsorted(cells, _CELLS))), terms - first)
        rows = slice(starts[first], starts[first + number])
        yield _Events(events.term[rows] - first, events.time[rows], events.end[rows], events.competing[rows]), number
        first += number
        if first == terms:
            return


def _block(
    events: _Events, subjects: _Subjects, asked: FloatArray, terms: int, variance: str
) -> tuple[IntArray, IntArray, IntArray, FloatArray, FloatArray]:
    """Return at risk, events, competing, estimate and standard error of a block of terms at the times asked for.

    The grid holds the times at which something can happen: the competing events of all and the events of the block. A
    subject with the term leaves its risk set after the event instead of after its end, and its competing event is gone.
    """
    grid = np.unique(np.concatenate([subjects.end[subjects.competing == 1], events.time]))
    died = events.competing == 1

    def count(time: FloatArray, chosen: IntArray | slice = slice(None)) -> IntArray:
        """Return the number of these events in each term at each time of the grid."""
        cell = events.term[chosen] * grid.size + np.searchsorted(grid, time[chosen])
        return np.bincount(cell, minlength=terms * grid.size).reshape(terms, grid.size)

    seen = count(events.time)
    everyone = np.bincount(np.searchsorted(grid, subjects.end[subjects.competing == 1]), minlength=grid.size)
    competed = everyone - count(events.end, np.flatnonzero(died))
    free, estimate, error = incidence(_still(events, subjects, grid, terms), seen, competed, variance=variance)

    def at(steps: FloatArray, before: float) -> FloatArray:
        first = np.full((terms, 1), before)
        return np.concatenate([first, steps], axis=1)[:, np.searchsorted(grid, asked, side="right")]

    at_risk = _still(events, subjects, asked, terms)
    known = (at_risk > 0) | (at(free, 1.0) == 0)
    with_term, with_other = (at(np.cumsum(counts, axis=1), 0.0).astype(np.int64) for counts in (seen, competed))
    values, errors = (np.where(known, at(steps, 0.0), np.nan) for steps in (estimate, error))
    return at_risk, with_term, with_other, values, errors


def _still(events: _Events, subjects: _Subjects, grid: FloatArray, terms: int) -> IntArray:
    """Return the subjects at risk of each term at each time: observed, and without the term before."""
    width = grid.size + 1
    gone = np.zeros(terms * width, dtype=np.int64)
    gone += np.bincount(events.term * width + np.searchsorted(grid, events.time, side="right"), minlength=gone.size)
    gone -= np.bincount(events.term * width + np.searchsorted(grid, events.end, side="right"), minlength=gone.size)
    observed = subjects.end.size - np.searchsorted(np.sort(subjects.end), grid, side="left")
    return observed - np.cumsum(gone.reshape(terms, width), axis=1)[:, :-1]
