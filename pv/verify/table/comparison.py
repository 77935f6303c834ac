"""The comparisons with the comparator, computed a second time: differences, ratios and p-values."""

import numpy as np
import pandas as pd

from pv.verify.compared import Recount
from pv.verify.event.counted import CELL
from pv.verify.given import Given, Row, by_order, pooled
from pv.verify.statistic import two_rates, two_risks
from pv.verify.statistic.equal_risks import p_value
from pv.verify.statistic.limits import share, solved
from pv.verify.table.rates import RATES

_RISK_COUNTS = ["subjects", "arm_subjects", "comparator_subjects", "comparator_arm_subjects"]
_RISKS = ["risk_difference", "rd_lower", "rd_upper", "risk_ratio", "rr_lower", "rr_upper", "p_value"]
_RATE_COUNTS = ["rate_events", "rate_patient_years", "comparator_rate_events", "comparator_rate_patient_years"]
_RATES = ["rate_difference", "ird_lower", "ird_upper", "rate_ratio", "irr_lower", "irr_upper"]


def pairs(given: Given) -> pd.DataFrame:
    """Return the arms that are compared: those that have no subject in common with the comparator."""
    members, arms = pooled(given), by_order(given.rows("arm"))
    found = [
        (arm["arm"], other["arm"])
        for arm in arms
        if arm["role"] not in {"comparator", "total"}
        for other in arms
        if other["role"] == "comparator" and not {*members[arm["arm"]]} & {*members[other["arm"]]}
    ]
    return pd.DataFrame(found, columns=["arm", "comparator"], dtype="str")


def beside(rows: pd.DataFrame, compared: pd.DataFrame, keys: list[str], counts: list[str]) -> pd.DataFrame:
    """Return the counts of each arm beside those of the comparator."""
    other = rows[["arm", *keys, *counts]].rename(
        columns={"arm": "comparator", **{name: f"comparator_{name}" for name in counts}}
    )
    return compared.merge(rows, on="arm").merge(other, on=["comparator", *keys])


def compared_risks(rows: pd.DataFrame, method: Row) -> pd.DataFrame:
    """Return rows of counts with risk difference (percentage points), risk ratio and p-value."""
    level = method["confidence_level"]
    one, two = (share(rows[f"{arm}subjects"], rows[f"{arm}arm_subjects"]) for arm in ("", "comparator_"))
    with np.errstate(divide="ignore", invalid="ignore"):
        found = rows.assign(risk_difference=100 * (one - two), risk_ratio=one / two)
    for solve, name, scale in ((two_risks.difference, "rd", 100), (two_risks.ratio, "rr", 1)):
        chosen = method["risk_difference" if name == "rd" else "risk_ratio"]
        limits = [f"{name}_lower", f"{name}_upper"]
        found = solved(
            found, _RISK_COUNTS, limits, lambda *x, of=solve, by=chosen: of(*x, method=by, level=level), scale=scale
        )
    distinct = found[_RISK_COUNTS].drop_duplicates()
    counts = (map(int, row) for row in distinct.itertuples(index=False, name=None))
    p = [p_value(x1, n1, x2, n2, test=method["test"]) for x1, n1, x2, n2 in counts]
    return found.merge(distinct.assign(p_value=np.array(p, dtype="float64")), on=_RISK_COUNTS, how="left")


def compared_rates(rows: pd.DataFrame, method: Row) -> pd.DataFrame:
    """Return rows of events and years with rate difference and rate ratio."""
    level = method["confidence_level"]
    one, two = (share(rows[f"{arm}rate_events"], rows[f"{arm}rate_patient_years"]) for arm in ("", "comparator_"))
    with np.errstate(divide="ignore", invalid="ignore"):
        found = rows.assign(rate_difference=one - two, rate_ratio=one / two)
    for solve, name in ((two_rates.difference, "ird"), (two_rates.ratio, "irr")):
        chosen = method["rate_difference" if name == "ird" else "rate_ratio"]
        limits = [f"{name}_lower", f"{name}_upper"]
        found = solved(found, _RATE_COUNTS, limits, lambda *x, of=solve, by=chosen: of(*x, method=by, level=level))
    return found


def rate_comparison(rates: pd.DataFrame, given: Given, method: Row) -> Recount:
    """Return the second computation of the comparison of the three rates."""
    parts = [
        rates[CELL].assign(rate=name, rate_events=rates[events], rate_patient_years=rates[time])
        for name, (events, time) in RATES.items()
    ]
    keys = [*CELL[1:], "rate"]
    rows = beside(pd.concat(parts, ignore_index=True), pairs(given), keys, _RATE_COUNTS[:2])
    rows = compared_rates(rows, method).assign(leads=lambda frame: frame["rate"] == given.study["compared_rate"])
    exact = ["leads", "rate_events", "comparator_rate_events"]
    return Recount("rate_comparison", ["arm", "comparator", *keys], exact, [*_RATE_COUNTS[1::2], *_RATES], rows)


def comparison(of_incidence: pd.DataFrame, of_rates: pd.DataFrame, given: Given, method: Row) -> Recount:
    """Return the second computation of the comparison of subjects with events, with the rate that leads."""
    keys = ["arm", "comparator", *CELL[1:]]
    rows = compared_risks(
        beside(of_incidence[[*CELL, *_RISK_COUNTS[:2]]], pairs(given), CELL[1:], _RISK_COUNTS[:2]), method
    )
    rows = rows.merge(of_rates.loc[of_rates["leads"], [*keys, *_RATE_COUNTS, *_RATES]], on=keys)
    exact = [*_RISK_COUNTS, "rate_events", "comparator_rate_events"]
    return Recount("comparison", keys, exact, [*_RISKS, *_RATE_COUNTS[1::2], *_RATES], rows)


def death_comparison(of_deaths: pd.DataFrame, given: Given, method: Row) -> Recount:
    """Return the second computation of the comparison of deaths."""
    counted = of_deaths[["arm", "item", *_RISK_COUNTS[:2]]]
    rows = compared_risks(beside(counted, pairs(given), ["item"], _RISK_COUNTS[:2]), method)
    return Recount("death_comparison", ["arm", "comparator", "item"], _RISK_COUNTS, _RISKS, rows)
