"""The crude comparison beside the one within strata, unrounded, for a file."""

from collections.abc import Sequence

import pandas as pd

_KEYS = ["arm", "level", "soc", "term", "category"]


def with_crude(pooled: pd.DataFrame, crude: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Return comparisons within strata with the crude ones beside them, under names that say so.

    Args:
        pooled: arm, level, soc, term, category and the comparison within strata.
        crude: the same of the comparison that ignores them; empty where there is none.
        names: the columns that are taken of it.
    """
    if crude.empty:
        return pooled
    beside = crude[[*_KEYS, *names]].rename(columns={name: f"crude_{name}" for name in names})
    return pooled.merge(beside, on=_KEYS, how="left")
