"""Input checked at the door: the first wrong value is named with its argument and index."""

from collections.abc import Iterable
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pv.stats.interval import FloatArray

_Arm: TypeAlias = tuple[FloatArray, FloatArray, FloatArray]
_Counts: TypeAlias = tuple[FloatArray, FloatArray, FloatArray, FloatArray]
_Arms: TypeAlias = tuple[FloatArray, FloatArray, FloatArray, FloatArray, FloatArray]


def binomial_arm(x: ArrayLike, n: ArrayLike, level: ArrayLike) -> _Arm:
    """Return x, n and level as float arrays of one shape; ValueError where one is wrong."""
    a, m, levels = _broadcast({**_binomial("", x, n), "level": confidence_levels(level)})
    return a, m, levels


def binomial_arms(x1: ArrayLike, n1: ArrayLike, x2: ArrayLike, n2: ArrayLike, level: ArrayLike) -> _Arms:
    """Return x1, n1, x2, n2 and level as float arrays of one shape; ValueError where one is wrong."""
    counts = {**_binomial("1", x1, n1), **_binomial("2", x2, n2)}
    a, m, b, n, levels = _broadcast({**counts, "level": confidence_levels(level)})
    return a, m, b, n, levels


def binomial_counts(x1: ArrayLike, n1: ArrayLike, x2: ArrayLike, n2: ArrayLike) -> _Counts:
    """Return x1, n1, x2 and n2 as float arrays of one shape; ValueError where one is wrong."""
    a, m, b, n = _broadcast({**_binomial("1", x1, n1), **_binomial("2", x2, n2)})
    return a, m, b, n


def poisson_arm(events: ArrayLike, time: ArrayLike, level: ArrayLike) -> _Arm:
    """Return events, time and level as float arrays of one shape; ValueError where one is wrong."""
    a, s, levels = _broadcast({**_poisson("", events, time), "level": confidence_levels(level)})
    return a, s, levels


def poisson_arms(events1: ArrayLike, time1: ArrayLike, events2: ArrayLike, time2: ArrayLike, level: ArrayLike) -> _Arms:
    """Return events1, time1, events2, time2 and level as float arrays of one shape; ValueError where one is wrong."""
    counts = {**_poisson("1", events1, time1), **_poisson("2", events2, time2)}
    a, s, b, t, levels = _broadcast({**counts, "level": confidence_levels(level)})
    return a, s, b, t, levels


def poisson_counts(events1: ArrayLike, time1: ArrayLike, events2: ArrayLike, time2: ArrayLike) -> _Counts:
    """Return events1, time1, events2 and time2 as float arrays of one shape; ValueError where one is wrong."""
    a, s, b, t = _broadcast({**_poisson("1", events1, time1), **_poisson("2", events2, time2)})
    return a, s, b, t


def mean_arm(mean: ArrayLike, sd: ArrayLike, n: ArrayLike, level: ArrayLike) -> _Counts:
    """Return mean, sd, n and level as float arrays of one shape; ValueError where one is wrong."""
    values = {"mean": _numbers("mean", mean), "sd": _not_negative("sd", sd), "n": _counts("n", n)}
    a, s, m, levels = _broadcast({**values, "level": confidence_levels(level)})
    return a, s, m, levels


def confidence_levels(value: ArrayLike) -> FloatArray:
    """Return confidence levels as a float array; ValueError where one is not between 0 and 1."""
    levels = _numbers("level", value)
    _refuse((levels <= 0) | (levels >= 1), "level", levels, "is not between 0 and 1")
    return levels


def known_method(method: str, methods: Iterable[str]) -> str:
    """Return the method's name; ValueError with the known names where it is not one of them."""
    names = list(methods)
    if method not in names:
        raise ValueError(f"method = {method!r} is not one of {', '.join(names)}")
    return method


def _binomial(arm: str, x: ArrayLike, n: ArrayLike) -> dict[str, FloatArray]:
    counts = {f"x{arm}": _counts(f"x{arm}", x), f"n{arm}": _counts(f"n{arm}", n)}
    _refuse_larger(counts, f"x{arm}", f"n{arm}")
    return counts


def _poisson(arm: str, events: ArrayLike, time: ArrayLike) -> dict[str, FloatArray]:
    return {f"events{arm}": _counts(f"events{arm}", events), f"time{arm}": _not_negative(f"time{arm}", time)}


def _numbers(name: str, value: ArrayLike) -> FloatArray:
    try:
        numbers = np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name} is not a number or an array of numbers: {error}") from error
    _refuse(~np.isfinite(numbers), name, numbers, "is not finite")
    return numbers


def _not_negative(name: str, value: ArrayLike) -> FloatArray:
    numbers = _numbers(name, value)
    _refuse(numbers < 0, name, numbers, "is negative")
    return numbers


def _counts(name: str, value: ArrayLike) -> FloatArray:
    numbers = _not_negative(name, value)
    _refuse(numbers != np.floor(numbers), name, numbers, "is not a whole number")
    return numbers


def _refuse(wrong: NDArray[np.bool_], name: str, values: FloatArray, rule: str) -> None:
    if wrong.any():
        raise ValueError(f"{_named(name, values, np.argwhere(wrong)[0])} {rule}")


def _refuse_larger(counts: dict[str, FloatArray], name: str, bound: str) -> None:
    x, n = _broadcast(counts)
    wrong = x > n
    if wrong.any():
        place = np.argwhere(wrong)[0]
        found = _named(name, counts[name], place)
        raise ValueError(f"{found} is larger than {_named(bound, counts[bound], place)}")


def _named(name: str, values: FloatArray, place: NDArray[np.intp]) -> str:
    """Return e.g. 'x[3] = 7' for a place in the broadcast shape; a scalar has no index."""
    own = [0 if size == 1 else int(i) for i, size in zip(place[place.size - values.ndim :], values.shape, strict=True)]
    index = f"[{', '.join(map(str, own))}]" if own else ""
    return f"{name}{index} = {values[tuple(own)]:.17g}"


def _broadcast(arrays: dict[str, FloatArray]) -> tuple[FloatArray, ...]:
    try:
        return np.broadcast_arrays(*arrays.values())
    except ValueError as error:
        shapes = ", ".join(f"{name} {array.shape}" for name, array in arrays.items())
        raise ValueError(f"shapes do not broadcast together: {shapes}") from error
