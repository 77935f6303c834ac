"""Gray's test against arithmetic by hand, a plain sum over times, and published R output with and without ties."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.typing import NDArray

import adtte
import transplant
from pv.stats import gray_test, log_rank
from r_random import Random

SUBJECTS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 2), st.integers(0, 2)), min_size=4, max_size=30)


def plain_covariance(
    time: NDArray[np.float64], status: NDArray[np.int64], group: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return the covariance of Gray's scores as an accumulation over times, groups coded 0, 1, ...

    The influences are collected as in section 3 of the paper: with c the part of the later terms gone by, sums of
    squares, of products with c, and of c squared, put together at the end.
    """
    groups = int(group.max()) + 1
    c = np.zeros((groups, groups))
    square, product, weight = np.zeros((groups, groups)), np.zeros((groups, groups)), np.zeros(groups)
    free, pooled = np.ones(groups), 0.0
    for moment in np.unique(time[status > 0]):
        n = np.array([np.count_nonzero((time >= moment) & (group == k)) for k in range(groups)])
        own = np.array([np.count_nonzero((time == moment) & (status == 1) & (group == k)) for k in range(groups)])
        other = np.array([np.count_nonzero((time == moment) & (status == 2) & (group == k)) for k in range(groups)])
        whole = np.array([n[k] / free[k] if n[k] else 0.0 for k in range(groups)])
        after = np.array([free[k] * (n[k] - own[k] - other[k]) / n[k] if n[k] else free[k] for k in range(groups)])
        before, pooled = pooled, pooled + own.sum() / whole.sum()
        a = np.diag(whole) - np.outer(whole, whole) / whole.sum()
        c += a * own.sum() / (whole.sum() * (1 - before))
        for k in range(groups):
            if n[k] == 0:
                continue
            ratio = (1 - pooled) / after[k] if after[k] > 0 else 0.0
            tied_own = 1 - (own.sum() - 1) / (whole.sum() * free[k] - 1) if own.sum() > 1 else 1.0
            tied_other = 1 - (other[k] - 1) / (n[k] - 1) if other[k] > 1 else 1.0
            for b, d, variance in (
                (a[:, k], 1 - ratio, tied_own * free[k] * own.sum() / (whole.sum() * n[k])),
                (np.zeros(groups), -ratio, tied_other * free[k] ** 2 * other[k] / n[k] ** 2),
            ):
                now = b - d * c[:, k]
                square += np.outer(now, now) * variance
                product[:, k] += now * d * variance
                weight[k] += d * d * variance
        free = after
    return square + c @ product.T + product @ c.T + c @ np.diag(weight) @ c.T


def test_ten_subjects_by_hand() -> None:
    subjects = adtte.ten()
    test = gray_test(subjects.time, subjects.status, subjects.group)
    # Expected events of placebo; S and F of each arm just before the time, R = n (1 - F) / S.
    # time   placebo n  S    F     R         high dose n  S    F     R      events  expected
    #    3           5  1    0     5                   5  1    0     5        3     3 * 5/10
    #    8              4/5  1/5                          3/5  2/5               (competing, one in each arm)
    #   14           3  3/5  1/5   4                   2  2/5  2/5   3        1     4/7
    #   24           2  2/5  1/5   4                   1  1/5  3/5   2        1     4/6
    #   64           1  1/5  2/5   3                   1  1/5  3/5   2        1     3/5
    expected = 3 / 2 + 4 / 7 + 2 / 3 + 3 / 5
    assert test.observed.tolist() == [3, 3]
    np.testing.assert_allclose(test.expected, [expected, 6 - expected], rtol=1e-13)
    variance = plain_covariance(subjects.time, subjects.status, (subjects.group != "Placebo").astype(np.int64))[0, 0]
    assert test.statistic == pytest.approx((3 - expected) ** 2 / variance, rel=1e-10)


def test_published_output_with_ties() -> None:
    # cuminc(ftime, Status, D) of the transplant data: 2.8623325 (p 0.09067592) and 0.4481279 (p 0.50322531), 1 df
    for cause, statistic, p_value in ((1, 2.8623325, 0.09067592), (2, 0.4481279, 0.50322531)):
        test = gray_test(transplant.TIME, transplant.STATUS, transplant.DISEASE, cause=cause)
        assert test.statistic == pytest.approx(statistic, abs=5e-8)
        assert test.p_value == pytest.approx(p_value, abs=5e-9)
        assert test.degrees_of_freedom == 1


