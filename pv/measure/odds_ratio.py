"""Each arm against the comparator: the odds ratio with its interval."""

import pandas as pd

from pv import stats
from pv.measure.p_value import RISK_TESTS
from pv.measure.solved_once import interval, people
from pv.study.setting.report_settings import StatisticsPart


def odds_ratio(counts: pd.DataFrame, statistics: StatisticsPart) -> pd.DataFrame:
    """Return the counts with odds ratio and p-value.

    Args:
        counts: rows with subjects and arm_subjects of both arms.
        statistics: the method, the test and the confidence level.
    """
    numbers = people(counts)
    estimate, lower, upper = interval(stats.odds_ratio, numbers, statistics.odds_ratio, statistics.confidence_level)
    return counts.assign(
        odds_ratio=estimate,
        or_lower=lower,
        or_upper=upper,
        or_method=statistics.odds_ratio,
        p_value=RISK_TESTS[statistics.test](*numbers),
        p_method=statistics.test,
        confidence_level=statistics.confidence_level,
    )
