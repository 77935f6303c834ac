"""Which interval methods a study can choose, by the key of `[statistics]` that chooses them."""

from collections.abc import Mapping
from types import MappingProxyType

from pv.stats.methods import METHODS as EVERY_METHOD
from pv.stats.methods import Method
from pv.stats.one_arm.proportion import PROPORTION_METHODS
from pv.stats.one_arm.rate import RATE_METHODS
from pv.stats.strata.stratified import (
    STRATIFIED_RISK_DIFFERENCE_METHODS,
    STRATIFIED_RISK_RATIO_METHODS,
)
from pv.stats.two_arms.rate_difference import RATE_DIFFERENCE_METHODS
from pv.stats.two_arms.rate_ratio import RATE_RATIO_METHODS
from pv.stats.two_arms.risk_difference import RISK_DIFFERENCE_METHODS
from pv.stats.two_arms.risk_ratio import RISK_RATIO_METHODS
from pv.study.setting.report_settings import StatisticsPart

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
    }
)


#: The keys that count only where the study names strata.
STRATIFIED = ("stratified_risk_difference", "stratified_risk_ratio")

#: What every report uses beside the methods that a study chooses.
ALWAYS = ("fisher_exact", "benjamini_hochberg", "double_fdr", "aalen_johansen", "gray_test", "log_rank", "hazard_ratio")
POOLED = ("or_mh", "cmh_cc")


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
