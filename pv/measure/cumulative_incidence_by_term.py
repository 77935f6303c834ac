"""Cumulative incidence of every term at the weeks that divide the time, death competing."""

import numpy as np
import pandas as pd

from pv.stats.time_to_event.incidence_of_terms import Subjects, incidence_of_terms
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


def cumulative_incidence_by_term(counts: pd.DataFrame, statistics: StatisticsPart) -> pd.DataFrame:
    """Return one row per arm, term and week: the percentage of subjects with the term by the week, with its limits.

    Args:
        counts: rows by arm, term and day with term_id, level, soc, term, begun (else the day is the end of the time at
            risk of who had the term), day, died and subjects; without a term the ends of all. A term that an arm did
            not have is of it too.
        statistics: the weeks and the confidence level.
    """
    terms = counts.loc[counts["term_id"].notna() & ~counts["term_id"].duplicated(), ["term_id", *_TERM]]
    terms = terms.sort_values("term_id", ignore_index=True)
    parts = [
        _of_arm(group, terms, statistics).assign(arm=group["arm"].iloc[0])
        for _, group in counts.groupby("arm", sort=False)
        if len(terms) and statistics.interval_weeks
    ]
    rows = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(_TYPES))
    return rows.assign(method="aalen_johansen", confidence_level=statistics.confidence_level).astype(_TYPES)


def _of_arm(group: pd.DataFrame, terms: pd.DataFrame, statistics: StatisticsPart) -> pd.DataFrame:
    weeks = np.array(statistics.interval_weeks, dtype=np.float64)
    of_term = group["term_id"].notna()
    found = incidence_of_terms(
        _subjects(group[of_term & group["begun"]], terms),
        _subjects(group[of_term & ~group["begun"]], terms),
        _subjects(group[~of_term], terms),
        terms=len(terms),
        times=np.floor(DAYS_PER_WEEK * weeks),
        level=statistics.confidence_level,
        limits="log-log",
        variance="aalen",
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


def _subjects(rows: pd.DataFrame, terms: pd.DataFrame) -> Subjects:
    code = np.searchsorted(
        terms["term_id"].to_numpy(dtype=np.int64), rows["term_id"].fillna(0).to_numpy(dtype=np.int64)
    )
    day, died, subjects = (rows[name].to_numpy() for name in ("day", "died", "subjects"))
    return Subjects(code, day.astype(np.float64), died.astype(np.int64), subjects)
