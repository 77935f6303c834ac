"""Which measure has which intervals, by which method: the only list of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

import pandas as pd

from pv.errors import Problem, SettingError, nearest
from pv.measure.comparison import comparison, rate_comparison, risk_comparison
from pv.measure.cumulative_incidence import cumulative_incidence
from pv.measure.cumulative_incidence_by_term import cumulative_incidence_by_term
from pv.measure.exposure_adjusted_rate import RATES, exposure_adjusted_rate
from pv.measure.incidence import incidence
from pv.measure.mean_change import mean_change
from pv.measure.mean_cumulative_count import mean_cumulative_count
from pv.measure.multiplicity import multiplicity
from pv.measure.number_needed_to_harm import number_needed_to_harm
from pv.measure.odds_ratio import odds_ratio
from pv.measure.rate_over_time import rate_over_time
from pv.measure.stratified_comparison import stratified_comparison
from pv.measure.stratified_rate_comparison import stratified_rate_comparison
from pv.measure.stratified_response_comparison import stratified_response_comparison
from pv.measure.survival import survival, survival_curve, survival_landmark
from pv.measure.survival_comparison import survival_comparison
from pv.measure.survival_subgroup import survival_subgroup
from pv.measure.time_to_end import time_to_end_comparison, time_to_end_curve, time_to_end_quantile
from pv.measure.time_to_event_comparison import time_to_event_comparison
from pv.study.setting.methods import METHODS
from pv.study.setting.report_settings import StatisticsPart


@dataclass(frozen=True)
class Finish:
    """What Python adds to the counts of a measure's SQL.

    Attributes:
        add: the counts and the statistics -> the measure.
        intervals: what the columns of an interval begin with (`rd` of `rd_lower` and `rd_upper`, '' of `lower` and
            `upper`) -> the key of `[statistics]` that chooses its method; None where there is one method only.
        test: the key that chooses the test of its p-value; None where there is one test, or none.
    """

    add: Callable[[pd.DataFrame, StatisticsPart], pd.DataFrame]
    intervals: Mapping[str, str | None]
    test: str | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of `[statistics]` that choose a method of the measure."""
        return tuple(dict.fromkeys(key for key in (*self.intervals.values(), self.test) if key))


_PROPORTION = {"": "proportion"}
_RISKS = {"rd": "risk_difference", "rr": "risk_ratio"}
_RATES = {"ird": "rate_difference", "irr": "rate_ratio"}
_POOLED: Mapping[str, str | None] = {"rd": "stratified_risk_difference", "rr": "stratified_risk_ratio", "or": None}
_POOLED_RATES: Mapping[str, str | None] = {"ird": None, "irr": None}
_NUMBERS = {"harm": "risk_difference", "benefit": "risk_difference"}
_OF_SURVIVAL = ("q1", "median", "q3", "follow_up", "restricted_mean")
_of_tested = partial(incidence, denominator="subjects_with_data")

#: Measure -> what finishes it; the other measures are finished by their SQL.
FINISH: Mapping[str, Finish] = MappingProxyType(
    {
        "adjudicated_incidence": Finish(incidence, _PROPORTION),
        "common_event": Finish(incidence, _PROPORTION),
        "comparison": Finish(comparison, _RISKS | _RATES, "test"),
        "cumulative_incidence": Finish(cumulative_incidence, {"": None}),
        "cumulative_incidence_by_term": Finish(cumulative_incidence_by_term, {"": None}),
        "death_comparison": Finish(risk_comparison, _RISKS, "test"),
        "exposure_adjusted_rate": Finish(exposure_adjusted_rate, dict.fromkeys(RATES, "rate")),
        "hys_law": Finish(_of_tested, _PROPORTION),
        "incidence": Finish(incidence, _PROPORTION),
        "lab_worst_grade": Finish(_of_tested, _PROPORTION),
        "lvef_decrease": Finish(incidence, _PROPORTION),
        "mean_cumulative_count": Finish(mean_cumulative_count, {"": None}),
        "multiplicity": Finish(multiplicity, {"sor": None}),
        "number_needed_to_harm": Finish(number_needed_to_harm, _NUMBERS),
        "odds_ratio": Finish(odds_ratio, {"or": "odds_ratio"}, "test"),
        "overview": Finish(incidence, _PROPORTION),
        "rate_comparison": Finish(rate_comparison, _RATES),
        "rate_over_time": Finish(rate_over_time, {"": "rate"}),
        "response": Finish(incidence, _PROPORTION),
        "response_comparison": Finish(risk_comparison, _RISKS, "test"),
        "stratified_comparison": Finish(stratified_comparison, _POOLED, "stratified_test"),
        "stratified_response_comparison": Finish(stratified_response_comparison, _POOLED, "stratified_test"),
        "stratified_rate_comparison": Finish(stratified_rate_comparison, _POOLED_RATES),
        "survival": Finish(survival, dict.fromkeys(_OF_SURVIVAL)),
        "survival_comparison": Finish(survival_comparison, dict.fromkeys(("hr", "stratified_hr", "rmst"))),
        "survival_curve": Finish(survival_curve, {"": None}),
        "survival_subgroup": Finish(survival_subgroup, {"hr": None}),
        "survival_landmark": Finish(survival_landmark, {"": None}),
        "time_to_end_comparison": Finish(time_to_end_comparison, {}),
        "time_to_end_curve": Finish(time_to_end_curve, {"": None}),
        "time_to_end_quantile": Finish(time_to_end_quantile, {"": None}),
        "vital_change": Finish(mean_change, {"": None}),
        "vital_level": Finish(_of_tested, _PROPORTION),
        "vital_level_comparison": Finish(risk_comparison, _RISKS),
        "time_to_event_comparison": Finish(time_to_event_comparison, {"hr": None}),
    }
)


def with_method(statistics: StatisticsPart, table: str, method: str) -> StatisticsPart:
    """Return the statistics with the method of one interval of a result table changed.

    Args:
        statistics: those of the study.
        table: the result table.
        method: the name of a method, such as 'wilson'.

    Raises:
        SettingError: the table has no interval whose method can be chosen, or none has this one; the nearest is named.
    """
    keys = FINISH[table].keys if table in FINISH else ()
    if not keys:
        having = ", ".join(name for name, finish in FINISH.items() if finish.keys)
        raise SettingError(Problem("the table has no method to choose", table, f"these have: {having}"))
    for key in keys:
        if method in METHODS[key]:
            return statistics.model_copy(update={key: method})
    known = [name for key in keys for name in METHODS[key]]
    raise SettingError(Problem(f"the table {table} has no such method", method, nearest(method, known)))
