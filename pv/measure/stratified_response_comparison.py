"""Each arm against the comparator in the rates of each response, pooled over the strata of the response."""

import pandas as pd

from pv.measure.stratified_comparison import pooled_over_strata
from pv.study.setting.report_settings import StatisticsPart

GRAIN = ["endpoint", "arm", "comparator", "item_order", "label"]


def stratified_response_comparison(counts: pd.DataFrame, statistics: StatisticsPart) -> pd.DataFrame:
    """Return one row per response, rate and arm: risk difference, risk ratio and odds ratio common to the strata.

    Args:
        counts: rows by stratum, every arm and rate of a response with the same strata in the same order.
        statistics: the methods of the risk difference and the risk ratio, the test and the confidence level.
    """
    # Each response has strata of its own.
    responses = [rows for _, rows in counts.groupby("endpoint", sort=False)] or [counts]
    return pd.concat([pooled_over_strata(rows, GRAIN, statistics) for rows in responses], ignore_index=True)
