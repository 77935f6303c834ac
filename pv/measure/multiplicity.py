"""P-values adjusted for the number of terms, and odds ratios shrunk towards their system organ class."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pv import stats
from pv.study.setting.report_settings import StatisticsPart

SHRUNK = ("shrunk_odds_ratio", "sor_lower", "sor_upper", "probability_increased", "r_hat", "effective_draws")


def multiplicity(terms: pd.DataFrame, statistics: StatisticsPart) -> pd.DataFrame:
    """Return the terms with Benjamini-Hochberg and double-FDR p-values, within each comparison.

    Where the study gives a seed, the Berry-Berry odds ratios stand beside them with the diagnostics of their chains;
    else they are missing.

    Args:
        terms: rows of multiplicity.sql.
        statistics: the seed and the confidence level.
    """
    parts = [_adjusted(rows, statistics) for _, rows in terms.groupby(["arm", "comparator"], sort=False)]
    empty = terms.assign(**dict.fromkeys(("p_benjamini_hochberg", "p_class", "p_double_fdr", *SHRUNK), np.nan))
    return pd.concat(parts, ignore_index=True) if parts else empty.assign(confidence_level=statistics.confidence_level)


def _adjusted(rows: pd.DataFrame, statistics: StatisticsPart) -> pd.DataFrame:
    p_value, soc = rows["p_value"].to_numpy(dtype=np.float64), rows["soc"].to_numpy(dtype=str)
    double = stats.double_fdr(p_value, soc)
    return rows.assign(
        p_benjamini_hochberg=stats.benjamini_hochberg(p_value),
        p_class=double.class_p,
        p_double_fdr=double.adjusted,
        confidence_level=statistics.confidence_level,
        **_shrunk(rows, soc, statistics),
    )


def _shrunk(rows: pd.DataFrame, soc: NDArray[np.str_], statistics: StatisticsPart) -> dict[str, Any]:
    if statistics.shrinkage_seed is None:
        return dict.fromkeys(SHRUNK, np.nan)
    posterior = stats.shrinkage(
        rows["subjects"],
        rows["arm_subjects"],
        rows["comparator_subjects"],
        rows["comparator_arm_subjects"],
        soc,
        seed=statistics.shrinkage_seed,
        level=statistics.confidence_level,
    )
    columns = ("estimate", "lower", "upper", "increased", "r_hat", "effective_draws")
    return {name: getattr(posterior, column) for name, column in zip(SHRUNK, columns, strict=True)}
