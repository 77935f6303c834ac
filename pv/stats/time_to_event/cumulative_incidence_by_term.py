"""Cumulative incidence of many terms in the same subjects, at chosen times."""

import numpy as np
from numpy.typing import ArrayLike

from pv.stats.time_to_event.cumulative_incidence import VARIANCES
from pv.stats.time_to_event.incidence_of_terms import Subjects, TermIncidence, incidence_of_terms
from pv.stats.time_to_event.pointwise_limits import LIMITS, critical_value
from pv.stats.time_to_event.subject_times import IntArray, checked_status, checked_times, refuse, same_length
from pv.stats.validate import known_method


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
    end, competed = checked_times("end_time", end_time), checked_status("competing", competing, largest=1)
    same_length(end_time=end, competing=competed)
    code, who = _checked_first(term, subject, terms=terms, subjects=end.size)
    time = checked_times("event_time", event_time)
    same_length(term=code, subject=who, event_time=time)
    refuse(time > end[who], "event_time", time, "is after the end of the subject's observation")
    asked = checked_times("times", times)
    same_length(times=asked)
    one = np.ones_like(code)
    return incidence_of_terms(
        Subjects(code, time, np.zeros_like(code), one),
        Subjects(code, end[who], competed[who], one),
        Subjects(np.zeros_like(competed), end, competed, np.ones_like(competed)),
        terms=terms,
        times=asked,
        level=level,
        limits=limits,
        variance=variance,
    )


def _checked_first(term: ArrayLike, subject: ArrayLike, *, terms: int, subjects: int) -> tuple[IntArray, IntArray]:
    """Return the terms and the subjects of first events; ValueError names one that is none, or not the first."""
    code = checked_status("term", term, largest=terms - 1)
    who = checked_status("subject", subject, largest=subjects - 1)
    same_length(term=code, subject=who)
    order = np.lexsort((who, code))
    again = np.zeros(code.shape, dtype=bool)
    again[order[1:]] = (np.diff(code[order]) == 0) & (np.diff(who[order]) == 0)
    refuse(again, "subject", who.astype(np.float64), "has this term already: give the first event only")
    return code, who
