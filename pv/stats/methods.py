"""Every method by public function and name, with the label and reference its own docstring gives."""

import inspect
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from pv.stats.many_terms.multiplicity import benjamini_hochberg, double_fdr
from pv.stats.many_terms.shrinkage import shrinkage
from pv.stats.one_arm.mean import mean_interval
from pv.stats.one_arm.proportion import PROPORTION_METHODS
from pv.stats.one_arm.rate import RATE_METHODS
from pv.stats.strata.heterogeneity import heterogeneity_test
from pv.stats.strata.mantel_haenszel import cmh, cmh_cc
from pv.stats.strata.stratified import (
    STRATIFIED_ODDS_RATIO_METHODS,
    STRATIFIED_RATE_DIFFERENCE_METHODS,
    STRATIFIED_RATE_RATIO_METHODS,
    STRATIFIED_RISK_DIFFERENCE_METHODS,
    STRATIFIED_RISK_RATIO_METHODS,
)
from pv.stats.time_to_event.cox import hazard_ratio
from pv.stats.time_to_event.cumulative_incidence import aalen_johansen
from pv.stats.time_to_event.gray import gray_test
from pv.stats.time_to_event.log_rank import log_rank
from pv.stats.time_to_event.mean_cumulative_function import mean_cumulative_function
from pv.stats.time_to_event.piecewise_rate import piecewise_rate
from pv.stats.time_to_event.proportional_hazards import proportional_hazards_test
from pv.stats.time_to_event.restricted_mean import restricted_mean, restricted_mean_difference
from pv.stats.time_to_event.survival import kaplan_meier, survival_quantile
from pv.stats.two_arms.chi_square import pearson_chisq, pearson_chisq_yates
from pv.stats.two_arms.fisher import fisher_exact
from pv.stats.two_arms.number_needed_to_harm import number_needed_to_harm
from pv.stats.two_arms.odds_ratio import ODDS_RATIO_METHODS
from pv.stats.two_arms.rate_difference import RATE_DIFFERENCE_METHODS
from pv.stats.two_arms.rate_ratio import RATE_RATIO_METHODS
from pv.stats.two_arms.risk_difference import RISK_DIFFERENCE_METHODS, risk_difference_test
from pv.stats.two_arms.risk_ratio import RISK_RATIO_METHODS


class Method(NamedTuple):
    """A method as the report names it.

    Attributes:
        name: the name to pass as `method=`, or the function's own name where it has one method only.
        label: what it gives, the first line of its docstring without the full stop.
        reference: where it was published, the docstring's Reference section.
    """

    name: str
    label: str
    reference: str


def _described(table: Mapping[str, Callable[..., object]]) -> Mapping[str, Method]:
    return MappingProxyType({name: _method(name, function) for name, function in table.items()})


def _method(name: str, function: Callable[..., object]) -> Method:
    text = inspect.getdoc(function) or ""
    label = text.partition("\n")[0].removesuffix(".")
    section = text.partition("\nReference:\n")[2]
    # A section ends where the indentation does.
    lines = [line for line in section.partition("\n\n")[0].splitlines() if line.startswith(" ")]
    return Method(name, label, " ".join(line.strip() for line in lines))


def _alone(functions: Iterable[Callable[..., object]]) -> dict[str, Mapping[str, Method]]:
    names = {inspect.unwrap(function).__name__: function for function in functions}
    return {name: _described({name: function}) for name, function in names.items()}


#: Methods by the public function that takes their name; a function without a choice is its own only method.
METHODS: Mapping[str, Mapping[str, Method]] = MappingProxyType(
    {
        "proportion_interval": _described(PROPORTION_METHODS),
        "risk_difference": _described(RISK_DIFFERENCE_METHODS),
        "risk_ratio": _described(RISK_RATIO_METHODS),
        "odds_ratio": _described(ODDS_RATIO_METHODS),
        "rate_interval": _described(RATE_METHODS),
        "rate_difference": _described(RATE_DIFFERENCE_METHODS),
        "rate_ratio": _described(RATE_RATIO_METHODS),
        "stratified_risk_difference": _described(STRATIFIED_RISK_DIFFERENCE_METHODS),
        "stratified_risk_ratio": _described(STRATIFIED_RISK_RATIO_METHODS),
        "stratified_odds_ratio": _described(STRATIFIED_ODDS_RATIO_METHODS),
        "stratified_rate_difference": _described(STRATIFIED_RATE_DIFFERENCE_METHODS),
        "stratified_rate_ratio": _described(STRATIFIED_RATE_RATIO_METHODS),
        **_alone(
            [
                mean_interval,
                risk_difference_test,
                fisher_exact,
                pearson_chisq,
                pearson_chisq_yates,
                cmh,
                cmh_cc,
                number_needed_to_harm,
                kaplan_meier,
                survival_quantile,
                aalen_johansen,
                log_rank,
                gray_test,
                hazard_ratio,
                proportional_hazards_test,
                heterogeneity_test,
                restricted_mean,
                restricted_mean_difference,
                mean_cumulative_function,
                piecewise_rate,
                benjamini_hochberg,
                double_fdr,
                shrinkage,
            ]
        ),
    }
)
