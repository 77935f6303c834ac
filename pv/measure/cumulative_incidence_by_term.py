"""Cumulative incidence of every term at the weeks that divide the time, death competing."""

import numpy as np
import pandas as pd

from pv import stats
from pv.study.setting.report_settings import DAYS_PER_WEEK, StatisticsPart

_TERM = ["level", "soc", "term"]
_TYPES = {
    **dict.fromkeys(("arm", *_TERM), "str"),
    "week": "float64",
    **dict.fromkeys(("at_risk", "subjects", "competing"), "int64"),
    **dict.fromkeys(("percent", "lower", "upper"), "float64"),
    "method": "str",
    "confidence_level": "float64",
}


def cumulative_incidence_by_term(events: pd.DataFrame, statistics: StatisticsPart) -> pd.DataFrame:
    """Return one row per arm, term and week: the percentage of subjects with the term by the week, with its limits.

    Args:
        events: rows by subject and first event with arm, subject_id, risk_days, died_at_risk, term_id, level, soc,
            term and first_day; of a subject without an event one without a term. A term that an arm did not have is of
            it too.
        statistics: the weeks and the confidence level.
    """
    terms = events.loc[events["term_id"].notna() & ~events["term_id"].duplicated(), ["term_id", *_TERM]]
    terms = terms.sort_values("term_id", ignore_index=True)
    parts = [
        _of_arm(group, terms, statistics).assign(arm=group["arm"].iloc[0])
        for _, group in events.groupby("arm", sort=False)
        if len(terms) and statistics.interval_weeks
    ]
    rows = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(_TYPES))
    return rows.assign(method="aalen_johansen", confidence_level=statistics.confidence_level).astype(_TYPES)


def _of_arm(group: pd.DataFrame, terms: pd.DataFrame, statistics: StatisticsPart) -> pd.DataFrame:
    subject, _ = pd.factorize(group["subject_id"])
    ends = group.loc[~group["subject_id"].duplicated(), ["risk_days", "died_at_risk"]]
    had = group["term_id"].notna().to_numpy()
    code = np.searchsorted(terms["term_id"], group["term_id"][had])
    weeks = np.array(statistics.interval_weeks, dtype=np.float64)
    found = stats.cumulative_incidence_by_term(
        code,
        subject[had],
        group["first_day"][had].to_numpy(dtype=np.float64),
        ends["risk_days"].to_numpy(dtype=np.float64),
        ends["died_at_risk"].to_numpy(dtype=np.int64),
        terms=len(terms),
        times=np.floor(DAYS_PER_WEEK * weeks),
        level=statistics.confidence_level,
    )
    return terms.loc[terms.index.repeat(weeks.size), _TERM].assign(
        week=np.tile(weeks, len(terms)),
        at_risk=found.at_risk.ravel(),
        subjects=found.events.ravel(),
        competing=found.competing.ravel(),
        percent=100 * found.estimate.ravel(),
        lower=100 * found.lower.ravel(),
        upper=100 * found.upper.ravel(),
    )
