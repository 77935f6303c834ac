"""Where a condition that holds at one number and not at another begins to fail: found by halving."""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Truths: TypeAlias = NDArray[np.bool_]

#: After so many halvings of a width of 1 nothing is left that a floating-point number could tell apart.
HALVINGS = 60


def edge(inside: Floats, outside: Floats, holds: Callable[[Floats], Truths]) -> Floats:
    """Return the last numbers at which a condition holds, between those where it does and those where it does not."""
    for _ in range(HALVINGS):
        middle = (inside + outside) / 2
        held = holds(middle)
        inside, outside = np.where(held, middle, inside), np.where(held, outside, middle)
    return (inside + outside) / 2
