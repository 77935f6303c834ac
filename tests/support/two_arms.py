"""Two-arm data for properties: any table, and the extreme ones by name."""

import itertools

import numpy as np
import numpy.typing as npt
from hypothesis import strategies as st

Table = tuple[int, int, int, int]

LEVELS = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99, 0.999])

#: Sizes from one subject to more than any trial has.
_SIZES = st.one_of(st.integers(1, 12), st.integers(1, 400), st.sampled_from([10_000, 1_000_000]))

#: Person-times from minutes of one subject to an epidemiological database, in years.
TIMES = st.one_of(st.floats(0.5, 500.0), st.sampled_from([1e-6, 1e-3, 1e6]))

EVENTS = st.one_of(st.integers(0, 5), st.integers(0, 300), st.sampled_from([0, 100_000]))

#: Events and person-time of both arms.
RATES = st.tuples(EVENTS, TIMES, EVENTS, TIMES)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Draw x1, n1, x2, n2, with empty and full cells often."""
    x1, n1 = draw(arms())
    x2, n2 = draw(arms())
    return x1, n1, x2, n2


@st.composite
def arms(draw: st.DrawFn) -> tuple[int, int]:
    """Draw x and n, with none and all often."""
    n = draw(_SIZES)
    return draw(st.one_of(st.integers(0, n), st.sampled_from([0, n, min(n, 1), n - 1]))), n


#: Every combination of none, one, half, all but one and all of arms of very different size.
EXTREME: tuple[Table, ...] = tuple(
    (x1, n1, x2, n2)
    for n1, n2 in itertools.product((1, 2, 7, 50, 1_000_000), repeat=2)
    for x1, x2 in itertools.product(*(sorted({0, 1, n // 2, n - 1, n}) for n in (n1, n2)))
)


def columns(cases: tuple[Table, ...]) -> npt.NDArray[np.float64]:
    """Return the cases as x1, n1, x2, n2, one row each."""
    return np.array(cases, dtype=np.float64).T
