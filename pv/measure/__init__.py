"""Measures: counts and person-time from SQL, intervals from the statistics, finished tables back to the database."""

from pv.measure.compute import finished, plan_measures
from pv.measure.registry import with_method

__all__ = ["finished", "plan_measures", "with_method"]
