"""What the printed durations of treatment and deaths on treatment ask of the times of an arm."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pv.facts.model import Facts
from pv.reconstruct.plan.plan import plan

#: A first dose is given so many days after randomisation at most.
WAIT = 3


class Followed(NamedTuple):
    """How many subjects of an arm must be alive on a day (what 0), dead by it (1), or have left alive by it (2)."""

    arm: str
    what: int
    day: int
    low: int
    high: int
    figure: str


def followed(facts: Facts, randomised: Sequence[int]) -> Iterator[Followed]:
    """Yield what is asked of the last endpoint, where the durations of an arm are printed.

    Nobody dies before the shortest treatment is over, nobody leaves before who is treated, somebody is followed as long
    as the longest, and no more die in the window after the shortest than die on treatment.

    Args:
        facts: the published figures.
        randomised: the randomised subjects of each arm.
    """
    exposures = [figure for figure in facts.published.figure if figure.measure == "exposure"]
    for arm, size in zip(plan(facts).arms, randomised, strict=True):
        ids = ", ".join(figure.id for figure in exposures if figure.arm == arm.name)
        if not ids:
            continue
        shortest, longest = arm.exposure.minimum + WAIT, arm.exposure.maximum + WAIT
        yield Followed(arm.name, 1, shortest - 2, 0, 0, ids)
        yield Followed(arm.name, 2, shortest - 2, 0, size - arm.size, ids)
        yield Followed(arm.name, 0, longest, 1, size, ids)
        if "death_on_treatment" in arm.deaths:
            until = shortest + facts.study.window_days
            yield Followed(arm.name, 1, until, 0, arm.deaths["death_on_treatment"], ids)
