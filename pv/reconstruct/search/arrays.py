"""What the search works on: the subjects, what is printed of them, what is plausible, and what it remembers."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Masks = NDArray[np.bool_]

#: How a time ends: censored, an event of the endpoint's own, the death that ends the last endpoint too.
CENSORED, OWN_EVENT, DEATH = 0, 1, 2


class State(NamedTuple):
    """The subjects as the search has them; endpoints by row, the one that a death ends in the last row.

    Attributes:
        day: (endpoints, subjects) the day on which the time ends, from 1.
        kind: (endpoints, subjects) how it ends.
        low: (endpoints, subjects) the first day that the numbers at risk allow.
        high: (endpoints, subjects) the last one.
        value: (variables, subjects) the number of the value.
        order: (endpoints, subjects) the subjects by day.
    """

    day: Ints
    kind: Ints
    low: Ints
    high: Ints
    value: Ints
    order: Ints


class Fixed(NamedTuple):
    """What the search does not change.

    Attributes:
        arm: (subjects,) the number of the arm.
        place: (endpoints, subjects) subjects of one number can exchange their times.
        block: (blocks, subjects) subjects of one number can exchange the values of the block; -1: has none of it.
        of_block: (blocks, variables) the variables of a block.
    """

    arm: Ints
    place: Ints
    block: Ints
    of_block: Masks


class Printed(NamedTuple):
    """What is printed; times in days, a limit that is not printed is NaN, one that is not reached infinite.

    Attributes:
        endpoint: (analyses,) the endpoint of each analysis.
        alternative: (alternatives,) the analysis whose cohort the alternative is one of.
        allowed: (alternatives, variables, values) whether a value is in it.
        radix: (analyses, variables) what a value adds to the number of the stratum, times its number.
        median_of: (medians, 3) analysis, arm (-1: all), 1 of the follow-up.
        median_low: (medians, 3) first value of lower limit, median and upper limit that prints as they do.
        median_high: (medians, 3) the value after the last.
        ratio_of: (ratios, 3) analysis, arm, comparator.
        ratio_low: (ratios, 4) as of the medians: hazard ratio, lower limit, upper limit, p-value.
        ratio_high: (ratios, 4) likewise.
        total_of: (totals, 3) analysis, arm (-1: all), events.
        count_of: (counts, 6) analysis, arm, what, day, least and most subjects; what: 0 without the event on the day, 1
            with an event of the endpoint's own by then, 2 ended otherwise by then.
    """

    endpoint: Ints
    alternative: Ints
    allowed: Masks
    radix: Ints
    median_of: Ints
    median_low: Floats
    median_high: Floats
    ratio_of: Ints
    ratio_low: Floats
    ratio_high: Floats
    total_of: Ints
    count_of: Ints


class Wishes(NamedTuple):
    """What is plausible beyond the figures.

    Attributes:
        visit: days between two assessments; 0: not known.
        deaths: (endpoints, arms) how many events are deaths; -1: not said.
        later: how many die after a censored time of another endpoint, at most; -1: not said.
    """

    visit: int
    deaths: Ints
    later: int


class Memory(NamedTuple):
    """What is kept between two changes.

    Attributes:
        member: (analyses, subjects) who is in the cohort.
        stratum: (analyses, subjects) the number of the stratum.
        beta: (ratios,) the last logarithm of a hazard ratio, from which the next is looked for.
        cost: (endpoints + 2,) the misses of each endpoint, the implausible, the sum of the best.
        found: (medians + ratios + totals + counts, 6) what the data give, in the order of what is printed.
        miss: (medians + ratios + totals + counts,) how far that is from what is printed; 0: it prints so.
    """

    member: Masks
    stratum: Ints
    beta: Floats
    cost: Floats
    found: Floats
    miss: Floats
