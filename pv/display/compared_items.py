"""The counts of items by arm with their comparisons beside them, unrounded, for a file."""

import pandas as pd

from pv.display.contents import Contents

_KEYS = ["arm", "item"]
#: What a comparison adds to the counts: the two tables of comparisons, of events and of deaths, have these in common.
_ADDED = [
    *("comparator", "risk_difference", "rd_lower", "rd_upper", "rd_method"),
    *("risk_ratio", "rr_lower", "rr_upper", "rr_method", "p_value", "p_method", "confidence_level"),
]


def with_comparisons(contents: Contents, counts: pd.DataFrame) -> pd.DataFrame:
    """Return the counts with the differences, ratios and p-values of the arms that are compared.

    Args:
        contents: of the report; of its comparisons those of categories of events at level any, and those of deaths.
        counts: arm, item (a category of events, or an item of deaths) and what was counted.
    """
    events, deaths = (contents.table(name) for name in ("comparison", "death_comparison"))
    if len(events):
        events = events[events["level"] == "any"].rename(columns={"category": "item"})
    there = [table for table in (events, deaths) if len(table)]
    if not there:
        return counts
    columns = [*_KEYS, *(name for name in _ADDED if name not in counts)]
    # An item that is both a category and one of deaths is shown by the events that it counts.
    compared = pd.concat([table[columns] for table in there], ignore_index=True).drop_duplicates(_KEYS)
    return counts.merge(compared, on=_KEYS, how="left")
