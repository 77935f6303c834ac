"""The safety report: what it holds, its page, and its charts one by one."""

from pv.report.charts import chart
from pv.report.page import render
from pv.report.report import Report

__all__ = ["Report", "chart", "render"]
