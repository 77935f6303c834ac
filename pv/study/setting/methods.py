"""Which interval methods a study can choose, by the key of `[statistics]` that chooses them."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from pv.stats.methods import METHODS as EVERY_METHOD
from pv.stats.methods import Method
from pv.stats.one_arm.proportion import PROPORTION_METHODS
from pv.stats.one_arm.rate import RATE_METHODS
from pv.stats.strata.stratified import (
    STRATIFIED_RISK_DIFFERENCE_METHODS,
    STRATIFIED_RISK_RATIO_METHODS,
)
from pv.stats.two_arms.odds_ratio import ODDS_RATIO_METHODS
from pv.stats.two_arms.rate_difference import RATE_DIFFERENCE_METHODS
from pv.stats.two_arms.rate_ratio import RATE_RATIO_METHODS
from pv.stats.two_arms.risk_difference import RISK_DIFFERENCE_METHODS
from pv.stats.two_arms.risk_ratio import RISK_RATIO_METHODS
from pv.study.setting.endpoint_settings import EndpointPart
from pv.study.setting.report_settings import StatisticsPart

METHODS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "proportion": tuple(PROPORTION_METHODS),
        "risk_difference": tuple(RISK_DIFFERENCE_METHODS),
        "risk_ratio": tuple(RISK_RATIO_METHODS),
        "odds_ratio": tuple(ODDS_RATIO_METHODS),
        "test": ("fisher_exact", "pearson_chisq", "pearson_chisq_yates", "risk_difference_test"),
        "rate": tuple(RATE_METHODS),
        "rate_difference": tuple(RATE_DIFFERENCE_METHODS),
        "rate_ratio": tuple(RATE_RATIO_METHODS),
        "stratified_risk_difference": tuple(STRATIFIED_RISK_DIFFERENCE_METHODS),
        "stratified_risk_ratio": tuple(STRATIFIED_RISK_RATIO_METHODS),
        "stratified_test": ("cmh_cc", "cmh"),
    }
)


#: The keys that count only where the study names strata.
STRATIFIED = ("stratified_risk_difference", "stratified_risk_ratio", "stratified_test")

#: What every report uses beside the methods that a study chooses.
ALWAYS = (
    *("benjamini_hochberg", "double_fdr", "aalen_johansen", "gray_test", "log_rank", "hazard_ratio"),
    *("kaplan_meier", "survival_quantile", "mean_cumulative_function", "number_needed_to_harm"),
)
POOLED = ("or_mh", "ird_mh_miettinen_nurminen", "irr_mh")


#: What a study with endpoints uses beside these, one with a restricted mean, and one with subgroups.
OF_ENDPOINTS = ("proportional_hazards_test",)
OF_MEANS = ("restricted_mean", "restricted_mean_difference")
OF_SUBGROUPS = ("heterogeneity_test",)


def methods_used(statistics: StatisticsPart, endpoints: Sequence[EndpointPart] = ()) -> list[Method]:
    """Return each method behind a study's results with its label and reference, in the order of the results.

    Args:
        statistics: which methods the study chooses.
        endpoints: the times to events that it analyses.
    """
    of_endpoints = OF_ENDPOINTS if endpoints else ()
    of_subgroups = OF_SUBGROUPS if any(endpoint.subgroups for endpoint in endpoints) else ()
    of_means = OF_MEANS if any(endpoint.restricted_until for endpoint in endpoints) else ()
    chosen = [getattr(statistics, key) for key in METHODS if key not in {*STRATIFIED, "test"}]
    pooled = (*(getattr(statistics, key) for key in STRATIFIED), *POOLED) if statistics.strata else ()
    shrunk = () if statistics.shrinkage_seed is None else ("shrinkage",)
    # Fisher's test bears the name of the interval of the odds ratio that belongs to it: the test comes later.
    known = {name: method for methods in EVERY_METHOD.values() for name, method in methods.items()}
    every = (*chosen, *pooled, statistics.test, *ALWAYS, *of_endpoints, *of_means, *of_subgroups, *shrunk)
    return [known[name] for name in dict.fromkeys(every)]
