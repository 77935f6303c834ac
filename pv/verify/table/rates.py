"""The three exposure-adjusted rates, computed a second time, with person-time in days."""

from collections.abc import Iterable

import pandas as pd

from pv.verify.compared import Recount
from pv.verify.event.counted import CELL
from pv.verify.given import Given, shown_in
from pv.verify.statistic.limits import share, solved
from pv.verify.statistic.rate import rate
from pv.verify.subject.followed import Subject

#: Rate -> its numerator and its person-time.
RATES = {
    "eair_total": ("eair_total_subjects", "patient_years"),
    "eair_at_risk": ("eair_at_risk_subjects", "patient_years_at_risk"),
    "eaer": ("eaer_events", "patient_years"),
}


def days_of_arms(given: Given, subjects: Iterable[Subject]) -> pd.DataFrame:
    """Return the days of exposure and at risk, and how many are not timed, of each arm that is shown."""
    rows = [(one.arm, one.exposure_days or 0, one.risk_days or 0, int(not one.timed)) for one in subjects]
    names = ["exposure_days", "risk_days", "untimed_subjects"]
    of_arms = pd.DataFrame(rows, columns=["arm", *names]).merge(shown_in(given), on="arm")
    return of_arms.groupby("shown")[names].sum()


def exposure_adjusted_rate(cells: pd.DataFrame, days: pd.DataFrame, year: float, method: str, level: float) -> Recount:
    """Return the second computation of the table exposure_adjusted_rate.

    Args:
        cells: arm, level, soc, term, category and their counts.
        days: of each arm.
        year: the days of one.
        method: of the intervals.
        level: of confidence.
    """
    of_arm = days.reindex(cells["arm"]).fillna(0).astype("int64").set_index(cells.index)
    rows = cells.assign(
        untimed_subjects=of_arm["untimed_subjects"],
        subjects_after_risk=cells["eair_total_subjects"] - cells["eair_at_risk_subjects"],
        exposure_days=of_arm["exposure_days"],
        days_at_risk=of_arm["risk_days"] - cells["days_after"],
    )
    rows["patient_years"], rows["patient_years_at_risk"] = rows["exposure_days"] / year, rows["days_at_risk"] / year
    near = ["patient_years", "patient_years_at_risk"]
    for name, (events, time) in RATES.items():
        limits = [f"{name}_lower", f"{name}_upper"]
        rows[name] = share(rows[events], rows[time])
        rows = solved(rows, [events, time], limits, lambda x, t: rate(x, t, method, level))
        near += [name, *limits]
    counts = ["eair_total_subjects", "eair_at_risk_subjects", "eaer_events", "subjects_after_risk", "untimed_subjects"]
    exact = ["subjects", "events", *counts, "exposure_days", "days_at_risk"]
    return Recount("exposure_adjusted_rate", CELL, exact, near, rows)


def with_days(product: pd.DataFrame, year: float) -> pd.DataFrame:
    """Return the table of the product with its person-time in days, which are whole but for their division."""
    found = product
    for days, years in (("exposure_days", "patient_years"), ("days_at_risk", "patient_years_at_risk")):
        exact = product[years] * year
        whole = exact.round()
        found = found.assign(**{days: whole.where((exact - whole).abs() <= 1e-9 * whole.abs() + 1e-9, exact)})
    return found
