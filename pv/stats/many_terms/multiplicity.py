"""P-values adjusted for the number of terms looked at: false discovery rate, also within system organ classes."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from pv.stats.interval import FloatArray
from pv.stats.time_to_event.subject_times import refuse, same_length


def benjamini_hochberg(p: ArrayLike) -> FloatArray:
    """Benjamini-Hochberg adjusted p-values, which control the false discovery rate.

    The adjusted value of the i-th smallest of m is the smallest ``m p_(k) / k`` over k from i on. A term is flagged at
    rate q where its adjusted value is at most q. NaN stays NaN and does not count as a test.

    Args:
        p: P-values, one-dimensional, between 0 and 1 or NaN.

    Returns:
        Adjusted p-values, one per p-value, in its order.

    Raises:
        ValueError: For a p-value outside 0 to 1, naming its index.

    Reference:
        Benjamini Y, Hochberg Y. Controlling the false discovery rate: a practical and powerful approach to multiple
        testing. J R Stat Soc B 1995;57:289-300.

    Examples:
        Times 4 / rank: 0.04, 0.04, 0.04, 0.5.

        >>> from pv.stats import benjamini_hochberg
        >>> benjamini_hochberg([0.01, 0.02, 0.03, 0.5]).round(4).tolist()
        [0.04, 0.04, 0.04, 0.5]
    """
    values = _checked_p(p)
    adjusted = np.full(values.shape, np.nan)
    falling = np.argsort(-values, kind="stable")[: np.count_nonzero(~np.isnan(values))]
    rank = np.arange(falling.size, 0, -1)
    adjusted[falling] = np.minimum.accumulate(values[falling] * (falling.size / rank))
    return adjusted


class DoubleFdr(NamedTuple):
    """P-values of the double false discovery rate; every array has one entry per term.

    A term is flagged at rates q1 and q2 where ``class_p <= q1`` and ``term_p <= q2``.

    Attributes:
        class_p: Adjusted p-value of the term's class, among classes, from the smallest p-value in each.
        term_p: Adjusted p-value of the term within its class.
        adjusted: The larger of both: the term is flagged at one rate q for both where it is at most q.
    """

    class_p: FloatArray
    term_p: FloatArray
    adjusted: FloatArray


def double_fdr(p: ArrayLike, soc: ArrayLike) -> DoubleFdr:
    """Double false discovery rate: p-values adjusted within and among system organ classes.

    The class is represented by its smallest p-value, these are adjusted among classes, and terms are adjusted within
    their class, both as by Benjamini and Hochberg. NaN stays NaN; a class of nothing but NaN does not count.

    Args:
        p: P-values, one-dimensional, between 0 and 1 or NaN.
        soc: Class of each term; any labels that sort.

    Returns:
        Adjusted p-values, arrays of one entry per term, in their order.

    Raises:
        ValueError: For a wrong argument, naming it and the index.

    Reference:
        Mehrotra DV, Heyse JF. Use of the false discovery rate for evaluating clinical safety data. Stat Methods Med
        Res 2004;13:227-238.

    Examples:
        Class A: smallest 0.01 of two classes, 0.02; within A 0.01 x 2 / 1 and 0.04. Class B: 0.03 both ways.

        >>> from pv.stats import double_fdr
        >>> found = double_fdr([0.01, 0.04, 0.03], ["A", "A", "B"])
        >>> found.class_p.round(4).tolist(), found.adjusted.round(4).tolist()
        ([0.02, 0.02, 0.03], [0.02, 0.04, 0.03])
    """
    values, labels = _checked_p(p), np.asarray(soc)
    same_length(p=values, soc=labels)
    classes, code = np.unique(labels, return_inverse=True)
    term_p = np.full(values.shape, np.nan)
    smallest = np.full(classes.size, np.nan)
    for number in range(classes.size):
        members = code == number
        term_p[members] = benjamini_hochberg(values[members])
        smallest[number] = np.fmin.reduce(values[members])
    class_p = np.where(np.isnan(values), np.nan, benjamini_hochberg(smallest)[code])
    return DoubleFdr(class_p, term_p, np.maximum(class_p, term_p))


def _checked_p(p: ArrayLike) -> FloatArray:
    values = np.asarray(p, dtype=np.float64)
    same_length(p=values)
    refuse((values < 0) | (values > 1), "p", values, "is not between 0 and 1")
    return values
