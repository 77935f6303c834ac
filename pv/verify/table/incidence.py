"""The tables of incidence, of the headline and of common events, computed a second time."""

import pandas as pd

from pv.verify.compared import Recount
from pv.verify.event.counted import CELL
from pv.verify.statistic.limits import proportion_limits, share

LIMITS = ("lower", "upper")
COUNTS = ("subjects", "arm_subjects")


def with_sizes(rows: pd.DataFrame, sizes: pd.Series) -> pd.DataFrame:
    """Return rows of subjects with the subjects of their arm and the percentage."""
    found = rows.assign(arm_subjects=rows["arm"].map(sizes))
    return found.assign(percent=100 * share(found["subjects"], found["arm_subjects"]))


def incidence(cells: pd.DataFrame, sizes: pd.Series, method: str, level: float) -> Recount:
    """Return the second computation of the table incidence.

    Args:
        cells: arm, level, soc, term, category, subjects, events.
        sizes: the subjects of each arm.
        method: of the interval.
        level: of confidence.
    """
    rows = proportion_limits(with_sizes(cells, sizes), "arm_subjects", method, level)
    return Recount("incidence", CELL, [*COUNTS, "events"], ["percent", *LIMITS], rows)


def overview(of_incidence: pd.DataFrame, of_deaths: pd.DataFrame, method: str, level: float) -> Recount:
    """Return the second computation of the headline: any event by category, and deaths."""
    events = of_incidence[of_incidence["level"] == "any"].rename(columns={"category": "item"})
    died = of_deaths[of_deaths["item"].isin(["death", "death_on_treatment"])]
    died = proportion_limits(died, "arm_subjects", method, level).assign(events=float("nan"))
    columns = ["arm", "item", *COUNTS, "events", "percent", *LIMITS]
    rows = pd.concat([events[columns].astype({"events": "float64"}), died[columns]], ignore_index=True)
    return Recount("overview", ["arm", "item"], [*COUNTS, "events"], ["percent", *LIMITS], rows)


def common_event(of_incidence: pd.DataFrame, shown: pd.DataFrame) -> Recount:
    """Return the second computation of the cells of the tables of common events; not of which terms they show."""
    rows = shown[["event_table", *CELL]].merge(of_incidence, on=CELL)
    return Recount("common_event", ["event_table", *CELL], COUNTS, ["percent", *LIMITS], rows)
