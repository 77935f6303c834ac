"""The numbers that a chart of terms draws, unrounded, for a file."""

import pandas as pd

from pv.render.chart.term_rows import NAMES, term_rows


def of_arm(incidence: pd.DataFrame, compared: pd.DataFrame, against: str | None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the rows of one arm and of what it is compared with; all rows where no arm is named."""
    if against is None:
        return incidence, compared
    alone = compared[compared["arm"] == against]
    return incidence[incidence["arm"].isin({against, *alone["comparator"]})], alone


def differences_drawn(
    incidence: pd.DataFrame, compared: pd.DataFrame, arm: pd.DataFrame, *, level: str, threshold: float
) -> pd.DataFrame:
    """Return the frequencies and, beside those of an arm that is compared, the risk differences."""
    shown = term_rows(incidence, level, "any", threshold).drop(columns="row")
    keys = ["arm", "level", *NAMES, "category"]
    # One arm alone has nothing to be compared with, and a page of frames no such table.
    differences = compared.reindex(
        columns=[*keys, "comparator", "risk_difference", "rd_lower", "rd_upper", "rd_method"]
    )
    return shown[shown["arm"].isin(arm["arm"])].merge(differences, on=keys, how="left")


def grades_drawn(shown: pd.DataFrame, category: pd.DataFrame, level: str, threshold: float) -> pd.DataFrame:
    """Return the counts of the terms that are frequent enough in the arms shown: at any grade and at each worst one."""
    terms = term_rows(shown, level, "any", threshold)[["level", *NAMES]].drop_duplicates()
    drawn = shown["category"].isin({"any", *category.loc[category["scale"].notna(), "category"]})
    return shown[drawn].merge(terms, on=["level", *NAMES])
