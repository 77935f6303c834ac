"""Statistics of a safety report: functions of numpy arrays, each method citing its source."""

from pv.stats.interval import Interval, Limits
from pv.stats.many_terms.berry_berry import BerryBerryPrior
from pv.stats.many_terms.multiplicity import DoubleFdr, benjamini_hochberg, double_fdr
from pv.stats.many_terms.shrinkage import Shrinkage, shrinkage
from pv.stats.methods import METHODS, Method
from pv.stats.one_arm.mean import mean_interval
from pv.stats.one_arm.proportion import proportion_interval
from pv.stats.one_arm.rate import rate_interval
from pv.stats.strata.heterogeneity import Heterogeneity, heterogeneity_test
from pv.stats.strata.mantel_haenszel import cmh, cmh_cc
from pv.stats.strata.stratified import (
    stratified_odds_ratio,
    stratified_rate_difference,
    stratified_rate_ratio,
    stratified_risk_difference,
    stratified_risk_ratio,
)
from pv.stats.time_to_event.cox import HazardRatio, hazard_ratio
from pv.stats.time_to_event.cumulative_incidence import aalen_johansen
from pv.stats.time_to_event.cumulative_incidence_by_term import cumulative_incidence_by_term
from pv.stats.time_to_event.gray import gray_test
from pv.stats.time_to_event.incidence_of_terms import TermIncidence
from pv.stats.time_to_event.log_rank import log_rank
from pv.stats.time_to_event.mean_cumulative_function import mean_cumulative_function
from pv.stats.time_to_event.piecewise_rate import PiecewiseRate, piecewise_rate
from pv.stats.time_to_event.proportional_hazards import ProportionalHazards, proportional_hazards_test
from pv.stats.time_to_event.rank_test import RankTest
from pv.stats.time_to_event.restricted_mean import RestrictedMean, restricted_mean, restricted_mean_difference
from pv.stats.time_to_event.step_function import StepFunction, StepValues, values_at
from pv.stats.time_to_event.survival import kaplan_meier, survival_quantile
from pv.stats.two_arms.chi_square import pearson_chisq, pearson_chisq_yates
from pv.stats.two_arms.fisher import fisher_exact
from pv.stats.two_arms.number_needed_to_harm import NumberNeededToHarm, number_needed_to_harm
from pv.stats.two_arms.odds_ratio import odds_ratio
from pv.stats.two_arms.rate_difference import rate_difference
from pv.stats.two_arms.rate_ratio import rate_ratio
from pv.stats.two_arms.risk_difference import risk_difference, risk_difference_test
from pv.stats.two_arms.risk_ratio import risk_ratio

__all__ = [
    "METHODS",
    "BerryBerryPrior",
    "DoubleFdr",
    "HazardRatio",
    "Heterogeneity",
    "Interval",
    "Limits",
    "Method",
    "NumberNeededToHarm",
    "PiecewiseRate",
    "ProportionalHazards",
    "RankTest",
    "RestrictedMean",
    "Shrinkage",
    "StepFunction",
    "StepValues",
    "TermIncidence",
    "aalen_johansen",
    "benjamini_hochberg",
    "cmh",
    "cmh_cc",
    "cumulative_incidence_by_term",
    "double_fdr",
    "fisher_exact",
    "gray_test",
    "hazard_ratio",
    "heterogeneity_test",
    "kaplan_meier",
    "log_rank",
    "mean_cumulative_function",
    "mean_interval",
    "number_needed_to_harm",
    "odds_ratio",
    "pearson_chisq",
    "pearson_chisq_yates",
    "piecewise_rate",
    "proportion_interval",
    "proportional_hazards_test",
    "rate_difference",
    "rate_interval",
    "rate_ratio",
    "restricted_mean",
    "restricted_mean_difference",
    "risk_difference",
    "risk_difference_test",
    "risk_ratio",
    "shrinkage",
    "stratified_odds_ratio",
    "stratified_rate_difference",
    "stratified_rate_ratio",
    "stratified_risk_difference",
    "stratified_risk_ratio",
    "survival_quantile",
    "values_at",
]
