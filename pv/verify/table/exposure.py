"""The summaries of exposure, computed a second time: in fractions, from the days of the subjects."""

from collections.abc import Iterable
from fractions import Fraction
from statistics import mean, stdev

import pandas as pd

from pv.verify.compared import Recount
from pv.verify.given import Given, pooled
from pv.verify.subject.followed import Subject
from pv.verify.table.incidence import COUNTS, with_sizes

_DAYS = ("mean", "sd", "q1", "median", "q3", "minimum", "maximum")
_NONE = float("nan")


def exposure(given: Given, subjects: Iterable[Subject], sizes: pd.Series) -> Recount:
    """Return the second computation of the table exposure."""
    year, month, every = given.study["days_per_year"], given.study["days_per_month"], [*subjects]
    rows = []
    for arm, members in pooled(given).items():
        own = [one for one in every if one.arm in members]
        days = sorted(one.exposure_days for one in own if one.exposure_days is not None)
        found = _summary(days)
        rows.append(
            {"arm": arm, "arm_subjects": sizes[arm], "subjects": len(days), "total_days": sum(days)}
            | {f"{name}_days": value for name, value in found.items()}
            | {f"{name}_months": found[name] / month for name in ("median", "minimum", "maximum")}
            | {"patient_years": sum(days) / year}
            | {"patient_years_at_risk": sum(one.risk_days or 0 for one in own) / year}
        )
    months = [f"{name}_months" for name in ("median", "minimum", "maximum")]
    near = [*(f"{name}_days" for name in _DAYS), *months, "patient_years", "patient_years_at_risk"]
    return Recount("exposure", ["arm"], ["arm_subjects", "subjects", "total_days"], near, pd.DataFrame(rows))


def _summary(days: list[int]) -> dict[str, float]:
    """Return mean, standard deviation, quartiles and range of whole days, in order."""
    if not days:
        return dict.fromkeys(_DAYS, _NONE)
    exact = [Fraction(day) for day in days]
    quartiles = (_quantile(days, part) for part in (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4)))
    values = (float(mean(exact)), float(stdev(exact)) if len(days) > 1 else _NONE, *quartiles, days[0], days[-1])
    return dict(zip(_DAYS, map(float, values), strict=True))


def _quantile(days: list[int], part: Fraction) -> float:
    """Return a quantile, definition 2 of Hyndman and Fan (1996): a place between two values is their mean."""
    place = part * len(days)
    below = int(place)
    if place == below:
        return (days[max(below - 1, 0)] + days[min(below, len(days) - 1)]) / 2
    return float(days[below])


def exposure_duration(given: Given, subjects: Iterable[Subject], sizes: pd.Series) -> Recount:
    """Return the second computation of the table of subjects who were treated for at least so many months."""
    month, every = given.study["days_per_month"], [*subjects]
    rows = [
        (
            arm,
            row["months"],
            sum(one.arm in members and (one.exposure_days or 0) >= row["months"] * month for one in every),
        )
        for row in given.rows("exposure_threshold")
        for arm, members in pooled(given).items()
    ]
    found = with_sizes(pd.DataFrame(rows, columns=["arm", "months", "subjects"]), sizes)
    return Recount("exposure_duration", ["arm", "months"], COUNTS, ["percent"], found)
