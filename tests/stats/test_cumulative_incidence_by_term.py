"""Many terms at once give the same numbers as one term after the other."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from pv.stats import aalen_johansen, cumulative_incidence_by_term, values_at
from pv.stats.time_to_event.cumulative_incidence import VARIANCES

TIMES = [0, 1, 2.5, 5, 9, 11]


@settings(max_examples=60)
@given(
    ends=st.lists(st.tuples(st.integers(0, 10), st.booleans()), min_size=1, max_size=15),
    variance=st.sampled_from(VARIANCES),
    seed=st.integers(0, 2**32 - 1),
)
def test_same_as_each_term_alone(ends: list[tuple[int, bool]], variance: str, seed: int) -> None:
    end, competing = np.array(ends, dtype=np.float64).T
    random = np.random.default_rng(seed)
    # Terms 0 to 3: none, a few, half and all of the subjects; event times with many ties, also at the end.
    has = np.array([random.random(end.size) < share for share in (0, 0.2, 0.5, 1)])
    term, subject = np.nonzero(has)
    event_time = np.array([random.integers(0, int(end[who]) + 1) for who in subject], dtype=np.float64)
    found = cumulative_incidence_by_term(
        term, subject, event_time, end, competing, terms=4, times=TIMES, variance=variance
    )
    for row in range(4):
        time, status = end.copy(), (2 * competing).astype(np.int64)
        time[subject[term == row]] = event_time[term == row]
        status[subject[term == row]] = 1
        alone = values_at(aalen_johansen(time, status, variance=variance), TIMES)
        for name in found._fields:
            np.testing.assert_allclose(getattr(found, name)[row], getattr(alone, name), atol=1e-12, err_msg=name)


def test_blocks_of_terms_do_not_show() -> None:
    random = np.random.default_rng(1)
    end, competing = random.integers(1, 2000, 4000).astype(np.float64), random.random(4000) < 0.3
    cells = np.unique(random.integers(0, 100 * 4000, 3000))
    term, subject = np.divmod(cells, 4000)
    event_time = np.floor(random.random(cells.size) * end[subject])

    def of(first: int, last: int) -> NDArray[np.float64]:
        rows = (term >= first) & (term < last)
        found = cumulative_incidence_by_term(
            term[rows] - first, subject[rows], event_time[rows], end, competing, terms=last - first, times=[100, 1500]
        )
        return np.stack([found.estimate, found.std_error, found.lower, found.upper])

    np.testing.assert_allclose(of(0, 100), np.concatenate([of(0, 37), of(37, 38), of(38, 100)], axis=1), rtol=1e-9)


def test_no_terms() -> None:
    found = cumulative_incidence_by_term([], [], [], [1, 2], [0, 1], terms=0, times=[1])
    assert found.estimate.shape == (0, 1)


def test_wrong_input_is_named() -> None:
    with pytest.raises(ValueError, match=r"event_time\[1\] = 5 is after the end of the subject's observation"):
        cumulative_incidence_by_term([0, 0], [0, 1], [1, 5], [3, 4], [0, 0], terms=1, times=[1])
    with pytest.raises(ValueError, match=r"subject\[2\] = 0 has this term already"):
        cumulative_incidence_by_term([0, 1, 0], [0, 0, 0], [1, 1, 2], [3], [0], terms=2, times=[1])
    with pytest.raises(ValueError, match=r"term\[0\] = 2 is not a whole number from 0 to 1"):
        cumulative_incidence_by_term([2], [0], [1], [3], [0], terms=2, times=[1])
    with pytest.raises(ValueError, match=r"subject\[0\] = 1 is not a whole number from 0 to 0"):
        cumulative_incidence_by_term([0], [1], [1], [3], [0], terms=1, times=[1])
