"""Which interval methods a study can choose, by the key of `[statistics]` that chooses them."""

from collections.abc import Mapping
from types import MappingProxyType

from pv.errors import Problem, SettingError, nearest
from pv.stats.methods import METHODS as EVERY_METHOD
from pv.stats.methods import Method
from pv.stats.one_arm.proportion import PROPORTION_METHODS
from pv.stats.one_arm.rate import RATE_METHODS
from pv.stats.strata.stratified import (
    STRATIFIED_ODDS_RATIO_METHODS,
    STRATIFIED_RISK_DIFFERENCE_METHODS,
    STRATIFIED_RISK_RATIO_METHODS,
)
from pv.stats.two_arms.rate_difference import RATE_DIFFERENCE_METHODS
from pv.stats.two_arms.rate_ratio import RATE_RATIO_METHODS
from pv.stats.two_arms.risk_difference import RISK_DIFFERENCE_METHODS
from pv.stats.two_arms.risk_ratio import RISK_RATIO_METHODS
from pv.study.setting.settings import StatisticsPart

METHODS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "proportion": tuple(PROPORTION_METHODS),
        "risk_difference": tuple(RISK_DIFFERENCE_METHODS),
        "risk_ratio": tuple(RISK_RATIO_METHODS),
        "rate": tuple(RATE_METHODS),
        "rate_difference": tuple(RATE_DIFFERENCE_METHODS),
        "rate_ratio": tuple(RATE_RATIO_METHODS),
        "stratified_risk_difference": tuple(STRATIFIED_RISK_DIFFERENCE_METHODS),
        "stratified_risk_ratio": tuple(STRATIFIED_RISK_RATIO_METHODS),
        "stratified_odds_ratio": tuple(STRATIFIED_ODDS_RATIO_METHODS),
    }
)


#: The keys that count only where the study names strata.
STRATIFIED = ("stratified_risk_difference", "stratified_risk_ratio", "stratified_odds_ratio")

#: Result table -> the keys whose method it can be looked at with.
CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "adjudicated_incidence": ("proportion",),
        "common_event": ("proportion",),
        "comparison": ("risk_difference", "risk_ratio", "rate_difference", "rate_ratio"),
        "exposure_adjusted_rate": ("rate",),
        "incidence": ("proportion",),
        "lvef_decrease": ("proportion",),
        "overview": ("proportion",),
        "rate_comparison": ("rate_difference", "rate_ratio"),
        "stratified_comparison": STRATIFIED,
    }
)


def with_method(statistics: StatisticsPart, table: str, method: str) -> StatisticsPart:
    """Return the statistics with the method of one interval of a result table changed.

    Raises:
        SettingError: the table has no interval whose method can be chosen, or none has this one; the nearest is named.
    """
    if table not in CHOICES:
        raise SettingError(Problem("the table has no method to choose", table, f"these have: {', '.join(CHOICES)}"))
    for key in CHOICES[table]:
        if method in METHODS[key]:
            return statistics.model_copy(update={key: method})
    known = [name for key in CHOICES[table] for name in METHODS[key]]
    raise SettingError(Problem(f"the table {table} has no such method", method, nearest(method, known)))


#: What every report uses beside the methods that a study chooses.
ALWAYS = ("fisher_exact", "benjamini_hochberg", "double_fdr", "aalen_johansen", "gray_test", "log_rank", "hazard_ratio")
POOLED = ("cmh_cc",)


def methods_used(statistics: StatisticsPart) -> list[Method]:
    """Return each method behind a study's results with its label and reference, in the order of the results."""
    chosen = [getattr(statistics, key) for key in METHODS if key not in STRATIFIED]
    pooled = (*(getattr(statistics, key) for key in STRATIFIED), *POOLED) if statistics.strata else ()
    shrunk = () if statistics.shrinkage_seed is None else ("shrinkage",)
    # A test can bear the name of the interval it belongs to: intervals come last, so that they are the ones named.
    known = {
        name: method
        for function in sorted(EVERY_METHOD, key=lambda name: not name.endswith("_test"))
        for name, method in EVERY_METHOD[function].items()
    }
    return [known[name] for name in dict.fromkeys((*chosen, *pooled, *ALWAYS, *shrunk))]
