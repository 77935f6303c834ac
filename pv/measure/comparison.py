"""Each arm against the comparator: differences, ratios and the test, with their intervals."""

import pandas as pd

from pv import stats
from pv.measure.p_value import RISK_TESTS
from pv.measure.solved_once import columns, interval, people
from pv.study.setting.report_settings import StatisticsPart


def comparison(counts: pd.DataFrame, statistics: StatisticsPart) -> pd.DataFrame:
    """Return the counts with risk difference, risk ratio and p-value; the rates are compared as the counts have them.

    Where the statistics name another method than the rates of the counts have, for a look, they are compared anew.

    Args:
        counts: rows with the counts of `risk_comparison` and, compared, those of `rate_comparison`.
        statistics: the methods and the confidence level.
    """
    chosen = {"ird_method": statistics.rate_difference, "irr_method": statistics.rate_ratio}
    as_chosen = all((counts[column] == method).all() for column, method in chosen.items())
    return risk_comparison(counts if as_chosen else rate_comparison(counts, statistics), statistics)


def risk_comparison(counts: pd.DataFrame, statistics: StatisticsPart) -> pd.DataFrame:
    """Return the counts with risk difference (percentage points), risk ratio and p-value.

    Args:
        counts: rows with subjects and arm_subjects of both arms.
        statistics: the methods, the test and the confidence level.
    """
    numbers, level = people(counts), statistics.confidence_level
    difference = interval(stats.risk_difference, numbers, statistics.risk_difference, level)
    ratio = interval(stats.risk_ratio, numbers, statistics.risk_ratio, level)
    return counts.assign(
        risk_difference=100 * difference[0],
        rd_lower=100 * difference[1],
        rd_upper=100 * difference[2],
        rd_method=statistics.risk_difference,
        risk_ratio=ratio[0],
        rr_lower=ratio[1],
        rr_upper=ratio[2],
        rr_method=statistics.risk_ratio,
        p_value=RISK_TESTS[statistics.test](*numbers),
        p_method=statistics.test,
        confidence_level=level,
    )


def rate_comparison(counts: pd.DataFrame, statistics: StatisticsPart) -> pd.DataFrame:
    """Return the counts with rate difference (per patient-year) and rate ratio.

    Args:
        counts: rows with rate_events and rate_patient_years of both arms.
        statistics: the methods and the confidence level.
    """
    rates = columns(
        counts, "rate_events", "rate_patient_years", "comparator_rate_events", "comparator_rate_patient_years"
    )
    level = statistics.confidence_level
    difference = interval(stats.rate_difference, rates, statistics.rate_difference, level)
    ratio = interval(stats.rate_ratio, rates, statistics.rate_ratio, level)
    return counts.assign(
        rate_difference=difference[0],
        ird_lower=difference[1],
        ird_upper=difference[2],
        ird_method=statistics.rate_difference,
        rate_ratio=ratio[0],
        irr_lower=ratio[1],
        irr_upper=ratio[2],
        irr_method=statistics.rate_ratio,
        confidence_level=level,
    )
