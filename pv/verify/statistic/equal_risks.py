"""The p-values of equal risks by a second route: Fisher's test in whole numbers, the others from exact fractions."""

import math
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial

from pv.verify.statistic.normal import two_sided

#: Tables as likely as the one observed up to this part count as extreme: the rule of R's fisher.test.
_AS_LIKELY = (10**7 + 1, 10**7)
#: How likely the table observed is, in units so small that nothing is rounded away.
_OBSERVED = 1 << 256


def p_value(x1: int, n1: int, x2: int, n2: int, *, test: str) -> float:
    """Return the two-sided p-value of x1 of n1 against x2 of n2.

    Raises:
        KeyError: the test has no second route here.
    """
    return _TESTS[test](x1, n1, x2, n2)


def fisher(x1: int, n1: int, x2: int, n2: int) -> float:
    """Return the share of all tables with these margins that are no likelier than the one observed."""
    weights = [*_weights(x1, n1, x2, n2), *_weights(x2, n2, x1, n1)]
    more, than = _AS_LIKELY
    return (_OBSERVED + sum(way for way in weights if way * than <= _OBSERVED * more)) / (_OBSERVED + sum(weights))


def _weights(x1: int, n1: int, x2: int, n2: int) -> Iterator[int]:
    """Yield how likely the tables are in which ever more of the events are in the first arm."""
    way = _OBSERVED
    while x1 < n1 and x2 > 0:
        way = way * (n1 - x1) * x2 // ((x1 + 1) * (n2 - x2 + 1))
        x1, x2 = x1 + 1, x2 - 1
        yield way


def _chi_square(x1: int, n1: int, x2: int, n2: int, correction: Fraction) -> float:
    events, total = x1 + x2, n1 + n2
    if not (n1 and n2 and 0 < events < total):
        return math.nan
    expected = Fraction(events * n1, total)
    distance = max(abs(x1 - expected) - correction, Fraction(0))
    cells = (Fraction(share * size, total) for share in (events, total - events) for size in (n1, n2))
    statistic = sum(distance**2 / cell for cell in cells)
    return two_sided(math.sqrt(statistic))


def _score(x1: int, n1: int, x2: int, n2: int) -> float:
    if not (n1 and n2):
        return math.nan
    events, total = x1 + x2, n1 + n2
    if events in {0, total}:
        return 1.0
    variance = Fraction(events * (total - events), total * (total - 1)) * (Fraction(1, n1) + Fraction(1, n2))
    return two_sided(math.sqrt((Fraction(x1, n1) - Fraction(x2, n2)) ** 2 / variance))


_TESTS: dict[str, Callable[[int, int, int, int], float]] = {
    "fisher_exact": fisher,
    "pearson_chisq": partial(_chi_square, correction=Fraction(0)),
    "pearson_chisq_yates": partial(_chi_square, correction=Fraction(1, 2)),
    "risk_difference_test": _score,
}
