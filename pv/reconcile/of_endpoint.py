"""What a study computes of an endpoint: survival, its comparison and its numbers at risk."""

from collections.abc import Iterator
from fractions import Fraction

import numpy as np
import pandas as pd

from pv import stats
from pv.facts.figure_mistakes import of_every_arm
from pv.facts.model import Facts
from pv.facts.published_model import Figure
from pv.reconcile.found import Computed, Tables, exact, per_unit, row_of

#: Months are divided days: a time within this of another is the same.
_CLOSE = 1e-6


def survival(figure: Figure, facts: Facts, tables: Tables) -> Computed:
    """Return a median or follow-up with its limits in the unit of the figure, or the subjects with the event."""
    rows = tables["survival"]
    if of_every_arm(figure):
        names = [arm.name.casefold() for arm in facts.arm]
        rows = rows[(rows["endpoint"] == figure.endpoint) & rows["arm"].astype("str").str.casefold().isin(names)]
        if len(rows) != len(names):
            return Computed()
        if figure.statistic == "events":
            return Computed(subjects=int(rows["subjects"].sum()), arm_subjects=int(rows["arm_subjects"].sum()))
        row = _follow_up_together(figure, list(rows["arm"]), tables)
    else:
        found = row_of(rows, {"endpoint": str(figure.endpoint), "arm": figure.arm})
        if found is None:
            return Computed()
        row = found
    size = int(row["arm_subjects"])
    if figure.statistic == "events":
        return Computed(subjects=int(row["subjects"]), arm_subjects=size)
    units = per_unit(tables["study"].iloc[0])
    scale = units[row["unit"]] / units[figure.unit]
    numbers = (exact(row[f"{figure.statistic}{part}"]) for part in ("", "_lower", "_upper"))
    value, lower, upper = (None if number is None else number * scale for number in numbers)
    return Computed(arm_subjects=size, value=value, lower=lower, upper=upper)


def _follow_up_together(figure: Figure, arms: list[str], tables: Tables) -> pd.Series:
    """Return the median follow-up of several arms as one, by reverse Kaplan-Meier of the times of their curves."""
    curves = tables["survival_curve"]
    curves = curves[(curves["endpoint"] == figure.endpoint) & curves["arm"].isin(arms)]
    times: list[float] = []
    followed: list[int] = []
    for _, curve in curves.groupby("arm", sort=False):
        left = curve["at_risk"] - curve["at_risk"].shift(-1, fill_value=0)
        times += [*np.repeat(curve["time"], curve["censored"]), *np.repeat(curve["time"], left - curve["censored"])]
        followed += [1] * int(curve["censored"].sum()) + [0] * int((left - curve["censored"]).sum())
    level = float(curves["confidence_level"].iloc[0])
    median = stats.survival_quantile(stats.kaplan_meier(times, followed, level=level), 0.5)
    numbers = dict(zip(("follow_up", "follow_up_lower", "follow_up_upper"), map(float, median), strict=True))
    return pd.Series({"arm_subjects": len(times), "unit": curves["unit"].iloc[0], **numbers})


def comparison(figure: Figure, tables: Tables) -> Computed:
    """Return the hazard ratio with its limits and the p-value, stratified where the endpoint has strata."""
    row = row_of(tables["survival_comparison"], {"endpoint": str(figure.endpoint), "arm": figure.arm})
    if row is None:
        return Computed()
    of = "" if pd.isna(row["strata"]) else "stratified_"
    names = ("hazard_ratio", "hr_lower", "hr_upper", "log_rank_p_value")
    value, lower, upper, p_value = (exact(row[f"{of}{name}"]) for name in names)
    size = int(row["timed_subjects"]) + int(row["comparator_timed_subjects"])
    return Computed(arm_subjects=size, value=value, lower=lower, upper=upper, p_value=p_value)


def at_risk(figure: Figure, tables: Tables) -> Iterator[tuple[int, int, int | None]]:
    """Yield each time of a figure of numbers at risk, the number printed and the one computed, None without a curve."""
    curve = tables["survival_curve"]
    curve = curve[(curve["endpoint"] == figure.endpoint) & (curve["arm"].str.casefold() == figure.arm.casefold())]
    units = per_unit(tables["study"].iloc[0])
    scale = 1.0 if curve.empty else float(units[figure.unit] / units[curve["unit"].iloc[0]])
    for place, printed in enumerate(figure.at_risk):
        time = place * figure.every
        # In order of time: the first row at or after it has who is still there.
        after = curve.loc[curve["time"] >= time * scale - _CLOSE, "at_risk"]
        yield time, printed, None if curve.empty else int(after.max()) if len(after) else 0


def as_fraction(printed: str) -> Fraction | None:
    """Return the number of a printed text; None of NE and of a p-value below one."""
    try:
        return Fraction(printed)
    except ValueError:
        return None