@pytest.mark.parametrize(
    ("groups", "cause", "statistic", "p_value"),
    [
        # tests/test.Rout.save of R's cmprsk 2.2-9: cuminc(ss, cc, gg, strt), all groups and groups a and c
        ((1, 2, 3), 1, 3.393977, 0.1832345),
        ((1, 2, 3), 2, 1.989511, 0.3698139),
        ((1, 3), 1, 3.5151549, 0.06080997),
        ((1, 3), 2, 0.1400145, 0.70826655),
    ],
)
def test_published_output_with_strata(groups: tuple[int, ...], cause: int, statistic: float, p_value: float) -> None:
    random = Random(2)
    time, group = random.exponentials(100), random.sample(1, 3, 100)
    status, strata = random.sample(0, 2, 100), random.sample(1, 2, 100)
    kept = np.isin(group, groups)
    test = gray_test(time[kept], status[kept], group[kept], cause=cause, strata=strata[kept])
    assert test.statistic == pytest.approx(statistic, abs=6e-7)
    assert test.p_value == pytest.approx(p_value, abs=6e-8)
    assert test.degrees_of_freedom == len(groups) - 1


def test_whole_study_is_the_plain_sum() -> None:
    subjects = adtte.everyone()
    test = gray_test(subjects.time, subjects.status, subjects.group)
    code = np.unique(subjects.group, return_inverse=True)[1]
    np.testing.assert_allclose(test.covariance, plain_covariance(subjects.time, subjects.status, code), rtol=1e-9)
    assert test.degrees_of_freedom == 2


@given(SUBJECTS)
def test_covariance_is_the_plain_sum(subjects: list[tuple[int, int, int]]) -> None:
    time, status, group = np.array(subjects).T
    code = np.unique(group, return_inverse=True)[1]
    test = gray_test(time, status, group)
    assume(np.isfinite(test.covariance).all())
    np.testing.assert_allclose(test.covariance, plain_covariance(time, status, code), atol=1e-9)
    np.testing.assert_allclose(test.covariance.sum(axis=0), 0, atol=1e-9)
    assert test.observed.sum() == pytest.approx(test.expected.sum())


@given(SUBJECTS)
def test_scores_without_competing_events_are_those_of_the_log_rank_test(subjects: list[tuple[int, int, int]]) -> None:
    time, status, group = np.array(subjects).T
    ours, other = gray_test(time, status > 0, group), log_rank(time, status > 0, group)
    np.testing.assert_array_equal(ours.observed, other.observed)
    np.testing.assert_allclose(ours.expected, other.expected, atol=1e-10)


def test_whole_study_without_competing_events_is_close_to_the_log_rank_test() -> None:
    # Only the variance differs: Gray's takes the events under one common incidence.
    subjects = adtte.everyone().arms("Xanomeline High Dose", "Xanomeline Low Dose")
    ours = gray_test(subjects.time, subjects.event, subjects.group)
    assert ours.statistic == pytest.approx(log_rank(subjects.time, subjects.event, subjects.group).statistic, rel=0.05)


def test_nothing_to_compare_is_nan() -> None:
    for test in (gray_test([1, 2], [0, 2], [1, 2]), gray_test([1, 2], [1, 1], [1, 1]), gray_test([], [], [])):
        assert np.isnan(test.p_value)


def test_a_pooled_incidence_of_one_before_the_last_event_is_nan() -> None:
    # At 0 three of six have the event, F = 1/2; at 1, with group 0 gone, one of two, F = 1; group 2 is still at risk.
    test = gray_test([0, 0, 0, 0, 1, 2], [0, 1, 1, 1, 1, 1], [0, 0, 0, 0, 1, 2])
    assert np.isnan(test.p_value)
    np.testing.assert_allclose(test.expected, [2, 1, 2])  # 3 * 4/6, 3/6 + 1/2, 3/6 + 1/2 + 1


def test_wrong_input_is_named() -> None:
    with pytest.raises(ValueError, match=r"status\[1\] = -1 is not"):
        gray_test([1, 2], [1, -1], [1, 2])
    with pytest.raises(ValueError, match=r"strata has shape \(1,\)"):
        gray_test([1, 2], [1, 1], [1, 2], strata=[1])
    with pytest.raises(ValueError, match=r"cause = 0 is not 1, 2"):
        gray_test([1, 2], [1, 1], [1, 2], cause=0)
