"""The rate of an event in successive intervals of time, and overall."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from pv.stats.interval import FloatArray, Interval
from pv.stats.one_arm.proportion import wilson
from pv.stats.one_arm.rate import RATE_METHODS, rate_interval
from pv.stats.time_to_event.subject_times import IntArray, checked_status, checked_times, same_length
from pv.stats.validate import known_method

#: The interval drawn in Figure 12 of FDA's Standard Safety Tables and Figures, to reproduce it only.
FDA_FIGURE_12 = "wilson_fda_fig12"


class PiecewiseRate(NamedTuple):
    """Rates over intervals of time; every array has one entry per interval, the overall rate first.

    Attributes:
        start: Start of the interval, not included (but 0 is).
        end: End of the interval, included; infinity for the last and the overall one.
        at_risk: Subjects under observation and event-free after the start (all of them from 0 on).
        events: Subjects with the event in the interval.
        person_time: Sum of their time in the interval, in the unit of the times.
        estimate: Events over person-time.
        lower: Lower confidence limit.
        upper: Upper confidence limit.
    """

    start: FloatArray
    end: FloatArray
    at_risk: IntArray
    events: IntArray
    person_time: FloatArray
    estimate: FloatArray
    lower: FloatArray
    upper: FloatArray


def piecewise_rate(
    time: ArrayLike, event: ArrayLike, breaks: ArrayLike, *, method: str = "garwood_exact", level: float = 0.95
) -> PiecewiseRate:
    """Rate of a first event over intervals of time: events and person-time split from each subject's time.

    A subject gives each interval the time spent in it event-free; an event exactly at a break belongs to the interval
    that ends there. Intervals without person-time have NaN rates.

    Args:
        time: Time to event or end of observation of each subject, one-dimensional, in the unit the rate is wanted per.
        event: 1 (or True) where the time ended with the event, 0 where observation ended.
        breaks: Ends of all intervals but the last, rising, above 0.
        method: A method of :func:`rate_interval`, or ``wilson_fda_fig12``: binomial score limits with person-time in
            the place of subjects, which depend on its unit. FDA's Figure 12 is drawn so; only to reproduce it.
        level: Confidence level.

    Returns:
        Rates per unit of time with person-time and events, the overall one first, then one per interval.

    Raises:
        ValueError: For a wrong argument, naming it and the index.

    Reference:
        FDA. Standard Safety Tables and Figures: Integrated Guide. Version 2.0, 2025, Figure 12.

    Examples:
        Event at 0.5, end at 1.5, event at 2: 1 event in 0.5 + 1 + 1 = 2.5 up to 1, 1 in 0.5 + 1 = 1.5 after; 2 in 4
        overall.

        >>> from pv.stats import piecewise_rate
        >>> piecewise_rate([0.5, 1.5, 2], [1, 0, 1], [1]).estimate.round(4).tolist()
        [0.5, 0.4, 0.6667]
    """
    known_method(method, [*RATE_METHODS, FDA_FIGURE_12])
    times, ended = checked_times("time", time), checked_status("event", event, largest=1)
    same_length(time=times, event=ended)
    edges = checked_times("breaks", breaks)
    same_length(breaks=edges)
    if (np.diff(edges, prepend=0.0) <= 0).any():
        index = int(np.argmax(np.diff(edges, prepend=0.0) <= 0))
        raise ValueError(f"breaks[{index}] = {edges[index]:.17g} is not above the break before it, or 0")
    start, end = np.concatenate([[0.0, 0.0], edges]), np.concatenate([[np.inf], edges, [np.inf]])
    pieces = edges.size + 1
    events = np.bincount(np.searchsorted(edges, times[ended == 1], side="left"), minlength=pieces)
    at_risk = times.size - np.searchsorted(np.sort(times), start, side="right")
    at_risk[start == 0] = times.size
    spent = np.array([np.sum(np.clip(times, a, b) - a) for a, b in zip(start[1:], end[1:], strict=True)])
    events = np.concatenate([[events.sum()], events])
    person_time = np.concatenate([[times.sum()], spent])
    return PiecewiseRate(start, end, at_risk, events, person_time, *_limits(events, person_time, method, level))


def _limits(events: IntArray, person_time: FloatArray, method: str, level: float) -> Interval:
    """Return rates and limits; the binomial limits of Figure 12 do not exist where there are more events than time."""
    if method != FDA_FIGURE_12:
        return rate_interval(events, person_time, method=method, level=level)
    estimate = rate_interval(events, person_time, level=level).estimate
    possible = (person_time > 0) & (events <= person_time)
    time = np.where(possible, person_time, 1.0)
    count = np.where(possible, events, 0).astype(np.float64)
    lower, upper = wilson(count, time, np.asarray(level, dtype=np.float64))
    return Interval(estimate, np.where(possible, lower, np.nan), np.where(possible, upper, np.nan))
