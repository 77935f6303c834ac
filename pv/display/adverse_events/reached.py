"""Whether a chart of terms has anything to draw."""

from collections.abc import Collection

from pv.display.contents import Contents


def reached(contents: Contents, level: str, threshold: float, arms: Collection[str] = ()) -> bool:
    """Return whether a term is that frequent in one of the arms, which are all where none is named.

    Args:
        contents: of the report.
        level: level of the terms.
        threshold: in percent of the subjects of an arm.
        arms: the arms to look at.
    """
    incidence = contents.table("incidence")
    if arms and len(incidence):
        incidence = incidence[incidence["arm"].isin(arms)]
    if incidence.empty:
        return False
    chosen = incidence[(incidence["level"] == level) & (incidence["category"] == "any")]
    return bool(((chosen["percent"] >= threshold) & (chosen["percent"] > 0)).any())
